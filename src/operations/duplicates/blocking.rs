//! Which pairs are compared at all: those that share a key.
//!
//! Keys of a kind: all words of a name in any order; each word that few bear; a word with the first
//! letter of another, which an initial and most typos keep; the likeliest nominative of a word; an
//! identifier. The smallest blocks come first, since a rare key says most, until as many pairs
//! are taken as one search compares. What is left over is counted, not passed over in silence.

use std::collections::{BTreeSet, HashMap, HashSet};

use entity::vocabulary::EntityKind;

use super::reading::{Read, Subject};
use crate::{
    names,
    network::{Flag, Halt},
};

/// How many pairs one search compares.
const MOST_PAIRS: usize = 300_000;

/// A shorter word says too little to be a key of its own.
const LEAST_LETTERS: usize = 3;

/// A word that more than so many bear says too little to be a key of its own: a first name, "novads".
const MOST_BEARERS: usize = 50;

/// What a key is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Sort {
    Name,
    WordAndInitial,
    Word,
    Identifier,
}

type Key = (Sort, String);

/// The pairs of subjects that are to be compared, by their places, and how many are not.
pub(super) fn pairs(read: &Read, flag: &Flag) -> Result<(Vec<(usize, usize)>, u64), Halt> {
    let mut blocks: HashMap<(EntityKind, Key), Vec<usize>> = HashMap::new();
    let mut nominatives = HashMap::new();
    for (place, subject) in read.subjects.iter().enumerate() {
        if place % 1024 == 0 {
            flag.check()?;
        }
        for key in keys(subject, &mut nominatives) {
            blocks.entry((subject.kind, key)).or_default().push(place);
        }
    }
    let tells =
        |sort: Sort, bearers: usize| bearers > 1 && (sort != Sort::Word || bearers <= MOST_BEARERS);
    let mut blocks: Vec<((EntityKind, Key), Vec<usize>)> = blocks
        .into_iter()
        .filter(|((_, (sort, _)), members)| tells(*sort, members.len()))
        .collect();
    blocks.sort_unstable_by(|(key, one), (other_key, other)| {
        one.len().cmp(&other.len()).then_with(|| key.cmp(other_key))
    });
    let (mut found, mut uncompared) = (HashSet::new(), 0_u64);
    for (_, members) in blocks {
        flag.check()?;
        let size = members.len() * (members.len() - 1) / 2;
        if found.len() + size > MOST_PAIRS {
            uncompared = uncompared.saturating_add(size as u64);
            continue;
        }
        for (at, one) in members.iter().enumerate() {
            found.extend(members.iter().skip(at + 1).map(|other| (*one, *other)));
        }
    }
    let mut found: Vec<(usize, usize)> = found.into_iter().collect();
    found.sort_unstable();
    Ok((found, uncompared))
}

fn keys(subject: &Subject, nominatives: &mut HashMap<String, String>) -> BTreeSet<Key> {
    let mut keys = BTreeSet::new();
    for (scheme, value) in &subject.identifiers {
        keys.insert((Sort::Identifier, format!("{scheme}:{value}")));
    }
    for name in &subject.names {
        let mut words: Vec<&str> = name.words.iter().map(String::as_str).collect();
        words.sort_unstable();
        keys.insert((Sort::Name, words.join(" ")));
        for word in &words {
            let others = words.iter().filter(|other| *other != word);
            for initial in others.filter_map(|other| other.chars().next()) {
                keys.insert((Sort::WordAndInitial, format!("{word} {initial}")));
            }
            if word.chars().count() >= LEAST_LETTERS {
                keys.insert((Sort::Word, (*word).to_owned()));
                if subject.kind != EntityKind::Person {
                    keys.insert((Sort::Word, nominative(word, nominatives)));
                }
            }
        }
    }
    keys
}

/// The likeliest nominative of a word; each word is analysed once.
fn nominative(word: &str, known: &mut HashMap<String, String>) -> String {
    if let Some(found) = known.get(word) {
        return found.clone();
    }
    let found = names::stem_keys(word).into_iter().next();
    let found = found.map_or_else(|| word.to_owned(), |key| key.text);
    known.insert(word.to_owned(), found.clone());
    found
}
