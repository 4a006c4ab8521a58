//! The rows of relations.

use entity::{
    draft::{Content, Draft, RecurrenceDraft, RelationContent},
    id::{Noun, number},
    row::relation::Model,
    vocabulary::PeriodFrom,
};

use super::PeriodColumns;

use super::super::{ends::Ends, keys::Keys, versions::Head};
use crate::store::StoreError;

pub(in crate::store::record) fn row(
    draft: &Draft<RelationContent>,
    ends: &Ends,
    head: Head,
) -> Result<Model, StoreError> {
    let said = &draft.content;
    let subject = ends.get(&said.subject, &said.key)?;
    let object = ends.get(&said.object, &said.key)?;
    if let Some(actor) = &said.on_behalf_of {
        ends.get(actor, &said.key)?;
    }
    // Without a date of its own, what happened at an event happened when the event did.
    let lent = match said.kind.period_from(subject.kind) {
        PeriodFrom::Subject => subject.period_edtf.as_deref(),
        PeriodFrom::Object => object.period_edtf.as_deref(),
        PeriodFrom::None => None,
    };
    let edtf = said.period.as_deref().or(lent);
    let period = PeriodColumns::of(edtf, said.kind.time_rule(subject.kind), &said.key)?;
    let ends_reach = subject.visibility.rank().max(object.visibility.rank());
    Ok(Model {
        row: head.row,
        id: said.id(),
        version: head.version,
        key: said.key.clone(),
        kind: said.kind,
        subject_id: subject.id,
        object_id: object.id,
        role: said.role.clone(),
        on_behalf_of_id: said
            .on_behalf_of
            .as_deref()
            .map(|key| number(Noun::Entity, key)),
        support_form: said.support_form,
        agreement: said.agreement.clone(),
        headcount: said.headcount,
        recurrence_at_least: said.recurrence.as_ref().and_then(|r| r.at_least),
        recurrence_every: said.recurrence.as_ref().map(|r| r.every.clone()),
        modality: said.modality,
        basis: said.basis,
        rule: said.rule.clone(),
        share: said.share,
        confidence: said.confidence,
        period_inherited: said.period.is_none() && period.edtf.is_some(),
        period_edtf: period.edtf,
        earliest_start: period.earliest_start,
        latest_start: period.latest_start,
        earliest_end: period.earliest_end,
        latest_end: period.latest_end,
        period_certain: period.certain,
        order_day: period.order_day,
        reverse_order_day: period.reverse_order_day,
        visibility: draft.visibility,
        reach: draft.visibility.rank().max(ends_reach),
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
) -> Result<RelationContent, StoreError> {
    let every = row.recurrence_every.clone();
    Ok(RelationContent {
        key: row.key.clone(),
        kind: row.kind,
        subject: keys.get(row.subject_id, "relation")?,
        object: keys.get(row.object_id, "relation")?,
        role: row.role.clone(),
        on_behalf_of: row
            .on_behalf_of_id
            .map(|id| keys.get(id, "relation"))
            .transpose()?,
        support_form: row.support_form,
        agreement: row.agreement.clone(),
        headcount: row.headcount,
        recurrence: every.map(|every| RecurrenceDraft {
            at_least: row.recurrence_at_least,
            every,
        }),
        modality: row.modality,
        basis: row.basis,
        rule: row.rule.clone(),
        period: row.period_edtf.clone().filter(|_| !row.period_inherited),
        share: row.share,
        confidence: row.confidence,
    })
}
