//! A set of small numbers, a bit for each that there may be.

/// Which of so many numbers are in the set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

/// How many numbers one element tells of.
const WIDTH: usize = u64::BITS as usize;

impl Bits {
    /// The empty set of numbers below a bound.
    pub(super) fn below(bound: usize) -> Self {
        Self(vec![0; bound / WIDTH + 1])
    }

    /// Puts a number in; nothing when it is not below the bound.
    pub(super) fn add(&mut self, number: u32) {
        let number = number as usize;
        if let Some(bits) = self.0.get_mut(number / WIDTH) {
            *bits |= 1 << (number % WIDTH);
        }
    }

    /// Whether a number is in.
    pub(super) fn has(&self, number: u32) -> bool {
        let number = number as usize;
        let bits = self.0.get(number / WIDTH);
        bits.is_some_and(|bits| bits & (1 << (number % WIDTH)) != 0)
    }

    /// Puts in all that another set of the same bound has.
    pub(super) fn join(&mut self, other: &Self) {
        for (bits, more) in self.0.iter_mut().zip(&other.0) {
            *bits |= more;
        }
    }

    /// Does something with each number that is in, the least first.
    pub(super) fn each(&self, mut act: impl FnMut(u32)) {
        for (at, bits) in (0_u32..).zip(&self.0) {
            let mut rest = *bits;
            while rest != 0 {
                act(at * u64::BITS + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_in_their_order() {
        let numbers = [0, 1, 63, 64, 65, 127, 190];
        let (mut low, mut high) = (Bits::below(191), Bits::below(191));
        for number in numbers {
            let half = if number < 65 { &mut low } else { &mut high };
            half.add(number);
            assert!(half.has(number));
        }
        low.join(&high);
        let mut told = Vec::new();
        low.each(|number| told.push(number));
        assert_eq!(told, numbers);
        for other in [2, 62, 66, 126, 128, 191, 1_000] {
            assert!(!low.has(other));
        }
    }
}
