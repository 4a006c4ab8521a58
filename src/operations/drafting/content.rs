//! The contents of drafts, from the records of a dossier.

use entity::{
    draft::{
        EntityContent, FigureContent, IdentifierContent, NameContent, NoteContent, RelationContent,
    },
    vocabulary::{IdentifierScheme, Measure},
};

use super::{Said, place_of_name};
use crate::operations::{
    dossier::{
        EntityBlock, FigureBlock, IdentifierBlock, NameBlock, NoteBlock, RelationBlock, key,
    },
    text::one_number,
};

/// An entity, when its block declares one that has a name.
pub(super) fn entity(said: &Said<'_>, block: &EntityBlock) -> Option<EntityContent> {
    let declared = block.declaration.as_ref()?;
    let recorded = block.names.first()?;
    let title = declared.title.as_ref();
    Some(EntityContent {
        key: block.key.value.clone(),
        kind: declared.kind.value,
        name: recorded.text.value.clone(),
        name_language: recorded.language.clone(),
        entity_type: declared.entity_type.clone(),
        country: declared.country.clone(),
        status: declared.status,
        online: declared.online,
        named: declared.named,
        held: declared.held,
        title: title.and_then(|title| said.value(&title.value, |text| Some(text.to_owned()))),
        language: declared.language.clone(),
        url: declared.url.clone(),
        sha256: declared.sha256.as_ref().map(|at| at.value.clone()),
        text_length: declared.length,
        published_on: declared.published_on.clone(),
        period: declared.period.as_ref().map(|at| at.value.clone()),
        position: declared.position,
        possibly: declared
            .possibly
            .iter()
            .map(|at| at.value.clone())
            .collect(),
        description: declared
            .description
            .iter()
            .map(|(language, text)| (language.clone(), text.value.clone()))
            .collect(),
        reference: declared.reference,
    })
}

/// A name.
pub(super) fn name(
    key: String,
    block: &EntityBlock,
    name: &NameBlock,
    recorded: bool,
) -> NameContent {
    NameContent {
        key,
        entity: block.key.value.clone(),
        text: name.text.value.clone(),
        language: name.language.clone(),
        kind: name.kind.value,
        candidates: name.candidates.iter().map(|at| at.value.clone()).collect(),
        position: place_of_name(name.kind.value, recorded),
    }
}

/// An identifier; without an address of its own it has the one of its scheme.
pub(super) fn identifier(block: &EntityBlock, identifier: &IdentifierBlock) -> IdentifierContent {
    let (scheme, value) = (&identifier.scheme.value, &identifier.value.value);
    let looked_up = || IdentifierScheme::find(scheme).and_then(|found| found.url_of(value));
    IdentifierContent {
        key: key::of_identifier(&block.key.value, scheme, value),
        entity: block.key.value.clone(),
        scheme: scheme.clone(),
        value: value.clone(),
        url: identifier.url.clone().or_else(looked_up),
    }
}

/// A relation, with the ends of a symmetric one in the order of their keys.
pub(super) fn relation(said: &Said<'_>, relation: &RelationBlock) -> RelationContent {
    let (subject, object) = key::ends(relation);
    RelationContent {
        key: key::of_relation(relation),
        kind: relation.kind.value,
        subject: subject.to_owned(),
        object: object.to_owned(),
        role: relation.role.as_ref().map(|at| at.value.clone()),
        on_behalf_of: relation.on_behalf_of.as_ref().map(|at| at.value.clone()),
        support_form: relation.support_form.as_ref().map(|at| at.value),
        agreement: relation.agreement.clone(),
        headcount: relation.headcount,
        recurrence: relation.recurrence.as_ref().map(|at| at.value.clone()),
        modality: relation.modality,
        basis: said.basis(relation.basis.as_ref().map(|at| at.value)),
        rule: relation.rule.clone(),
        period: relation.period.as_ref().map(|at| at.value.clone()),
        share: relation.share.as_ref().map(|at| at.value),
        confidence: relation.confidence,
    }
}

/// A figure; without a unit it has the first of its measure.
pub(super) fn figure(said: &Said<'_>, figure: &FigureBlock) -> FigureContent {
    let measure = &figure.measure.value;
    let default_unit = || {
        let units = Measure::find(measure)?.units;
        Some((*units.first()?).to_owned())
    };
    let unit = figure.unit.as_ref().map(|at| at.value.clone());
    FigureContent {
        key: key::of_figure(figure),
        about: figure.about.value.clone(),
        measure: measure.clone(),
        kind: figure.kind.value,
        value: figure
            .value
            .as_ref()
            .and_then(|at| said.value(&at.value, one_number)),
        lower: figure.lower,
        upper: figure.upper,
        approximate: figure.approximate,
        unit: unit.or_else(default_unit),
        group: figure.group.as_ref().map(|at| at.value.clone()),
        part_of: figure.part_of.as_ref().map(|at| at.value.clone()),
        period: figure.period.as_ref().map(|at| at.value.clone()),
        modality: figure.modality,
        basis: said.basis(figure.basis.as_ref().map(|at| at.value)),
    }
}

/// A note.
pub(super) fn note(key: String, note: &NoteBlock) -> NoteContent {
    NoteContent {
        key,
        about: note.about.value.clone(),
        kind: note.kind,
        text: note
            .text
            .iter()
            .map(|(language, text)| (language.clone(), text.value.clone()))
            .collect(),
    }
}
