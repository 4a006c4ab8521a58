//! Decoding of the document and of entities, with their names and identifiers.

use std::collections::BTreeMap;

use entity::vocabulary::{EntityKind, EventStatus, Tier};

use super::Fields;
use crate::{
    exchange::dossier::node::Node,
    operations::dossier::{At, Declaration, EntityBlock, IdentifierBlock, NameBlock, Position},
};

/// The dossier's document, as the entity that it becomes.
pub(in crate::exchange::dossier) fn document(node: Node) -> Option<EntityBlock> {
    let mut fields = Fields::of(node)?;
    let sha256 = fields.text_at("sha256");
    let declaration = Declaration {
        entity_type: fields.text("type"),
        held: Some(fields.boolean("held").unwrap_or(sha256.is_some())),
        title: fields.title(),
        language: fields.text("language"),
        url: fields.text("url"),
        length: fields.count("length"),
        published_on: fields.text("published"),
        description: fields.by_language("description"),
        reference: fields.boolean("reference").unwrap_or_default(),
        sha256,
        ..empty(At::new(EntityKind::Document, fields.position))
    };
    let key = fields.text_at("key")?;
    Some(block(key, "document".to_owned(), Some(declaration), fields))
}

/// An entity's block.
pub(in crate::exchange::dossier) fn entity(
    key: &str,
    key_position: Position,
    node: Node,
) -> Option<EntityBlock> {
    let mut fields = Fields::of(node)?;
    let declaration = fields
        .parsed_at("kind")
        .map(|kind| declared(kind, &mut fields));
    let key = At::new(key.to_owned(), key_position);
    let path = format!("entities.{}", key.value);
    Some(block(key, path, declaration, fields))
}

fn declared(kind: At<EntityKind>, fields: &mut Fields) -> Declaration {
    let held = fields.boolean("held");
    let named = fields.boolean("named");
    let status = fields.parsed("status");
    let coordinates: Vec<f64> = fields
        .list("position")
        .iter()
        .filter_map(|node| Some(super::parsed_at(node)?.value))
        .collect();
    Declaration {
        entity_type: fields.text("type"),
        country: fields.text("country"),
        status: status.or((kind.value == EntityKind::Event).then_some(EventStatus::Unknown)),
        online: fields.boolean("online"),
        named: named.or((kind.value == EntityKind::Person).then_some(true)),
        held: held.or((kind.value == EntityKind::Document).then_some(false)),
        title: fields.title(),
        language: fields.text("language"),
        url: fields.text("url"),
        published_on: fields.text("publishedOn"),
        period: fields.text_at("period").or(fields.text_at("existed")),
        position: match coordinates[..] {
            [north, east] => Some((north, east)),
            _ => None,
        },
        possibly: fields.texts("possibly"),
        description: fields.by_language("description"),
        ..empty(kind)
    }
}

const fn empty(kind: At<EntityKind>) -> Declaration {
    Declaration {
        kind,
        entity_type: None,
        country: None,
        status: None,
        online: None,
        named: None,
        held: None,
        title: None,
        language: None,
        url: None,
        sha256: None,
        length: None,
        published_on: None,
        period: None,
        position: None,
        possibly: Vec::new(),
        description: BTreeMap::new(),
        reference: false,
    }
}

fn block(
    key: At<String>,
    path: String,
    declaration: Option<Declaration>,
    mut fields: Fields,
) -> EntityBlock {
    let visibility: At<Tier> = fields.visibility_or_public();
    EntityBlock {
        key,
        path,
        declaration: declaration.map(Box::new),
        visibility,
        names: each(fields.list("names"), name),
        identifiers: each(fields.list("identifiers"), identifier),
        cite: fields.cite(),
    }
}

fn each<T>(items: Vec<Node>, decode: fn(usize, Fields) -> Option<T>) -> Vec<T> {
    items
        .into_iter()
        .enumerate()
        .filter_map(|(index, node)| decode(index, Fields::of(node)?))
        .collect()
}

fn name(index: usize, mut fields: Fields) -> Option<NameBlock> {
    Some(NameBlock {
        index,
        text: fields.text_at("text")?,
        language: fields.text("language"),
        kind: fields.parsed_at("kind")?,
        candidates: fields.texts("candidates"),
        visibility: fields.visibility(),
        cite: fields.cite(),
    })
}

fn identifier(index: usize, mut fields: Fields) -> Option<IdentifierBlock> {
    Some(IdentifierBlock {
        index,
        scheme: fields.text_at("scheme")?,
        value: fields.text_at("value")?,
        url: fields.text("url"),
        visibility: fields.visibility(),
        cite: fields.cite(),
    })
}
