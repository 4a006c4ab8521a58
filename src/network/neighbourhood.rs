//! What lies around some entities.
//!
//! Entities come nearest first: those asked for, then level by level, each level in the order in
//! which the links of the level before lead to it. The bound cuts that list and counts what it
//! leaves out; the walk itself goes on, so that the count is exact.

use super::{Reader, RelationTest, Way};

/// How many entities most walks reach at most: their list does not grow in steps.
const ROOM: usize = 256;

/// Entities and what connects them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Entities, the nearest first.
    pub entities: Vec<u32>,
    /// The relations between them, by first day, then id.
    pub relations: Vec<u32>,
    /// How many entities the bound left out.
    pub hidden: usize,
}

/// All within `depth` links of `from`, at most `first` entities. When the meter has halted, the
/// result is a part and its count too small.
#[must_use]
pub fn neighbourhood(
    reader: &Reader<'_>,
    from: &[u32],
    depth: u32,
    test: &RelationTest,
    first: usize,
) -> Around {
    let reached = reach(reader, from, depth, test);
    let shown = reached.len().min(first);
    let entities = reached[..shown].to_vec();
    Around {
        relations: between(reader, &entities, test),
        entities,
        hidden: reached.len() - shown,
    }
}

/// The entities within `depth` links, the nearest first.
#[must_use]
pub fn reach(reader: &Reader<'_>, from: &[u32], depth: u32, test: &RelationTest) -> Vec<u32> {
    let mut known = reader.snapshot.marks();
    let mut reached = Vec::with_capacity(ROOM);
    let starts = from.iter().copied().filter(|entity| reader.sees(*entity));
    reached.extend(starts.filter(|entity| known.insert(*entity)));
    let mut level = 0;
    for _ in 0..depth {
        let end = reached.len();
        while level < end && reader.meter.step() {
            let entity = reached[level];
            level += 1;
            reader.each_link(entity, test, |candidate| {
                let far = candidate.link.far;
                if !known.has(far) && candidate.passes() {
                    known.insert(far);
                    reached.push(far);
                }
            });
        }
    }
    reached
}

/// The relations among these entities that pass from one end or the other, by first day, then id.
fn between(reader: &Reader<'_>, entities: &[u32], test: &RelationTest) -> Vec<u32> {
    let snapshot = reader.snapshot;
    let mut among = snapshot.marks();
    for entity in entities {
        among.insert(*entity);
    }
    let sided = test.is_sided();
    let mut found = Vec::new();
    for entity in entities {
        if reader.meter.halted().is_some() {
            return Vec::new();
        }
        for (_, link) in super::runs(
            snapshot.links_of(*entity, Way::Out, test.kinds()),
            test.kinds(),
        ) {
            if !reader.meter.step() {
                break;
            }
            if !among.has(link.far) {
                continue;
            }
            let back = super::Link {
                far: *entity,
                ..*link
            };
            if reader.passes(*entity, link, Way::Out, test)
                || (sided && reader.passes(link.far, &back, Way::In, test))
            {
                let (_, day, id) = snapshot.link_place(link);
                found.push((day, id, link.relation));
            }
        }
    }
    found.sort_unstable();
    found.into_iter().map(|(_, _, relation)| relation).collect()
}
