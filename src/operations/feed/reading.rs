//! Reading the log, a bounded batch at a time, once for all who stand at the same place.
//!
//! A batch holds what judging its changes needs, whoever is to be told; what a viewer is shown
//! is read for him alone. Batches are read one after the other, so that however many readers
//! catch up at once, they take one connection of the database between them.

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    sync::Arc,
};

use entity::id::Noun;
use tokio::sync::Mutex;

use crate::store::{EntitySort, Entry, FactVersion, LogPlace, Store, StoreError};

/// The most changes that are read at once.
const BATCH: u64 = 100;

/// How many batches are kept for those who come to the same place a little later.
const KEPT: usize = 16;

/// Changes that follow one another, with the histories of their facts.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) entries: Vec<Entry>,
    versions: HashMap<(Noun, i64), Vec<FactVersion>>,
    sorts: HashMap<i64, EntitySort>,
}

/// From where to where a batch was read.
type Asked = (LogPlace, i64);

/// The batches that were read last.
#[derive(Debug, Default)]
pub(super) struct Batches(Mutex<VecDeque<(Asked, Arc<Batch>)>>);

impl Batches {
    /// What follows a place, not beyond a recording.
    pub(super) async fn after(
        &self,
        store: &Store,
        place: LogPlace,
        up_to: i64,
    ) -> Result<Arc<Batch>, StoreError> {
        let mut kept = self.0.lock().await;
        if let Some((_, batch)) = kept.iter().find(|(asked, _)| *asked == (place, up_to)) {
            return Ok(Arc::clone(batch));
        }
        let batch = Arc::new(read(store, place, up_to).await?);
        if kept.len() >= KEPT {
            kept.pop_front();
        }
        kept.push_back(((place, up_to), Arc::clone(&batch)));
        Ok(batch)
    }
}

impl Batch {
    /// The history of a fact; versions that were made after the batch was read may be missing.
    pub(super) fn versions(&self, entry: &Entry) -> &[FactVersion] {
        let versions = self.versions.get(&(entry.noun, entry.fact_id));
        versions.map_or(&[], Vec::as_slice)
    }

    /// What an entity is.
    pub(super) fn sort(&self, entity: i64) -> Option<EntitySort> {
        self.sorts.get(&entity).copied()
    }
}

async fn read(store: &Store, place: LogPlace, up_to: i64) -> Result<Batch, StoreError> {
    let mut batch = Batch {
        entries: store.log_entries(place, up_to, BATCH).await?,
        ..Batch::default()
    };
    for noun in Noun::ALL {
        let of_noun = batch.entries.iter().filter(|entry| entry.noun == *noun);
        let facts: BTreeSet<i64> = of_noun.map(|entry| entry.fact_id).collect();
        if facts.is_empty() {
            continue;
        }
        let facts: Vec<i64> = facts.into_iter().collect();
        let versions = store.fact_versions(*noun, &facts).await?;
        let versions = versions.into_iter().map(|(id, all)| ((*noun, id), all));
        batch.versions.extend(versions);
    }
    let ends = batch.versions.values().flatten();
    let ends = ends.flat_map(|version| version.ends.iter().chain(&version.behind));
    let ends: BTreeSet<i64> = ends.copied().collect();
    if !ends.is_empty() {
        let ends: Vec<i64> = ends.into_iter().collect();
        batch.sorts = store.sorts_ever(&ends).await?;
    }
    Ok(batch)
}
