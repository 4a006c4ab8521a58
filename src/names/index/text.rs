//! Texts as words: of names that go in, and of what is asked.

use std::{collections::HashMap, ops::Deref};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::kin::{self, Kin};
use crate::names;

/// The longest part of a word that counts, in letters.
const LONGEST: usize = 64;

/// The most words of a text that count.
pub(super) const ASKED: usize = 16;

/// Marks that stand within words.
const APOSTROPHES: [char; 4] = ['\'', '\u{2019}', '`', '\u{2bc}'];

/// The words of a name as written, composed and in lower case.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let words = stopped_words(text).into_iter();
    words.map(|(word, _)| word).collect()
}

/// The words of a text as written, composed and in lower case, and whether a full stop follows
/// each at once.
fn stopped_words(text: &str) -> Vec<(String, bool)> {
    let text: String = text.nfc().flat_map(char::to_lowercase).collect();
    let mut words = Vec::new();
    let mut rest = text.as_str();
    while let Some(start) = rest.find(counts) {
        rest = rest.get(start..).unwrap_or_default();
        let end = rest.find(|letter| !counts(letter)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        let word = word.trim_matches(APOSTROPHES).chars().take(LONGEST);
        let word: String = word.collect();
        if word.contains(char::is_alphanumeric) {
            words.push((word, after.starts_with('.')));
        }
    }
    words
}

/// A word without diacritics and marks.
pub(super) fn fold(word: &str) -> String {
    names::fold(word).replace(' ', "")
}

/// A name as folded words with one blank between them.
pub(super) fn fold_name(text: &str) -> String {
    let words: Vec<String> = words_of(text).iter().map(|word| fold(word)).collect();
    words.join(" ")
}

fn counts(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter) || APOSTROPHES.contains(&letter)
}

/// A word of what is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// In lower case.
    pub(super) written: String,
    /// Without diacritics.
    pub(super) folded: String,
    /// How many letters the folded form has.
    pub(super) letters: usize,
    /// Whether a full stop follows at once.
    pub(super) stopped: bool,
    /// What it may be a form of, by folded form.
    pub(super) kin: Vec<Kin>,
}

impl Asked {
    /// How many typos are looked for: none in what is short or has digits, else one or two.
    pub(super) fn bound(&self) -> u8 {
        if self.is_number() {
            return 0;
        }
        match self.letters {
            0..=2 => 0,
            3..=4 => 1,
            _ => 2,
        }
    }

    /// Whether it is or has a number, in digits or Roman: the fourth of a row is not the first.
    pub(super) fn is_number(&self) -> bool {
        let roman = |letter: char| matches!(letter, 'i' | 'v' | 'x');
        self.folded.contains(char::is_numeric) || self.letters > 1 && self.folded.chars().all(roman)
    }

    /// Whether it is cut short with a full stop, and no initial.
    pub(super) fn is_abbreviation(&self) -> bool {
        self.stopped && self.letters > 1
    }

    /// Whether names leave the word out: a legal form, or that a municipality is one.
    pub(super) fn is_dispensable(&self) -> bool {
        const FORMS: &[&str] = &[
            "sia", "as", "vas", "vsia", "lr", "ltd", "oy", "ou", "uab", "ab",
        ];
        self.folded.starts_with("pasvaldib") || FORMS.contains(&self.folded.as_str())
    }
}

/// What is asked: its words in order, as many as count.
#[derive(Debug)]
pub(super) struct Asking {
    words: Vec<Asked>,
    /// The names of several words that the whole may be a form of, folded.
    whole: HashMap<String, (u32, &'static str)>,
}

impl Asking {
    pub(super) fn of(text: &str) -> Self {
        let words = asked(text);
        let whole = match words.len() {
            2.. => kin::of_name(text),
            _ => HashMap::new(),
        };
        Self { words, whole }
    }

    /// What it costs that the whole is a form of a name, if it is, and the rule.
    pub(super) fn as_form_of(&self, folded: &str) -> Option<(u32, &'static str)> {
        self.whole.get(folded).copied()
    }

    /// Whether it may be a form of any name as a whole.
    pub(super) fn is_form(&self) -> bool {
        !self.whole.is_empty()
    }

    /// Whether it may be a form of a name of fewer words as a whole.
    pub(super) fn is_form_of_fewer(&self) -> bool {
        let mut names = self.whole.keys();
        names.any(|name| name.split(' ').count() < self.words.len())
    }
}

impl Deref for Asking {
    type Target = [Asked];

    fn deref(&self) -> &[Asked] {
        &self.words
    }
}

fn asked(text: &str) -> Vec<Asked> {
    let words = stopped_words(text).into_iter().take(ASKED);
    let words = words.map(|(written, stopped)| {
        let folded = fold(&written);
        Asked {
            letters: folded.chars().count(),
            kin: kin::of_word(&written, &folded),
            written,
            folded,
            stopped,
        }
    });
    words.collect()
}
