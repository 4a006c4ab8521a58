//! What was measured, shown scale beside scale and engine beside engine.

use crate::clock::Times;

/// Whose figure it is.
pub(crate) const OURS: &str = "stakegraph";
/// The plain program of this bench.
pub(crate) const FLOOR: &str = "plain CSR";

/// A figure: a time in milliseconds, or a number of another sort.
#[derive(Clone, Debug)]
struct Figure {
    scale: String,
    measure: String,
    engine: String,
    median: f64,
    shown: String,
}

/// All figures of a run.
#[derive(Debug, Default)]
pub(crate) struct Table(Vec<Figure>);

impl Table {
    /// Notes the times of one question.
    pub(crate) fn times(&mut self, scale: &str, measure: &str, engine: &str, times: &Times) {
        let shown = format!("{} / {}", short(times.median()), short(times.at(99)));
        self.put(scale, measure, engine, (times.median(), shown));
    }

    /// Notes one number.
    pub(crate) fn number(&mut self, scale: &str, measure: &str, engine: &str, number: f64) {
        self.put(scale, measure, engine, (number, short(number)));
    }

    /// Notes why there is no number.
    pub(crate) fn reason(&mut self, scale: &str, measure: &str, engine: &str, why: &str) {
        self.put(scale, measure, engine, (f64::NAN, why.to_owned()));
    }

    fn put(&mut self, scale: &str, measure: &str, engine: &str, (median, shown): (f64, String)) {
        println!("  {scale}  {measure}, {engine}: {shown}");
        self.0.push(Figure {
            scale: scale.to_owned(),
            measure: measure.to_owned(),
            engine: engine.to_owned(),
            median,
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
                let shown = if most.is_nan() {
                    short(median)
                } else {
                    format!("{} / {}", short(median), short(most))
                };
                self.put(scale, measure, engine, (median, shown));
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
                println!("  {engine:<26}{}", cells.collect::<String>());
            }
        }
    }

    fn find(&self, scale: &str, measure: &str, engine: &str) -> Option<&Figure> {
        let wanted = (scale, measure, engine);
        let of = |figure: &&Figure| (&*figure.scale, &*figure.measure, &*figure.engine) == wanted;
        self.0.iter().find(of)
    }

    fn cell(&self, scale: &str, measure: &str, engine: &str) -> String {
        let Some(figure) = self.find(scale, measure, engine) else {
            return format!("{:<34}", "");
        };
        let ours = self.find(scale, measure, OURS).filter(|_| engine != OURS);
        let ratio = ours
            .map(|ours| ours.median / figure.median)
            .filter(|ratio| !ratio.is_nan());
        let ratio = ratio.map_or_else(String::new, |ratio| format!("  (×{})", short(ratio)));
        format!("{:<34}", format!("{scale} {}{ratio}", figure.shown))
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
        below if below < 10.0 => 2,
        below if below < 100.0 => 1,
        _ => 0,
    };
    format!("{number:.digits$}")
}
