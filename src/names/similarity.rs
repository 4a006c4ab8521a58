//! How alike two names are, and why.
//!
//! What inflection explains scores highest: "Maldas Avramenko" is a form of "Malda Avramenko". Typos, initials, the
//! order of words, legal forms and titles come after it, each with its reason. Names that differ in a letter and are
//! both well known, such as Valka and Valga, are marked as near and score below every form. Not here: anything but
//! the two names; whether two entities are one is for a person to judge.

mod align;
mod prepare;
mod tables;
mod token;

use super::keys::compare;
use super::text::fold;
use prepare::{Prepared, prepare};

/// Why two names are alike or not. The keys are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// The same letters.
    Same,
    /// The same but for capitals, diacritics and marks.
    Folded,
    /// One is a form of the other, or both are forms of one name.
    Inflected,
    /// The same words in another order.
    Order,
    /// The same letters, split into words in another way.
    Spacing,
    /// One word or more differs by a typo.
    Typo,
    /// One word or more is spelt in another way that sounds alike.
    Spelling,
    /// An initial stands for a name.
    Initial,
    /// A word is shortened.
    Shortened,
    /// One has words that the other has not.
    Extra,
    /// Each has a word that the other has not.
    Differs,
    /// The legal forms differ.
    LegalForm,
    /// The numbers differ.
    Numbers,
    /// Two well-known names that are easily confused.
    Confusable,
}

impl Reason {
    /// The stable key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Folded => "folded",
            Self::Inflected => "inflected",
            Self::Order => "order",
            Self::Spacing => "spacing",
            Self::Typo => "typo",
            Self::Spelling => "spelling",
            Self::Initial => "initial",
            Self::Shortened => "shortened",
            Self::Extra => "extra",
            Self::Differs => "differs",
            Self::LegalForm => "legal-form",
            Self::Numbers => "numbers",
            Self::Confusable => "confusable",
        }
    }
}

/// The likeness of two names.
#[derive(Clone, Debug, PartialEq)]
pub struct Similarity {
    /// From 0, nothing in common, to 1, the same.
    pub score: f32,
    /// Why, in the order of [`Reason`].
    pub reasons: Vec<Reason>,
}

impl Similarity {
    /// From this score on, two names are probably one.
    pub const PROBABLE: f32 = 0.7;
    /// No form of a name scores less.
    pub const FORM: f32 = 0.9;

    fn of(score: f32, reason: Reason) -> Self {
        Self {
            score,
            reasons: vec![reason],
        }
    }
}

/// A name made ready, for when it is compared many times.
#[derive(Clone, Debug)]
pub struct Ready {
    text: String,
    folded: String,
    prepared: Prepared,
}

impl Ready {
    /// Makes a name ready.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self {
            text: name.trim().to_owned(),
            folded: fold(name),
            prepared: prepare(name),
        }
    }

    /// Compares two names that both stand in the nominative, so that neither is a form of the other: Valda Bērziņa is
    /// not the genitive of Valdis Bērziņš but somebody else. The order of the two does not matter.
    #[must_use]
    pub fn as_nominatives(&self, other: &Self) -> Similarity {
        compared(self, other, false)
    }
}

/// Compares two names in whatever form they stand. The order of the two does not matter.
#[must_use]
pub fn similarity(a: &str, b: &str) -> Similarity {
    compared(&Ready::of(a), &Ready::of(b), true)
}

fn compared(a: &Ready, b: &Ready, forms: bool) -> Similarity {
    if a.text == b.text {
        return Similarity::of(1.0, Reason::Same);
    }
    if a.folded == b.folded {
        return Similarity::of(0.99, Reason::Folded);
    }
    if forms
        && may_be_forms(&a.folded, &b.folded)
        && let Some(cost) = form_cost(&a.text, &b.text)
    {
        let score = (0.98 - cost * 0.08).max(Similarity::FORM);
        return Similarity::of(score, Reason::Inflected);
    }
    let mut found = align::align(&a.prepared, &b.prepared, forms);
    found.reasons.sort_unstable();
    found.reasons.dedup();
    found.score = found.score.min(Similarity::FORM - 0.01);
    found
}

/// Forms of one name have as many words, and these begin alike.
fn may_be_forms(a: &str, b: &str) -> bool {
    let (one, other) = (a.split(' '), b.split(' '));
    one.clone().count() == other.clone().count()
        && one.zip(other).all(|(one, other)| {
            let common = one
                .chars()
                .zip(other.chars())
                .take_while(|(a, b)| a == b)
                .count();
            common >= 2 || one == other
        })
}

fn form_cost(a: &str, b: &str) -> Option<f32> {
    let direct = [compare(a, b), compare(b, a)];
    direct
        .into_iter()
        .flatten()
        .map(|found| found.cost)
        .min_by(f32::total_cmp)
        .or_else(|| shared_nominative(a, b))
}

/// Two forms, neither the nominative: their likeliest nominatives meet.
fn shared_nominative(a: &str, b: &str) -> Option<f32> {
    let (one, other) = (super::analyse(a), super::analyse(b));
    let near = |reading: &&super::Reading| reading.cost < 2.5;
    one.iter().filter(near).find_map(|reading| {
        let key = fold(&reading.nominative);
        let same = other
            .iter()
            .filter(near)
            .find(|other| fold(&other.nominative) == key)?;
        Some(0.3 + (reading.cost + same.cost) * 0.1)
    })
}
