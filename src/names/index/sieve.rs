//! A sieve of names: which of them have enough of the words asked for, before they are weighed.
//!
//! Reading the lists of all words once, in order, is cheaper than weighing every name of the
//! shortest list as soon as that is long.

use super::{bits::Bits, expand::Expansion, segment::Segment};

/// Which places of a segment pass.
#[derive(Debug)]
pub(super) enum Sieve {
    /// Lists are short: every name is weighed.
    Open,
    /// All words must be there: the places of the names that may have them all.
    Passing(Passing),
    /// Which words some word of the name may stand for, and how many must be.
    Words(Vec<u32>, u32),
}

/// How much longer it takes to weigh a name than to read it from a list.
const WEIGHING: usize = 32;

/// How many names of a segment are made ready for a sieve while one is read from a list.
const READY: usize = 16;

/// Places by how many words, three at most, the name has neither as they are nor in another form.
#[derive(Debug, Default)]
pub(super) struct Passing {
    places: [Vec<u32>; Grain::MOST as usize + 1],
    /// What each such word costs at least, beside what the words cost anyhow.
    step: u32,
}

/// What is known of a name.
///
/// Of the words asked for, how many in turn, from the first, some word of the name may stand
/// for, and how many of these the name has neither as they are nor in another form. Of its own
/// words, how many may stand for any. The last two are counted to three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Grain(u8);

impl Grain {
    const TURN: u8 = 0b1111;
    const FURTHER: u8 = 0b1_0000;
    const OWN: u8 = 0b100_0000;
    /// The most that two bits count.
    const MOST: u8 = 3;

    const fn turn(self) -> u8 {
        self.0 & Self::TURN
    }

    const fn further(self) -> u8 {
        self.0 / Self::FURTHER % (Self::MOST + 1)
    }

    const fn own(self) -> u8 {
        self.0 / Self::OWN
    }

    /// Takes note of a word of the name that may stand for the word of a turn; says whether it is
    /// the first that may.
    const fn note(&mut self, turn: u8, is_further: bool, is_new: bool) -> bool {
        let is_first = self.turn() == turn;
        if is_first {
            self.0 += 1;
            if is_further && self.further() < Self::MOST {
                self.0 += Self::FURTHER;
            }
        }
        if is_new && self.own() < Self::MOST {
            self.0 += Self::OWN;
        }
        is_first
    }
}

impl Sieve {
    /// For words that must be there but for so many that may be missing.
    pub(super) fn of(segment: &Segment, words: &[&Expansion<'_>], missing: usize) -> Self {
        let weights = || words.iter().map(|word| word.weight(segment));
        let shortest = weights().min().unwrap_or_default();
        let making = weights().sum::<usize>() + segment.len() / READY;
        if words.len() < 2 || shortest * WEIGHING < making {
            return Self::Open;
        }
        if missing == 0 {
            return Self::Passing(Passing::of(segment, words));
        }
        let mut marks = vec![0_u32; segment.len()];
        for (bit, word) in words.iter().enumerate() {
            for place in word.runs().flat_map(|run| segment.places_with(run)) {
                marks[*place as usize] |= 1 << bit;
            }
        }
        let enough = words.len().saturating_sub(missing);
        Self::Words(marks, u32::try_from(enough).unwrap_or(u32::MAX))
    }

    /// Whether the name at a place may have enough.
    pub(super) fn passes(&self, place: u32) -> bool {
        match self {
            Self::Open | Self::Passing(_) => true,
            Self::Words(marks, enough) => marks
                .get(place as usize)
                .is_some_and(|marks| marks.count_ones() >= *enough),
        }
    }
}

impl Passing {
    fn of(segment: &Segment, words: &[&Expansion<'_>]) -> Self {
        let mut grains = vec![Grain::default(); segment.len()];
        let mut read = Bits::below(segment.words.len() as usize);
        let (mut having, mut step) = (Vec::new(), u32::MAX);
        let all = Grain::TURN.min(u8::try_from(words.len()).unwrap_or(u8::MAX));
        for (turn, asked) in (0..all).zip(words) {
            note(&mut grains, segment, (turn, asked), &read, |place| {
                if turn + 1 == all {
                    having.push(place);
                }
            });
            if has_same(asked) {
                step = step.min(asked.least_further().saturating_sub(asked.least()));
            }
            read.join(asked.words());
        }
        let mut passing = Self {
            step,
            ..Self::default()
        };
        // Each word asked for needs a word of its own.
        having.retain(|place| grains[*place as usize].own() >= Grain::MOST.min(all));
        having.sort_unstable();
        for place in having {
            let further = grains[place as usize].further();
            passing.places[usize::from(further)].push(place);
        }
        passing
    }

    /// The places in stretches, each in the order of the segment, with what speaks against all
    /// its names beside what the words cost at least; the best first.
    pub(super) fn stretches(&self) -> impl Iterator<Item = (u32, &[u32])> {
        let stretches = (0_u32..).zip(&self.places);
        stretches.map(|(further, places)| (further.saturating_mul(self.step), &**places))
    }
}

fn has_same(asked: &Expansion<'_>) -> bool {
    asked.same().next().is_some()
}

/// Takes note of the names that have a word asked for, after the names of some words of the
/// vocabulary have been read; tells of each when it is met for the first time.
fn note(
    grains: &mut [Grain],
    segment: &Segment,
    (turn, asked): (u8, &Expansion<'_>),
    read: &Bits,
    mut met: impl FnMut(u32),
) {
    let mut same = Bits::below(segment.words.len() as usize);
    asked.same().for_each(|word| same.add(word));
    let counts = has_same(asked);
    let mut note = |word: u32, is_further: bool| {
        let is_new = !read.has(word);
        for place in segment.places_with(word..word + 1) {
            if grains[*place as usize].note(turn, is_further, is_new) {
                met(*place);
            }
        }
    };
    same.each(|word| note(word, false));
    asked.words().each(|word| {
        if !same.has(word) {
            note(word, counts);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grain_counts_turns_and_its_own_words_apart() {
        let mut grain = Grain::default();
        grain.note(1, false, false);
        assert_eq!((grain.turn(), grain.further(), grain.own()), (0, 0, 0));
        for (turn, is_further) in [(0, false), (0, true), (1, true), (2, true), (3, true)] {
            grain.note(turn, is_further, true);
        }
        assert_eq!((grain.turn(), grain.further(), grain.own()), (4, 3, 3));
        for turn in 4..Grain::TURN {
            grain.note(turn, true, true);
        }
        assert_eq!((grain.turn(), grain.further(), grain.own()), (15, 3, 3));
    }
}
