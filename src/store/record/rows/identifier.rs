//! The rows of identifiers.

use entity::{
    draft::{Content, Draft, IdentifierContent},
    id::{Noun, number},
    row::identifier::Model,
};

use super::super::{ends::Ends, keys::Keys, versions::Head};
use crate::store::StoreError;

pub(in crate::store::record) fn row(
    draft: &Draft<IdentifierContent>,
    ends: &Ends,
    head: Head,
) -> Result<Model, StoreError> {
    let said = &draft.content;
    let reach = draft
        .visibility
        .rank()
        .max(ends.get(&said.entity, &said.key)?.visibility.rank());
    Ok(Model {
        row: head.row,
        id: said.id(),
        version: head.version,
        key: said.key.clone(),
        entity_id: number(Noun::Entity, &said.entity),
        scheme: said.scheme.clone(),
        value: said.value.clone(),
        url: said.url.clone(),
        visibility: draft.visibility,
        reach,
        fingerprint: String::new(),
        recorded_at: head.stamp.now,
        superseded_at: None,
        retracted_at: None,
        recorded_by: head.stamp.by,
    })
}

pub(in crate::store::record) fn content(
    row: &Model,
    keys: &Keys,
) -> Result<IdentifierContent, StoreError> {
    Ok(IdentifierContent {
        key: row.key.clone(),
        entity: keys.get(row.entity_id, "identifier")?,
        scheme: row.scheme.clone(),
        value: row.value.clone(),
        url: row.url.clone(),
    })
}
