//! Maps by numbers that are told apart by some multiplications.
//!
//! The ids of facts are parts of hashes already, and days are this program's own: neither calls for
//! a hash that withstands attacks, and building a graph asks some tens of millions of times.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// A map from ids, days or spans to places in a table.
pub(super) type FactMap<K> = HashMap<K, u32, BuildHasherDefault<NumberHasher>>;

/// Fibonacci hashing of one number after another.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct NumberHasher(u64);

impl NumberHasher {
    const fn add(&mut self, number: u64) {
        let mixed = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        // The table takes its place from the low bits and its tag from the high ones.
        self.0 = mixed ^ (mixed >> 32);
    }
}

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.add(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.add(u64::from(number));
    }

    fn write_i32(&mut self, number: i32) {
        self.add(u64::from(number.cast_unsigned()));
    }

    fn write_i64(&mut self, number: i64) {
        self.add(number.cast_unsigned());
    }
}
