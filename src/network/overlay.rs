//! What changed since the base was built, in parts that copies of a snapshot share.
//!
//! A copy costs some reference counts; writing to it copies the parts that are written to and no
//! others. So readers keep what they have while the next snapshot is made.

use std::sync::Arc;

use super::{KindSet, Link, Node, Span, words::Words};

/// How many entries stand on one page, and how many pages on one shelf, as powers of two.
const PAGE: u32 = 8;
const SHELF: u32 = 6;

/// How many words say which entries of a page are there.
const WORDS: usize = (1 << PAGE) / 64;

/// How many entries stand in one chunk.
const CHUNK: usize = 1_024;

/// Some neighbouring entries, those that are there packed together: asking for one that is not
/// touches bits alone.
#[derive(Clone, Debug)]
struct Page<T> {
    there: [u64; WORDS],
    entries: Vec<T>,
}

/// Some neighbouring pages: a write copies its page and the pointers of one shelf, not of all.
type Shelf<T> = Vec<Option<Arc<Page<T>>>>;

/// A sparse table over entity numbers.
#[derive(Clone, Debug)]
pub(super) struct Pages<T>(Arc<Vec<Option<Arc<Shelf<T>>>>>);

impl<T> Default for Pages<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> Page<T> {
    const EMPTY: Self = Self {
        there: [0; WORDS],
        entries: Vec::new(),
    };

    #[inline]
    fn has(&self, place: u32) -> bool {
        self.there[(place / 64) as usize] >> (place % 64) & 1 == 1
    }

    /// How many entries stand before a place.
    #[inline]
    fn before(&self, place: u32) -> usize {
        let (word, bit) = ((place / 64) as usize, place % 64);
        let full = self.there[..word].iter().map(|word| word.count_ones());
        let part = self.there[word] & ((1 << bit) - 1);
        (full.sum::<u32>() + part.count_ones()) as usize
    }

    fn set(&mut self, place: u32, value: T) {
        let at = self.before(place);
        if self.has(place) {
            self.entries[at] = value;
        } else {
            self.there[(place / 64) as usize] |= 1 << (place % 64);
            self.entries.insert(at, value);
        }
    }
}

impl<T: Clone> Pages<T> {
    #[inline]
    pub(super) fn get(&self, entity: u32) -> Option<&T> {
        let pages = self.0.get((entity >> (PAGE + SHELF)) as usize)?.as_ref()?;
        let page = pages.get(place_on_shelf(entity))?.as_ref()?;
        let place = place_on_page(entity);
        page.has(place)
            .then(|| page.entries.get(page.before(place)))?
    }

    pub(super) fn set(&mut self, entity: u32, value: T) {
        let shelves = Arc::make_mut(&mut self.0);
        let at = (entity >> (PAGE + SHELF)) as usize;
        if shelves.len() <= at {
            shelves.resize(at + 1, None);
        }
        let pages = shelves[at].get_or_insert_with(|| Arc::new(vec![None; 1 << SHELF]));
        let page = &mut Arc::make_mut(pages)[place_on_shelf(entity)];
        let page = page.get_or_insert_with(|| Arc::new(Page::EMPTY));
        Arc::make_mut(page).set(place_on_page(entity), value);
    }
}

const fn place_on_shelf(entity: u32) -> usize {
    ((entity >> PAGE) & ((1 << SHELF) - 1)) as usize
}

const fn place_on_page(entity: u32) -> u32 {
    entity & ((1 << PAGE) - 1)
}

/// A list that only grows.
#[derive(Clone, Debug)]
pub(super) struct Chunks<T>(Vec<Arc<Vec<T>>>);

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Clone> Chunks<T> {
    pub(super) fn len(&self) -> usize {
        self.0
            .last()
            .map_or(0, |last| (self.0.len() - 1) * CHUNK + last.len())
    }

    #[inline]
    pub(super) fn get(&self, place: usize) -> Option<&T> {
        self.0.get(place / CHUNK)?.get(place % CHUNK)
    }

    pub(super) fn push(&mut self, value: T) {
        match self.0.last_mut().filter(|last| last.len() < CHUNK) {
            Some(last) => Arc::make_mut(last).push(value),
            None => self.0.push(Arc::new(vec![value])),
        }
    }
}

/// An entity that is new, amended or gone.
#[derive(Clone, Debug)]
pub(super) enum Entry {
    /// It ended.
    Gone,
    /// It is this.
    Here(Arc<Card>),
}

/// An entity with its words.
#[derive(Clone, Debug)]
pub(super) struct Card {
    pub(super) node: Node,
    pub(super) key: Box<str>,
    pub(super) name: Box<str>,
    pub(super) sort_name: Box<[u8]>,
}

/// A relation that is new or amended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Added {
    pub(super) id: i64,
    pub(super) stamp: u32,
    pub(super) behalf: u32,
}

/// All that changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Overlay {
    pub(super) entries: Pages<Entry>,
    /// Whole lists of links, where a link was added or dropped.
    pub(super) out: Pages<Arc<[Link]>>,
    pub(super) back: Pages<Arc<[Link]>>,
    /// Relations behind those of the base.
    pub(super) relations: Chunks<Added>,
    pub(super) spans: Chunks<Span>,
    pub(super) stamps: Chunks<i64>,
    /// Entities that the base does not have, by id.
    pub(super) by_id: Arc<Vec<(i64, u32)>>,
    /// Entities that are new or amended, by name, then id.
    pub(super) by_name: Arc<Vec<u32>>,
    pub(super) words: Arc<Words>,
    /// For each way, the kinds of whose links some do not tell when their far ends were; those of
    /// the base besides.
    pub(super) apart: [KindSet; 2],
    /// How many entities there are numbers for, with the base's.
    pub(super) entities: u32,
    /// How many times something was changed.
    pub(super) changes: usize,
}
