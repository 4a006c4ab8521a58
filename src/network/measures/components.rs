//! Connected components.
//!
//! A forest of parents, joined first along the first neighbours of each member only: after
//! that almost all members of a large graph stand in one component, whose rows need not be
//! read at all (Sutton, Ben-Nun, Barak: Optimizing parallel graph connectivity computation
//! via subgraph sampling, 2018). A tie from that component to another member stands in the
//! other's row too.

use super::{groups, node, ties::Ties};
use crate::network::{Flag, Halt};

/// So many neighbours of each member are joined in the first rounds.
const ROUNDS: usize = 2;
/// So many members are asked to find the component that most belong to.
const ASKED: usize = 1_024;
/// So many members are gone through between two looks at the flag.
const STRIDE: usize = 16_384;

/// The component of each member: numbered by size, then by the smallest member.
///
/// # Errors
/// When it was stopped.
pub fn components(ties: &Ties, flag: &Flag) -> Result<Vec<u32>, Halt> {
    let mut forest = Forest((0..node(ties.len())).collect());
    for round in 0..ROUNDS {
        for member in 0..ties.len() {
            if member.is_multiple_of(STRIDE) {
                flag.check()?;
            }
            if let Some(neighbour) = ties.neighbours(member).get(round) {
                forest.join(node(member), *neighbour);
            }
        }
    }
    let largest = forest.most_frequent();
    for member in 0..ties.len() {
        if member.is_multiple_of(STRIDE) {
            flag.check()?;
        }
        if Some(forest.root(node(member))) == largest {
            continue;
        }
        for neighbour in ties.neighbours(member).iter().skip(ROUNDS) {
            forest.join(node(member), *neighbour);
        }
    }
    let roots: Vec<u32> = (0..node(ties.len())).map(|at| forest.root(at)).collect();
    Ok(groups::number(&roots))
}

/// Each member points to a smaller one of its component, or is the root itself.
struct Forest(Vec<u32>);

impl Forest {
    fn root(&mut self, mut member: u32) -> u32 {
        loop {
            let parent = self.0[member as usize];
            if parent == member {
                return member;
            }
            // Halves the way for those who come after.
            let above = self.0[parent as usize];
            self.0[member as usize] = above;
            member = above;
        }
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
    }

    /// The root that most of some members, evenly spread, have.
    fn most_frequent(&mut self) -> Option<u32> {
        let stride = (self.0.len() / ASKED).max(1);
        let asked = (0..node(self.0.len())).step_by(stride);
        let mut roots: Vec<u32> = asked.map(|member| self.root(member)).collect();
        roots.sort_unstable();
        let runs = roots.chunk_by(|a, b| a == b);
        let longest = runs.max_by_key(|run| run.len())?;
        longest.first().copied()
    }
}
