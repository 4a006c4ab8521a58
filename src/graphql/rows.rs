//! Flat rows for dashboards: scalars only, so that a table or a chart takes them as they are.
//!
//! Not here: the same rows as files (`http::rows`, which asks for them here). A new column is a
//! field here and a word in the list of columns there; a test holds them together.

use async_graphql::{Result, SimpleObject};
use entity::{
    id::Noun,
    time::{Bounds, Day, Timestamp},
    vocabulary::{Basis, EntityKind, EventStatus, Modality, RelationKind, SupportForm, Tier},
};

use crate::store::{self, Called, PageRequest};

use super::{
    limits::{ROWS, bounded},
    period::bounds,
    record::public_id,
};

/// The most rows of one page.
pub const MOST_ROWS: usize = ROWS.1;

/// The page that the arguments of a list of rows ask for.
pub(crate) fn row_page(first: Option<i32>, after: Option<String>) -> Result<PageRequest> {
    let first = bounded("first", first, ROWS.0, 0..=ROWS.1)?;
    Ok(PageRequest::forward(u32::try_from(first)?, after))
}

/// A relation with what its ends are called, in columns.
#[derive(SimpleObject)]
pub(crate) struct RelationRow {
    /// The relation's global id, as text: a row is no node.
    id: String,
    /// The relation's key.
    key: String,
    /// The kind.
    kind: RelationKind,
    /// In what capacity the subject stands in it.
    role: Option<String>,
    /// In what way the source holds it to be so.
    modality: Modality,
    /// How the graph came to it.
    basis: Basis,
    /// The subject's key.
    subject_key: String,
    /// The subject's recorded name.
    subject_name: String,
    /// What the subject is.
    subject_kind: EntityKind,
    /// The object's key.
    object_key: String,
    /// The object's recorded name.
    object_name: String,
    /// What the object is.
    object_kind: EntityKind,
    /// SUPPORTS and FUNDS: the form of the support, exactly as far as the source goes.
    support_form: Option<SupportForm>,
    /// How many people this party sent.
    headcount: Option<i32>,
    /// The date or interval as recorded; for what has none of its own, its event's.
    edtf: Option<String>,
    /// The first moment at which it may have begun; null: not dated, or unbounded.
    time_start: Option<Timestamp>,
    /// The last moment at which it may have ended; null: not dated, or unbounded.
    time_end: Option<Timestamp>,
    /// Whether it began on the day of `timeStart` in every reading of its date.
    start_certain: bool,
    /// Whether it ended on the day of `timeEnd` in every reading of its date.
    end_certain: bool,
    /// Whether the date is that of its event.
    date_of_event: bool,
    /// Who may see it.
    visibility: Tier,
    /// When this version was recorded here.
    recorded_at: Timestamp,
    /// The place in the list, for `after`.
    cursor: String,
}

impl RelationRow {
    pub(crate) fn new(cursor: String, row: store::RelationRow) -> Self {
        let (relation, subject, object) = (row.relation, row.subject, row.object);
        let times = Times::of(bounds!(relation).as_ref());
        Self {
            id: public_id(Noun::Relation, relation.id).0,
            key: relation.key,
            kind: relation.kind,
            role: relation.role,
            modality: relation.modality,
            basis: relation.basis,
            subject_key: subject.key,
            subject_name: subject.name,
            subject_kind: subject.kind,
            object_key: object.key,
            object_name: object.name,
            object_kind: object.kind,
            support_form: relation.support_form,
            headcount: relation.headcount,
            edtf: relation.period_edtf,
            time_start: times.start,
            time_end: times.end,
            start_certain: times.start_certain,
            end_certain: times.end_certain,
            date_of_event: relation.period_inherited,
            visibility: relation.visibility,
            recorded_at: Timestamp(relation.recorded_at),
            cursor,
        }
    }
}

/// An event with its place and project, in columns.
#[derive(SimpleObject)]
pub(crate) struct EventRow {
    /// The event's global id, as text: a row is no node.
    id: String,
    /// The event's key.
    key: String,
    /// The event's recorded name.
    name: String,
    /// What kind of event it is.
    #[graphql(name = "type")]
    event_type: Option<String>,
    /// What sources report of its taking place.
    status: EventStatus,
    /// Whether it was held online; null when no source says.
    online: Option<bool>,
    /// The key of the municipality in which it took place; of several, the first.
    place_key: Option<String>,
    /// The recorded name of that municipality.
    place_name: Option<String>,
    /// The country of that municipality, ISO 3166-1 alpha-2.
    place_country: Option<String>,
    /// The key of the project of which it is a part or which it realises; of several, the first.
    project_key: Option<String>,
    /// The recorded name of that project.
    project_name: Option<String>,
    /// The date or interval as recorded.
    edtf: Option<String>,
    /// The first moment at which it may have begun; null: not dated, or unbounded.
    time_start: Option<Timestamp>,
    /// The last moment at which it may have ended; null: not dated, or unbounded.
    time_end: Option<Timestamp>,
    /// Whether it began on the day of `timeStart` in every reading of its date.
    start_certain: bool,
    /// Whether it ended on the day of `timeEnd` in every reading of its date.
    end_certain: bool,
    /// Who may see it.
    visibility: Tier,
    /// When this version was recorded here.
    recorded_at: Timestamp,
    /// The place in the list, for `after`.
    cursor: String,
}

impl EventRow {
    pub(crate) fn new(cursor: String, row: store::EventRow) -> Self {
        let event = row.event;
        let times = Times::of(bounds!(event).as_ref());
        let parts = |called: Option<Called>| match called {
            Some(called) => (Some(called.key), Some(called.name), called.country),
            None => (None, None, None),
        };
        let (place_key, place_name, place_country) = parts(row.place);
        let (project_key, project_name, _) = parts(row.project);
        Self {
            id: public_id(Noun::Entity, event.id).0,
            key: event.key,
            name: event.name,
            event_type: event.entity_type,
            status: event.status.unwrap_or(EventStatus::Unknown),
            online: event.online,
            place_key,
            place_name,
            place_country,
            project_key,
            project_name,
            edtf: event.period_edtf,
            time_start: times.start,
            time_end: times.end,
            start_certain: times.start_certain,
            end_certain: times.end_certain,
            visibility: event.visibility,
            recorded_at: Timestamp(event.recorded_at),
            cursor,
        }
    }
}

/// The moments of a period, never sharper than its source.
struct Times {
    start: Option<Timestamp>,
    end: Option<Timestamp>,
    start_certain: bool,
    end_certain: bool,
}

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

impl Times {
    fn of(bounds: Option<&Bounds>) -> Self {
        let moment = |day: Day, into: i64| {
            let day = day.finite()?;
            Some(Timestamp(i64::from(day.0) * DAY + into))
        };
        let start = bounds.and_then(|bounds| moment(bounds.earliest_start, 0));
        let end = bounds.and_then(|bounds| moment(bounds.latest_end, DAY - 1));
        let certain = |one: fn(&Bounds) -> bool| bounds.is_some_and(|b| b.certain && one(b));
        Self {
            start_certain: start.is_some() && certain(|b| b.earliest_start == b.latest_start),
            end_certain: end.is_some() && certain(|b| b.earliest_end == b.latest_end),
            start,
            end,
        }
    }
}
