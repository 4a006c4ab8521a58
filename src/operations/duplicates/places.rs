//! Where a subject lies: the municipalities to which it leads over what it is part of.
//!
//! Two offices of one name in two municipalities are two offices. What lies in a town lies also in
//! the county of which the town is part, and in the one that came after that county. Not here:
//! people, who move; which relations a view shows (`network`).

use std::collections::BTreeSet;

use entity::vocabulary::{EntityKind, RelationKind};

use crate::{
    network::{Reader, RelationTest, Way},
    operations::snapshots::Compiler,
    store::RelationFilter,
};

/// The relations over which something lies where the other lies.
const LYING: [RelationKind; 3] = [
    RelationKind::LocatedIn,
    RelationKind::TookPlaceIn,
    RelationKind::PartOf,
];

/// The relations from a municipality to those that hold all that lies in it.
const WIDER: [RelationKind; 3] = [
    RelationKind::LocatedIn,
    RelationKind::PartOf,
    RelationKind::SucceededBy,
];

/// The municipalities in which something lies.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    /// Those that are told of it, and not of what they are part of.
    nearest: BTreeSet<u32>,
    /// These, and those that hold them.
    all: BTreeSet<u32>,
}

impl Places {
    /// Whether the two surely lie in different places; nothing when it is not known of both.
    pub(super) fn apart(&self, other: &Self) -> Option<bool> {
        if self.nearest.is_empty() || other.nearest.is_empty() {
            return None;
        }
        Some(self.nearest.is_disjoint(&other.all) && other.nearest.is_disjoint(&self.all))
    }

    /// The nearest ones of both, those of this first.
    pub(super) fn nearest_with<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = u32> + 'a {
        let others = other.nearest.difference(&self.nearest);
        self.nearest.iter().chain(others).copied()
    }
}

/// Finds places in what a view shows.
pub(super) struct Finder<'a> {
    lying: RelationTest,
    wider: RelationTest,
    compiler: Compiler<'a>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(compiler: Compiler<'a>) -> Self {
        let by = |kinds: &[RelationKind]| {
            compiler.relation(&RelationFilter {
                kind: Some(kinds.to_vec()),
                ..RelationFilter::default()
            })
        };
        Self {
            lying: by(&LYING),
            wider: by(&WIDER),
            compiler,
        }
    }

    /// Where an entity lies; a municipality does not lie in itself.
    pub(super) fn places<'r>(&'r self, reader: &Reader<'r>, entity: u32) -> Places {
        let kind = |entity| Some(self.compiler.snapshot.node(entity)?.kind());
        if kind(entity) == Some(EntityKind::Person) {
            return Places::default();
        }
        let is_place = |at: u32| at != entity && kind(at) == Some(EntityKind::Municipality);
        let mut nearest = reached(reader, &self.lying, [entity], is_place);
        nearest.retain(|at| is_place(*at));
        let all = reached(reader, &self.wider, nearest.iter().copied(), |_| false);
        Places { nearest, all }
    }
}

/// All that is reached from some over relations that pass the test, these included; nothing is
/// reached over what ends the way.
fn reached<'r>(
    reader: &Reader<'r>,
    test: &'r RelationTest,
    from: impl IntoIterator<Item = u32>,
    ends: impl Fn(u32) -> bool,
) -> BTreeSet<u32> {
    let mut open: Vec<u32> = from.into_iter().collect();
    let mut reached: BTreeSet<u32> = open.iter().copied().collect();
    while let Some(at) = open.pop() {
        if ends(at) {
            continue;
        }
        for (_, link) in reader.links(at, Way::Out, test) {
            if reached.insert(link.far) {
                open.push(link.far);
            }
        }
    }
    reached
}
