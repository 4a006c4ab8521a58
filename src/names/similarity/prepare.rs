//! A name made ready for comparison: words, legal form, titles set aside.
//!
//! Not here: comparing.

use unicode_normalization::UnicodeNormalization;

use super::super::text::fold;
use super::tables::{CYRILLIC, GEORGIAN, LEGAL_FORMS, NUMBERS, TITLES};

/// A name in words.
#[derive(Clone, Debug, Default)]
pub(super) struct Prepared {
    /// The words that make the name, folded and in Latin letters.
    pub(super) words: Vec<String>,
    /// The legal form, canonical.
    pub(super) legal: Option<&'static str>,
}

/// Makes a name ready.
pub(super) fn prepare(name: &str) -> Prepared {
    let latin = romanised(&humps(name));
    let mut words: Vec<String> = join_letters(&fold(&latin.replace(['&', '+'], " and ")));
    let mut legal = None;
    while let Some((at, length, form)) = legal_form(&words) {
        if words.len() == length {
            break;
        }
        words.drain(at..at + length);
        legal = legal.or(Some(form));
    }
    let named: Vec<String> = words
        .iter()
        .filter(|word| !TITLES.contains(&word.as_str()))
        .cloned()
        .collect();
    let words = if named.is_empty() { words } else { named };
    Prepared {
        words: numbers(words.into_iter().map(|word| without_digits(&word))),
        legal,
    }
}

/// "SergeiLavrov" is two words.
fn humps(name: &str) -> String {
    let mut spaced = String::new();
    let mut small = false;
    for letter in name.nfc() {
        if small && letter.is_uppercase() {
            spaced.push(' ');
        }
        small = letter.is_lowercase();
        spaced.push(letter);
    }
    spaced
}

fn romanised(name: &str) -> String {
    name.to_lowercase()
        .chars()
        .flat_map(|letter| {
            let latin = CYRILLIC
                .iter()
                .chain(GEORGIAN)
                .find(|(known, _)| *known == letter);
            match latin {
                Some((_, latin)) => latin.chars().collect::<Vec<_>>(),
                None => vec![letter],
            }
        })
        .collect()
}

/// Letters that stand alone one after another are one word: "l l c" is "llc".
fn join_letters(folded: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut run = 0;
    for word in folded.split_whitespace() {
        let single = word.len() == 1 && word.chars().all(char::is_alphabetic);
        match words.last_mut() {
            Some(last) if single && run > 0 => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
        run = if single { run + 1 } else { 0 };
    }
    words
}

/// Where the first legal form stands, how many words it has, and which it is.
fn legal_form(words: &[String]) -> Option<(usize, usize, &'static str)> {
    LEGAL_FORMS.iter().find_map(|(form, canonical)| {
        let parts: Vec<&str> = form.split(' ').collect();
        let at = words.windows(parts.len()).rposition(|window| {
            window
                .iter()
                .zip(&parts)
                .all(|(word, part)| is_part(word, part))
        })?;
        // A legal form stands first or last, or before what is in brackets; "co" in the middle is a word.
        let ends = at == 0 || at + parts.len() == words.len() || parts.len() > 1;
        ends.then_some((at, parts.len(), *canonical))
    })
}

/// A long part of a legal form may have a typo.
fn is_part(word: &str, part: &str) -> bool {
    word == part || part.len() > 9 && strsim::damerau_levenshtein(word, part) <= 1
}

/// Numbers in words become digits: "forty four" is "44".
fn numbers(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut tens = false;
    for word in words {
        let digits = NUMBERS.iter().find(|(known, _)| *known == word);
        match (digits, found.last_mut()) {
            (Some((_, unit)), Some(last)) if tens && unit.len() == 1 => {
                last.pop();
                last.push_str(unit);
                tens = false;
            }
            (Some((_, number)), _) => {
                tens = number.len() == 2 && *number != "10";
                found.push((*number).to_owned());
            }
            (None, _) => {
                tens = false;
                found.push(word);
            }
        }
    }
    found
}

/// Digits among letters stand for letters: "I9or Sech1n".
fn without_digits(word: &str) -> String {
    let letters = word.chars().filter(|letter| letter.is_alphabetic()).count();
    let digits = word.chars().filter(char::is_ascii_digit).count();
    if digits == 0 || letters < 2 || digits > 1 {
        return word.to_owned();
    }
    word.chars()
        .map(|letter| match letter {
            '0' => 'o',
            '1' => 'i',
            '3' => 'e',
            '4' => 'a',
            '5' => 's',
            '7' => 't',
            '8' => 'b',
            '9' => 'g',
            other => other,
        })
        .collect()
}
