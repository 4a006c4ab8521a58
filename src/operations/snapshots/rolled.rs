//! The graph where some entities stand for others: one for all that were judged to be the same,
//! the bodies of today for those that ended.

use crate::{
    network::{Builder, EntityFact, NetworkError, RelationFact, Snapshot, Way},
    store::StandIns,
};

/// The same facts, each between those that stand for its ends; the others are gone, and one was
/// there whenever one of those was for which it stands.
pub(super) fn rolled(snapshot: &Snapshot, by: &StandIns) -> Result<Snapshot, NetworkError> {
    let mut builder = Builder::default();
    let all = || {
        let facts = snapshot
            .entities()
            .map(|entity| snapshot.entity_fact(entity));
        facts.flatten()
    };
    let stands = |fact: &EntityFact<'_>| by.of(fact.id) == fact.id;
    for fact in all().filter(stands) {
        builder.entity(&fact)?;
    }
    for fact in all().filter(|fact| !stands(fact)) {
        builder.also(by.of(fact.id), fact.span);
    }
    for entity in snapshot.entities() {
        for link in snapshot.links(entity, Way::Out) {
            let fact = snapshot.relation_fact(entity, link);
            builder.relation(&RelationFact {
                subject: by.of(fact.subject),
                object: by.of(fact.object),
                on_behalf_of: fact.on_behalf_of.map(|actor| by.of(actor)),
                ..fact
            })?;
        }
    }
    Ok(builder.finish(snapshot.sequence()))
}
