//! The vocabulary of a segment: its distinct words in the order of their folded forms.

use std::ops::Range;

use super::{arena::Arena, typo::Pattern};

/// Words by ordinal, sorted by folded form, then by how they are written.
#[derive(Debug, Default)]
pub(super) struct Words {
    folded: Arena,
    /// As written, in lower case; empty where that is the folded form.
    written: Arena,
    /// How many bytes of the folded form the word shares with the one before it.
    shared: Vec<u8>,
    /// How many letters the folded form has, 255 at most.
    letters: Vec<u8>,
}

impl Words {
    /// From words sorted by folded form, each folded and as written.
    pub(super) fn from_sorted<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut all = Self::default();
        let mut before = "";
        for (folded, written) in words {
            all.shared.push(shared(before, folded));
            let letters = u8::try_from(folded.chars().count());
            all.letters.push(letters.unwrap_or(u8::MAX));
            all.folded.push(folded);
            all.written
                .push(if written == folded { "" } else { written });
            before = folded;
        }
        all.folded.shrink();
        all.written.shrink();
        all.shared.shrink_to_fit();
        all.letters.shrink_to_fit();
        all
    }

    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.shared.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn folded(&self, word: u32) -> &str {
        self.folded.get(word as usize)
    }

    pub(super) fn written(&self, word: u32) -> &str {
        match self.written.get(word as usize) {
            "" => self.folded(word),
            written => written,
        }
    }

    /// How many letters the folded form has.
    pub(super) fn letters(&self, word: u32) -> u8 {
        self.letters.get(word as usize).copied().unwrap_or_default()
    }

    /// The words with this folded form.
    pub(super) fn exact(&self, folded: &str) -> Range<u32> {
        let start = self.partition(|word| word < folded);
        start..self.partition(|word| word <= folded)
    }

    /// The words whose folded form begins so.
    pub(super) fn beginning(&self, folded: &str) -> Range<u32> {
        let start = self.partition(|word| word < folded);
        start..self.partition(|word| word < folded || word.starts_with(folded))
    }

    fn partition(&self, before: impl Fn(&str) -> bool) -> u32 {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            if before(self.folded(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// The words within the pattern's bound, each with its number of typos, at least one.
    ///
    /// One pass over the sorted list: what a word shares with the one last read is not read
    /// again, words that share a beginning which is already too far are skipped, and so are
    /// words that are too long or too short.
    pub(super) fn near(&self, pattern: &Pattern) -> Vec<(u32, u8)> {
        let mut found = Vec::new();
        let mut states = vec![pattern.start(); usize::from(u8::MAX) + 1];
        let lengths = pattern.lengths();
        // What is shared with the word last read, and where that was too far.
        let (mut kept, mut dead) = (0, usize::MAX);
        for (at, (shared, letters)) in self.shared.iter().zip(&self.letters).enumerate() {
            kept = kept.min(usize::from(*shared));
            if kept >= dead || !lengths.contains(letters) {
                continue;
            }
            let word = self.folded.get(at);
            let mut depth = kept;
            (kept, dead) = (usize::MAX, usize::MAX);
            for letter in word.get(depth..).unwrap_or_default().chars() {
                let next = pattern.step(&states[depth], letter);
                depth += letter.len_utf8();
                if next.is_dead() || depth >= states.len() {
                    dead = depth;
                    break;
                }
                states[depth] = next;
            }
            if dead == usize::MAX
                && let Some(typos @ 1..) = pattern.accepts(&states[depth])
            {
                found.push((u32::try_from(at).unwrap_or(u32::MAX), typos));
            }
        }
        found
    }

    pub(super) fn bytes(&self) -> usize {
        self.folded.bytes()
            + self.written.bytes()
            + self.shared.capacity()
            + self.letters.capacity()
    }
}

/// How many bytes two texts share at their beginnings, whole letters only, 255 at most.
fn shared(one: &str, other: &str) -> u8 {
    let same = one.bytes().zip(other.bytes());
    let mut count = same.take_while(|(a, b)| a == b).count().min(255);
    while !other.is_char_boundary(count) {
        count -= 1;
    }
    u8::try_from(count).unwrap_or(u8::MAX)
}
