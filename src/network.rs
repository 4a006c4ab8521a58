//! The graph in memory, and what walks through it.
//!
//! How to read a [`Snapshot`]: an entity is a dense number (`u32`); [`Snapshot::number`] leads to
//! it from a fact's id, [`Snapshot::node`] gives what filters need of it, [`Snapshot::key`] and
//! [`Snapshot::name`] its words. [`Snapshot::links`] gives its relations one way as a slice of
//! [`Link`]s: the far end, the relation's number, its span, and its [`Facts`] (kind, role,
//! modality …), in the order of kind, then first day, then id, so that the links of one kind
//! stand together ([`runs`] walks over those of several). Numbers hold within one snapshot only:
//! what leaves is ids ([`Snapshot::relation_id`], [`Node::id`]). Nobody walks over links without
//! a [`Reader`], which knows the viewer and the lens ([`Sight`]), the filter ([`RelationTest`],
//! [`EntityTest`]) and the work that is left ([`Meter`]); a kernel is a function that takes one.
//!
//! A snapshot is an immutable base with an overlay of what changed since. [`Snapshot::edit`] gives
//! a changed copy, [`Snapshot::compacted`] the same graph as a base alone. What it is not: it
//! knows neither SQL nor a transport nor a clock; `operations` builds it, keeps it up to date and
//! turns the store's filters into tests. A new kernel is a module here that reads through a
//! [`Reader`], and a test that an overlay and a rebuild answer alike.

mod arrival;
mod base;
mod builder;
mod edit;
mod facts;
mod filter;
mod footprint;
mod form;
pub mod gathering;
mod hash;
mod marks;
pub mod measures;
mod meter;
mod neighbourhood;
mod node;
mod overlay;
mod paths;
pub mod projection;
mod reader;
mod runs;
mod seeds;
mod snapshot;
mod span;
mod trace;
mod words;

pub use arrival::{Arrival, Journey, arrivals};
pub use builder::{Builder, EntityFact, RelationFact};
pub use edit::Edit;
pub use facts::Facts;
pub use filter::{EntityTest, KindSet, Qualities, RelationTest, Sight, Terms};
pub use footprint::Footprint;
pub use form::Form;
pub use meter::{Flag, Halt, Leash, Meter};
pub use neighbourhood::{Around, neighbourhood, reach};
pub use node::Node;
pub use paths::{PathQuestion, Paths, paths};
pub use reader::{Candidate, Here, Reader};
pub use runs::{Link, Way, runs};
pub use snapshot::Snapshot;
pub use span::Span;
pub use trace::{Chain, Chains, Pattern, Position, Step, trace};

/// Why a graph cannot be held in memory or changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NetworkError {
    /// More things of one sort than a number of this layout can tell apart.
    #[error("the graph in memory holds no more {0}")]
    Full(&'static str),
    /// A relation points to an entity that the graph does not have.
    #[error("relation {relation} points to the entity {entity}, which is not there")]
    Dangling {
        /// The relation's id.
        relation: i64,
        /// The missing entity's id.
        entity: i64,
    },
}

/// A place in a table as a number.
fn number(place: usize, of: &'static str) -> Result<u32, NetworkError> {
    u32::try_from(place).map_err(|_| NetworkError::Full(of))
}
