//! Maps and sets of numbers that are told apart by one multiplication.
//!
//! The numbers are this program's own and small in count for a walk, so that neither an attack
//! on the hash nor a table over all entities is called for.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasherDefault, Hasher},
};

/// A map from numbers of entities.
pub type NumberMap<T> = HashMap<u32, T, BuildHasherDefault<NumberHasher>>;

/// A set of numbers of entities.
pub type NumberSet = HashSet<u32, BuildHasherDefault<NumberHasher>>;

/// Fibonacci hashing of one number.
#[derive(Clone, Copy, Debug, Default)]
pub struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        let mixed = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        // The table takes its place from the low bits and its tag from the high ones.
        self.0 = mixed ^ (mixed >> 32);
    }
}
