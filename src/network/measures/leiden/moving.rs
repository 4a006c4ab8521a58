//! The first step: each member moves to the community that gains most, until none would.
//!
//! A queue holds who might move; when one does, its neighbours outside its new community
//! are asked again.

use std::collections::VecDeque;

use super::{level::Level, tally::Tally};
use crate::network::measures::{node, random::Random};
use crate::network::{Flag, Halt, meter::Pace};

/// A gain below this is none: sums in another order differ by as much.
const NOTHING: f64 = 1e-9;

/// Improves a partition; communities are numbered below the number of members.
pub(super) fn improve(
    level: &Level,
    of: &mut [u32],
    random: &mut Random,
    flag: &Flag,
) -> Result<(), Halt> {
    let mut moving = Moving::new(level, of);
    let mut pace = Pace::of(flag);
    let mut order: Vec<u32> = (0..node(of.len())).collect();
    random.shuffle(&mut order, &mut pace)?;
    let mut queue = VecDeque::from(order);
    let mut is_queued = vec![true; of.len()];
    while let Some(member) = queue.pop_front() {
        pace.take(1 + level.ties.degree(member as usize))?;
        is_queued[member as usize] = false;
        if !moving.ask(level, of, member as usize) {
            continue;
        }
        let community = of[member as usize];
        for other in level.ties.neighbours(member as usize) {
            let is_waiting = &mut is_queued[*other as usize];
            if !*is_waiting && of[*other as usize] != community {
                *is_waiting = true;
                queue.push_back(*other);
            }
        }
    }
    Ok(())
}

/// What is known of the communities while members move.
struct Moving {
    strengths: Vec<f64>,
    sizes: Vec<u32>,
    empty: Vec<u32>,
    tally: Tally,
}

impl Moving {
    fn new(level: &Level, of: &[u32]) -> Self {
        let mut strengths = vec![0.0; of.len()];
        let mut sizes = vec![0; of.len()];
        for (member, community) in of.iter().enumerate() {
            strengths[*community as usize] += level.strengths[member];
            sizes[*community as usize] += 1;
        }
        let empty = (0..node(of.len()))
            .rev()
            .filter(|at| sizes[*at as usize] == 0)
            .collect();
        Self {
            strengths,
            sizes,
            empty,
            tally: Tally::new(of.len()),
        }
    }

    /// Moves a member where it gains most; whether it moved.
    fn ask(&mut self, level: &Level, of: &mut [u32], member: usize) -> bool {
        let from = of[member];
        let strength = level.strengths[member];
        for (other, weight) in level.ties.row_of(member) {
            self.tally.add(of[other as usize], weight);
        }
        self.strengths[from as usize] -= strength;
        let factor = strength * level.share;
        let gain = |tally: &Tally, strengths: &[f64], at: u32| {
            tally.of(at) - factor * strengths[at as usize]
        };
        let mut best = from;
        let mut most = gain(&self.tally, &self.strengths, from) + NOTHING;
        for community in self.tally.touched() {
            let gained = gain(&self.tally, &self.strengths, *community);
            if gained > most {
                (best, most) = (*community, gained);
            }
        }
        // Alone it gains nothing, which may be the best.
        if most < 0.0 && self.sizes[from as usize] > 1 {
            best = self.empty.last().copied().unwrap_or(best);
        }
        self.tally.clear();
        self.strengths[best as usize] += strength;
        if best == from {
            return false;
        }
        self.sizes[from as usize] -= 1;
        if self.sizes[from as usize] == 0 {
            self.empty.push(from);
        }
        if self.sizes[best as usize] == 0 {
            self.empty.pop();
        }
        self.sizes[best as usize] += 1;
        of[member] = best;
        true
    }
}
