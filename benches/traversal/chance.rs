//! A small generator of numbers, the same on every machine.

use std::ops::Range;

/// Numbers drawn by a seed (splitmix64).
#[derive(Clone, Debug)]
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from zero up to one.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    pub(crate) fn part(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number of a range, each as likely.
    pub(crate) fn of(&mut self, range: Range<u32>) -> u32 {
        range.start + scaled(self.part(), range.end - range.start)
    }

    /// A number below `most`, small ones likelier: a power law that begins at `shift`.
    pub(crate) fn skewed(&mut self, most: u32, power: f64, shift: f64) -> u32 {
        let all = f64::from(most);
        let low = (shift / (all + shift)).powf(1.0 - power);
        let at = low + (1.0 - low) * self.part();
        let place = (all + shift) * at.powf(1.0 / (1.0 - power)) - shift;
        scaled(place / all, most)
    }

    /// How long something lasts that may end on any day.
    pub(crate) fn lasting(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.part()).ln()
    }

    /// The numbers below `most` in a random order.
    pub(crate) fn order(&mut self, most: u32) -> Vec<u32> {
        let mut order: Vec<u32> = (0..most).collect();
        self.shuffle(&mut order);
        order
    }

    /// Puts things into a random order.
    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let bound = u32::try_from(last + 1).unwrap_or(u32::MAX);
            things.swap(last, self.of(0..bound) as usize);
        }
    }
}

/// A part of a whole number, below it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it lies between zero and `most`"
)]
pub(crate) fn scaled(part: f64, most: u32) -> u32 {
    ((part * f64::from(most)) as u32).min(most.saturating_sub(1))
}
