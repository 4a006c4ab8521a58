//! What was measured, shown scale beside scale and engine beside engine.

use crate::clock::Times;

/// Whose figure it is.
pub(crate) const OURS: &str = "stakegraph";
/// The plain program of this bench.
pub(crate) const FLOOR: &str = "plain CSR";

/// A figure: a time in milliseconds, or a number of another sort.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    scale: String,
    measure: String,
    pub(crate) engine: String,
    pub(crate) median: f64,
    /// The 99th percentile; the same where there is one number only.
    pub(crate) most: f64,
    shown: String,
}

/// All figures of a run.
#[derive(Debug, Default)]
pub(crate) struct Table(Vec<Figure>);

impl Table {
    /// Notes the times of one question.
    pub(crate) fn times(&mut self, scale: &str, measure: &str, engine: &str, times: &Times) {
        let shown = format!("{} / {}", short(times.median()), short(times.at(99)));
        let numbers = (times.median(), times.at(99));
        self.put((scale, measure, engine), numbers, shown);
    }

    /// Notes one number.
    pub(crate) fn number(&mut self, scale: &str, measure: &str, engine: &str, number: f64) {
        self.put((scale, measure, engine), (number, number), short(number));
    }

    /// Notes why there is no number.
    pub(crate) fn reason(&mut self, scale: &str, measure: &str, engine: &str, why: &str) {
        let none = (f64::NAN, f64::NAN);
        self.put((scale, measure, engine), none, why.to_owned());
    }

    fn put(
        &mut self,
        (scale, measure, engine): (&str, &str, &str),
        (median, most): (f64, f64),
        shown: String,
    ) {
        println!("  {scale}  {measure}, {engine}: {shown}");
        self.0.push(Figure {
            scale: scale.to_owned(),
            measure: measure.to_owned(),
            engine: engine.to_owned(),
            median,
            most,
            shown,
        });
    }

    /// Takes in what a peer printed: lines of scale, measure, engine, median and 99th percentile.
    pub(crate) fn peers(&mut self, printed: &str) {
        for line in printed.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            if let ["PEER", scale, measure, engine, median, most] = fields[..] {
                let median: f64 = median.parse().unwrap_or(f64::NAN);
                let most: f64 = most.parse().unwrap_or(f64::NAN);
                let (most, shown) = if most.is_nan() {
                    (median, short(median))
                } else {
                    (most, format!("{} / {}", short(median), short(most)))
                };
                self.put((scale, measure, engine), (median, most), shown);
            }
        }
    }

    /// Prints one table for each measure: engines as rows, scales as columns, with the ratio of
    /// this program to each engine.
    pub(crate) fn print(&self) {
        let scales = firsts(self.0.iter().map(|figure| figure.scale.as_str()));
        for measure in firsts(self.0.iter().map(|figure| figure.measure.as_str())) {
            println!("\n{measure}");
            let of = |figure: &&Figure| figure.measure == measure;
            for engine in firsts(
                self.0
                    .iter()
                    .filter(of)
                    .map(|figure| figure.engine.as_str()),
            ) {
                let cells = scales.iter().map(|scale| self.cell(scale, measure, engine));
                println!("  {engine:<28}{}", cells.collect::<String>());
            }
        }
    }

    /// The figure of an engine whose name begins so.
    pub(crate) fn find_begins(&self, scale: &str, measure: &str, engine: &str) -> Option<&Figure> {
        let of = |figure: &&Figure| (&*figure.scale, &*figure.measure) == (scale, measure);
        let all = || self.0.iter().filter(of);
        let named = all().find(|figure| figure.engine == engine);
        named.or_else(|| all().find(|figure| figure.engine.starts_with(engine)))
    }

    /// The figure of an engine.
    pub(crate) fn find(&self, scale: &str, measure: &str, engine: &str) -> Option<&Figure> {
        let wanted = (scale, measure, engine);
        let of = |figure: &&Figure| (&*figure.scale, &*figure.measure, &*figure.engine) == wanted;
        self.0.iter().find(of)
    }

    fn cell(&self, scale: &str, measure: &str, engine: &str) -> String {
        let Some(figure) = self.find(scale, measure, engine) else {
            return format!("{:<44}", "");
        };
        let ours = self.find(scale, measure, OURS).filter(|_| engine != OURS);
        let ratio = ours.map_or_else(String::new, |ours| ratios(ours, figure));
        format!("{:<44}", format!("{scale} {}{ratio}", figure.shown))
    }
}

/// How many times another's our figure is: at the median, and, where both have one, at the 99th
/// percentile.
fn ratios(ours: &Figure, other: &Figure) -> String {
    let median = ours.median / other.median;
    let most = ours.most / other.most;
    if median.is_nan() {
        String::new()
    } else if ours.most > ours.median && other.most > other.median {
        format!("  (×{} / ×{})", short(median), short(most))
    } else {
        format!("  (×{})", short(median))
    }
}

/// The different words, in the order in which they come first.
fn firsts<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut firsts = Vec::new();
    for word in words {
        if !firsts.contains(&word) {
            firsts.push(word);
        }
    }
    firsts
}

/// Three digits.
fn short(number: f64) -> String {
    let digits = match number.abs() {
        below if below < 0.1 => 4,
        below if below < 1.0 => 3,
        below if below < 10.0 => 2,
        below if below < 100.0 => 1,
        _ => 0,
    };
    format!("{number:.digits$}")
}
