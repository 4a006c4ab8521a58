//! Following a pattern: chains of relations, step by step.
//!
//! 1. A place in the pattern is a step and how often it was taken. One entity can stand at several
//!    places at once (after `PART_OF` once or more often), so a walk carries a set of them, and a
//!    chain of relations is found once however many ways there are to read it into the pattern.
//! 2. Chains come in the order of their first entity's name, then of the links: those out before
//!    those in, by kind, first day and id. A chain comes before those that go on from it.
//! 3. A relation stands in a chain once.
//! 4. A [`Position`] is the stack of the walk. Going on from it looks at nothing that was looked
//!    at before, also when the graph has changed in between.

use entity::vocabulary::{Direction, RelationKind};

use super::{EntityTest, Halt, KindSet, Link, Reader, RelationTest, Way};

mod places;
mod position;
mod walk;

pub use position::Position;

/// One step of a pattern.
#[derive(Clone, Debug)]
pub struct Step {
    /// Which way the relations are followed; symmetric kinds go both ways.
    pub direction: Direction,
    /// Which relations, of which kinds.
    pub test: RelationTest,
    /// To which entities the step leads; with repeats, after the last.
    pub to: EntityTest,
    /// How often at least.
    pub min: u8,
    /// How often at most.
    pub max: u8,
}

impl Step {
    /// Whether a relation of this kind may be followed this way.
    fn follows(&self, kind: RelationKind, way: Way) -> bool {
        let both = self.direction == Direction::Both || kind.spec().symmetric();
        both || (self.direction == Direction::Out) == (way == Way::Out)
    }

    /// Whether some relation may be followed this way.
    fn looks(&self, way: Way) -> bool {
        let kinds = RelationKind::ALL.iter().copied();
        kinds
            .filter(|kind| self.test.kinds().has(*kind))
            .any(|kind| self.follows(kind, way))
    }
}

/// Where chains begin, and the steps that they take.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The entities at which chains begin.
    pub from: EntityTest,
    /// The steps.
    pub steps: Vec<Step>,
}

impl Pattern {
    fn kinds(&self) -> KindSet {
        let kinds = self.steps.iter().map(|step| step.test.kinds());
        kinds.fold(KindSet::NONE, KindSet::either)
    }
}

/// Entities and the relations between each and the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// The entities, one more than relations.
    pub entities: Vec<u32>,
    /// The relations.
    pub relations: Vec<u32>,
}

/// A page of chains.
#[derive(Clone, Debug, Default)]
pub struct Chains {
    /// The chains.
    pub chains: Vec<Chain>,
    /// Where to go on, when there may be more.
    pub next: Option<Position>,
    /// Why the walk ended before the page was full or the chains were over.
    pub halted: Option<Halt>,
}

/// The first chains of a pattern, or those behind a position.
#[must_use]
pub fn trace(
    reader: &Reader<'_>,
    pattern: &Pattern,
    first: usize,
    after: Option<&Position>,
) -> Chains {
    let mut walk = walk::Walk::new(*reader, pattern);
    if let Some(position) = after {
        walk.resume(position);
    }
    let mut found = Chains::default();
    while found.chains.len() < first {
        match walk.next() {
            Some(chain) => found.chains.push(chain),
            None => return ended(found, &walk),
        }
    }
    // Whether there is another is worth the work of finding it, but not of finding it again.
    let here = walk.position();
    if walk.next().is_some() {
        found.next = here;
        return found;
    }
    ended(found, &walk)
}

/// The walk is over, or it was halted: then it can go on from where it stands.
fn ended(mut found: Chains, walk: &walk::Walk<'_>) -> Chains {
    found.halted = walk.halted();
    if found.halted.is_some() {
        found.next = walk.position();
    }
    found
}

/// The place of a link among those of an entity.
fn place_of(reader: &Reader<'_>, link: &Link, way: Way) -> position::Hop {
    let (kind, day, id) = reader.snapshot.link_place(link);
    position::Hop { way, kind, day, id }
}
