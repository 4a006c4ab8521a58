//! Making a snapshot out of the rows of one moment, as they come.

use entity::time::{Bounds, Day};

use super::SnapshotError;
use crate::{
    network::{Builder, EntityFact, Flag, RelationFact, Snapshot, Span},
    store::{Days, EntityLine, Feed, Moment, RelationLine, Store},
};

/// The graph of a moment, as of a place in the log. It is read beside the asynchronous threads;
/// dropping the future breaks it off.
pub(super) async fn built(
    store: &Store,
    moment: Moment,
    sequence: i64,
) -> Result<Snapshot, SnapshotError> {
    let (entities, relations) = (store.entity_lines(moment), store.relation_lines(moment));
    let flag = Flag::default();
    let _leash = flag.leash();
    let work = move || taken_in(entities, relations, sequence, &flag);
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| SnapshotError::Stopped)?
}

fn taken_in(
    mut entities: Feed<EntityLine>,
    mut relations: Feed<RelationLine>,
    sequence: i64,
    flag: &Flag,
) -> Result<Snapshot, SnapshotError> {
    let mut builder = Builder::default();
    while let Some(lines) = entities.next_part()? {
        flag.check().map_err(|_| SnapshotError::Stopped)?;
        for line in &lines {
            builder.entity(&entity(line))?;
        }
    }
    while let Some(lines) = relations.next_part()? {
        flag.check().map_err(|_| SnapshotError::Stopped)?;
        for line in &lines {
            builder.relation(&relation(line))?;
        }
    }
    Ok(builder.finish(sequence))
}

/// A line of the store as the network takes it.
pub(super) fn entity(line: &EntityLine) -> EntityFact<'_> {
    EntityFact {
        id: line.id,
        kind: line.kind,
        entity_type: line.entity_type.as_deref(),
        country: line.country.as_deref(),
        status: line.status,
        flag: line.named.or(line.held),
        span: span(&line.days, line.period_edtf.as_deref()),
        reach: rank(line.reach),
        recorded_at: line.recorded_at,
        key: &line.key,
        name: &line.name,
        sort_name: &line.sort_name,
    }
}

/// A line of the store as the network takes it.
pub(super) fn relation(line: &RelationLine) -> RelationFact<'_> {
    RelationFact {
        id: line.id,
        subject: line.subject_id,
        object: line.object_id,
        kind: line.kind,
        role: line.role.as_deref(),
        on_behalf_of: line.on_behalf_of_id,
        modality: line.modality,
        basis: line.basis,
        support_form: line.support_form,
        span: span(&line.days, line.period_edtf.as_deref()),
        reach: rank(line.reach),
        recorded_at: line.recorded_at,
    }
}

fn span(days: &Days, text: Option<&str>) -> Option<Span> {
    let bounds = Bounds {
        earliest_start: Day(days.earliest_start?),
        latest_start: Day(days.latest_start?),
        earliest_end: Day(days.earliest_end?),
        latest_end: Day(days.latest_end?),
        certain: days.period_certain,
        order_day: Day(days.order_day),
    };
    Some(match text {
        Some(text) => Span::written(&bounds, text),
        None => Span::of(&bounds),
    })
}

/// A reach that is none of the three is for nobody.
fn rank(reach: i16) -> u8 {
    u8::try_from(reach).unwrap_or(3).min(3)
}
