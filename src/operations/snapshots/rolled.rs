//! The graph where some entities stand for others: one for all that were judged to be the same,
//! the bodies of today for those that ended.

use crate::{
    network::{Builder, EntityFact, NetworkError, RelationFact, Snapshot, Span, Way},
    store::StandIns,
};

/// The same facts, each between those that stand for its ends; the others are gone, and the time
/// for which one was there is that of all for which it stands.
pub(super) fn rolled(snapshot: &Snapshot, by: &StandIns) -> Result<Snapshot, NetworkError> {
    let mut builder = Builder::default();
    let mut spans = std::collections::HashMap::new();
    for entity in snapshot.entities() {
        let Some(fact) = snapshot.entity_fact(entity) else {
            continue;
        };
        let stands = by.of(fact.id);
        if stands != fact.id {
            spans
                .entry(stands)
                .and_modify(|joined| *joined = join(*joined, fact.span))
                .or_insert(fact.span);
        }
    }
    for entity in snapshot.entities() {
        let Some(fact) = snapshot.entity_fact(entity) else {
            continue;
        };
        if by.of(fact.id) == fact.id {
            let span = spans.get(&fact.id);
            let span = span.map_or(fact.span, |span| join(*span, fact.span));
            builder.entity(&EntityFact { span, ..fact })?;
        }
    }
    for entity in snapshot.entities() {
        for link in snapshot.links(entity, Way::Out) {
            let fact = snapshot.relation_fact(entity, link);
            let (subject, object) = (by.of(fact.subject), by.of(fact.object));
            let moved = RelationFact {
                subject,
                object,
                ..fact
            };
            builder.relation(&moved)?;
        }
    }
    Ok(builder.finish(snapshot.sequence()))
}

/// The time of either; what has no date may always have been.
fn join(one: Option<Span>, other: Option<Span>) -> Option<Span> {
    let (one, other) = (one?, other?);
    Some(Span {
        earliest_start: one.earliest_start.min(other.earliest_start),
        latest_start: one.latest_start.min(other.latest_start),
        earliest_end: one.earliest_end.max(other.earliest_end),
        latest_end: one.latest_end.max(other.latest_end),
        order_day: one.order_day.min(other.order_day),
    })
}
