//! All forms of a nominative.
//!
//! Not here: which nominative a form has. The forms of a name of several words follow the same split as its
//! analysis: of a person's name every word inflects, else the head and the adjectives before it.

use super::grammar::{Case, Declension, Gender, Number};
use super::lexicon::{Kind, lexicon};
use super::paradigms::{PARADIGMS, Paradigm};
use super::phrase::{head_of, is_adjective, joined, likelihood_of_person, recased};
use super::text::{Token, TokenKind, tokens};
use super::word;

/// A form of a nominative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The form.
    pub text: String,
    /// Its case.
    pub case: Case,
    /// Its number.
    pub number: Number,
}

/// All forms of a nominative, itself first, without repeating one in the same case and number.
#[must_use]
pub fn forms(nominative: &str) -> Vec<Form> {
    let (found, tail) = tokens(nominative);
    let person = found.len() > 1 && likelihood_of_person(&found) > 0.5;
    let mut forms = vec![Form {
        text: nominative.to_owned(),
        case: Case::Nominative,
        number: number_of(&found, person),
    }];
    let inflecting = inflecting(&found, person);
    let own = [forms[0].number];
    let numbers = if is_one_place(&found) {
        &own
    } else {
        Number::ALL
    };
    for number in numbers {
        for case in Case::ALL {
            for variant in [false, true] {
                let words = in_cell(&found, &inflecting, (*case, *number), variant);
                let text = words.map(|words| joined(&found, &words, &tail));
                forms.extend(text.map(|text| Form {
                    text,
                    case: *case,
                    number: *number,
                }));
            }
        }
    }
    let mut seen = Vec::new();
    forms.retain(|form| {
        let new = !seen.contains(form);
        seen.push(form.clone());
        new
    });
    forms
}

/// A place of which there is one has no plural: "Priekuļu" is of Priekuļi, not of several Priekule.
fn is_one_place(tokens: &[Token]) -> bool {
    matches!(tokens, [one] if lexicon().is_only(&one.lower, Kind::Place))
}

/// A word that changes: its place, how it inflects and its stem.
struct Inflecting {
    at: usize,
    paradigm: &'static Paradigm,
    stem: String,
}

fn number_of(tokens: &[Token], person: bool) -> Number {
    inflecting(tokens, person)
        .last()
        .map_or(Number::Singular, |word| word.paradigm.number)
}

/// The words that change. Adjectives of the head take their gender from it.
fn inflecting(tokens: &[Token], person: bool) -> Vec<Inflecting> {
    let words = |at: &usize| tokens[*at].kind == TokenKind::Word && !tokens[*at].quoted;
    if person || tokens.len() == 1 {
        let places: Vec<usize> = (0..tokens.len()).filter(words).collect();
        let given = places.first().map_or("", |at| tokens[*at].lower.as_str());
        let man = person && is_man(given);
        return places
            .into_iter()
            .filter_map(|at| inflecting_word(tokens, at, man))
            .collect();
    }
    let Some(head) = head_of(tokens) else {
        return Vec::new();
    };
    let Some(last) = inflecting_word(tokens, head, false) else {
        return Vec::new();
    };
    let mut found: Vec<Inflecting> = (0..head)
        .filter(words)
        .filter(|at| is_adjective(&tokens[*at].lower))
        .filter_map(|at| inflecting_word(tokens, at, false))
        .filter(|word| {
            word.paradigm.declension == Declension::Definite
                && word.paradigm.gender == last.paradigm.gender
        })
        .collect();
    found.push(last);
    found
}

/// A given name of a man by the list or by its ending.
fn is_man(given: &str) -> bool {
    given.ends_with('s')
        || given.ends_with('š')
        || (given.ends_with('o') && lexicon().is(given, Kind::Given))
}

fn inflecting_word(tokens: &[Token], at: usize, man: bool) -> Option<Inflecting> {
    let start = tokens[at].lower.rfind('-').map_or(0, |hyphen| hyphen + 1);
    let (paradigm, stem) = word::paradigm_of(&tokens[at].lower[start..])?;
    let paradigm = if man { of_men(paradigm) } else { paradigm };
    Some(Inflecting {
        at,
        paradigm,
        stem: format!("{}{stem}", &tokens[at].lower[..start]),
    })
}

/// A man's surname in -a or -e has a dative of its own.
fn of_men(paradigm: &'static Paradigm) -> &'static Paradigm {
    PARADIGMS
        .iter()
        .find(|other| {
            other.nominative == paradigm.nominative
                && other.declension == paradigm.declension
                && other.gender == Gender::Masculine
        })
        .unwrap_or(paradigm)
}

/// The words of the name in one case and number; with `variant`, where a stem may also stay unsoftened.
fn in_cell(
    tokens: &[Token],
    inflecting: &[Inflecting],
    cell: (Case, Number),
    variant: bool,
) -> Option<Vec<String>> {
    let mut words: Vec<String> = tokens.iter().map(|token| token.text.clone()).collect();
    let mut varies = false;
    for word in inflecting {
        let row = word
            .paradigm
            .cells
            .iter()
            .find(|row| (row.case, row.number) == cell && !row.ending.is_empty())?;
        let kept = variant && row.softens && word.paradigm.declension != Declension::Second;
        varies |= kept;
        let form = if kept {
            format!("{}{}", word.stem, row.ending)
        } else {
            word::inflect(&word.stem, word.paradigm, row)
        };
        words[word.at] = recased(&tokens[word.at].text, &form);
    }
    (!inflecting.is_empty() && (!variant || varies)).then_some(words)
}
