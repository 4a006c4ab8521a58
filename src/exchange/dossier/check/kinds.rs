//! What the kind of an entity allows in its block.
//!
//! A period belongs to an event, a title to a document; without a kind a block only adds.
//! Which kinds have a field stands in the table of fields.

use entity::vocabulary::EntityKind;

use super::{
    super::{
        fields::{ENTITY, SUPPLEMENT},
        node::{Data, Entry, Node},
        shape::{Field, Record},
    },
    Checker,
};
use crate::operations::violation::Code;

/// What a block of an entity declares.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// This kind.
    Known(EntityKind),
    /// No kind: it adds to an entity declared elsewhere.
    None,
    /// A kind that cannot be read, or no block of an entity.
    Unclear,
}

impl Kind {
    /// Whether an entity of this kind cannot be declared without a field.
    pub(super) fn needs(self, field: &Field) -> bool {
        matches!(self, Self::Known(kind) if field.needed_by.contains(&kind))
    }
}

pub(super) fn kind_of(entries: &[Entry], record: &Record) -> Kind {
    if record.name != ENTITY.name {
        return Kind::Unclear;
    }
    let Some(entry) = entries.iter().find(|entry| entry.key == "kind") else {
        return Kind::None;
    };
    match &entry.value.data {
        Data::Scalar(text, _) => text.parse().map_or(Kind::Unclear, Kind::Known),
        _ => Kind::Unclear,
    }
}

impl Checker {
    /// Whether a field is one of the kind of entity that its block declares.
    pub(super) fn of_kind(
        &mut self,
        entry: &Entry,
        field: &Field,
        record: &Record,
        kind: Kind,
    ) -> bool {
        let message = match kind {
            Kind::Unclear => return true,
            Kind::Known(kind) if field.kinds.is_empty() || field.kinds.contains(&kind) => {
                return true;
            }
            Kind::Known(kind) => format!("`{}` is no field of a {kind}", field.name),
            Kind::None if SUPPLEMENT.contains(&field.name) => return true,
            Kind::None => format!(
                "`{}` needs `kind`; a block without it adds names, identifiers and evidence to an entity declared elsewhere",
                field.name
            ),
        };
        let allowed: Vec<_> = record
            .fields
            .iter()
            .filter(|field| match kind {
                Kind::Known(kind) => field.kinds.is_empty() || field.kinds.contains(&kind),
                _ => SUPPLEMENT.contains(&field.name),
            })
            .map(|field| field.name)
            .collect();
        let violation = self
            .violation(entry.key_position, Code::FieldNotOfKind, message)
            .expected(format!("one of {}", allowed.join(", ")));
        self.violations.push(violation);
        false
    }

    /// Whether a type is one of the list of the entity's kind.
    pub(super) fn type_of_kind(&mut self, value: &Node, field: &Field, kind: Kind) -> bool {
        let (Kind::Known(kind), "type", Data::Scalar(text, _)) = (kind, field.name, &value.data)
        else {
            return true;
        };
        let types = kind.types();
        let known = types.contains(&text.as_str());
        if !known {
            self.unknown_word(text, value.position, &types, &format!("a type of {kind}"));
        }
        known
    }
}
