//! The rows of figures.

use entity::{
    draft::{Content, Draft, FigureContent},
    id::{Noun, number},
    row::figure::Model,
    vocabulary::TimeRule,
};

use super::{PeriodColumns, value_columns, value_of};

use super::super::{ends::Ends, keys::Keys, versions::Head};
use crate::store::StoreError;

pub(in crate::store::record) fn row(
    draft: &Draft<FigureContent>,
    ends: &Ends,
    head: Head,
) -> Result<Model, StoreError> {
    let said = &draft.content;
    let reach = draft
        .visibility
        .rank()
        .max(ends.get(&said.about, &said.key)?.visibility.rank());
    let period = PeriodColumns::of(said.period.as_deref(), TimeRule::State, &said.key)?;
    let (value, span) = value_columns(said.value.as_ref());
    Ok(Model {
        row: head.row,
        id: said.id(),
        version: head.version,
        key: said.key.clone(),
        about_id: number(Noun::Entity, &said.about),
        measure: said.measure.clone(),
        kind: said.kind,
        value,
        value_start: span.as_ref().map(|span| span.start),
        value_end: span.as_ref().map(|span| span.end),
        value_sha256: span.map(|span| span.sha256),
        lower: said.lower,
        upper: said.upper,
        approximate: said.approximate,
        unit: said.unit.clone(),
        population: said.group.clone(),
        part_of_id: said.part_of.as_deref().map(|key| number(Noun::Figure, key)),
        modality: said.modality,
        basis: said.basis,
        period_edtf: period.edtf,
        earliest_start: period.earliest_start,
        latest_start: period.latest_start,
        earliest_end: period.earliest_end,
        latest_end: period.latest_end,
        period_certain: period.certain,
        order_day: period.order_day,
        reverse_order_day: period.reverse_order_day,
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
) -> Result<FigureContent, StoreError> {
    Ok(FigureContent {
        key: row.key.clone(),
        about: keys.get(row.about_id, "figure")?,
        measure: row.measure.clone(),
        kind: row.kind,
        value: value_of(
            row.value,
            row.value_start,
            row.value_end,
            row.value_sha256.as_ref(),
        ),
        lower: row.lower,
        upper: row.upper,
        approximate: row.approximate,
        unit: row.unit.clone(),
        group: row.population.clone(),
        part_of: row
            .part_of_id
            .map(|id| keys.get(id, "figure"))
            .transpose()?,
        period: row.period_edtf.clone(),
        modality: row.modality,
        basis: row.basis,
    })
}
