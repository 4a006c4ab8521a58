//! The keys of facts that a dossier does not name itself: derived from what they say.
//!
//! Two dossiers that say the same derive the same key, so that they are one fact with two
//! citations. What stands in a key never changes its place: a key is an identity.

use std::{collections::HashMap, fmt::Write};

use entity::vocabulary::Modality;

use super::{Dossier, FigureBlock, NoteBlock, RelationBlock};

/// The two ends in the order in which the fact is stored: a symmetric relation is one row,
/// whichever end a source names first.
#[must_use]
pub fn ends(relation: &RelationBlock) -> (&str, &str) {
    let (subject, object) = (
        relation.subject.value.as_str(),
        relation.object.value.as_str(),
    );
    if relation.kind.value.spec().symmetric() && object < subject {
        (object, subject)
    } else {
        (subject, object)
    }
}

/// The key of a relation: its own, or
/// `subject/KIND/object[/role][/for:onBehalfOf][/MODALITY][/period]`.
#[must_use]
pub fn of_relation(relation: &RelationBlock) -> String {
    if let Some(key) = &relation.key {
        return key.value.clone();
    }
    let (subject, object) = ends(relation);
    let mut key = format!("{subject}/{}/{object}", relation.kind.value);
    if let Some(role) = &relation.role {
        part(&mut key, &role.value);
    }
    if let Some(actor) = &relation.on_behalf_of {
        part(&mut key, &format!("for:{}", actor.value));
    }
    modality_and_period(
        &mut key,
        relation.modality,
        relation.period.as_ref().map(|at| &at.value),
    );
    key
}

/// The key of a figure: its own, or `about/measure/KIND[/group][/MODALITY][/period]`.
#[must_use]
pub fn of_figure(figure: &FigureBlock) -> String {
    if let Some(key) = &figure.key {
        return key.value.clone();
    }
    let mut key = format!(
        "{}/{}/{}",
        figure.about.value, figure.measure.value, figure.kind.value
    );
    if let Some(group) = &figure.group {
        part(&mut key, &group.value);
    }
    modality_and_period(
        &mut key,
        figure.modality,
        figure.period.as_ref().map(|at| &at.value),
    );
    key
}

/// The key of an identifier: entity, scheme and value.
#[must_use]
pub fn of_identifier(entity: &str, scheme: &str, value: &str) -> String {
    format!("{entity}/{scheme}/{value}")
}

/// The key of a note without one of its own: the n-th of its kind that its dossier says of
/// an entity. The dossier is part of it, so that two dossiers do not meet by chance.
#[must_use]
pub fn of_note(about: &str, kind: &str, dossier: &str, n: usize) -> String {
    format!("{about}/{kind}/{dossier}/{n}")
}

/// The notes of a dossier with their keys.
pub fn of_notes(dossier: &Dossier) -> impl Iterator<Item = (String, &NoteBlock)> {
    let mut counts: HashMap<(&str, &str), usize> = HashMap::new();
    dossier.notes.iter().map(move |note| {
        let (about, kind) = (note.about.value.as_str(), note.kind.as_str());
        let n = counts.entry((about, kind)).or_default();
        *n += 1;
        let derived = || of_note(about, kind, &dossier.key.value, *n);
        let key = note
            .key
            .as_ref()
            .map_or_else(derived, |key| key.value.clone());
        (key, note)
    })
}

fn modality_and_period(key: &mut String, modality: Modality, period: Option<&String>) {
    if modality != Modality::Asserted {
        part(key, modality.as_str());
    }
    if let Some(period) = period {
        part(key, period);
    }
}

fn part(key: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = write!(key, "/{text}");
}
