//! Which pairs are compared at all: those that share a key.
//!
//! Keys of a kind: all words of a name in any order; each word that few bear; a word with the first
//! letter of another, which an initial and most typos keep; the likeliest nominative of a word; an
//! identifier. A key is kept as a number, so that a hundred thousand people take a few megabytes;
//! keys that are one number by chance are compared once too often, and no more. The smallest blocks
//! come first, since a rare key says most, until as many pairs are taken as one search compares.
//! What is left over is counted, not passed over in silence.

use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
};

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

/// A key of a kind, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key(Sort, u64);

/// The pairs of subjects that are to be compared, by their places, and how many are not.
pub(super) fn pairs(read: &Read, flag: &Flag) -> Result<(Vec<(usize, usize)>, u64), Halt> {
    let mut keyed: Vec<(Key, usize)> = Vec::new();
    let mut nominatives = HashMap::new();
    for (place, subject) in read.subjects.iter().enumerate() {
        if place % 1024 == 0 {
            flag.check()?;
        }
        keys(subject, &mut nominatives, &mut |key| {
            keyed.push((key, place));
        });
    }
    keyed.sort_unstable();
    keyed.dedup();
    let tells =
        |sort: Sort, bearers: usize| bearers > 1 && (sort != Sort::Word || bearers <= MOST_BEARERS);
    let blocks = keyed.chunk_by(|(one, _), (other, _)| one == other);
    let mut blocks: Vec<&[(Key, usize)]> = blocks
        .filter(|members| tells(members[0].0.0, members.len()))
        .collect();
    // Those of one length stay in the order of their keys.
    blocks.sort_by_key(|members| members.len());
    let (mut found, mut uncompared) = (HashSet::new(), 0_u64);
    for members in blocks {
        flag.check()?;
        let size = members.len() * (members.len() - 1) / 2;
        if found.len() + size > MOST_PAIRS {
            uncompared = uncompared.saturating_add(size as u64);
            continue;
        }
        for (at, (_, one)) in members.iter().enumerate() {
            found.extend(members[at + 1..].iter().map(|(_, other)| (*one, *other)));
        }
    }
    let mut found: Vec<(usize, usize)> = found.into_iter().collect();
    found.sort_unstable();
    Ok((found, uncompared))
}

/// Tells each key of a subject, some more than once.
fn keys(subject: &Subject, nominatives: &mut HashMap<String, String>, tell: &mut impl FnMut(Key)) {
    let mut add = |sort: Sort, parts: &[&str]| {
        // Without a secret, so that it is the same in every process.
        let mut hasher = DefaultHasher::new();
        (subject.kind, sort, parts).hash(&mut hasher);
        tell(Key(sort, hasher.finish()));
    };
    for (scheme, value) in &subject.identifiers {
        add(Sort::Identifier, &[scheme, value]);
    }
    for name in &subject.names {
        let mut words: Vec<&str> = name.words.iter().map(String::as_str).collect();
        words.sort_unstable();
        add(Sort::Name, &words);
        for word in &words {
            let others = words.iter().filter(|other| *other != word);
            for other in others {
                let initial = other
                    .char_indices()
                    .nth(1)
                    .map_or(other.len(), |(end, _)| end);
                add(Sort::WordAndInitial, &[word, &other[..initial]]);
            }
            if word.chars().count() >= LEAST_LETTERS {
                add(Sort::Word, &[word]);
                if subject.kind != EntityKind::Person {
                    add(Sort::Word, &[nominative(word, nominatives)]);
                }
            }
        }
    }
}

/// The likeliest nominative of a word; each word is analysed once.
fn nominative<'k>(word: &str, known: &'k mut HashMap<String, String>) -> &'k str {
    known.entry(word.to_owned()).or_insert_with(|| {
        let found = names::stem_keys(word).into_iter().next();
        found.map_or_else(|| word.to_owned(), |key| key.text)
    })
}
