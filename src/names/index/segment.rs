//! A segment: a run of names with its vocabulary, never changed once it is made.
//!
//! Words are numbered by the order of their folded forms, so that words that begin alike are
//! one stretch of memory, and so are the names that have them. Names are numbered anew by
//! how few words they have and then by how they rank among equals: whoever reads the names of
//! a word can stop when those that follow can only be worse. Several small segments are made
//! one by making it anew from its names.

use std::{collections::HashMap, ops::Range};

use super::{
    names::Names,
    text::{fold, words_of},
    words::Words,
};

/// Names from one ordinal to another, by the words that they have.
#[derive(Debug, Default)]
pub(super) struct Segment {
    range: Range<u32>,
    pub(super) words: Words,
    /// The names in the segment's own order.
    names: Vec<u32>,
    /// Where the words of each begin, with one more for the end.
    starts: Vec<u32>,
    /// The words of the names, name by name, in the order of writing.
    texts: Vec<u32>,
    /// Where each word's names begin, with one more for the end.
    posted: Vec<u32>,
    /// The names of the words, word by word, by their place in the segment.
    postings: Vec<u32>,
}

impl Segment {
    /// The segment of these names.
    pub(super) fn of(names: &Names, range: Range<u32>) -> Self {
        let read = Read::of(names, range.clone());
        let mut sorted: Vec<(String, &str, u32)> = read
            .distinct
            .iter()
            .map(|(written, number)| (fold(written), written.as_str(), *number))
            .collect();
        sorted.sort_unstable();
        let mut places = vec![0_u32; sorted.len()];
        for (place, (_, _, number)) in (0_u32..).zip(&sorted) {
            places[*number as usize] = place;
        }
        let words = Words::from_sorted(
            sorted
                .iter()
                .map(|(folded, written, _)| (&**folded, *written)),
        );
        drop(sorted);
        let mut segment = Self {
            names: read.ranked(names, &range),
            range,
            words,
            ..Self::default()
        };
        segment.lay_out(&read, &places);
        segment
    }

    /// Writes the words of the names in the segment's order, and the names of the words.
    fn lay_out(&mut self, read: &Read, places: &[u32]) {
        let words = self.words.len() as usize;
        self.starts.reserve_exact(self.names.len() + 1);
        self.texts.reserve_exact(read.texts.len());
        self.starts.push(0);
        let mut posted = vec![0_u32; words + 1];
        for name in &self.names {
            for word in read.words_of((name - self.range.start) as usize) {
                let place = places[*word as usize];
                self.texts.push(place);
                posted[place as usize + 1] += 1;
            }
            self.starts
                .push(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        }
        for word in 0..words {
            posted[word + 1] += posted[word];
        }
        let mut next = posted.clone();
        self.postings = vec![0; self.texts.len()];
        for (place, pair) in (0_u32..).zip(self.starts.windows(2)) {
            for word in &self.texts[pair[0] as usize..pair[1] as usize] {
                let free = &mut next[*word as usize];
                self.postings[*free as usize] = place;
                *free += 1;
            }
        }
        self.posted = posted;
    }

    /// The names, by their ordinals in the index.
    pub(super) fn range(&self) -> Range<u32> {
        self.range.clone()
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// The ordinal of the name at a place.
    pub(super) fn name(&self, place: u32) -> u32 {
        self.names.get(place as usize).copied().unwrap_or(u32::MAX)
    }

    /// The words of the name at a place, in the order of writing.
    pub(super) fn words_at(&self, place: u32) -> &[u32] {
        let at = place as usize;
        match self.starts.get(at..at + 2) {
            Some([start, end]) => self
                .texts
                .get(*start as usize..*end as usize)
                .unwrap_or_default(),
            _ => &[],
        }
    }

    /// The places of the names that have any of a run of words, by word; a name may stand
    /// there several times.
    pub(super) fn places_with(&self, words: Range<u32>) -> &[u32] {
        let at = |word: u32| self.posted.get(word as usize).map_or(0, |at| *at as usize);
        self.postings
            .get(at(words.start)..at(words.end))
            .unwrap_or_default()
    }

    pub(super) fn bytes(&self) -> usize {
        let numbers = self.names.capacity()
            + self.starts.capacity()
            + self.texts.capacity()
            + self.posted.capacity()
            + self.postings.capacity();
        self.words.bytes() + numbers * size_of::<u32>()
    }
}

/// Names taken apart, before their words are sorted.
struct Read {
    /// The distinct words as written, numbered in the order of their coming.
    distinct: HashMap<String, u32>,
    starts: Vec<u32>,
    texts: Vec<u32>,
}

impl Read {
    fn of(names: &Names, range: Range<u32>) -> Self {
        let mut read = Self {
            distinct: HashMap::new(),
            starts: vec![0],
            texts: Vec::new(),
        };
        for name in range {
            for word in words_of(names.text(name)) {
                let next = u32::try_from(read.distinct.len()).unwrap_or(u32::MAX);
                let number = *read.distinct.entry(word).or_insert(next);
                read.texts.push(number);
            }
            read.starts
                .push(u32::try_from(read.texts.len()).unwrap_or(u32::MAX));
        }
        read
    }

    fn words_of(&self, at: usize) -> &[u32] {
        &self.texts[self.starts[at] as usize..self.starts[at + 1] as usize]
    }

    /// The names with few words first, among equals as they rank.
    fn ranked(&self, names: &Names, range: &Range<u32>) -> Vec<u32> {
        let mut ranked: Vec<u32> = range.clone().collect();
        ranked.sort_by_cached_key(|name| {
            let words = self.words_of((name - range.start) as usize).len();
            (words, names.rank(*name), *name)
        });
        ranked
    }
}
