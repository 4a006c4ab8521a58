//! The graph at one level: its ties, and how much weight each member stands for.

use std::borrow::Cow;

use super::tally::Tally;
use crate::network::{
    Flag, Halt,
    measures::{
        node,
        ties::{Builder, Ties},
    },
    meter::Pace,
};

/// A graph whose members may stand for several members of the graph below.
#[derive(Debug)]
pub(super) struct Level<'a> {
    pub(super) ties: Cow<'a, Ties>,
    /// The weight of all ties of a member, those within it counted twice.
    pub(super) strengths: Vec<f64>,
    /// The sum of all strengths.
    pub(super) total: f64,
    /// What the product of two strengths is multiplied with: resolution / total.
    pub(super) share: f64,
}

impl<'a> Level<'a> {
    /// The lowest level: the graph itself.
    pub(super) fn of(ties: &'a Ties, resolution: f64) -> Self {
        let strengths: Vec<f64> = (0..ties.len()).map(|at| ties.strength(at)).collect();
        let total: f64 = strengths.iter().sum();
        Self {
            ties: Cow::Borrowed(ties),
            strengths,
            total,
            share: if total > 0.0 { resolution / total } else { 0.0 },
        }
    }

    /// The graph whose members are the parts (numbered densely), with the community of each.
    pub(super) fn aggregate(
        &self,
        parts: &[u32],
        of: &[u32],
        flag: &Flag,
    ) -> Result<(Level<'static>, Vec<u32>), Halt> {
        let mut pace = Pace::of(flag);
        let (order, begins) = by_group(parts, &mut pace)?;
        let count = begins.len() - 1;
        let mut ties = Builder::with_capacity(count, 0);
        let mut strengths = vec![0.0; count];
        let mut above = vec![0; count];
        let mut tally = Tally::new(count);
        for part in 0..count {
            for member in &order[begins[part]..begins[part + 1]] {
                let member = *member as usize;
                pace.take(1 + self.ties.degree(member))?;
                strengths[part] += self.strengths[member];
                above[part] = of[member];
                for (other, weight) in self.ties.row_of(member) {
                    let other = parts[other as usize];
                    if other as usize != part {
                        tally.add(other, weight);
                    }
                }
            }
            tally.sort();
            for other in tally.touched() {
                ties.add(*other, tally.of(*other));
            }
            tally.clear();
            ties.close_row();
        }
        let level = Level {
            ties: Cow::Owned(ties.finish()),
            strengths,
            total: self.total,
            share: self.share,
        };
        Ok((level, above))
    }
}

/// The members by group, and where each group begins. Groups are numbered densely.
pub(super) fn by_group(
    groups: &[u32],
    pace: &mut Pace<'_>,
) -> Result<(Vec<u32>, Vec<usize>), Halt> {
    let count = groups.iter().max().map_or(0, |last| *last as usize + 1);
    let mut begins = vec![0; count + 1];
    for group in groups {
        begins[*group as usize + 1] += 1;
    }
    for at in 1..begins.len() {
        begins[at] += begins[at - 1];
    }
    let mut next = begins.clone();
    let mut order = vec![0; groups.len()];
    for (member, group) in groups.iter().enumerate() {
        pace.take(1)?;
        order[next[*group as usize]] = node(member);
        next[*group as usize] += 1;
    }
    Ok((order, begins))
}

/// Numbers the groups densely, in the order of their first members; gives how many there are.
pub(super) fn compact(groups: &mut [u32], flag: &Flag) -> Result<usize, Halt> {
    let mut pace = Pace::of(flag);
    let mut numbers = vec![u32::MAX; groups.len()];
    let mut count = 0;
    for group in groups {
        pace.take(1)?;
        let number = &mut numbers[*group as usize];
        if *number == u32::MAX {
            *number = count;
            count += 1;
        }
        *group = *number;
    }
    Ok(count as usize)
}

/// Tells communities apart that hang together through others only.
pub(super) fn connected_parts(ties: &Ties, of: &[u32], flag: &Flag) -> Result<Vec<u32>, Halt> {
    let mut pace = Pace::of(flag);
    let mut parts = vec![u32::MAX; of.len()];
    let mut waiting = Vec::new();
    for first in 0..of.len() {
        if parts[first] != u32::MAX {
            continue;
        }
        parts[first] = node(first);
        waiting.push(first);
        while let Some(member) = waiting.pop() {
            pace.take(1 + ties.degree(member))?;
            for other in ties.neighbours(member) {
                let other = *other as usize;
                if parts[other] == u32::MAX && of[other] == of[member] {
                    parts[other] = node(first);
                    waiting.push(other);
                }
            }
        }
    }
    Ok(parts)
}
