//! The greater part of a snapshot: flat tables that never change.

use std::collections::HashMap;

use super::{
    KindSet, Link, Node, Span, Way,
    marks::Rooms,
    node::{Bytes, Texts},
};

/// The number of no entity.
pub(super) const NOBODY: u32 = u32::MAX;

/// For whom the subjects of relations act, in whichever form takes less.
#[derive(Clone, Debug)]
pub(super) enum Behalves {
    /// For each relation, in order; [`NOBODY`] for none.
    Each(Vec<u32>),
    /// Relations with those for whom their subjects act, by ascending relation.
    Some(Vec<(u32, u32)>),
}

impl Default for Behalves {
    fn default() -> Self {
        Self::Some(Vec::new())
    }
}

impl Behalves {
    pub(super) fn of(each: Vec<u32>) -> Self {
        let acting = each.iter().filter(|actor| **actor != NOBODY).count();
        if acting * 2 > each.len() {
            return Self::Each(each);
        }
        let some = (0..).zip(each).filter(|(_, actor)| *actor != NOBODY);
        Self::Some(some.collect())
    }

    pub(super) fn get(&self, relation: u32) -> Option<u32> {
        match self {
            Self::Each(each) => each.get(relation as usize).copied(),
            Self::Some(some) => {
                let place = some
                    .binary_search_by_key(&relation, |(known, _)| *known)
                    .ok()?;
                some.get(place).map(|(_, actor)| *actor)
            }
        }
    }

    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Each(each) => each.len() * size_of::<u32>(),
            Self::Some(some) => some.len() * size_of::<(u32, u32)>(),
        }
    }
}

/// Where the links of an entity begin, and of which kinds they are; one entry for each way.
///
/// Both ways stand together, and the kinds beside them: whoever comes by looks at one place, and
/// touches no list that has nothing of the kinds that he asks for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Row {
    pub(super) starts: [u32; 2],
    /// A bit for each kind, see [`KindSet::folded`].
    pub(super) kinds: [u32; 2],
}

/// The tables. The relation with number `r` stands at `links[0][r]`.
#[derive(Clone, Debug, Default)]
pub(super) struct Base {
    pub(super) nodes: Vec<Node>,
    pub(super) keys: Texts,
    pub(super) names: Texts,
    pub(super) sort_names: Bytes,
    /// Entities by id.
    pub(super) by_id: Vec<u32>,
    /// Entities by name, then id.
    pub(super) by_name: Vec<u32>,
    /// One for each entity, and one behind the last.
    pub(super) rows: Vec<Row>,
    /// Links out and in, entity by entity.
    pub(super) links: [Vec<Link>; 2],
    pub(super) relation_ids: Vec<i64>,
    pub(super) relation_stamps: Vec<u32>,
    pub(super) behalves: Behalves,
    /// The first is that of what has no date.
    pub(super) spans: Vec<Span>,
    pub(super) stamps: Vec<i64>,
    /// For each way, the kinds of whose links some do not tell when their far ends were.
    pub(super) apart: [KindSet; 2],
    /// What walks mark entities in, used again for the next walk.
    pub(super) rooms: Rooms,
    /// Further times of entities that stand for others.
    pub(super) also: HashMap<u32, Vec<Span>>,
}

impl Base {
    /// The links of an entity one way, where some of them are of these kinds; nothing otherwise.
    #[inline]
    pub(super) fn links_of(&self, entity: u32, way: Way, kinds: KindSet) -> &[Link] {
        let (entity, way) = (entity as usize, way as usize);
        let (Some(row), Some(next)) = (self.rows.get(entity), self.rows.get(entity + 1)) else {
            return &[];
        };
        if row.kinds[way] & kinds.folded() == 0 {
            return &[];
        }
        let (from, to) = (row.starts[way] as usize, next.starts[way] as usize);
        self.links[way].get(from..to).unwrap_or(&[])
    }

    /// Whether a link has the days of its far end, which no other time has joined.
    pub(super) fn tells(&self, link: &Link) -> bool {
        let far = self.nodes.get(link.far as usize);
        far.is_some_and(|far| far.span == link.span) && !self.also.contains_key(&link.far)
    }

    pub(super) fn find(&self, id: i64) -> Option<u32> {
        let id_of = |entity: &u32| self.nodes.get(*entity as usize).map_or(i64::MAX, |n| n.id);
        let place = self.by_id.binary_search_by_key(&id, id_of).ok()?;
        self.by_id.get(place).copied()
    }
}
