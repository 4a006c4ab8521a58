//! Room in which a walk marks the entities that it has seen.
//!
//! A mark is a bit, so that those of two million entities fit into the nearest memory but one. The
//! room is kept with the base and used again: a walk over a dozen entities does not pay for
//! clearing two million. Not here: what a mark means.

use std::sync::{Mutex, PoisonError};

/// How many rooms are kept of each sort: more walks at a time make their own.
const KEPT: usize = 8;

/// Rooms that nobody uses.
#[derive(Debug, Default)]
pub(super) struct Rooms {
    marks: Mutex<Vec<Vec<u64>>>,
    distances: Mutex<Vec<Vec<Far>>>,
}

/// A copy of a base begins without.
impl Clone for Rooms {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// How far an entity is from both ends of a path, plus one; zero is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Far {
    /// By the ring around the start and that around the goal.
    pub(super) rings: [u8; 2],
    /// From the goal, where the rings do not say it.
    pub(super) between: u8,
}

/// A set of entities, which begins empty.
pub(super) struct Marks<'a> {
    rooms: &'a Rooms,
    words: Vec<u64>,
    /// The words that are not zero.
    used: Vec<u32>,
}

impl<'a> Marks<'a> {
    /// No entity, of so many.
    pub(super) fn none(rooms: &'a Rooms, entities: u32) -> Self {
        Self {
            rooms,
            words: taken(&rooms.marks, entities as usize / 64 + 1),
            used: Vec::new(),
        }
    }

    /// Takes an entity in; false when it was in.
    #[inline]
    pub(super) fn insert(&mut self, entity: u32) -> bool {
        let Some(word) = self.words.get_mut(entity as usize / 64) else {
            return false;
        };
        let bit = 1 << (entity % 64);
        if *word & bit != 0 {
            return false;
        }
        if *word == 0 {
            self.used.push(entity / 64);
        }
        *word |= bit;
        true
    }

    /// Whether an entity is in.
    #[inline]
    pub(super) fn has(&self, entity: u32) -> bool {
        let word = self.words.get(entity as usize / 64);
        word.is_some_and(|word| word >> (entity % 64) & 1 == 1)
    }
}

impl Drop for Marks<'_> {
    fn drop(&mut self) {
        for word in self.used.drain(..) {
            self.words[word as usize] = 0;
        }
        given_back(&self.rooms.marks, std::mem::take(&mut self.words));
    }
}

/// Distances of entities from both ends of a path; none is known at the beginning.
pub(super) struct Distances<'a> {
    rooms: &'a Rooms,
    all: Vec<Far>,
    used: Vec<u32>,
}

impl<'a> Distances<'a> {
    /// Nothing is known of so many entities.
    pub(super) fn unknown(rooms: &'a Rooms, entities: u32) -> Self {
        Self {
            rooms,
            all: taken(&rooms.distances, entities as usize),
            used: Vec::new(),
        }
    }

    /// What is known of an entity.
    #[inline]
    pub(super) fn of(&self, entity: u32) -> Far {
        self.all.get(entity as usize).copied().unwrap_or_default()
    }

    /// Notes something about an entity.
    #[inline]
    pub(super) fn note(&mut self, entity: u32, far: Far) {
        if let Some(known) = self.all.get_mut(entity as usize) {
            if *known == Far::default() {
                self.used.push(entity);
            }
            *known = far;
        }
    }
}

impl Drop for Distances<'_> {
    fn drop(&mut self) {
        for entity in self.used.drain(..) {
            self.all[entity as usize] = Far::default();
        }
        given_back(&self.rooms.distances, std::mem::take(&mut self.all));
    }
}

/// A room in which all is zero.
fn taken<T: Clone + Default>(kept: &Mutex<Vec<Vec<T>>>, size: usize) -> Vec<T> {
    let room = kept.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let mut room = room.unwrap_or_default();
    if room.len() < size {
        // Made anew, not grown: what comes from the system is zero and is paid for where it is used.
        // With some room for entities to come.
        room = vec![T::default(); size + size / 64];
    }
    room
}

/// Takes a room back in which all is zero again.
fn given_back<T>(kept: &Mutex<Vec<Vec<T>>>, room: Vec<T>) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() < KEPT {
        kept.push(room);
    }
}
