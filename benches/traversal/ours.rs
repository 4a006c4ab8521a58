//! The network as a snapshot.

use entity::{
    time::{Bounds, Day},
    vocabulary::{Basis, EntityKind, Modality},
};
use stakegraph::network::{Builder, EntityFact, NetworkError, RelationFact, Snapshot, Span};

use crate::world::{EPOCH, KINDS, OPEN, Scale, Tie, World};

/// The id of an entity or relation: spread like a hash.
pub(crate) fn id(number: u32) -> i64 {
    i64::from(number).wrapping_mul(0x1e37_79b9_7f4a_7c15) & i64::MAX
}

/// What an entity is, by number.
pub(crate) fn kind(scale: &Scale, number: u32) -> EntityKind {
    let kinds = [
        (scale.people(), EntityKind::Person),
        (scale.bodies(), EntityKind::Organisation),
        (scale.places(), EntityKind::Municipality),
        (scale.events(), EntityKind::Event),
    ];
    let found = kinds.into_iter().find(|(range, _)| range.contains(&number));
    found.map_or(EntityKind::Project, |(_, kind)| kind)
}

/// The days of a relation.
pub(crate) fn bounds(tie: &Tie) -> Bounds {
    let from = Day(EPOCH + i32::from(tie.from));
    let to = if tie.to == OPEN {
        Day::POS_INFINITY
    } else {
        Day(EPOCH + i32::from(tie.to))
    };
    Bounds {
        earliest_start: from,
        latest_start: from,
        earliest_end: to,
        latest_end: to,
        certain: true,
        order_day: from,
    }
}

/// A relation as the graph in memory takes it in.
pub(crate) fn fact(number: u32, tie: &Tie) -> RelationFact<'static> {
    RelationFact {
        id: id(number),
        subject: id(tie.subject),
        object: id(tie.object),
        kind: KINDS[usize::from(tie.kind)],
        role: None,
        modality: Modality::Asserted,
        basis: Basis::Stated,
        support_form: None,
        on_behalf_of: None,
        span: Some(Span::of(&bounds(tie))),
        reach: tie.reach,
        recorded_at: 0,
    }
}

/// Builds the snapshot from facts that are in memory.
pub(crate) fn built(world: &World) -> Result<Snapshot, NetworkError> {
    let mut builder = Builder::default();
    for number in 0..world.scale.entities() {
        let name = format!("entity-{number:08}");
        builder.entity(&EntityFact {
            id: id(number),
            kind: kind(&world.scale, number),
            entity_type: None,
            country: None,
            status: None,
            flag: None,
            span: None,
            reach: 0,
            recorded_at: 0,
            key: &name,
            name: &name,
            sort_name: name.as_bytes(),
        })?;
    }
    for (number, tie) in (0..).zip(&world.ties) {
        builder.relation(&fact(number, tie))?;
    }
    Ok(builder.finish(0))
}
