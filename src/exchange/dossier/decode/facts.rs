//! Decoding of relations, figures and notes.

use entity::{
    draft::RecurrenceDraft,
    vocabulary::{FigureKind, Modality},
};

use super::Fields;
use crate::{
    exchange::dossier::node::Node,
    operations::dossier::{At, FigureBlock, NoteBlock, RelationBlock},
};

/// A relation.
pub(in crate::exchange::dossier) fn relation(index: usize, node: Node) -> Option<RelationBlock> {
    let mut fields = Fields::of(node)?;
    Some(RelationBlock {
        index,
        position: fields.position,
        key: fields.text_at("key"),
        subject: fields.text_at("subject")?,
        kind: fields.parsed_at("kind")?,
        object: fields.text_at("object")?,
        role: fields.text_at("role"),
        on_behalf_of: fields.text_at("onBehalfOf"),
        support_form: fields.parsed_at("supportForm"),
        agreement: fields.text("agreement"),
        headcount: fields.count("headcount"),
        recurrence: recurrence(&mut fields),
        modality: fields.parsed("modality").unwrap_or(Modality::Asserted),
        basis: fields.parsed_at("basis"),
        rule: fields.text("rule"),
        period: fields.text_at("period"),
        share: fields.parsed_at("share"),
        confidence: fields.parsed("confidence"),
        visibility: fields.visibility_or_public(),
        cite: fields.cite(),
    })
}

fn recurrence(fields: &mut Fields) -> Option<At<RecurrenceDraft>> {
    let node = fields.take("recurrence")?;
    let position = node.position;
    let mut fields = Fields::of(node)?;
    let recurrence = RecurrenceDraft {
        at_least: fields.count("atLeast"),
        every: fields.text("every")?,
    };
    Some(At::new(recurrence, position))
}

/// A figure.
pub(in crate::exchange::dossier) fn figure(index: usize, node: Node) -> Option<FigureBlock> {
    let mut fields = Fields::of(node)?;
    let kind: At<FigureKind> = fields.parsed_at("kind")?;
    let default = match kind.value {
        FigureKind::Target => Modality::Planned,
        FigureKind::Stated | FigureKind::Counted => Modality::Asserted,
    };
    Some(FigureBlock {
        index,
        position: fields.position,
        key: fields.text_at("key"),
        about: fields.text_at("about")?,
        measure: fields.text_at("measure")?,
        kind,
        value: fields.value(),
        lower: fields.parsed("lower"),
        upper: fields.parsed("upper"),
        approximate: fields.boolean("approximate").unwrap_or_default(),
        unit: fields.text_at("unit"),
        group: fields.text_at("group"),
        part_of: fields.text_at("partOf"),
        period: fields.text_at("period"),
        modality: fields.parsed("modality").unwrap_or(default),
        basis: fields.parsed_at("basis"),
        visibility: fields.visibility_or_public(),
        cite: fields.cite(),
    })
}

/// A note.
pub(in crate::exchange::dossier) fn note(index: usize, node: Node) -> Option<NoteBlock> {
    let mut fields = Fields::of(node)?;
    Some(NoteBlock {
        index,
        position: fields.position,
        key: fields.text_at("key"),
        about: fields.text_at("about")?,
        kind: fields.parsed("kind")?,
        text: fields.by_language("text"),
        visibility: fields.visibility_or_public(),
        cite: fields.cite(),
    })
}
