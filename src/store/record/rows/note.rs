//! The rows of notes.

use entity::{
    draft::{Content, Draft, NoteContent},
    id::{Noun, number},
    row::note::Model,
};

use super::texts;

use super::super::{ends::Ends, keys::Keys, versions::Head};
use crate::store::StoreError;

pub(in crate::store::record) fn row(
    draft: &Draft<NoteContent>,
    ends: &Ends,
    head: Head,
) -> Result<Model, StoreError> {
    let said = &draft.content;
    let reach = draft
        .visibility
        .rank()
        .max(ends.get(&said.about, &said.key)?.visibility.rank());
    Ok(Model {
        row: head.row,
        id: said.id(),
        version: head.version,
        key: said.key.clone(),
        about_id: number(Noun::Entity, &said.about),
        kind: said.kind,
        text: serde_json::to_string(&said.text)?,
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
) -> Result<NoteContent, StoreError> {
    Ok(NoteContent {
        key: row.key.clone(),
        about: keys.get(row.about_id, "note")?,
        kind: row.kind,
        text: texts(&row.text)?,
    })
}
