//! Making a snapshot out of the rows of one moment, read part by part.

use entity::time::{Bounds, Day};

use super::SnapshotError;
use crate::{
    network::{Builder, EntityFact, RelationFact, Snapshot, Span},
    store::{Days, EntityLine, Moment, RelationLine, Store},
};

/// How many rows one statement reads.
const PART: u64 = 20_000;

/// The graph of a moment, as of a place in the log.
pub(super) async fn built(
    store: &Store,
    moment: Moment,
    sequence: i64,
) -> Result<Snapshot, SnapshotError> {
    let mut builder = Builder::default();
    let mut after = i64::MIN;
    loop {
        let lines = store.entity_lines(moment, after, PART).await?;
        let Some(last) = lines.last() else { break };
        after = last.row;
        for line in &lines {
            builder.entity(&entity(line))?;
        }
    }
    after = i64::MIN;
    loop {
        let lines = store.relation_lines(moment, after, PART).await?;
        let Some(last) = lines.last() else { break };
        after = last.row;
        for line in &lines {
            builder.relation(&relation(line))?;
        }
    }
    let finish = move || builder.finish(sequence);
    tokio::task::spawn_blocking(finish)
        .await
        .map_err(|_| SnapshotError::Stopped)
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
        span: span(&line.days),
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
        modality: line.modality,
        basis: line.basis,
        support_form: line.support_form,
        span: span(&line.days),
        reach: rank(line.reach),
        recorded_at: line.recorded_at,
    }
}

fn span(days: &Days) -> Option<Span> {
    Some(Span::of(&Bounds {
        earliest_start: Day(days.earliest_start?),
        latest_start: Day(days.latest_start?),
        earliest_end: Day(days.earliest_end?),
        latest_end: Day(days.latest_end?),
        certain: days.period_certain,
        order_day: Day(days.order_day),
    }))
}

/// A reach that is none of the three is for nobody.
fn rank(reach: i16) -> u8 {
    u8::try_from(reach).unwrap_or(3).min(3)
}
