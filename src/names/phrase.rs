//! The readings of a whole name.
//!
//! Not here: what a single word can be (`word`), people's names (`phrase/person`), names with a head (`phrase/head`).

mod head;
mod person;
mod spelling;

use super::grammar::{Case, Declension, Gender, Number, Reading};
use super::text::{Token, TokenKind, tokens};
use super::{MOST_READINGS, word};

pub(super) use head::{head_of, is_adjective};
pub(super) use person::likelihood as likelihood_of_person;
pub(super) use spelling::{capitalised, joined, recased};

/// A reading of the whole name with the logarithm of its weight.
#[derive(Clone, Debug)]
struct Weighed {
    nominative: String,
    case: Case,
    number: Number,
    gender: Gender,
    declension: Declension,
    rule: &'static str,
    weight: f32,
}

/// The readings of a name, best first, each nominative once.
pub(super) fn analyse(form: &str) -> Vec<Reading> {
    let (found, tail) = tokens(form);
    let found = spelling::unshouted(found);
    let readings = match found.as_slice() {
        [] => return Vec::new(),
        [one] if one.kind == TokenKind::Word => single(one),
        many => several(many, &tail),
    };
    ranked(readings)
}

/// One word: all that it can be.
fn single(token: &Token) -> Vec<Weighed> {
    let acronym = spelling::is_acronym(&token.text);
    let mark = |text: String| format!("{}{text}", token.before);
    let (kept, last) = spelling::split_hyphen(&token.lower);
    word::readings(last)
        .iter()
        .flat_map(|reading| {
            let lower = spelling::hyphenated(kept, reading);
            lower.into_iter().map(move |lower| (lower, reading.clone()))
        })
        .map(|(lower, reading)| Weighed {
            nominative: mark(spelling::named(&token.text, &lower)),
            case: reading.case,
            number: reading.number,
            gender: reading.gender,
            declension: reading.declension,
            rule: reading.rule,
            weight: reading.weight,
        })
        .chain(acronym.then(|| Weighed::acronym(token)))
        .collect()
}

/// Several words: a person, or a head with what belongs to it.
fn several(tokens: &[Token], tail: &str) -> Vec<Weighed> {
    let person = person::likelihood(tokens);
    let mut readings = Vec::new();
    for (share, mut found) in [
        (person, person_readings(person, tokens, tail)),
        (1.0 - person, head::readings(tokens, tail)),
    ] {
        normalise(&mut found);
        readings.extend(found.into_iter().map(|mut reading| {
            reading.weight += share.ln();
            reading
        }));
    }
    readings
}

/// Nobody is called so: no combinations are tried.
const NOBODY: f32 = 0.001;

fn person_readings(likelihood: f32, tokens: &[Token], tail: &str) -> Vec<Weighed> {
    if likelihood < NOBODY {
        Vec::new()
    } else {
        person::readings(tokens, tail)
    }
}

/// Makes the weights of all readings sum to one.
fn normalise(readings: &mut [Weighed]) {
    let most = readings
        .iter()
        .map(|reading| reading.weight)
        .fold(f32::MIN, f32::max);
    let sum: f32 = readings
        .iter()
        .map(|reading| (reading.weight - most).exp())
        .sum();
    for reading in readings {
        reading.weight -= most + sum.ln();
    }
}

/// Joins readings with one nominative, orders them and turns weights into costs.
fn ranked(mut readings: Vec<Weighed>) -> Vec<Reading> {
    normalise(&mut readings);
    readings.sort_by(|a, b| {
        b.weight
            .total_cmp(&a.weight)
            .then_with(|| a.nominative.cmp(&b.nominative))
    });
    let mut joined: Vec<Weighed> = Vec::new();
    for reading in readings {
        match joined
            .iter_mut()
            .find(|known| known.nominative == reading.nominative)
        {
            Some(known) => known.weight = (known.weight.exp() + reading.weight.exp()).ln(),
            None => joined.push(reading),
        }
    }
    joined.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    shorten(&mut joined);
    joined.into_iter().map(Weighed::into_reading).collect()
}

/// How sure it is that a word in capitals is an acronym when it looks like one.
const ACRONYM: f32 = 3.0;

/// Readings that come first whatever they are.
const SURE: usize = 4;

/// Leaves the most that an analysis gives. What inflects in a rare way goes before what inflects in a usual one.
fn shorten(readings: &mut Vec<Weighed>) {
    while readings.len() > MOST_READINGS {
        let rare = (SURE..readings.len())
            .rev()
            .find(|at| readings[*at].is_rare());
        let Some(at) = rare else { break };
        readings.remove(at);
    }
    readings.truncate(MOST_READINGS);
}

impl Weighed {
    /// Names without a singular, nouns of the sixth declension, and words that stand as they are.
    fn is_rare(&self) -> bool {
        matches!(
            self.declension,
            Declension::Indeclinable | Declension::Sixth
        ) || ["fourth-plural.", "fifth-plural.", "sixth-plural."]
            .iter()
            .any(|rule| self.rule.starts_with(rule))
    }

    /// The word as it stands.
    fn acronym(token: &Token) -> Self {
        Self {
            nominative: format!("{}{}", token.before, token.text),
            case: Case::Nominative,
            number: Number::Singular,
            gender: Gender::Unknown,
            declension: Declension::Indeclinable,
            rule: "acronym",
            weight: ACRONYM,
        }
    }

    fn into_reading(self) -> Reading {
        Reading {
            nominative: self.nominative,
            case: self.case,
            number: self.number,
            gender: self.gender,
            declension: self.declension,
            rule: self.rule,
            cost: (-self.weight).max(0.0),
        }
    }
}
