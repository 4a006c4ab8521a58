//! Names with a head: only the head and the adjectives that agree with it inflect.
//!
//! "Kultūras ministrijai" is "Kultūras ministrija": what stands in the genitive before the head stays, and so does
//! what follows it: a place or topic in the locative, a name in quotation marks, a number. Not here: people's names.

mod territory;

use super::super::grammar::{Case, Declension, Gender, Number};
use super::super::lexicon::{Kind, lexicon};
use super::super::text::{Token, TokenKind, expansion};
use super::super::word::{self, WordReading};
use super::Weighed;
use super::spelling::{capitalised, joined, recased};

/// How many readings of the head are tried.
const WIDTH: usize = 16;

/// Words behind which nothing can be the head.
const PREPOSITIONS: &[&str] = &[
    "no", "par", "ar", "uz", "pie", "pret", "pēc", "pirms", "starp", "bez", "līdz", "caur", "ap",
    "zem", "virs", "dēļ", "of", "for", "in", "on", "and", "the", "de", "von", "van",
];

/// Endings of definite adjectives: `(ending, case, number, gender)`.
const DEFINITE: &[(&str, Case, Number, Gender)] = &[
    ("ajam", Case::Dative, Number::Singular, Gender::Masculine),
    ("ajai", Case::Dative, Number::Singular, Gender::Feminine),
    ("ajā", Case::Locative, Number::Singular, Gender::Masculine),
    ("ajā", Case::Locative, Number::Singular, Gender::Feminine),
    ("ajiem", Case::Dative, Number::Plural, Gender::Masculine),
    ("ajām", Case::Dative, Number::Plural, Gender::Feminine),
    ("ajos", Case::Locative, Number::Plural, Gender::Masculine),
    ("ajās", Case::Locative, Number::Plural, Gender::Feminine),
    ("ais", Case::Nominative, Number::Singular, Gender::Masculine),
    ("ie", Case::Nominative, Number::Plural, Gender::Masculine),
    ("ā", Case::Nominative, Number::Singular, Gender::Feminine),
    ("ā", Case::Genitive, Number::Singular, Gender::Masculine),
    ("ās", Case::Genitive, Number::Singular, Gender::Feminine),
    ("ās", Case::Nominative, Number::Plural, Gender::Feminine),
    ("ās", Case::Accusative, Number::Plural, Gender::Feminine),
    ("o", Case::Accusative, Number::Singular, Gender::Masculine),
    ("o", Case::Accusative, Number::Singular, Gender::Feminine),
    ("o", Case::Genitive, Number::Plural, Gender::Masculine),
    ("o", Case::Genitive, Number::Plural, Gender::Feminine),
    ("os", Case::Accusative, Number::Plural, Gender::Masculine),
];

/// Endings of indefinite adjectives that no attribute in the genitive has.
const INDEFINITE: &[(&str, Case, Number, Gender)] = &[
    ("am", Case::Dative, Number::Singular, Gender::Masculine),
    ("ai", Case::Dative, Number::Singular, Gender::Feminine),
    ("ā", Case::Locative, Number::Singular, Gender::Masculine),
    ("ā", Case::Locative, Number::Singular, Gender::Feminine),
    ("iem", Case::Dative, Number::Plural, Gender::Masculine),
    ("ām", Case::Dative, Number::Plural, Gender::Feminine),
    ("os", Case::Locative, Number::Plural, Gender::Masculine),
    ("ās", Case::Locative, Number::Plural, Gender::Feminine),
    ("us", Case::Accusative, Number::Plural, Gender::Masculine),
];

/// Whether some form of a word that heads names is spelt so.
pub(super) fn is_head(lower: &str) -> bool {
    word::readings(lower).iter().any(is_listed)
}

fn is_listed(reading: &WordReading) -> bool {
    lexicon().is(&reading.nominative, Kind::Head)
}

/// Whether a lower-case word has an ending of the definite adjective in the nominative.
pub(in super::super) fn is_adjective(lower: &str) -> bool {
    (lower.ends_with("ais") || lower.ends_with('ā')) && lower.chars().count() > 4
}

/// Where the head can stand, the likeliest first, each with how likely that is.
fn places(tokens: &[Token]) -> Vec<(usize, f32)> {
    let end = span(tokens);
    let word = |at: &usize| tokens[*at].kind == TokenKind::Word && !tokens[*at].quoted;
    let Some(last) = (0..end).rev().find(word) else {
        return Vec::new();
    };
    if is_head(&tokens[last].lower) && !is_complement(&tokens[last].lower) {
        return vec![(last, 1.0)];
    }
    let earlier = (0..last)
        .rev()
        .filter(word)
        .find(|at| is_head(&tokens[*at].lower) && !is_genitive_before(tokens, *at, last));
    match earlier {
        Some(at) if is_locative(&tokens[last].lower) => vec![(at, 0.8), (last, 0.2)],
        Some(at) => vec![(last, 0.6), (at, 0.4)],
        None => vec![(last, 1.0)],
    }
}

/// Words that say what a body is about, in the locative.
fn is_complement(lower: &str) -> bool {
    ["jautājumos", "lietās", "jomā", "nozarē"].contains(&lower)
}

/// A head that is itself an attribute of what follows: "pilsētas" in "pilsētas domē".
fn is_genitive_before(tokens: &[Token], at: usize, last: usize) -> bool {
    is_head(&tokens[last].lower) && at + 1 == last && !is_complement(&tokens[last].lower)
}

fn is_locative(lower: &str) -> bool {
    word::readings(lower)
        .first()
        .is_some_and(|reading| reading.case == Case::Locative)
}

/// The number of words before whatever follows the head: a preposition, a quotation, numbers.
fn span(tokens: &[Token]) -> usize {
    let stop = tokens.iter().enumerate().skip(1).find(|(_, token)| {
        PREPOSITIONS.contains(&token.lower.as_str()) || token.quoted || token.before.contains('(')
    });
    stop.map_or(tokens.len(), |(at, _)| at)
}

/// Where the head of a nominative stands.
pub(in super::super) fn head_of(tokens: &[Token]) -> Option<usize> {
    places(tokens).first().map(|(at, _)| *at)
}

/// The readings of each place where the head can stand, and the name as it is written.
pub(super) fn readings(tokens: &[Token], tail: &str) -> Vec<Weighed> {
    let mut found = Vec::new();
    for (at, share) in places(tokens) {
        let listed = word::readings(&tokens[at].lower);
        let any_listed = listed.iter().any(is_listed);
        for reading in listed
            .iter()
            .filter(|reading| !any_listed || is_listed(reading))
            .take(WIDTH)
        {
            for (plural, part) in numbers(reading) {
                let mut weighed = read(tokens, tail, at, reading, plural);
                weighed.weight += (share * part).ln();
                found.push(weighed);
            }
        }
    }
    if found.is_empty() {
        found.push(unchanged(tokens, tail));
    }
    found.extend(expanded(&found, tokens, tail));
    found.extend(territory::readings(&found));
    found
}

/// Whether the nominative is given in the plural, and how likely that is.
fn numbers(reading: &WordReading) -> Vec<(bool, f32)> {
    match (reading.number, word::plural(reading)) {
        (Number::Singular, _) => vec![(false, 1.0)],
        // A name without a singular.
        (Number::Plural, None) => vec![(true, 1.0)],
        (Number::Plural, Some(_)) => vec![(true, 0.7), (false, 0.3)],
    }
}

fn read(tokens: &[Token], tail: &str, at: usize, head: &WordReading, plural: bool) -> Weighed {
    let nominative = word::plural(head)
        .filter(|_| plural)
        .unwrap_or_else(|| head.nominative.clone());
    let words: Vec<String> = tokens
        .iter()
        .enumerate()
        .map(|(index, token)| match index {
            _ if index == at => recased(&token.text, &nominative),
            _ if index < at && token.kind == TokenKind::Word && !token.quoted => {
                attribute(token, head, plural)
            }
            _ => token.text.clone(),
        })
        .collect();
    Weighed {
        nominative: joined(tokens, &first_capital(tokens, words), tail),
        case: head.case,
        number: head.number,
        gender: head.gender,
        declension: head.declension,
        rule: rule(head.case),
        weight: head.weight,
    }
}

/// A name without any capital gets one.
fn first_capital(tokens: &[Token], mut words: Vec<String>) -> Vec<String> {
    let small = !tokens
        .iter()
        .any(|token| token.text.chars().any(char::is_uppercase));
    if small && let Some(first) = words.first_mut() {
        *first = capitalised(first);
    }
    words
}

/// A word before the head: an adjective that agrees with it goes to the nominative too.
fn attribute(token: &Token, head: &WordReading, plural: bool) -> String {
    if head.case == Case::Nominative && plural == (head.number == Number::Plural) {
        return token.text.clone();
    }
    let agrees = |row: &&(&str, Case, Number, Gender)| {
        row.1 == head.case
            && row.2 == head.number
            && row.3 == head.gender
            && token.lower.ends_with(row.0)
    };
    let (ending, nominative) = if let Some((ending, ..)) = DEFINITE.iter().find(agrees) {
        (*ending, definite(head.gender, plural))
    } else if let Some((ending, ..)) = INDEFINITE.iter().find(agrees) {
        (*ending, indefinite(head.gender, plural))
    } else {
        return token.text.clone();
    };
    let stem = token.lower.strip_suffix(ending).unwrap_or(&token.lower);
    if stem.chars().count() < 3 {
        return token.text.clone();
    }
    recased(&token.text, &format!("{stem}{nominative}"))
}

fn definite(gender: Gender, plural: bool) -> &'static str {
    match (gender, plural) {
        (Gender::Feminine, false) => "ā",
        (Gender::Feminine, true) => "ās",
        (_, false) => "ais",
        (_, true) => "ie",
    }
}

fn indefinite(gender: Gender, plural: bool) -> &'static str {
    match (gender, plural) {
        (Gender::Feminine, false) => "a",
        (Gender::Feminine, true) => "as",
        (_, false) => "s",
        (_, true) => "i",
    }
}

fn unchanged(tokens: &[Token], tail: &str) -> Weighed {
    let words: Vec<String> = tokens.iter().map(|token| token.text.clone()).collect();
    Weighed {
        nominative: joined(tokens, &words, tail),
        case: Case::Nominative,
        number: Number::Singular,
        gender: Gender::Unknown,
        declension: Declension::Indeclinable,
        rule: "as-written",
        weight: 0.0,
    }
}

/// The same readings with abbreviations written out: "Balvu nov." is "Balvu novads".
fn expanded(found: &[Weighed], tokens: &[Token], tail: &str) -> Vec<Weighed> {
    let Some(last) = tokens
        .iter()
        .rposition(|token| token.kind == TokenKind::Abbreviation)
    else {
        return Vec::new();
    };
    let heads = last + 1 == tokens.len();
    let (short, long) = (&tokens[last], expansion(&tokens[last]));
    let Some((nominative, genitive)) = long else {
        return Vec::new();
    };
    if heads {
        let mut words: Vec<String> = tokens.iter().map(|token| token.text.clone()).collect();
        nominative.clone_into(&mut words[last]);
        // "ES" stays what it is before it is written out; "Balvu nov." is only a way of writing.
        let weight = if tokens.len() == 1 { -0.5 } else { 6.0 };
        return vec![Weighed {
            nominative: joined(tokens, &words, tail),
            rule: "abbreviation",
            weight,
            ..unchanged(tokens, tail)
        }];
    }
    found
        .iter()
        .map(|reading| Weighed {
            nominative: reading.nominative.replacen(&short.text, genitive, 1),
            weight: reading.weight - 0.7,
            ..reading.clone()
        })
        .collect()
}

fn rule(case: Case) -> &'static str {
    match case {
        Case::Nominative => "head.nominative",
        Case::Genitive => "head.genitive",
        Case::Dative => "head.dative",
        Case::Accusative => "head.accusative",
        Case::Locative => "head.locative",
        Case::Vocative => "head.vocative",
    }
}
