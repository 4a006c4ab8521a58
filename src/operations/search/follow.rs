//! The index of names of a store, which follows what is written, by whatever process.
//!
//! 1. Before each search the last sequence of the change log is asked for: one cheap statement.
//! 2. When it has moved, the versions of the names and entities that changed are read and put.
//! 3. When too much has changed, or the log has gone back, the index is made anew, a run of
//!    rows at a time. What is written meanwhile is in the log after the sequence that was read
//!    first, and to put a version again changes nothing.

use std::{collections::BTreeSet, num::NonZero, sync::Arc};

use entity::{id::Noun, row::name, vocabulary::NameKind};
use tokio::sync::{
    OwnedRwLockReadGuard, OwnedRwLockWriteGuard, OwnedSemaphorePermit, RwLock, Semaphore,
};

use crate::{
    names::index::{Bearer, Index, Name, beginning},
    store::{BearerVersion, Change, Store, StoreError, Versions, sort_key},
};

use super::aside;

/// The index of a store, with how far it has followed.
#[derive(Debug)]
pub struct Names {
    state: Arc<RwLock<State>>,
    /// Those who search at a time, so that many who type do not take every thread.
    room: Arc<Semaphore>,
}

impl Default for Names {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self {
            state: Arc::default(),
            room: Arc::new(Semaphore::new(cores)),
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct State {
    index: Index,
    /// The sequence up to which the index says all; nothing before it was made.
    sequence: Option<i64>,
}

/// More changes than this make it cheaper to begin anew.
const CHANGES_MOST: u64 = 50_000;

/// How many rows are read at a time.
const RUN: u64 = 20_000;

/// How many facts are named in one statement.
const FACTS: usize = 5_000;

/// An index that may be asked.
pub(super) type Ready = OwnedRwLockReadGuard<State, Index>;

impl Names {
    /// About how much memory the index takes, and how many versions of names it holds.
    pub async fn size(&self) -> (usize, usize) {
        let state = self.state.read().await;
        (state.index.bytes(), state.index.len())
    }

    /// Waits until there is room for one more search; the room is free when this is dropped.
    pub(super) async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        // It is never closed.
        Arc::clone(&self.room).acquire_owned().await.ok()
    }
}

/// The index of a store, with all that was committed before this call.
pub(super) async fn up_to_date(store: &Store) -> Result<Ready, StoreError> {
    let names = store.companions().get::<Names>();
    let last = store.last_sequence().await?;
    let state = Arc::clone(&names.state).read_owned().await;
    if state.sequence == Some(last) {
        return Ok(ready(state));
    }
    drop(state);
    let mut state = Arc::clone(&names.state).write_owned().await;
    // Who waited may find it done, and even further on.
    if state.sequence.is_none_or(|sequence| sequence != last) {
        state = follow(store, state).await?;
    }
    Ok(ready(state.downgrade()))
}

fn ready(state: OwnedRwLockReadGuard<State>) -> Ready {
    OwnedRwLockReadGuard::map(state, |state| &state.index)
}

async fn follow(
    store: &Store,
    mut state: OwnedRwLockWriteGuard<State>,
) -> Result<OwnedRwLockWriteGuard<State>, StoreError> {
    let last = store.last_sequence().await?;
    let changes = match state.sequence {
        Some(sequence) if sequence <= last => store.changes(sequence, CHANGES_MOST).await?,
        _ => None,
    };
    // While it is between two states it is of none: whoever comes after a failure begins anew.
    state.sequence = None;
    if let Some(changes) = changes {
        put_changes(store, &mut state.index, &changes).await?;
    } else {
        state.index = Index::default();
        put_all(store, &mut state.index).await?;
    }
    let mut state = settled(state).await;
    state.sequence = Some(last);
    Ok(state)
}

/// Makes what was put to be found, away from the tasks that answer others.
async fn settled(mut state: OwnedRwLockWriteGuard<State>) -> OwnedRwLockWriteGuard<State> {
    aside::run(move || {
        state.index.settle();
        state
    })
    .await
}

async fn put_changes(
    store: &Store,
    index: &mut Index,
    changes: &[Change],
) -> Result<(), StoreError> {
    let facts = |noun: Noun| -> Vec<i64> {
        let of_noun = changes.iter().filter(|change| change.noun == noun);
        let facts: BTreeSet<i64> = of_noun.map(|change| change.fact_id).collect();
        facts.into_iter().collect()
    };
    for some in facts(Noun::Entity).chunks(FACTS) {
        for version in store.bearer_versions(Versions::Of(some)).await? {
            index.put_bearer(&bearer(&version));
        }
    }
    for some in facts(Noun::Name).chunks(FACTS) {
        for version in store.name_versions(Versions::Of(some)).await? {
            index.put_name(&name_of(version));
        }
    }
    Ok(())
}

async fn put_all(store: &Store, index: &mut Index) -> Result<(), StoreError> {
    let mut after = i64::MIN;
    loop {
        let run = store.bearer_versions(Versions::After(after, RUN)).await?;
        let Some(last) = run.last() else {
            break;
        };
        after = last.row;
        for version in &run {
            index.put_bearer(&bearer(version));
        }
    }
    after = i64::MIN;
    loop {
        let run = store.name_versions(Versions::After(after, RUN)).await?;
        let Some(last) = run.last() else {
            return Ok(());
        };
        after = last.row;
        for version in run {
            index.put_name(&name_of(version));
        }
    }
}

fn bearer(version: &BearerVersion) -> Bearer {
    Bearer {
        id: version.id,
        row: version.row,
        version: version.version,
        kind: version.kind as u8,
        reach: version.reach,
        days: version
            .period_edtf
            .as_ref()
            .and(version.earliest_start.zip(version.latest_end)),
        recorded_at: version.recorded_at,
        superseded_at: version.superseded_at,
    }
}

fn name_of(version: name::Model) -> Name {
    Name {
        id: version.id,
        row: version.row,
        version: version.version,
        bearer: version.entity_id,
        latvian: is_latvian(version.language.as_deref()),
        kind: rank(version.kind),
        sort: beginning(&sort_key(&version.text)),
        reach: version.reach,
        recorded_at: version.recorded_at,
        superseded_at: version.superseded_at,
        text: version.text,
    }
}

/// Names of no known language are taken for Latvian; those of another keep their endings.
fn is_latvian(language: Option<&str>) -> bool {
    language.is_none_or(|tag| matches!(tag.split('-').next(), Some("lv" | "ltg")))
}

/// The official name goes before all others, the form in a text behind them.
const fn rank(kind: NameKind) -> u8 {
    kind as u8
}
