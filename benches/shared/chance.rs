//! Numbers that look like chance and are the same in every run, and who attended what by them.

use std::collections::BTreeSet;

/// A number that looks like chance and is the same in every run (splitmix64).
pub(crate) fn drawn(seed: u64) -> u64 {
    let mut z = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A number below `end`, small ones far more often: about one in 57 draws is the first of 10,000.
pub(crate) fn skewed(seed: u64, end: u64) -> u64 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "only the shape of the distribution matters"
    )]
    let number = {
        let chance = (drawn(seed) >> 11) as f64 / (1_u64 << 53) as f64;
        (end as f64 * chance.powf(2.28)) as u64
    };
    number.min(end - 1)
}

/// So many times a number, where the whole is 1; a few at least.
pub(crate) fn scaled(whole: f64, scale: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of people is small and not negative"
    )]
    let number = (whole * scale).max(20.0) as u64;
    number
}

/// So many pairs of a person and an event that they attended; some events have far more than others.
pub(crate) fn attendances(people: u64, events: u64, number: u64) -> BTreeSet<(u64, u64)> {
    let mut pairs = BTreeSet::new();
    let mut seed = 0;
    while (pairs.len() as u64) < number.min(people * events / 4) {
        seed += 1;
        pairs.insert((drawn(seed ^ 0x5bd1) % people, skewed(seed, events)));
    }
    pairs
}
