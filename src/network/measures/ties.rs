//! Who is tied to whom, in compressed rows of dense numbers.
//!
//! An undirected graph without loops and without parallel ties: each tie stands in the rows
//! of both its ends, and each row is sorted. Not here: which entity has which number.

use crate::network::{Flag, Halt, meter::Pace};

/// An undirected, weighted graph over the members `0..len`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ties {
    /// Where the row of each member begins, and the end of the last.
    offsets: Vec<usize>,
    neighbours: Vec<u32>,
    /// Beside `neighbours`; empty when every tie weighs one.
    weights: Vec<f64>,
}

impl Ties {
    /// The graph over `members` members with these ties. A tie may be told more than once
    /// and from either end: the weights add up. A loop is left out.
    #[must_use]
    pub fn new(members: usize, ties: &[(u32, u32, f64)]) -> Self {
        // Nobody raises this flag.
        Self::unless_stopped(members, ties, &Flag::default()).unwrap_or_default()
    }

    /// The same, unless it is told to end.
    ///
    /// # Errors
    /// When it was stopped.
    pub fn unless_stopped(
        members: usize,
        ties: &[(u32, u32, f64)],
        flag: &Flag,
    ) -> Result<Self, Halt> {
        let mut pace = Pace::of(flag);
        let mut offsets = vec![0; members + 1];
        let plain = || ties.iter().filter(|(a, b, _)| a != b);
        for (a, b, _) in plain() {
            pace.take(1)?;
            offsets[*a as usize + 1] += 1;
            offsets[*b as usize + 1] += 1;
        }
        for at in 1..offsets.len() {
            offsets[at] += offsets[at - 1];
        }
        let mut next = offsets.clone();
        let mut row = vec![(0, 0.0); offsets[members]];
        for (a, b, weight) in plain() {
            pace.take(2)?;
            for (from, to) in [(a, b), (b, a)] {
                row[next[*from as usize]] = (*to, *weight);
                next[*from as usize] += 1;
            }
        }
        let mut built = Builder::with_capacity(members, row.len());
        for member in 0..members {
            let row = &mut row[offsets[member]..offsets[member + 1]];
            pace.take(row.len())?;
            row.sort_unstable_by_key(|(neighbour, _)| *neighbour);
            for (neighbour, weight) in row {
                built.add(*neighbour, *weight);
            }
            built.close_row();
        }
        Ok(built.finish())
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.offsets.len().saturating_sub(1)
    }

    /// Whether there is no member at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many ties there are, each counted once.
    #[must_use]
    pub fn ties(&self) -> usize {
        self.neighbours.len() / 2
    }

    /// The members tied to one, in order.
    #[must_use]
    pub fn neighbours(&self, member: usize) -> &[u32] {
        &self.neighbours[self.row(member)]
    }

    /// The weights beside [`Ties::neighbours`]; empty when every tie weighs one.
    #[must_use]
    pub fn weights(&self, member: usize) -> &[f64] {
        if self.weights.is_empty() {
            return &[];
        }
        &self.weights[self.row(member)]
    }

    /// The members tied to one, each with the weight of the tie.
    pub fn row_of(&self, member: usize) -> impl Iterator<Item = (u32, f64)> + '_ {
        self.row(member).map(|at| {
            let weight = self.weights.get(at).copied().unwrap_or(1.0);
            (self.neighbours[at], weight)
        })
    }

    /// To how many others a member is tied.
    #[must_use]
    pub fn degree(&self, member: usize) -> usize {
        self.row(member).len()
    }

    /// The sum of the weights of a member's ties.
    #[must_use]
    pub fn strength(&self, member: usize) -> f64 {
        if self.weights.is_empty() {
            return super::real(self.degree(member));
        }
        self.weights(member).iter().sum()
    }

    /// The weight of the tie between two members; none when they are not tied.
    #[must_use]
    pub fn between(&self, a: usize, b: u32) -> Option<f64> {
        let row = self.row(a);
        let at = self.neighbours[row.clone()].binary_search(&b).ok()?;
        Some(self.weights.get(row.start + at).copied().unwrap_or(1.0))
    }

    fn row(&self, member: usize) -> std::ops::Range<usize> {
        self.offsets[member]..self.offsets[member + 1]
    }
}

/// Writes a graph row by row, for those who make the rows in order anyway.
///
/// Whoever uses it sees to it that a tie stands in both rows.
#[derive(Debug)]
pub struct Builder {
    ties: Ties,
    weights: Vec<f64>,
    is_weighted: bool,
}

impl Builder {
    /// Room for so many members and row entries.
    #[must_use]
    pub fn with_capacity(members: usize, entries: usize) -> Self {
        let mut offsets = Vec::with_capacity(members + 1);
        offsets.push(0);
        let ties = Ties {
            offsets,
            neighbours: Vec::with_capacity(entries),
            weights: Vec::new(),
        };
        Self {
            ties,
            weights: Vec::with_capacity(entries),
            is_weighted: false,
        }
    }

    /// Adds a neighbour to the open row: not before one that is there; one that is told
    /// again adds to its weight.
    pub fn add(&mut self, neighbour: u32, weight: f64) {
        let opened = self.ties.offsets.last().copied().unwrap_or(0);
        let is_known =
            self.ties.neighbours.len() > opened && self.ties.neighbours.last() == Some(&neighbour);
        match self.weights.last_mut() {
            Some(last) if is_known => *last += weight,
            _ => {
                self.ties.neighbours.push(neighbour);
                self.weights.push(weight);
            }
        }
        self.is_weighted |= is_known || (weight - 1.0).abs() > f64::EPSILON;
    }

    /// Ends the row of a member, and opens that of the next.
    pub fn close_row(&mut self) {
        self.ties.offsets.push(self.ties.neighbours.len());
    }

    /// The graph.
    #[must_use]
    pub fn finish(mut self) -> Ties {
        if self.is_weighted {
            self.ties.weights = self.weights;
        }
        self.ties
    }
}
