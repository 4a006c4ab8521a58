//! What goes into the index and what comes out.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering},
};

/// One version of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The number of the name, the same in all its versions.
    pub id: i64,
    /// The number of this version.
    pub row: i64,
    /// 1, 2, 3 … for each name.
    pub version: i32,
    /// The number of its bearer.
    pub bearer: i64,
    /// The name as written.
    pub text: String,
    /// Whether it may be inflected the Latvian way: Latvian, or of no known language.
    pub latvian: bool,
    /// The rank of its kind among names; the least is preferred.
    pub kind: u8,
    /// The beginning of its place in alphabetical order: see [`beginning`].
    pub sort: u128,
    /// The rank that a viewer needs.
    pub reach: i16,
    /// When it was recorded.
    pub recorded_at: i64,
    /// When another version took its place.
    pub superseded_at: Option<i64>,
}

/// The first bytes of a place in alphabetical order, as a number that sorts alike.
#[must_use]
pub fn beginning(sort: &[u8]) -> u128 {
    let mut bytes = [0; 16];
    for (byte, given) in bytes.iter_mut().zip(sort) {
        *byte = *given;
    }
    u128::from_be_bytes(bytes)
}

/// One version of the bearer of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// Its number, the same in all its versions.
    pub id: i64,
    /// The number of this version.
    pub row: i64,
    /// 1, 2, 3 … for each bearer.
    pub version: i32,
    /// The rank of its kind, below 16.
    pub kind: u8,
    /// The rank that a viewer needs.
    pub reach: i16,
    /// The first and the last day on which it may have been; absent when it has no period.
    pub days: Option<(i32, i32)>,
    /// When it was recorded.
    pub recorded_at: i64,
    /// When another version took its place.
    pub superseded_at: Option<i64>,
}

/// Who looks, and as of when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight {
    /// The rank of the viewer's tier.
    pub rank: i16,
    /// The graph as it was recorded then; else as it is.
    pub known: Option<i64>,
    /// Only bearers that may have been in these days.
    pub valid: Option<(i32, i32)>,
}

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    /// A name, a form of it, or the beginnings of its words.
    pub text: &'a str,
    /// The kinds of bearers, one bit each; all when absent.
    pub kinds: Option<u16>,
    /// Who looks.
    pub sight: Sight,
    /// From bearers that ended to those that stand for them, when these are to be found instead.
    pub today: Option<&'a BTreeMap<i64, i64>>,
    /// Only names that have every word of the text, in whatever form: no beginnings, no
    /// typos, nothing left out.
    pub strict: bool,
    /// Raised when nobody waits any more; the search ends soon after, with what it has.
    pub given_up: Option<&'a AtomicBool>,
}

impl Query<'_> {
    /// Whether nobody waits any more.
    pub(super) fn is_given_up(&self) -> bool {
        self.given_up
            .is_some_and(|flag| flag.load(Ordering::Relaxed))
    }
}

/// The place of a hit in the order of results; the least is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// What speaks against it.
    pub cost: u32,
    /// The rank of the name's kind.
    pub kind: u8,
    /// The beginning of the name's place in alphabetical order.
    pub sort: u128,
    /// The bearer.
    pub bearer: i64,
}

/// A bearer that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its place among the results.
    pub place: Place,
    /// The name that fits best.
    pub text: String,
    /// Whether it is another name that lies near, not a form of the one asked for.
    pub near: bool,
    /// Why, word by word, in the order of the text.
    pub reasons: Vec<Reason>,
}

/// Why a word of the text stands for a word of the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The word of the text.
    pub asked: String,
    /// The word of the name; absent when the name lacks it.
    pub named: Option<String>,
    /// What joins the two.
    pub rule: Rule,
}

/// What joins a word of a text to a word of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// They are the same but for upper and lower case.
    Exact,
    /// They are the same without diacritics.
    Diacritics,
    /// The one is an inflected form of the other: the analyser's rule.
    Form(&'static str),
    /// The word of the text is cut short with a full stop.
    Abbreviation,
    /// One of them is the other's first letter.
    Initial,
    /// The word of the name begins so.
    Beginning,
    /// So many letters differ, are missing, too many or exchanged.
    Typos(u8),
    /// A word that names leave out: a legal form, or that a municipality is one.
    Dispensable,
    /// The name lacks the word.
    Missing,
}
