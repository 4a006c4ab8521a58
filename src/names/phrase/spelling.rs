//! How a nominative is spelt after the form that it was found in.
//!
//! Not here: which nominative it is.

use super::super::lexicon::lexicon;
use super::super::text::{Token, TokenKind};
use super::super::word::{self, WordReading};

/// The part before the last hyphen, with it, and the last part.
pub(super) fn split_hyphen(lower: &str) -> (&str, &str) {
    match lower.rfind('-') {
        Some(at) if at > 0 && at + 1 < lower.len() => lower.split_at(at + 1),
        _ => ("", lower),
    }
}

/// The nominatives of a name whose last part was read so: earlier parts agree with it, or stand as they are.
pub(super) fn hyphenated(kept: &str, last: &WordReading) -> Vec<String> {
    if kept.is_empty() {
        return vec![last.nominative.clone()];
    }
    let mut whole = String::new();
    for part in kept.split_terminator('-') {
        let words = word::readings(part);
        let agrees = words
            .iter()
            .find(|reading| reading.case == last.case && reading.number == last.number);
        whole.push_str(agrees.map_or(part, |reading| &reading.nominative));
        whole.push('-');
    }
    whole.push_str(&last.nominative);
    let unchanged = format!("{kept}{}", last.nominative);
    if unchanged == whole {
        vec![whole]
    } else {
        vec![whole, unchanged]
    }
}

/// A name of one word: as [`recased`], and with a capital where the form has none.
pub(super) fn named(written: &str, nominative: &str) -> String {
    if written.chars().any(char::is_uppercase) {
        recased(written, nominative)
    } else {
        capitalised(nominative)
    }
}

/// `nominative`, in lower case, spelt with the capitals of the form as written.
pub(in super::super) fn recased(written: &str, nominative: &str) -> String {
    let letters = written.chars().filter(|letter| letter.is_alphabetic());
    let capitals = letters.clone().filter(|letter| letter.is_uppercase());
    let shouted = letters.clone().count() > 1 && capitals.count() == letters.count();
    if written.to_lowercase() == nominative && (!shouted || is_acronym(written)) {
        return written.to_owned();
    }
    if shouted {
        return nominative
            .split('-')
            .map(capitalised)
            .collect::<Vec<_>>()
            .join("-");
    }
    let parts = (written.split('-'), nominative.split('-'));
    if written.contains('-') && parts.0.clone().count() == parts.1.clone().count() {
        let spelt = parts.0.zip(parts.1);
        return spelt
            .map(|(form, part)| recased(form, part))
            .collect::<Vec<_>>()
            .join("-");
    }
    let mut spelt = String::new();
    let mut form = written.chars().peekable();
    for letter in nominative.chars() {
        if let Some(known) = form.next_if(|known| known.to_lowercase().eq(letter.to_lowercase())) {
            spelt.push(known);
        } else {
            form = "".chars().peekable();
            spelt.push(letter);
        }
    }
    spelt
}

/// Whether a word stands in capitals because it is an acronym: short, and no form of a listed name.
pub(super) fn is_acronym(written: &str) -> bool {
    let letters = written.chars().filter(|letter| letter.is_alphabetic());
    let count = letters.clone().count();
    let shouted = count > 1 && letters.clone().all(char::is_uppercase);
    let unlisted = || {
        word::readings(&written.to_lowercase())
            .iter()
            .all(|reading| !lexicon().lists(&reading.nominative))
    };
    shouted && (count <= 3 || count <= 8 && unlisted())
}

/// A name of several words all in capitals gets its usual letters, so that none is taken for an acronym.
pub(super) fn unshouted(mut tokens: Vec<Token>) -> Vec<Token> {
    let is_word = |token: &&Token| token.kind == TokenKind::Word;
    let words = tokens.iter().filter(is_word);
    let shouted = |token: &Token| token.text.chars().all(|letter| !letter.is_lowercase());
    let acronyms = || words.clone().all(|token| is_acronym(&token.text));
    if words.clone().count() < 2 || !words.clone().all(shouted) || acronyms() {
        return tokens;
    }
    for token in &mut tokens {
        if token.kind == TokenKind::Word {
            token.text = token
                .lower
                .split('-')
                .map(capitalised)
                .collect::<Vec<_>>()
                .join("-");
        }
    }
    tokens
}

/// With a capital first letter.
pub(in super::super) fn capitalised(lower: &str) -> String {
    let mut letters = lower.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The words put together again with the marks between them.
pub(in super::super) fn joined(tokens: &[Token], words: &[String], tail: &str) -> String {
    let mut text = String::new();
    for (token, word) in tokens.iter().zip(words) {
        text.push_str(&token.before);
        text.push_str(word);
    }
    text.push_str(tail);
    text
}
