//! Taking in what was recorded since.
//!
//! The log says which facts changed and which version each change made or ended; versions never
//! change, so that a snapshot that has followed the log to an entry is the same as one that was
//! built there, however much was recorded while it was being read. Of several changes of one fact
//! the last counts. Entities come first and go last, so that every relation finds its ends.

use std::collections::{BTreeMap, HashMap};

use entity::id::Noun;

use super::{SnapshotError, build};
use crate::{
    network::{Edit, Snapshot},
    store::{Act, Change, Store},
};

/// More changes than these are read as rows again.
const MOST: u64 = 100_000;

/// How many rows one statement reads.
const PART: usize = 10_000;

/// A snapshot with what was recorded since.
pub(super) struct News {
    pub(super) snapshot: Snapshot,
    /// Something was recorded that is not for everybody.
    pub(super) closed: bool,
}

/// The last change of each fact of a noun, by fact.
type Latest = BTreeMap<i64, Change>;

/// The snapshot up to this entry of the log; none when there is too much to follow.
pub(super) async fn followed(
    store: &Store,
    snapshot: &Snapshot,
    sequence: i64,
) -> Result<Option<News>, SnapshotError> {
    let Some(changes) = store.changes(snapshot.sequence(), MOST).await? else {
        return Ok(None);
    };
    let changes = changes
        .into_iter()
        .filter(|change| change.sequence <= sequence);
    let (mut entities, mut relations) = (Latest::new(), Latest::new());
    for change in changes {
        match change.noun {
            Noun::Entity => entities.insert(change.fact_id, change),
            Noun::Relation => relations.insert(change.fact_id, change),
            _ => None,
        };
    }
    let mut edit = snapshot.edit();
    let mut closed = put_entities(store, &mut edit, &entities).await?;
    closed |= put_relations(store, &mut edit, &relations).await?;
    for change in entities.values().filter(|change| ended(change)) {
        edit.drop_entity(change.fact_id);
    }
    Ok(Some(News {
        snapshot: edit.finish(sequence),
        closed,
    }))
}

fn ended(change: &Change) -> bool {
    change.act == Act::Retracted
}

fn rows(changes: &Latest) -> Vec<i64> {
    let made = changes.values().filter(|change| !ended(change));
    made.map(|change| change.row).collect()
}

async fn put_entities(
    store: &Store,
    edit: &mut Edit,
    changes: &Latest,
) -> Result<bool, SnapshotError> {
    let mut closed = false;
    for part in rows(changes).chunks(PART) {
        for line in store.entity_versions(part).await? {
            closed |= line.reach > 0;
            edit.put_entity(&build::entity(&line))?;
        }
    }
    Ok(closed)
}

/// Every relation that changed leaves first, so that none stands at an entity where it no longer
/// belongs.
async fn put_relations(
    store: &Store,
    edit: &mut Edit,
    changes: &Latest,
) -> Result<bool, SnapshotError> {
    let ids: Vec<i64> = changes.keys().copied().collect();
    let mut subjects: HashMap<i64, Vec<i64>> = HashMap::new();
    for part in ids.chunks(PART) {
        subjects.extend(store.subjects_ever(part).await?);
    }
    let of = |id: i64| subjects.get(&id).map_or(&[][..], Vec::as_slice);
    for change in changes.values().filter(|change| ended(change)) {
        edit.drop_relation(change.fact_id, of(change.fact_id));
    }
    let mut closed = false;
    for part in rows(changes).chunks(PART) {
        for line in store.relation_versions(part).await? {
            closed |= line.reach > 0;
            edit.put_relation(&build::relation(&line), of(line.id))?;
        }
    }
    Ok(closed)
}
