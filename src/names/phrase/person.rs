//! People's names: every word inflects, in one case, and the words agree in gender.
//!
//! Not here: names with a head.

use super::super::grammar::{Case, Gender, Number};
use super::super::lexicon::{Kind, lexicon};
use super::super::paradigms::NOMINATIVE_SHARE;
use super::super::text::{Token, TokenKind};
use super::super::word::{self, ALL, WordReading};
use super::spelling::{capitalised, hyphenated, joined, recased, split_hyphen};
use super::{Weighed, head};

/// How many readings of each word are combined.
const WIDTH: usize = 14;
/// How unlikely words of different gender are in one name.
const MISMATCH: f32 = -8.0;

/// How likely it is that the name is a person's, before its endings are looked at.
pub(in super::super) fn likelihood(tokens: &[Token]) -> f32 {
    let words: Vec<&Token> = tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .collect();
    let odd = tokens.iter().any(|token| {
        token.quoted || matches!(token.kind, TokenKind::Number | TokenKind::Abbreviation)
    });
    if odd
        || words.is_empty()
        || tokens.len() > 4
        || words.iter().any(|word| head::is_head(&word.lower))
    {
        return 0.0005;
    }
    let capitals = words
        .iter()
        .filter(|word| starts_with_capital(word))
        .count();
    if capitals != 0 && capitals != words.len() {
        return 0.02;
    }
    if tokens[0].kind == TokenKind::Initial {
        return 0.95;
    }
    if words.iter().any(|word| is_given(&word.lower)) {
        return 0.95;
    }
    if capitals == 0 { 0.2 } else { 0.6 }
}

fn starts_with_capital(token: &Token) -> bool {
    token.text.chars().next().is_some_and(char::is_uppercase)
}

fn is_given(lower: &str) -> bool {
    word::readings(lower)
        .iter()
        .take(5)
        .any(|reading| lexicon().is(&reading.nominative, Kind::Given))
}

/// A partial name: what has been chosen so far.
#[derive(Clone)]
struct Chosen {
    words: Vec<String>,
    case: Option<Case>,
    gender: Gender,
    last: Option<WordReading>,
    weight: f32,
}

/// All combinations of readings that agree.
pub(super) fn readings(tokens: &[Token], tail: &str) -> Vec<Weighed> {
    if tokens.len() > 4 {
        return Vec::new();
    }
    let small = !tokens
        .iter()
        .any(|token| token.text.chars().any(char::is_uppercase));
    let mut partial = vec![Chosen {
        words: Vec::new(),
        case: None,
        gender: Gender::Unknown,
        last: None,
        weight: 0.0,
    }];
    for token in tokens {
        let options = options(token);
        partial = partial
            .iter()
            .flat_map(|chosen| {
                options
                    .iter()
                    .filter_map(|option| chosen.with(token, option.as_ref(), small))
            })
            .collect();
        partial.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        partial.truncate(WIDTH * 8);
    }
    partial
        .into_iter()
        .filter_map(|chosen| chosen.weighed(tokens, tail))
        .collect()
}

/// What a word of a person's name can be; an initial stands for any name.
fn options(token: &Token) -> Vec<Option<WordReading>> {
    if token.kind != TokenKind::Word {
        return vec![None];
    }
    let (kept, last) = split_hyphen(&token.lower);
    word::readings(last)
        .iter()
        .filter(|reading| reading.number == Number::Singular && reading.case != Case::Locative)
        .take(WIDTH)
        .flat_map(|reading| {
            hyphenated(kept, reading)
                .into_iter()
                .map(move |nominative| {
                    Some(WordReading {
                        nominative,
                        ..reading.clone()
                    })
                })
        })
        .collect()
}

impl Chosen {
    fn with(&self, token: &Token, option: Option<&WordReading>, small: bool) -> Option<Self> {
        let mut next = self.clone();
        let Some(reading) = option else {
            next.words.push(token.text.clone());
            return Some(next);
        };
        if !reading.is_indeclinable() {
            if self.case.is_some_and(|case| case != reading.case) {
                return None;
            }
            next.case = Some(reading.case);
        }
        next.weight += reading.lexical + agreement(self.gender, reading.gender);
        if self.last.is_none() && is_surname_of_men(reading) {
            next.weight += MISMATCH / 2.0;
        }
        if reading.gender != Gender::Unknown {
            next.gender = reading.gender;
        }
        next.words.push(if small {
            capitalised(&reading.nominative)
        } else {
            recased(&token.text, &reading.nominative)
        });
        next.last = Some(reading.clone());
        Some(next)
    }

    fn weighed(self, tokens: &[Token], tail: &str) -> Option<Weighed> {
        let last = self.last?;
        // Alone behind an initial, a surname is as open as a single word; else the given name tells.
        let words = tokens.iter().filter(|token| token.kind == TokenKind::Word);
        let weight = if words.count() == 1 {
            last.weight
        } else {
            self.weight + (self.case.map_or(ALL, share) * leaning(self.gender)).ln()
        };
        let case = self.case.unwrap_or(Case::Nominative);
        Some(Weighed {
            nominative: joined(tokens, &self.words, tail),
            case,
            number: Number::Singular,
            gender: self.gender,
            declension: last.declension,
            rule: rule(case),
            weight,
        })
    }
}

/// Men have surnames in -a and -e, hardly given names.
fn is_surname_of_men(reading: &WordReading) -> bool {
    reading.gender == Gender::Masculine && reading.nominative.ends_with(['a', 'e'])
}

/// How many of a hundred names of people stand in this case, roughly.
fn share(case: Case) -> f32 {
    match case {
        Case::Nominative => NOMINATIVE_SHARE,
        Case::Genitive => 30.0,
        Case::Dative | Case::Accusative => 8.0,
        Case::Locative => 0.2,
        Case::Vocative => 0.02,
    }
}

/// Names of men stand in texts more often than those of women; weighed lightly, and once a name.
fn leaning(gender: Gender) -> f32 {
    if gender == Gender::Masculine {
        1.4
    } else {
        1.0
    }
}

fn agreement(one: Gender, other: Gender) -> f32 {
    if one == other || one == Gender::Unknown || other == Gender::Unknown {
        0.0
    } else {
        MISMATCH
    }
}

fn rule(case: Case) -> &'static str {
    match case {
        Case::Nominative => "person.nominative",
        Case::Genitive => "person.genitive",
        Case::Dative => "person.dative",
        Case::Accusative => "person.accusative",
        Case::Locative => "person.locative",
        Case::Vocative => "person.vocative",
    }
}
