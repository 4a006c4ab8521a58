//! The graph in memory, kept up to date with the database.
//!
//! Every question that walks through the graph takes one [`Snapshot`] and reads that alone. Before
//! it is given out, the log of changes is asked for its last entry, which is one small statement;
//! what was recorded since is taken into a copy ([`follow`]). So a write is seen by whoever asks
//! after it, whichever service process made it: the log decides, nobody has to be told. Snapshots
//! of earlier moments and with stand-ins are made once and kept, a few of them.
//!
//! Not here: what is walked ([`traversal`](super::traversal), `network`), what a viewer sees of it
//! ([`compile`]).

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use crate::{
    network::{NetworkError, Snapshot},
    store::{Moment, StandIns, Store, StoreError, View},
};

mod build;
mod compile;
mod follow;
mod rolled;

pub use compile::Compiler;

/// How many snapshots of other moments are kept.
const KEPT: usize = 4;

/// How many changes an overlay may hold however small the base is.
const LEAST_DRIFT: usize = 4_096;

/// Beyond the hundredth part of the base, an overlay is taken into it.
const DRIFT: usize = 100;

/// Why there is no snapshot.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The graph does not fit.
    #[error(transparent)]
    Network(#[from] NetworkError),
    /// The work was broken off by the end of the program.
    #[error("the graph in memory could not be made")]
    Stopped,
}

/// The snapshots of one database; cheap to clone.
#[derive(Clone, Debug)]
pub struct Snapshots(Arc<Inner>);

impl From<&Store> for Snapshots {
    fn from(store: &Store) -> Self {
        Self::new(store.clone())
    }
}

impl From<&Self> for Snapshots {
    fn from(same: &Self) -> Self {
        same.clone()
    }
}

#[derive(Debug)]
struct Inner {
    store: Store,
    /// The last snapshot and the time of the recording that it ends with.
    current: Mutex<Option<Current>>,
    /// One follows the log at a time.
    turn: tokio::sync::Mutex<()>,
    others: Mutex<VecDeque<(Other, Arc<Snapshot>)>>,
    compacting: AtomicBool,
}

#[derive(Clone, Debug)]
struct Current {
    snapshot: Arc<Snapshot>,
    recorded_at: i64,
}

/// What another snapshot is of.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Other {
    /// An earlier moment.
    known: Option<i64>,
    /// The place in the log, where the snapshot changes with it.
    sequence: Option<i64>,
    /// What stands for what.
    stands: Option<Arc<StandIns>>,
}

impl Snapshots {
    /// The snapshots of a database; the first question makes the first.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self(Arc::new(Inner {
            store,
            current: Mutex::default(),
            turn: tokio::sync::Mutex::default(),
            others: Mutex::default(),
            compacting: AtomicBool::new(false),
        }))
    }

    /// The database.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// The graph as it is now, with all that was recorded before this was asked.
    ///
    /// # Errors
    /// When the database fails or the graph does not fit.
    pub async fn latest(&self) -> Result<Arc<Snapshot>, SnapshotError> {
        Ok(self.up_to_date().await?.snapshot)
    }

    /// The graph as the lens has it: known by then, with what stands for what in its place.
    ///
    /// # Errors
    /// When the database fails or the graph does not fit.
    pub async fn of(&self, view: &View) -> Result<Arc<Snapshot>, SnapshotError> {
        let current = self.up_to_date().await?;
        let known = view.lens.known.filter(|known| *known < current.recorded_at);
        let sequence = current.snapshot.sequence();
        let plain = match known {
            None => current.snapshot,
            Some(known) => self.known(known, sequence).await?,
        };
        let Some(stands) = view.lens.stands.clone() else {
            return Ok(plain);
        };
        let other = Other {
            known,
            sequence: Some(sequence),
            stands: Some(Arc::clone(&stands)),
        };
        self.kept(&other, || async {
            let rolled = move || rolled::rolled(&plain, &stands);
            Ok(tokio::task::spawn_blocking(rolled)
                .await
                .map_err(|_| SnapshotError::Stopped)??)
        })
        .await
    }

    async fn known(&self, known: i64, sequence: i64) -> Result<Arc<Snapshot>, SnapshotError> {
        let other = Other {
            known: Some(known),
            sequence: None,
            stands: None,
        };
        self.kept(&other, || {
            build::built(&self.0.store, Moment::Known(known), sequence)
        })
        .await
    }

    /// The snapshot that is kept, or the one that is made now.
    async fn kept<F>(
        &self,
        other: &Other,
        make: impl FnOnce() -> F,
    ) -> Result<Arc<Snapshot>, SnapshotError>
    where
        F: Future<Output = Result<Snapshot, SnapshotError>>,
    {
        let found = |kept: &VecDeque<(Other, Arc<Snapshot>)>| {
            let found = kept.iter().find(|(known, _)| known == other);
            found.map(|(_, snapshot)| Arc::clone(snapshot))
        };
        if let Some(snapshot) = found(&locked(&self.0.others)) {
            return Ok(snapshot);
        }
        let snapshot = Arc::new(make().await?);
        let mut kept = locked(&self.0.others);
        kept.push_front((other.clone(), Arc::clone(&snapshot)));
        kept.truncate(KEPT);
        Ok(snapshot)
    }

    async fn up_to_date(&self) -> Result<Current, SnapshotError> {
        let wanted = self.0.store.last_sequence().await?;
        if let Some(current) = self.current_from(wanted) {
            return Ok(current);
        }
        let turn = self.0.turn.lock().await;
        if let Some(current) = self.current_from(wanted) {
            return Ok(current);
        }
        let before = locked(&self.0.current).clone();
        let current = self.followed(before).await?;
        *locked(&self.0.current) = Some(current.clone());
        drop(turn);
        self.compact_when_due(&current);
        Ok(current)
    }

    fn current_from(&self, sequence: i64) -> Option<Current> {
        let current = locked(&self.0.current);
        current
            .as_ref()
            .filter(|current| current.snapshot.sequence() >= sequence)
            .cloned()
    }

    /// The snapshot with all that was recorded since, or a new one.
    async fn followed(&self, before: Option<Current>) -> Result<Current, SnapshotError> {
        let store = &self.0.store;
        let (sequence, recorded_at) = store.last_recording().await?.unwrap_or((0, i64::MIN));
        if let Some(before) = before {
            let followed = follow::followed(store, &before.snapshot, sequence).await;
            match followed {
                Ok(Some(news)) => {
                    if news.closed {
                        // Who may see a fact is never a thing of the past.
                        locked(&self.0.others).clear();
                    }
                    return Ok(Current {
                        snapshot: Arc::new(news.snapshot),
                        recorded_at,
                    });
                }
                Ok(None) => {}
                Err(SnapshotError::Network(fault)) => {
                    tracing::warn!(%fault, "the graph in memory is made anew");
                }
                Err(other) => return Err(other),
            }
        }
        locked(&self.0.others).clear();
        let snapshot = build::built(store, Moment::Last(recorded_at), sequence).await?;
        Ok(Current {
            snapshot: Arc::new(snapshot),
            recorded_at,
        })
    }

    /// Takes an overlay that has grown great into the base, beside the questions.
    fn compact_when_due(&self, current: &Current) {
        let (changes, base) = current.snapshot.drift();
        if changes < LEAST_DRIFT.max(base / DRIFT) || self.0.compacting.swap(true, Ordering::AcqRel)
        {
            return;
        }
        let (this, current) = (self.clone(), current.clone());
        tokio::spawn(async move {
            if let Err(fault) = this.compact(current).await {
                tracing::warn!(%fault, "the graph in memory could not be compacted");
            }
            this.0.compacting.store(false, Ordering::Release);
        });
    }

    async fn compact(&self, current: Current) -> Result<(), SnapshotError> {
        let snapshot = current.snapshot;
        let compacted = tokio::task::spawn_blocking(move || snapshot.compacted());
        let compacted = compacted.await.map_err(|_| SnapshotError::Stopped)??;
        let turn = self.0.turn.lock().await;
        let compacted = Current {
            snapshot: Arc::new(compacted),
            recorded_at: current.recorded_at,
        };
        let followed = self.followed(Some(compacted)).await?;
        *locked(&self.0.current) = Some(followed);
        drop(turn);
        Ok(())
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
