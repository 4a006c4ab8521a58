//! The rows of entities.

use entity::{
    draft::{Content, Draft, EntityContent},
    row::entity::Model,
};

use super::{PeriodColumns, list, texts, value_columns, value_of};

use super::super::{ends::Ends, keys::Keys, versions::Head};
use crate::store::StoreError;

pub(in crate::store::record) fn row(
    draft: &Draft<EntityContent>,
    _ends: &Ends,
    head: Head,
) -> Result<Model, StoreError> {
    let said = &draft.content;
    let period = PeriodColumns::of(said.period.as_deref(), said.kind.time_rule(), &said.key)?;
    let (title, title_span) = value_columns(said.title.as_ref());
    Ok(Model {
        row: head.row,
        id: said.id(),
        version: head.version,
        key: said.key.clone(),
        kind: said.kind,
        name: said.name.clone(),
        name_language: said.name_language.clone(),
        sort_name: crate::store::sort_key(&said.name),
        entity_type: said.entity_type.clone(),
        country: said.country.clone(),
        status: said.status,
        online: said.online,
        named: said.named,
        held: said.held,
        title,
        title_start: title_span.as_ref().map(|span| span.start),
        title_end: title_span.as_ref().map(|span| span.end),
        title_sha256: title_span.map(|span| span.sha256),
        language: said.language.clone(),
        url: said.url.clone(),
        sha256: said.sha256.clone(),
        text_length: said.text_length,
        published_on: said.published_on.clone(),
        latitude: said.position.map(|(latitude, _)| latitude),
        longitude: said.position.map(|(_, longitude)| longitude),
        possibly: serde_json::to_string(&said.possibly)?,
        description: serde_json::to_string(&said.description)?,
        reference: said.reference,
        period_edtf: period.edtf,
        earliest_start: period.earliest_start,
        latest_start: period.latest_start,
        earliest_end: period.earliest_end,
        latest_end: period.latest_end,
        period_certain: period.certain,
        order_day: period.order_day,
        reverse_order_day: period.reverse_order_day,
        visibility: draft.visibility,
        reach: draft.visibility.rank(),
        fingerprint: String::new(),
        recorded_at: head.stamp.now,
        superseded_at: None,
        retracted_at: None,
        recorded_by: head.stamp.by,
    })
}

pub(in crate::store::record) fn content(
    row: &Model,
    _keys: &Keys,
) -> Result<EntityContent, StoreError> {
    Ok(EntityContent {
        key: row.key.clone(),
        kind: row.kind,
        name: row.name.clone(),
        name_language: row.name_language.clone(),
        entity_type: row.entity_type.clone(),
        country: row.country.clone(),
        status: row.status,
        online: row.online,
        named: row.named,
        held: row.held,
        title: value_of(
            row.title.clone(),
            row.title_start,
            row.title_end,
            row.title_sha256.as_ref(),
        ),
        language: row.language.clone(),
        url: row.url.clone(),
        sha256: row.sha256.clone(),
        text_length: row.text_length,
        published_on: row.published_on.clone(),
        period: row.period_edtf.clone(),
        position: row.latitude.zip(row.longitude),
        possibly: list(&row.possibly)?,
        description: texts(&row.description)?,
        reference: row.reference,
    })
}
