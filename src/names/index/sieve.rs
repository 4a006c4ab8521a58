//! A sieve of names: which of them have enough of the words asked for, before they are weighed.
//!
//! Reading the lists of all words once, in order, is cheaper than weighing every name of the
//! shortest list as soon as that is long.

use super::{expand::Expansion, segment::Segment};

/// Which places of a segment pass.
#[derive(Debug)]
pub(super) enum Sieve {
    /// Lists are short: every name is weighed.
    Open,
    /// How many words in turn, from the first, some word of the name may stand for.
    Turns(Vec<u8>, u8),
    /// Which words some word of the name may stand for, and how many must be.
    Words(Vec<u32>, u32),
}

/// The shortest list for which a sieve is worth its making.
const WORTH: usize = 1_000;

impl Sieve {
    /// For words that must be there but for so many that may be missing.
    pub(super) fn of(segment: &Segment, words: &[&Expansion<'_>], missing: usize) -> Self {
        let shortest = words.iter().map(|word| word.weight(segment)).min();
        if words.len() < 2 || shortest.is_none_or(|shortest| shortest < WORTH) {
            return Self::Open;
        }
        let lists = |word: &Expansion<'_>, note: &mut dyn FnMut(usize)| {
            for run in word.runs() {
                for place in segment.places_with(run) {
                    note(*place as usize);
                }
            }
        };
        if missing == 0 {
            let mut turns = vec![0_u8; segment.len()];
            for (turn, word) in (0_u8..).zip(words) {
                lists(word, &mut |place| {
                    if turns[place] == turn {
                        turns[place] = turn + 1;
                    }
                });
            }
            return Self::Turns(turns, u8::try_from(words.len()).unwrap_or(u8::MAX));
        }
        let mut marks = vec![0_u32; segment.len()];
        for (bit, word) in words.iter().enumerate() {
            lists(word, &mut |place| marks[place] |= 1 << bit);
        }
        let enough = words.len().saturating_sub(missing);
        Self::Words(marks, u32::try_from(enough).unwrap_or(u32::MAX))
    }

    /// Whether the name at a place may have enough.
    pub(super) fn passes(&self, place: u32) -> bool {
        let at = place as usize;
        match self {
            Self::Open => true,
            Self::Turns(turns, all) => turns.get(at).is_some_and(|turn| turn == all),
            Self::Words(marks, enough) => marks
                .get(at)
                .is_some_and(|marks| marks.count_ones() >= *enough),
        }
    }
}
