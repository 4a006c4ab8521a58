//! Room in which a walk marks the entities that it has seen.
//!
//! A mark is a bit, so that those of two million entities fit into the nearest memory but one. The
//! room is kept with the base and used again: a walk over a dozen entities does not pay for
//! clearing two million. Not here: what a mark means.

use std::sync::{Mutex, PoisonError};

/// How many rooms are kept of each sort: more walks at a time make their own.
const KEPT: usize = 8;

/// Of how many places the list of those that are not zero is kept: most walks have fewer.
const USED: usize = 4_096;

/// Rooms that nobody uses.
#[derive(Debug, Default)]
pub(super) struct Rooms {
    marks: Mutex<Vec<Room<u64>>>,
    distances: Mutex<Vec<Room<Far>>>,
}

/// Room for something of every entity, or of some together.
#[derive(Debug, Default)]
struct Room<T> {
    all: Vec<T>,
    /// The places that are not zero.
    used: Vec<u32>,
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
    words: Room<u64>,
}

impl<'a> Marks<'a> {
    /// No entity, of so many.
    pub(super) fn none(rooms: &'a Rooms, entities: u32) -> Self {
        Self {
            rooms,
            words: taken(&rooms.marks, entities as usize / 64 + 1),
        }
    }

    /// Takes an entity in; false when it was in.
    #[inline]
    pub(super) fn insert(&mut self, entity: u32) -> bool {
        let Some(word) = self.words.all.get_mut(entity as usize / 64) else {
            return false;
        };
        let bit = 1 << (entity % 64);
        if *word & bit != 0 {
            return false;
        }
        if *word == 0 {
            self.words.used.push(entity / 64);
        }
        *word |= bit;
        true
    }

    /// Whether an entity is in.
    #[inline]
    pub(super) fn has(&self, entity: u32) -> bool {
        let word = self.words.all.get(entity as usize / 64);
        word.is_some_and(|word| word >> (entity % 64) & 1 == 1)
    }
}

impl Drop for Marks<'_> {
    fn drop(&mut self) {
        given_back(&self.rooms.marks, &mut self.words);
    }
}

/// Distances of entities from both ends of a path; none is known at the beginning.
pub(super) struct Distances<'a> {
    rooms: &'a Rooms,
    known: Room<Far>,
}

impl<'a> Distances<'a> {
    /// Nothing is known of so many entities.
    pub(super) fn unknown(rooms: &'a Rooms, entities: u32) -> Self {
        Self {
            rooms,
            known: taken(&rooms.distances, entities as usize),
        }
    }

    /// What is known of an entity.
    #[inline]
    pub(super) fn of(&self, entity: u32) -> Far {
        let far = self.known.all.get(entity as usize);
        far.copied().unwrap_or_default()
    }

    /// Notes something about an entity.
    #[inline]
    pub(super) fn note(&mut self, entity: u32, far: Far) {
        if let Some(known) = self.known.all.get_mut(entity as usize) {
            if *known == Far::default() {
                self.known.used.push(entity);
            }
            *known = far;
        }
    }
}

impl Drop for Distances<'_> {
    fn drop(&mut self) {
        given_back(&self.rooms.distances, &mut self.known);
    }
}

/// A room in which all is zero.
fn taken<T: Clone + Default>(kept: &Mutex<Vec<Room<T>>>, size: usize) -> Room<T> {
    let room = kept.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let mut room = room.unwrap_or_default();
    if room.all.len() < size {
        // Made anew, not grown: what comes from the system is zero and is paid for where it is used.
        // With some room for entities to come.
        room.all = vec![T::default(); size + size / 64];
    }
    room
}

/// Takes a room back, in which all is zero again.
fn given_back<T: Default>(kept: &Mutex<Vec<Room<T>>>, room: &mut Room<T>) {
    for place in room.used.drain(..) {
        room.all[place as usize] = T::default();
    }
    room.used.shrink_to(USED);
    let room = std::mem::take(room);
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() < KEPT {
        kept.push(room);
    }
}
