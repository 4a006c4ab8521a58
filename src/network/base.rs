//! The greater part of a snapshot: flat tables that never change.

use super::{
    Link, Node, Span, Way,
    node::{Bytes, Texts},
};

/// Relations of all entities one way: those of entity `n` stand from `starts[n]` to
/// `starts[n + 1]`.
#[derive(Clone, Debug, Default)]
pub(super) struct Side {
    pub(super) starts: Vec<u32>,
    pub(super) links: Vec<Link>,
}

impl Side {
    #[inline]
    pub(super) fn of(&self, entity: u32) -> &[Link] {
        let entity = entity as usize;
        let (Some(from), Some(to)) = (self.starts.get(entity), self.starts.get(entity + 1)) else {
            return &[];
        };
        self.links.get(*from as usize..*to as usize).unwrap_or(&[])
    }
}

/// The tables. The relation with number `r` stands at `out.links[r]`.
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
    pub(super) out: Side,
    pub(super) back: Side,
    pub(super) relation_ids: Vec<i64>,
    pub(super) relation_stamps: Vec<u32>,
    /// The first is that of what has no date.
    pub(super) spans: Vec<Span>,
    pub(super) stamps: Vec<i64>,
}

impl Base {
    #[inline]
    pub(super) fn side(&self, way: Way) -> &Side {
        match way {
            Way::Out => &self.out,
            Way::In => &self.back,
        }
    }

    pub(super) fn find(&self, id: i64) -> Option<u32> {
        let id_of = |entity: &u32| self.nodes.get(*entity as usize).map_or(i64::MAX, |n| n.id);
        let place = self.by_id.binary_search_by_key(&id, id_of).ok()?;
        self.by_id.get(place).copied()
    }
}
