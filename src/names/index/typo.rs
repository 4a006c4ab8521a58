//! Typos: words within a bounded edit distance of a pattern, exchanged neighbours counting one.
//!
//! The automaton of Wu and Manber, kept as bits: bit i of the row for j errors says that the
//! first i letters of the pattern may stand for what was read, with j errors. A letter costs a
//! dozen operations on words, whatever the pattern. [`Kinds`] tell of most words that they need
//! not be read. Not here: which words are read (`words`).

/// The most errors that are looked for.
const MOST: usize = 2;

/// The longest pattern.
const LONGEST: usize = 60;

/// A pattern with a bound.
#[derive(Debug)]
pub(super) struct Pattern {
    ascii: [u64; 128],
    others: Vec<(char, u64)>,
    length: usize,
    errors: usize,
    kinds: Kinds,
}

/// Which letters a word has and which of the usual ones twice, a bit for each. All letters
/// beyond the alphabet share bits with those in it, and so do a few that are rare.
///
/// Each typo takes one letter from a word at most and brings one at most, and so it clears one
/// bit at most and sets one at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kinds(u32);

impl Kinds {
    /// How many bits tell which letters there are; the others tell which are there twice.
    const LETTERS: u32 = 23;
    /// The bits of the letters that are counted twice: a, e, i, k, n, r, s, t, u.
    const TWICE: [u32; 9] = [0, 4, 8, 10, 13, 16, 17, 18, 19];

    pub(super) fn of(word: &str) -> Self {
        let kinds = word.chars().fold(0, |kinds, letter| {
            let first = 1 << Self::bit(letter);
            let mut again = (Self::LETTERS..).zip(&Self::TWICE);
            let again = again.find(|(_, usual)| kinds & first != 0 && 1 << **usual == first);
            kinds | again.map_or(first, |(bit, _)| 1 << bit)
        });
        Self(kinds)
    }

    fn bit(letter: char) -> u32 {
        match letter {
            'a'..='p' => u32::from(letter) - u32::from('a'),
            'r'..='v' => u32::from(letter) - u32::from('b'),
            'z' => 21,
            'q' | 'w' | 'x' | 'y' => 22,
            other => u32::from(other) % Self::LETTERS,
        }
    }

    /// Nothing when words with these letters may be so many errors apart: one or two.
    #[inline]
    const fn apart<const ERRORS: usize>(self, other: Self) -> u32 {
        let (lacking, added) = (self.0 & !other.0, other.0 & !self.0);
        without::<ERRORS>(lacking) | without::<ERRORS>(added)
    }
}

/// The bits but for the last one or two.
#[inline]
const fn without<const ERRORS: usize>(bits: u32) -> u32 {
    let bits = bits & bits.wrapping_sub(1);
    if ERRORS < MOST {
        bits
    } else {
        bits & bits.wrapping_sub(1)
    }
}

/// What has been read so far.
#[derive(Clone, Copy, Debug)]
struct State {
    rows: [u64; MOST + 1],
    /// Where an exchange of neighbours has begun.
    half: [u64; MOST],
}

impl State {
    /// Whether nothing that follows can be within the bound.
    const fn is_dead(&self) -> bool {
        (self.rows[0] | self.rows[1] | self.rows[2] | self.half[0] | self.half[1]) == 0
    }
}

impl Pattern {
    /// A pattern; nothing when it is too long to have typos looked for.
    pub(super) fn new(text: &str, errors: u8) -> Option<Self> {
        let mut pattern = Self {
            ascii: [0; 128],
            others: Vec::new(),
            length: text.chars().count(),
            errors: usize::from(errors).min(MOST),
            kinds: Kinds::of(text),
        };
        if pattern.length > LONGEST {
            return None;
        }
        for (at, letter) in text.chars().enumerate() {
            let bit = 1 << (at + 1);
            match pattern.ascii.get_mut(letter as usize) {
                Some(mask) => *mask |= bit,
                None => match pattern
                    .others
                    .iter_mut()
                    .find(|(other, _)| *other == letter)
                {
                    Some((_, mask)) => *mask |= bit,
                    None => pattern.others.push((letter, bit)),
                },
            }
        }
        Some(pattern)
    }

    /// Whether a word of so many letters may be within the bound.
    pub(super) const fn fits(&self, letters: u8) -> bool {
        self.length.abs_diff(letters as usize) <= self.errors
    }

    /// Notes nothing for each word that may be within the bound, by its letters; the loop is
    /// plain, so that several words are looked at in one instruction.
    pub(super) fn glance(&self, words: &[Kinds], apart: &mut [u32]) {
        let pairs = apart.iter_mut().zip(words);
        if self.errors < MOST {
            pairs.for_each(|(apart, word)| *apart = self.kinds.apart::<1>(*word));
        } else {
            pairs.for_each(|(apart, word)| *apart = self.kinds.apart::<MOST>(*word));
        }
    }

    /// Whether a word with these letters may be within the bound.
    pub(super) fn may_be(&self, word: Kinds) -> bool {
        let mut apart = [0];
        self.glance(&[word], &mut apart);
        apart == [0]
    }

    /// How many errors a word is away, when it is within the bound.
    pub(super) fn typos(&self, word: &str) -> Option<u8> {
        let mut state = self.start();
        for letter in word.chars() {
            state = self.step(&state, letter);
            if state.is_dead() {
                return None;
            }
        }
        self.accepts(&state)
    }

    fn start(&self) -> State {
        let mut rows = [0; MOST + 1];
        for (errors, row) in rows.iter_mut().enumerate().take(self.errors + 1) {
            // So many letters of the pattern may be missing at once.
            *row = (1 << (errors + 1)) - 1;
        }
        State {
            rows,
            half: [0; MOST],
        }
    }

    /// After one more letter.
    fn step(&self, before: &State, letter: char) -> State {
        let mask = self.mask(letter);
        let valid = (2_u64 << self.length) - 1;
        let mut rows = [0; MOST + 1];
        let mut half = [0; MOST];
        rows[0] = (before.rows[0] << 1) & mask;
        for errors in 1..=self.errors {
            let fewer = before.rows[errors - 1];
            rows[errors] = ((before.rows[errors] << 1) & mask)
                // One letter too many, another letter instead, a letter missing.
                | fewer
                | (fewer << 1)
                | (rows[errors - 1] << 1)
                // The second of two that were exchanged.
                | (before.half[errors - 1] & (mask << 1));
            rows[errors] &= valid;
            // The first of two: the letter that the pattern has one later.
            half[errors - 1] = (before.rows[errors - 1] << 2) & mask & valid;
        }
        State { rows, half }
    }

    /// The fewest errors with which all of the pattern may stand for all that was read.
    fn accepts(&self, state: &State) -> Option<u8> {
        let end = 1 << self.length;
        let errors = state.rows.iter().position(|row| row & end != 0)?;
        u8::try_from(errors).ok()
    }

    fn mask(&self, letter: char) -> u64 {
        self.ascii.get(letter as usize).copied().unwrap_or_else(|| {
            let found = self.others.iter().find(|(other, _)| *other == letter);
            found.map_or(0, |(_, mask)| *mask)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typos(pattern: &str, text: &str, bound: u8) -> Option<u8> {
        let pattern = Pattern::new(pattern, bound).unwrap();
        let typos = pattern.typos(text);
        let glance = pattern.may_be(Kinds::of(text));
        assert!(glance || typos.is_none(), "{text} was to be read");
        typos
    }

    #[test]
    fn counts_letters_missing_added_changed_and_exchanged() {
        let cases = [
            ("malda", "malda", Some(0)),
            ("malda", "magda", Some(1)),
            ("mlada", "malda", Some(1)),
            ("malda", "maalda", Some(1)),
            ("malda", "mald", Some(1)),
            ("malda", "alda", Some(1)),
            ("malda", "madla", Some(1)),
            ("malda", "amlad", Some(2)),
            ("malda", "mal", Some(2)),
            ("malda", "ma", None),
            ("šķēle", "šķele", Some(1)),
            ("иванов", "ивaнво", Some(2)),
        ];
        for (pattern, text, expected) in cases {
            assert_eq!(typos(pattern, text, 2), expected, "{pattern} {text}");
        }
        assert_eq!(typos("malda", "amlad", 1), None);
    }

    #[test]
    fn agrees_with_the_plain_table() {
        let words = [
            "", "a", "ab", "ba", "abc", "acb", "bca", "abcd", "badc", "aabb", "abab", "dcba",
            "aasx", "saas", "ssas", "asya", "ķas", "aķs", "yxa", "xya", "waa", "ааб", "баа",
        ];
        for one in words {
            for other in words {
                let expected = strsim::osa_distance(one, other);
                let expected = u8::try_from(expected).ok().filter(|typos| *typos <= 2);
                assert_eq!(typos(one, other, 2), expected, "{one:?} {other:?}");
            }
        }
    }
}
