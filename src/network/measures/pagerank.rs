//! PageRank: how often a walk comes by that follows ties and now and then starts anew.
//!
//! From each member the walk follows a tie with a probability in proportion to its weight;
//! with 1 − damping, and from a member without ties always, it goes on anywhere. As networkx
//! has it, but iterated until nothing moves any more. A member hands on its new rank within the
//! same round (Gauss and Seidel), which ends at the same ranks, sooner.

use super::{real, ties::Ties};
use crate::network::{Flag, Halt};

/// How PageRank is calculated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageRank {
    /// The probability that the walk follows a tie.
    pub damping: f64,
    /// It ends when the ranks together change by no more than this.
    pub tolerance: f64,
    /// It ends after so many rounds in any case.
    pub rounds: usize,
}

impl Default for PageRank {
    fn default() -> Self {
        Self {
            damping: 0.85,
            tolerance: 1e-10,
            rounds: 200,
        }
    }
}

/// So many members are gone through between two looks at the flag.
const STRIDE: usize = 8_192;

/// From so many members on, what a member hands on is kept in 32 bits: a rank is then right to a
/// ten-millionth of itself, and twice as many numbers stay in the nearer memories.
const MANY: usize = 1 << 17;

/// The rank of each member; all together they are 1.
///
/// # Errors
/// When it was stopped.
pub fn pagerank(ties: &Ties, how: &PageRank, flag: &Flag) -> Result<Vec<f64>, Halt> {
    if ties.len() < MANY {
        walked::<f64>(ties, how, flag)
    } else {
        walked::<f32>(ties, how, flag)
    }
}

/// A number as it is handed on.
trait Given: Copy + Into<f64> {
    fn of(number: f64) -> Self;
}

impl Given for f64 {
    fn of(number: f64) -> Self {
        number
    }
}

impl Given for f32 {
    #[expect(clippy::cast_possible_truncation, reason = "a rank is between 0 and 1")]
    fn of(number: f64) -> Self {
        number as Self
    }
}

fn walked<G: Given>(ties: &Ties, how: &PageRank, flag: &Flag) -> Result<Vec<f64>, Halt> {
    let members = ties.len();
    let Some(start) = (members > 0).then(|| 1.0 / real(members)) else {
        return Ok(Vec::new());
    };
    let shares: Vec<f64> = (0..members).map(|at| share(ties.strength(at))).collect();
    let mut ranks = vec![start; members];
    // What each hands on for each unit of weight, by its newest rank.
    let mut given: Vec<G> = shares.iter().map(|share| G::of(start * share)).collect();
    let mut lost = start * real(shares.iter().filter(|share| **share == 0.0).count());
    for _ in 0..how.rounds {
        let floor = (1.0 - how.damping + how.damping * lost) * start;
        let mut moved = 0.0;
        lost = 0.0;
        for (member, rank) in ranks.iter_mut().enumerate() {
            if member.is_multiple_of(STRIDE) {
                flag.check()?;
            }
            let now = floor + how.damping * received(ties, member, &given);
            moved += (now - *rank).abs();
            *rank = now;
            let share = shares[member];
            given[member] = G::of(now * share);
            if share == 0.0 {
                lost += now;
            }
        }
        if moved <= how.tolerance {
            break;
        }
    }
    Ok(ranks)
}

/// What a member's rank is multiplied with for each unit of weight; 0 without ties.
fn share(strength: f64) -> f64 {
    if strength > 0.0 { 1.0 / strength } else { 0.0 }
}

fn received<G: Given>(ties: &Ties, member: usize, given: &[G]) -> f64 {
    let neighbours = ties.neighbours(member);
    let weights = ties.weights(member);
    if weights.is_empty() {
        return neighbours.iter().map(|at| given[*at as usize].into()).sum();
    }
    let both = neighbours.iter().zip(weights);
    both.map(|(at, weight)| given[*at as usize].into() * weight)
        .sum()
}
