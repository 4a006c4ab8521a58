//! Betweenness: on what part of the shortest ways between others a member stands.
//!
//! Brandes's sums, for eight starting members at a time (`sweep`), on as many threads as the
//! machine has. Ways are counted in ties, whatever these weigh. A share is divided by
//! (n − 1)(n − 2) / 2, the pairs of others. Up to [`Betweenness::exact`] members every one is
//! a start; above, a sample of them is, drawn by a seed, and the sums are scaled up.

use std::{panic::resume_unwind, thread};

use super::{node, random::Random, real, ties::Ties};
use crate::network::{Flag, Halt};

mod sweep;

use sweep::{LANES, Sweep};

/// How betweenness is calculated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Betweenness {
    /// Up to so many members it is exact.
    pub exact: usize,
    /// Above, so many members are starts.
    pub sample: usize,
    /// Draws the sample.
    pub seed: u64,
    /// On so many threads at most; the result is the same for any number.
    pub threads: usize,
}

impl Default for Betweenness {
    fn default() -> Self {
        Self {
            exact: 5_000,
            sample: 1_024,
            seed: 1,
            threads: thread::available_parallelism().map_or(1, usize::from),
        }
    }
}

/// The betweenness of each member.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shares {
    /// Of each member, between 0 and 1.
    pub shares: Vec<f64>,
    /// How many members were starts; none when every one was.
    pub sample: Option<usize>,
}

/// Work below this many entries of rows is done on one thread.
const WORTH_A_THREAD: usize = 200_000;
/// So many batches of starts are summed up together. Sums are formed in this grouping
/// whatever the number of threads, so that the last digit does not depend on the machine.
const BATCHES_A_SUM: usize = 16;

/// Calculates the betweenness of each member.
///
/// # Errors
/// When it was stopped.
pub fn betweenness(ties: &Ties, how: &Betweenness, flag: &Flag) -> Result<Shares, Halt> {
    let members = ties.len();
    let sample = (members > how.exact).then(|| how.sample.clamp(1, members));
    let starts: Vec<u32> = match sample {
        None => (0..node(members)).collect(),
        Some(size) => Random::new(how.seed).sample(members, size),
    };
    let mut shares = vec![0.0; members];
    if members > 2 {
        sums(ties, &starts, how.threads, &mut shares, flag)?;
        // Each pair was met from both its ends, hence no half.
        let pairs = (real(members) - 1.0) * (real(members) - 2.0);
        let scale = real(members) / real(starts.len()) / pairs;
        for share in &mut shares {
            *share *= scale;
        }
    }
    Ok(Shares { shares, sample })
}

/// Adds what the starts give to each member.
fn sums(
    ties: &Ties,
    starts: &[u32],
    threads: usize,
    into: &mut [f64],
    flag: &Flag,
) -> Result<(), Halt> {
    let parts: Vec<&[u32]> = starts.chunks(LANES * BATCHES_A_SUM).collect();
    let entries = ties.ties() * 2 * starts.len().div_ceil(LANES);
    let threads = if entries < WORTH_A_THREAD {
        1
    } else {
        threads.clamp(1, parts.len().max(1))
    };
    // A window of parts at a time, so that no more sums wait than there are threads.
    for window in parts.chunks(threads) {
        for sum in sums_of_parts(ties, window, flag) {
            into.iter_mut()
                .zip(sum?)
                .for_each(|(into, sum)| *into += sum);
        }
    }
    Ok(())
}

/// The sums of each part, each on a thread of its own when there are several.
fn sums_of_parts(ties: &Ties, parts: &[&[u32]], flag: &Flag) -> Vec<Result<Vec<f64>, Halt>> {
    if let [part] = parts {
        return vec![sums_of_part(ties, part, flag)];
    }
    thread::scope(|scope| {
        let parts = parts.iter().copied();
        let running: Vec<_> = parts
            .map(|part| scope.spawn(move || sums_of_part(ties, part, flag)))
            .collect();
        let joined = running.into_iter().map(thread::ScopedJoinHandle::join);
        joined
            .map(|sums| sums.unwrap_or_else(|panic| resume_unwind(panic)))
            .collect()
    })
}

fn sums_of_part(ties: &Ties, part: &[u32], flag: &Flag) -> Result<Vec<f64>, Halt> {
    let mut sweep = Sweep::new(ties.len());
    let mut sums = vec![0.0; ties.len()];
    for starts in part.chunks(LANES) {
        sweep.run(ties, starts, &mut sums, flag)?;
    }
    Ok(sums)
}
