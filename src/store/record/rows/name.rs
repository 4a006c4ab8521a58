//! The rows of names.

use entity::{
    draft::{Content, Draft, NameContent},
    id::{Noun, number},
    row::name::Model,
};

use super::list;

use super::super::{ends::Ends, keys::Keys, versions::Head};
use crate::store::StoreError;

pub(in crate::store::record) fn row(
    draft: &Draft<NameContent>,
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
        text: said.text.clone(),
        folded: crate::store::fold(&said.text),
        language: said.language.clone(),
        kind: said.kind,
        candidates: serde_json::to_string(&said.candidates)?,
        position: said.position,
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
) -> Result<NameContent, StoreError> {
    Ok(NameContent {
        key: row.key.clone(),
        entity: keys.get(row.entity_id, "name")?,
        text: row.text.clone(),
        language: row.language.clone(),
        kind: row.kind,
        candidates: list(&row.candidates)?,
        position: row.position,
    })
}
