//! How much memory a snapshot takes, said by the snapshot itself.

use super::{Link, Node, Snapshot, Span, base::Row};

/// Bytes of the base, by what they are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footprint {
    /// Entities in the base.
    pub entities: usize,
    /// Relations in the base.
    pub relations: usize,
    /// Bytes for relations: links both ways, ids, times.
    pub relation_bytes: usize,
    /// Bytes for entities, without names.
    pub entity_bytes: usize,
    /// Bytes for names and their places in the alphabet.
    pub name_bytes: usize,
}

impl Footprint {
    /// Bytes a relation.
    #[must_use]
    pub fn per_relation(&self) -> f64 {
        ratio(self.relation_bytes, self.relations)
    }

    /// Bytes an entity, without names.
    #[must_use]
    pub fn per_entity(&self) -> f64 {
        ratio(self.entity_bytes, self.entities)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a figure for people")]
fn ratio(bytes: usize, of: usize) -> f64 {
    bytes as f64 / of.max(1) as f64
}

impl Snapshot {
    /// What the base takes; the overlay is at most some hundredths of it.
    #[must_use]
    pub fn footprint(&self) -> Footprint {
        let base = &self.base;
        let links: usize = base.links.iter().map(Vec::len).sum();
        let indexes = base.by_id.len() + base.by_name.len();
        let further: usize = base.also.values().map(Vec::len).sum();
        Footprint {
            entities: base.nodes.len(),
            relations: base.relation_ids.len(),
            relation_bytes: links * size_of::<Link>()
                + base.relation_ids.len() * size_of::<i64>()
                + base.relation_stamps.len() * size_of::<u32>()
                + base.behalves.bytes()
                + base.spans.len() * size_of::<Span>()
                + base.stamps.len() * size_of::<i64>(),
            entity_bytes: base.nodes.len() * size_of::<Node>()
                + indexes * size_of::<u32>()
                + base.rows.len() * size_of::<Row>()
                + base.also.len() * size_of::<(u32, Vec<Span>)>()
                + further * size_of::<Span>()
                + base.keys.bytes(),
            name_bytes: base.names.bytes() + base.sort_names.bytes(),
        }
    }
}
