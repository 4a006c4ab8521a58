//! What a member's place among the others is: degree, betweenness, rank, community.
//!
//! Pure calculations over [`ties::Ties`], a graph of dense numbers. Each looks at a flag
//! ([`Flag`](super::Flag)) often enough to end within milliseconds. The same graph gives the same
//! figures on every machine. Not here: what a tie is (`projection`), who has which number.
//! To add a measure: give it a file with its settings and its function.

pub mod betweenness;
pub mod components;
mod groups;
pub mod leiden;
pub mod pagerank;
pub mod random;
pub mod ties;

use super::{Flag, Halt};
use betweenness::{Betweenness, Shares, betweenness};
use components::components;
use leiden::{Communities, Leiden, communities};
use pagerank::{PageRank, pagerank};
use ties::Ties;

/// Which measures are calculated, and how; those that are none are not.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measured {
    /// Betweenness.
    pub betweenness: Option<Betweenness>,
    /// PageRank.
    pub pagerank: Option<PageRank>,
    /// Components.
    pub components: bool,
    /// Communities.
    pub communities: Option<Leiden>,
}

/// The measures of all members; what was not asked for is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Betweenness.
    pub betweenness: Shares,
    /// PageRank.
    pub pagerank: Vec<f64>,
    /// The component of each.
    pub components: Vec<u32>,
    /// The community of each.
    pub communities: Communities,
}

impl Measured {
    /// Calculates them.
    ///
    /// # Errors
    /// When it was stopped.
    pub fn figures(&self, ties: &Ties, flag: &Flag) -> Result<Figures, Halt> {
        let mut figures = Figures::default();
        if self.components {
            figures.components = components(ties, flag)?;
        }
        if let Some(how) = &self.pagerank {
            figures.pagerank = pagerank(ties, how, flag)?;
        }
        if let Some(how) = &self.communities {
            figures.communities = communities(ties, how, flag)?;
        }
        if let Some(how) = &self.betweenness {
            figures.betweenness = betweenness(ties, how, flag)?;
        }
        Ok(figures)
    }
}

/// A count as a number to calculate with.
#[expect(
    clippy::cast_precision_loss,
    reason = "no graph has 2^53 members or ties"
)]
fn real(count: usize) -> f64 {
    count as f64
}

/// A member's number.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a graph has at most 2^32 members"
)]
fn node(member: usize) -> u32 {
    member as u32
}
