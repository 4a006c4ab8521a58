//! How well names are analysed and compared, measured on data that others made.
//!
//! The data is no part of the repository; where it lies beside the checkout, the tests hold the figures and
//! `cargo bench --bench names` prints them. Nothing in the analysis was learnt from it.

use std::collections::{HashMap, HashSet};
use std::fs;

use stakegraph::names::{Similarity, analyse, lemma_key, similarity, stem_keys};
use test_support::shared;

/// Figures on pairs of a form and its lemma.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inflection {
    /// Pairs whose form differs from the lemma.
    pub(crate) inflected: usize,
    /// Of these, the lemma came first.
    pub(crate) first: usize,
    /// Of these, the lemma came among the first three.
    pub(crate) first_three: usize,
    /// Of these, a key of the form is the key of the lemma.
    pub(crate) grouped: usize,
    /// Pairs whose form is the lemma.
    pub(crate) nominatives: usize,
    /// Of these, the lemma came first.
    pub(crate) nominatives_first: usize,
    /// Of these, the lemma came among the first three.
    pub(crate) nominatives_first_three: usize,
    /// Different lemmas.
    pub(crate) lemmas: usize,
    /// Lemmas whose key is also that of another lemma.
    pub(crate) colliding: usize,
}

/// A share in per cent.
pub(crate) fn percent(part: usize, whole: usize) -> f64 {
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    100.0 * count(part) / count(whole.max(1))
}

/// Measures the analysis on `lvnames/propn_pairs.tsv`, where it is there.
pub(crate) fn inflection() -> Option<Inflection> {
    let text = fs::read_to_string(shared("data/lvnames/propn_pairs.tsv")?).ok()?;
    let mut figures = Inflection::default();
    let mut lemmas = HashSet::new();
    for line in text.lines().skip(1) {
        let mut fields = line.split('\t');
        let (Some(form), Some(lemma)) = (fields.next(), fields.next()) else {
            continue;
        };
        lemmas.insert(lemma.to_lowercase());
        if lemma.chars().next().is_some_and(char::is_uppercase) {
            figures.add(form, lemma);
        }
    }
    let mut keys: HashMap<String, usize> = HashMap::new();
    for lemma in &lemmas {
        *keys.entry(lemma_key(lemma)).or_default() += 1;
    }
    figures.lemmas = lemmas.len();
    figures.colliding = keys.values().filter(|count| **count > 1).sum();
    Some(figures)
}

impl Inflection {
    fn add(&mut self, form: &str, lemma: &str) {
        let readings = analyse(form);
        let place = readings
            .iter()
            .position(|reading| reading.nominative == lemma);
        let first = usize::from(place == Some(0));
        let three = usize::from(place.is_some_and(|at| at < 3));
        if form.to_lowercase() == lemma.to_lowercase() {
            self.nominatives += 1;
            self.nominatives_first += first;
            self.nominatives_first_three += three;
            return;
        }
        let key = lemma_key(lemma);
        self.inflected += 1;
        self.first += first;
        self.first_three += three;
        self.grouped += usize::from(stem_keys(form).iter().any(|own| own.text == key));
    }
}

/// Figures on labelled pairs of names.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pairs {
    /// Pairs.
    pub(crate) rows: usize,
    /// Taken for one, and one.
    pub(crate) right: usize,
    /// Taken for one, and two.
    pub(crate) wrong: usize,
    /// One, and not taken for one.
    pub(crate) missed: usize,
}

impl Pairs {
    /// The harmonic mean of precision and recall.
    pub(crate) fn f1(&self) -> f64 {
        percent(2 * self.right, 2 * self.right + self.wrong + self.missed) / 100.0
    }

    fn add(&mut self, taken: bool, one: bool) {
        self.rows += 1;
        match (taken, one) {
            (true, true) => self.right += 1,
            (true, false) => self.wrong += 1,
            (false, true) => self.missed += 1,
            (false, false) => {}
        }
    }
}

/// Measures the comparison on `name_pairs/cases.csv`, where it is there: by group of the data.
pub(crate) fn pairs() -> Option<Vec<(String, Pairs)>> {
    let text = fs::read_to_string(shared("data/name_pairs/cases.csv")?).ok()?;
    let mut groups: Vec<(String, Pairs)> = Vec::new();
    for line in text.lines().skip(1) {
        let fields = fields(line);
        let [group, _, a, b, one, ..] = fields.as_slice() else {
            continue;
        };
        let taken = similarity(a, b).score >= Similarity::PROBABLE;
        for name in ["all", kind(group), group] {
            let at = groups.iter().position(|(known, _)| known == name);
            let at = at.unwrap_or_else(|| {
                groups.push((name.to_owned(), Pairs::default()));
                groups.len() - 1
            });
            groups[at].1.add(taken, one == "true");
        }
    }
    Some(groups)
}

/// Deviations that were proposed by a language model are told apart from those that people met.
fn kind(group: &str) -> &'static str {
    if group.starts_with("synth") {
        "synthetic"
    } else {
        "not synthetic"
    }
}

/// The fields of a line of CSV.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let last = fields.len() - 1;
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                fields[last].push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            other => fields[last].push(other),
        }
    }
    fields
}
