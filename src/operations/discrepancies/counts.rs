//! Stated figures against the lists that they describe.
//!
//! A figure is held against a list only where the graph can count one: a list without entries,
//! or one in which somebody came in unknown number, says nothing.

use std::collections::BTreeSet;

use entity::{
    row::{figure, relation},
    vocabulary::{Counts, DiscrepancyKind, EntityKind, ProjectType, RelationKind},
};

use super::{
    Discrepancy, Side,
    facts::{Facts, counts},
    periods::may_overlap,
};

/// Figures of which the list has more or fewer.
pub(super) fn against_lists(facts: &Facts) -> Vec<Discrepancy> {
    facts
        .figures
        .iter()
        .filter_map(|figure| against_list(facts, figure))
        .collect()
}

fn against_list(facts: &Facts, figure: &figure::Model) -> Option<Discrepancy> {
    let what = counts(figure)?;
    let listed = |relation: &&relation::Model| may_overlap(figure, relation);
    let (count, relations) = match what {
        Counts::People => people(facts, figure, listed)?,
        Counts::Municipalities => municipalities(facts, figure, listed),
        Counts::NamedMediators => mediators(facts, figure, listed),
    };
    if count == 0 || fits(figure, count) {
        return None;
    }
    let kind = match what {
        Counts::People | Counts::Municipalities => DiscrepancyKind::StatedListed,
        Counts::NamedMediators => DiscrepancyKind::StatedNamed,
    };
    let list = Side {
        count: Some(count),
        ..Side::relations(relations)
    };
    Some(Discrepancy {
        kind,
        about: facts.entity(figure.about_id)?.clone(),
        measure: Some(figure.measure.clone()),
        sides: vec![Side::figure(figure), list],
    })
}

/// Whether so many are what the figure says. About so many is contradicted by no count, unless
/// the source gives bounds.
fn fits(figure: &figure::Model, count: u32) -> bool {
    let count = f64::from(count);
    let exact = figure.value.filter(|_| !figure.approximate);
    figure.lower.or(exact).is_none_or(|lower| lower <= count)
        && figure.upper.or(exact).is_none_or(|upper| count <= upper)
}

type Listed = (u32, Vec<relation::Model>);

fn people(
    facts: &Facts,
    figure: &figure::Model,
    listed: impl Fn(&&relation::Model) -> bool,
) -> Option<Listed> {
    let attended = of(facts, figure, RelationKind::Attended).filter(listed);
    let (mut persons, mut others, mut relations) = (BTreeSet::new(), 0, Vec::new());
    for relation in attended {
        if facts.entity(relation.subject_id)?.kind == EntityKind::Person {
            persons.insert(relation.subject_id);
        } else {
            others += u32::try_from(relation.headcount?).ok()?;
        }
        relations.push(relation.clone());
    }
    Some((number(&persons) + others, relations))
}

fn municipalities(
    facts: &Facts,
    figure: &figure::Model,
    listed: impl Fn(&&relation::Model) -> bool,
) -> Listed {
    let is_event = facts
        .entity(figure.about_id)
        .is_some_and(|about| about.kind == EntityKind::Event);
    let (kind, far): (_, fn(&relation::Model) -> i64) = if is_event {
        (RelationKind::Attended, |relation| relation.subject_id)
    } else {
        (RelationKind::TookPlaceIn, |relation| relation.object_id)
    };
    let is_municipality = |relation: &&relation::Model| {
        facts
            .entity(far(relation))
            .is_some_and(|end| end.kind == EntityKind::Municipality)
    };
    let found = of(facts, figure, kind)
        .filter(listed)
        .filter(is_municipality);
    let relations: Vec<relation::Model> = found.cloned().collect();
    let distinct: BTreeSet<i64> = relations.iter().map(far).collect();
    (number(&distinct), relations)
}

fn mediators(
    facts: &Facts,
    figure: &figure::Model,
    listed: impl Fn(&&relation::Model) -> bool,
) -> Listed {
    let is_service = |id: i64| {
        let service = ProjectType::Service.as_str();
        facts
            .entity(id)
            .is_some_and(|part| part.entity_type.as_deref() == Some(service))
    };
    let parts = facts
        .parts
        .iter()
        .filter(|part| part.object_id == figure.about_id);
    let mut services: BTreeSet<i64> = parts
        .map(|part| part.subject_id)
        .filter(|id| is_service(*id))
        .collect();
    services.insert(figure.about_id);
    let is_named = |relation: &&relation::Model| {
        facts
            .entity(relation.subject_id)
            .is_some_and(|who| who.kind == EntityKind::Person && who.named.unwrap_or(true))
    };
    let found = facts.listed.iter().filter(|relation| {
        relation.kind == RelationKind::Implements && services.contains(&relation.object_id)
    });
    let relations: Vec<relation::Model> = found.filter(listed).filter(is_named).cloned().collect();
    let distinct: BTreeSet<i64> = relations
        .iter()
        .map(|relation| relation.subject_id)
        .collect();
    (number(&distinct), relations)
}

/// The listed relations of a kind at the entity that the figure is about.
fn of<'a>(
    facts: &'a Facts,
    figure: &figure::Model,
    kind: RelationKind,
) -> impl Iterator<Item = &'a relation::Model> + use<'a> {
    let about = figure.about_id;
    facts.listed.iter().filter(move |relation| {
        relation.kind == kind && (relation.subject_id == about || relation.object_id == about)
    })
}

fn number(distinct: &BTreeSet<i64>) -> u32 {
    u32::try_from(distinct.len()).unwrap_or(u32::MAX)
}
