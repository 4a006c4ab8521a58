//! How likely a word is as a nominative, judged by how the names of the lexicon end.
//!
//! A model of letters read from the end of the word: each letter is predicted from the up to four letters behind
//! it, and longer contexts give way to shorter ones where they are rare (Witten and Bell 1991). It knows that names
//! end in -iņš or -ovs and that hardly any ends in -iņs, without a list of endings. Not here: inflection.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Letters of context.
const ORDER: usize = 4;
/// Letters that the model tells apart; all others are one.
const ALPHABET: &str = "aābcčdeēfgģhiījkķlļmnņoōprŗsštuūvzžqwxyõäöü-'";
/// The probability of a letter that was never seen after any context.
const FLOOR: f32 = 1.0 / 46.0;

/// Keys are already spread: a multiplication is hash enough.
#[derive(Default)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, value: u64) {
        let mixed = (self.0 ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 29);
    }
}

/// What follows a context: how often, and how many different letters.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    total: f32,
    kinds: f32,
}

/// The model. Contexts are packed, six bits a letter behind a leading one.
#[derive(Debug, Default)]
pub(super) struct Model {
    contexts: HashMap<u64, Seen, BuildHasherDefault<Spread>>,
    letters: HashMap<u64, f32, BuildHasherDefault<Spread>>,
    codes: HashMap<char, u64>,
}

impl Model {
    /// A model that has seen nothing.
    pub(super) fn new() -> Self {
        Self {
            codes: ALPHABET.chars().zip(2..).collect(),
            ..Self::default()
        }
    }

    fn code(&self, letter: char) -> u64 {
        self.codes.get(&letter).copied().unwrap_or(1)
    }

    /// The codes of a word from its end, with the mark of its beginning last.
    fn codes_of(&self, word: &str) -> Vec<u64> {
        word.chars()
            .rev()
            .map(|letter| self.code(letter))
            .chain([0])
            .collect()
    }

    /// Learns a lower-case word as if it had been seen `weight` times.
    pub(super) fn learn(&mut self, word: &str, weight: f32) {
        let codes = self.codes_of(word);
        for (at, code) in codes.iter().enumerate() {
            for context in contexts(&codes, at) {
                let count = self.letters.entry(context << 6 | code).or_default();
                let seen = self.contexts.entry(context).or_default();
                if *count == 0.0 {
                    seen.kinds += 1.0;
                }
                *count += weight;
                seen.total += weight;
            }
        }
    }

    /// The logarithm of the probability of a lower-case word.
    pub(super) fn log_probability(&self, word: &str) -> f32 {
        let codes = self.codes_of(word);
        (0..codes.len())
            .map(|at| self.letter(&codes, at).ln())
            .sum()
    }

    fn letter(&self, codes: &[u64], at: usize) -> f32 {
        let mut probability = FLOOR;
        for context in contexts(codes, at) {
            let Some(seen) = self.contexts.get(&context) else {
                break;
            };
            let count = self.letters.get(&(context << 6 | codes[at]));
            probability = (count.copied().unwrap_or(0.0) + seen.kinds * probability)
                / (seen.total + seen.kinds);
        }
        probability
    }
}

/// The contexts of the letter at `at`, from none to the longest, packed. The end of the word counts as a letter.
fn contexts(codes: &[u64], at: usize) -> impl Iterator<Item = u64> {
    let mut packed = 1;
    (0..=ORDER.min(at + 1)).map(move |length| {
        if length > 0 {
            let letter = at.checked_sub(length).map_or(63, |before| codes[before]);
            packed = packed << 6 | letter;
        }
        packed
    })
}
