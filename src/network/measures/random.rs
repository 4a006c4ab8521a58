//! Random numbers that a seed fixes on every machine (SplitMix64: Steele, Lea, Flood 2014).
//!
//! For drawing samples and orders. Not for secrets.

use super::node;
use crate::network::{Halt, meter::Pace};

/// A stream of numbers.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The stream of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below a bound that is at least 1.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the product's upper half is below the bound"
    )]
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.draw()) * bound as u128) >> 64) as usize
    }

    /// A number from 0 to below 1.
    #[expect(
        clippy::cast_precision_loss,
        reason = "53 bits are what the number holds"
    )]
    pub fn share(&mut self) -> f64 {
        (self.draw() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Brings things into a random order, unless it is told to end.
    pub(super) fn shuffle<T>(&mut self, things: &mut [T], pace: &mut Pace<'_>) -> Result<(), Halt> {
        for at in (1..things.len()).rev() {
            pace.take(1)?;
            things.swap(at, self.below(at + 1));
        }
        Ok(())
    }

    /// So many of the members `0..members`, each at most once, in order.
    #[must_use]
    pub fn sample(&mut self, members: usize, size: usize) -> Vec<u32> {
        let mut all: Vec<u32> = (0..node(members)).collect();
        let size = size.min(members);
        for at in 0..size {
            let other = at + self.below(members - at);
            all.swap(at, other);
        }
        all.truncate(size);
        all.sort_unstable();
        all
    }
}
