//! The vocabulary of a segment: its distinct words in the order of their folded forms.

use std::ops::Range;

use super::{
    arena::Arena,
    bits::Bits,
    typo::{Kinds, Pattern},
};

/// Words by ordinal, sorted by folded form, then by how they are written.
#[derive(Debug, Default)]
pub(super) struct Words {
    folded: Arena,
    /// As written, in lower case; empty where that is the folded form.
    written: Arena,
    /// How many letters the folded form has, 255 at most.
    letters: Vec<u8>,
    /// Which letters the folded form has.
    kinds: Vec<Kinds>,
}

impl Words {
    /// From words sorted by folded form, each folded and as written.
    pub(super) fn from_sorted<'a>(words: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut all = Self::default();
        for (folded, written) in words {
            all.kinds.push(Kinds::of(folded));
            let letters = u8::try_from(folded.chars().count());
            all.letters.push(letters.unwrap_or(u8::MAX));
            all.folded.push(folded);
            all.written
                .push(if written == folded { "" } else { written });
        }
        all.folded.shrink();
        all.written.shrink();
        all.kinds.shrink_to_fit();
        all.letters.shrink_to_fit();
        all
    }

    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.letters.len()).unwrap_or(u32::MAX)
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
    /// One pass over the list. Each typo takes one kind of letter from a word at most and brings
    /// one at most, so that a glance at which letters a word has leaves few to be read.
    pub(super) fn near(&self, pattern: &Pattern) -> Vec<(u32, u8)> {
        const GLANCE: usize = 256;
        let mut found = Vec::new();
        let mut apart = [0; GLANCE];
        let chunks = self.kinds.chunks(GLANCE).zip(self.letters.chunks(GLANCE));
        for (chunk, (kinds, letters)) in chunks.enumerate() {
            pattern.glance(kinds, &mut apart);
            let likely = apart.iter().zip(letters).enumerate();
            let likely =
                likely.filter(|(_, (apart, letters))| **apart == 0 && pattern.fits(**letters));
            for (at, _) in likely {
                let word = u32::try_from(chunk * GLANCE + at).unwrap_or(u32::MAX);
                if let Some(typos @ 1..) = pattern.typos(self.folded(word)) {
                    found.push((word, typos));
                }
            }
        }
        found
    }

    /// The same of some words only.
    pub(super) fn near_among(&self, pattern: &Pattern, some: &Bits) -> Vec<(u32, u8)> {
        let near = |word: u32| {
            let kinds = *self.kinds.get(word as usize)?;
            let likely = pattern.fits(self.letters(word)) && pattern.may_be(kinds);
            let typos = likely.then(|| pattern.typos(self.folded(word)))??;
            (typos > 0).then_some((word, typos))
        };
        let mut found = Vec::new();
        some.each(|word| found.extend(near(word)));
        found
    }

    pub(super) fn bytes(&self) -> usize {
        self.folded.bytes()
            + self.written.bytes()
            + self.letters.capacity()
            + self.kinds.capacity() * size_of::<Kinds>()
    }
}
