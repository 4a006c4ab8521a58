//! Plans of which nothing is reported, while others of the same whole are reported as held.
//!
//! Not reported is not the same as not held: the sources leave it open.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    row::relation,
    vocabulary::{DiscrepancyKind, ProjectType},
};

use super::{Discrepancy, Side, facts::Facts};

/// Planned activities that no event realises, with siblings that some event does.
pub(super) fn not_reported(facts: &Facts) -> Vec<Discrepancy> {
    let plans = facts
        .parts
        .iter()
        .filter(|part| is_activity(facts, part.subject_id));
    let mut siblings: BTreeMap<i64, Vec<&relation::Model>> = BTreeMap::new();
    for part in plans {
        siblings.entry(part.object_id).or_default().push(part);
    }
    let held = held(facts);
    let mut found = Vec::new();
    for parts in siblings.values() {
        let (reported, open): (Vec<_>, Vec<_>) = parts
            .iter()
            .copied()
            .partition(|part| held.contains(&part.subject_id));
        let reported: BTreeSet<i64> = reported.iter().map(|part| part.subject_id).collect();
        let realised = facts
            .realised
            .iter()
            .filter(|held| reported.contains(&held.object_id));
        let realised: Vec<relation::Model> = realised.cloned().collect();
        if !realised.is_empty() {
            found.extend(
                open.iter()
                    .filter_map(|part| open_plan(facts, part, &realised)),
            );
        }
    }
    found
}

fn open_plan(
    facts: &Facts,
    part: &relation::Model,
    realised: &[relation::Model],
) -> Option<Discrepancy> {
    let plan = facts.entity(part.subject_id)?;
    let planned = Side {
        edtf: plan.period_edtf.clone(),
        ..Side::relations(vec![part.clone()])
    };
    Some(Discrepancy {
        kind: DiscrepancyKind::PlannedReported,
        about: plan.clone(),
        measure: None,
        sides: vec![planned, Side::relations(realised.to_vec())],
    })
}

/// What some event realises, itself or one of its parts.
fn held(facts: &Facts) -> BTreeSet<i64> {
    let itself: BTreeSet<i64> = facts.realised.iter().map(|held| held.object_id).collect();
    let in_part = facts
        .parts
        .iter()
        .filter(|part| itself.contains(&part.subject_id));
    let in_part: Vec<i64> = in_part.map(|part| part.object_id).collect();
    itself.into_iter().chain(in_part).collect()
}

fn is_activity(facts: &Facts, id: i64) -> bool {
    let activity = ProjectType::Activity.as_str();
    facts
        .entity(id)
        .is_some_and(|plan| plan.entity_type.as_deref() == Some(activity))
}
