//! The graph in memory, kept up to date with the database.
//!
//! Every question that walks through the graph takes one [`Snapshot`] and reads that alone. Before
//! it is given out, the log of changes is asked for its last entry, which is one small statement
//! for all who ask at the same time; what was recorded since is taken into a copy ([`follow`]). So
//! a write is seen by whoever asks after it, whichever service process made it: the log decides,
//! nobody has to be told. A service may bear with an answer of the log that is a little old
//! ([`Snapshots::bear`]). Snapshots of earlier moments and with stand-ins are made once and kept, a few
//! of them.
//!
//! Not here: what is walked ([`traversal`](super::traversal), `network`), what a viewer sees of it
//! ([`compile`]).

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use entity::vocabulary::{Identity, Succession, Tier};
use tokio::sync::OnceCell;

use super::kept::Kept;
use crate::{
    network::{NetworkError, Snapshot},
    store::{Moment, StandIns, Store, StoreError, View},
};

mod asked;
mod build;
mod compile;
mod follow;
mod place;
mod rolled;

pub use asked::{Asked, Bounds};
pub use compile::Compiler;
pub use place::Behind;

/// How many answers to what stands for what are kept.
const STANDING: usize = 64;

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

/// The snapshots of one database: all who ask over one store share them. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Snapshots {
    store: Store,
    state: Arc<State>,
    /// What one request reads, once it has begun to.
    pinned: Option<Arc<Pinned>>,
}

/// Where one request found the log, and the graph as it was there or a little later.
#[derive(Debug, Default)]
struct Pinned {
    place: OnceCell<i64>,
    current: OnceCell<Current>,
}

#[derive(Debug)]
struct State {
    current: Mutex<Option<Current>>,
    seen: Mutex<Option<place::Seen>>,
    /// One asks the log at a time, for all who wait.
    asking: place::Asking,
    /// How old an answer of the log may be, in microseconds.
    patience: AtomicU64,
    /// One follows the log at a time.
    turn: tokio::sync::Mutex<()>,
    others: Kept<Other, Snapshot>,
    /// What stands for what, as it was read.
    standing: Kept<Standing, Option<Arc<StandIns>>>,
    settling: tokio::sync::Mutex<()>,
    /// One makes another snapshot at a time: each takes as much memory as the first.
    making: tokio::sync::Mutex<()>,
    compacting: AtomicBool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            current: Mutex::default(),
            seen: Mutex::default(),
            asking: place::Asking::default(),
            patience: AtomicU64::new(0),
            turn: tokio::sync::Mutex::default(),
            others: Kept::new(KEPT, |_| 1),
            standing: Kept::new(STANDING, |_| 1),
            settling: tokio::sync::Mutex::default(),
            making: tokio::sync::Mutex::default(),
            compacting: AtomicBool::new(false),
        }
    }
}

/// The last snapshot.
#[derive(Clone, Debug)]
struct Current {
    snapshot: Arc<Snapshot>,
    /// The time of the recording that it ends with.
    recorded_at: i64,
    /// The last place in the log at which something was recorded that is not for everybody.
    closed: i64,
}

/// To whom and when something stands for something else.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Standing {
    place: i64,
    tier: Tier,
    known: Option<i64>,
    succession: Succession,
    identity: Identity,
}

/// What another snapshot is of.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Other {
    /// An earlier moment.
    known: Option<i64>,
    /// The place in the log at which it was right. What was known earlier changes only when a fact
    /// is closed: who may see it is never a thing of the past.
    place: i64,
    /// What stands for what.
    stands: Option<Arc<StandIns>>,
}

impl Snapshots {
    /// The snapshots of a database; the first question makes the first.
    #[must_use]
    pub fn new(store: Store) -> Self {
        let state = store.companions().get();
        Self {
            store,
            state,
            pinned: None,
        }
    }

    /// The same for one request, which reads one place in the log from beginning to end.
    #[must_use]
    pub fn for_one_request(&self) -> Self {
        Self {
            pinned: Some(Arc::default()),
            ..self.clone()
        }
    }

    /// Bears with an answer of the log that is so old, from now on. What this process records is
    /// seen late by as much too.
    pub fn bear(&self, age: Duration) {
        let micros = u64::try_from(age.as_micros()).unwrap_or(u64::MAX);
        self.state.patience.store(micros, Ordering::Relaxed);
    }

    /// The database.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// Whether the graph is in memory, so that whoever asks for it need not wait.
    #[must_use]
    pub fn is_there(&self) -> bool {
        locked(&self.state.current).is_some()
    }

    /// The graph as it is now, with all that was recorded before this was asked.
    ///
    /// # Errors
    /// When the database fails or the graph does not fit.
    pub async fn latest(&self) -> Result<Arc<Snapshot>, SnapshotError> {
        Ok(self.up_to_date().await?.snapshot)
    }

    /// The view with what stands for what under its lens, read once for each place in the log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn settled(&self, view: &View) -> Result<View, StoreError> {
        let lens = &view.lens;
        let standing = Standing {
            place: self.place().await?,
            tier: view.viewer.tier,
            known: lens.known,
            succession: lens.succession,
            identity: lens.identity,
        };
        let stands = match self.state.standing.get(&standing) {
            Some(stands) => stands,
            None => self.stands(standing, view).await?,
        };
        let mut view = view.clone();
        view.lens.stands.clone_from(&stands);
        Ok(view)
    }

    /// What stands for what, read by one for all who wait for the same.
    async fn stands(
        &self,
        standing: Standing,
        view: &View,
    ) -> Result<Arc<Option<Arc<StandIns>>>, StoreError> {
        let _turn = self.state.settling.lock().await;
        if let Some(stands) = self.state.standing.get(&standing) {
            return Ok(stands);
        }
        let stands = self.store.stand_ins(view).await?;
        Ok(self.state.standing.put(standing, stands))
    }

    /// The graph as the lens has it: known by then, with what stands for what in its place.
    ///
    /// # Errors
    /// When the database fails or the graph does not fit.
    pub async fn of(&self, view: &View) -> Result<Arc<Snapshot>, SnapshotError> {
        let current = self.up_to_date().await?;
        let known = view.lens.known.filter(|known| *known < current.recorded_at);
        let mut other = Other {
            known,
            place: current.closed,
            stands: None,
        };
        let sequence = current.snapshot.sequence();
        let plain = match known {
            None => {
                other.place = sequence;
                current.snapshot
            }
            Some(known) => {
                let moment = Moment::Known(known);
                let make = || build::built(&self.store, moment, sequence);
                self.kept(&other, make).await?
            }
        };
        let Some(stands) = view.lens.stands.clone() else {
            return Ok(plain);
        };
        other.stands = Some(Arc::clone(&stands));
        self.kept(&other, || async {
            let rolled = move || rolled::rolled(&plain, &stands);
            Ok(tokio::task::spawn_blocking(rolled)
                .await
                .map_err(|_| SnapshotError::Stopped)??)
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
        let others = &self.state.others;
        if let Some(snapshot) = others.get(other) {
            return Ok(snapshot);
        }
        let _turn = self.state.making.lock().await;
        // Who waited may find it made.
        if let Some(snapshot) = others.get(other) {
            return Ok(snapshot);
        }
        Ok(others.put(other.clone(), make().await?))
    }

    async fn up_to_date(&self) -> Result<Current, SnapshotError> {
        match &self.pinned {
            Some(pinned) => {
                let current = pinned.current.get_or_try_init(|| self.current()).await;
                current.cloned()
            }
            None => self.current().await,
        }
    }

    async fn current(&self) -> Result<Current, SnapshotError> {
        let wanted = self.place().await?;
        if let Some(current) = self.current_from(wanted) {
            return Ok(current);
        }
        let turn = self.state.turn.lock().await;
        if let Some(current) = self.current_from(wanted) {
            return Ok(current);
        }
        let before = locked(&self.state.current).clone();
        let current = self.followed(before).await?;
        *locked(&self.state.current) = Some(current.clone());
        drop(turn);
        self.compact_when_due(&current);
        Ok(current)
    }

    fn current_from(&self, sequence: i64) -> Option<Current> {
        let current = locked(&self.state.current);
        current
            .as_ref()
            .filter(|current| current.snapshot.sequence() >= sequence)
            .cloned()
    }

    /// The snapshot with all that was recorded since, or a new one.
    async fn followed(&self, before: Option<Current>) -> Result<Current, SnapshotError> {
        let store = &self.store;
        let (sequence, recorded_at) = store.last_recording().await?.unwrap_or((0, i64::MIN));
        if let Some(before) = before {
            let followed = follow::followed(store, &before.snapshot, sequence).await;
            match followed {
                Ok(Some(news)) => {
                    return Ok(Current {
                        snapshot: Arc::new(news.snapshot),
                        recorded_at,
                        closed: if news.closed { sequence } else { before.closed },
                    });
                }
                Ok(None) => {}
                Err(SnapshotError::Network(fault)) => {
                    tracing::warn!(%fault, "the graph in memory is made anew");
                }
                Err(other) => return Err(other),
            }
        }
        let snapshot = build::built(store, Moment::Last(recorded_at), sequence).await?;
        Ok(Current {
            snapshot: Arc::new(snapshot),
            recorded_at,
            closed: sequence,
        })
    }

    /// Takes an overlay that has grown great into the base, beside the questions.
    fn compact_when_due(&self, current: &Current) {
        let (changes, base) = current.snapshot.drift();
        if changes < LEAST_DRIFT.max(base / DRIFT)
            || self.state.compacting.swap(true, Ordering::AcqRel)
        {
            return;
        }
        let (this, current) = (self.clone(), current.clone());
        tokio::spawn(async move {
            if let Err(fault) = this.compact(current).await {
                tracing::warn!(%fault, "the graph in memory could not be compacted");
            }
            this.state.compacting.store(false, Ordering::Release);
        });
    }

    async fn compact(&self, current: Current) -> Result<(), SnapshotError> {
        let snapshot = Arc::clone(&current.snapshot);
        let compacted = tokio::task::spawn_blocking(move || snapshot.compacted());
        let compacted = compacted.await.map_err(|_| SnapshotError::Stopped)??;
        let turn = self.state.turn.lock().await;
        let compacted = Current {
            snapshot: Arc::new(compacted),
            ..current
        };
        let followed = self.followed(Some(compacted)).await?;
        *locked(&self.state.current) = Some(followed);
        drop(turn);
        Ok(())
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
