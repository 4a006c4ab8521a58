//! PageRank: how often a walk comes by that follows ties and now and then starts anew.
//!
//! From each member the walk follows a tie with a probability in proportion to its weight;
//! with 1 − damping, and from a member without ties always, it goes on anywhere. As networkx
//! has it, but iterated until nothing moves any more.

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

/// The rank of each member; all together they are 1.
///
/// # Errors
/// When it was stopped.
pub fn pagerank(ties: &Ties, how: &PageRank, flag: &Flag) -> Result<Vec<f64>, Halt> {
    let members = ties.len();
    let Some(start) = (members > 0).then(|| 1.0 / real(members)) else {
        return Ok(Vec::new());
    };
    let shares: Vec<f64> = (0..members).map(|at| share(ties.strength(at))).collect();
    let mut ranks = vec![start; members];
    let mut given = vec![0.0; members];
    for _ in 0..how.rounds {
        let mut lost = 0.0;
        for (member, rank) in ranks.iter().enumerate() {
            given[member] = rank * shares[member];
            if shares[member] == 0.0 {
                lost += rank;
            }
        }
        let floor = (1.0 - how.damping + how.damping * lost) * start;
        let mut moved = 0.0;
        for (member, rank) in ranks.iter_mut().enumerate() {
            if member.is_multiple_of(STRIDE) {
                flag.check()?;
            }
            let now = floor + how.damping * received(ties, member, &given);
            moved += (now - *rank).abs();
            *rank = now;
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

fn received(ties: &Ties, member: usize, given: &[f64]) -> f64 {
    let neighbours = ties.neighbours(member);
    let weights = ties.weights(member);
    if weights.is_empty() {
        return neighbours.iter().map(|at| given[*at as usize]).sum();
    }
    let both = neighbours.iter().zip(weights);
    both.map(|(at, weight)| given[*at as usize] * weight).sum()
}
