//! Loading together what is asked together.
//!
//! What it is: a [`Batch`] collects the ids that resolvers ask for and hands them to its
//! [`Load`] in one call for each group, the group being everything that shapes the answer
//! (viewer, lens, filter, order, page). It keeps what it has loaded for the request.
//! [`drive`] runs an execution and starts the batches when, and only when, nothing else in
//! it can go on: so a level of the query costs one call, however many parents it has, and
//! no timer is waited for. It is dropped with the request, and its SQL with it.
//!
//! What it is not: a cache across requests, nor the library's `DataLoader`, whose batches
//! are cut by a timer, so that the number of statements hangs on the machine's load.

use std::{
    collections::HashMap,
    hash::Hash,
    mem,
    pin::pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

use futures_util::{
    future::{BoxFuture, join_all, poll_fn},
    stream::{FuturesUnordered, StreamExt},
    task::AtomicWaker,
};
use tokio::sync::oneshot;
use tracing::Instrument;

use super::door::Purse;
use crate::store::StoreError;

/// A failure of the store, shared by all who waited for it.
pub(crate) type LoadError = Arc<StoreError>;

/// What a batch has for one id; nothing when there is no such thing for this viewer.
pub(crate) type Loaded<V> = Result<Option<V>, LoadError>;

/// How one kind of thing is loaded.
pub(crate) trait Load: Send + Sync + 'static {
    /// What is loaded, for who watches.
    const NAME: &'static str;

    /// All that shapes the answer besides the id.
    type Group: Clone + Eq + Hash + Send + Sync + 'static;
    /// Which one.
    type Id: Clone + Eq + Hash + Send + Sync + 'static;
    /// What is loaded; cheap to clone.
    type Value: Clone + Costs + Send + Sync + 'static;

    /// Loads several of a group in a constant number of statements.
    fn load(
        &self,
        group: &Self::Group,
        ids: &[Self::Id],
    ) -> impl Future<Output = Result<HashMap<Self::Id, Self::Value>, StoreError>> + Send;
}

/// What a value that was loaded costs, in rows.
pub(crate) trait Costs {
    /// How many rows.
    fn rows(&self) -> usize;
}

/// The ids asked for and the values loaded, of one kind of thing.
pub(crate) struct Batch<L: Load> {
    loader: L,
    purse: Arc<Purse>,
    groups: Mutex<HashMap<L::Group, Group<L>>>,
}

struct Group<L: Load> {
    asked: Vec<L::Id>,
    slots: HashMap<L::Id, Slot<L::Value>>,
}

enum Slot<V> {
    Awaited(Vec<oneshot::Sender<Loaded<V>>>),
    Done(Loaded<V>),
}

impl<L: Load> Batch<L> {
    pub(crate) fn new(loader: L, purse: Arc<Purse>) -> Arc<Self> {
        Arc::new(Self {
            loader,
            purse,
            groups: Mutex::default(),
        })
    }

    /// One value.
    pub(crate) async fn get(&self, group: &L::Group, id: L::Id) -> Loaded<L::Value> {
        let awaited = match self.ask(group, id) {
            Ok(done) => return done,
            Err(awaited) => awaited,
        };
        // The sender lives in this batch, which the caller holds: it is never dropped unsent.
        awaited.await.unwrap_or(Ok(None))
    }

    /// Several values, in the order of the ids.
    pub(crate) async fn get_many(
        &self,
        group: &L::Group,
        ids: impl IntoIterator<Item = L::Id>,
    ) -> Result<Vec<Option<L::Value>>, LoadError> {
        join_all(ids.into_iter().map(|id| self.get(group, id)))
            .await
            .into_iter()
            .collect()
    }

    /// Forgets all that was loaded; what is still awaited stays.
    pub(crate) fn forget(&self) {
        let mut groups = self.lock();
        for group in groups.values_mut() {
            group
                .slots
                .retain(|_, slot| matches!(slot, Slot::Awaited(_)));
        }
        groups.retain(|_, group| !group.slots.is_empty());
    }

    fn ask(
        &self,
        group: &L::Group,
        id: L::Id,
    ) -> Result<Loaded<L::Value>, oneshot::Receiver<Loaded<L::Value>>> {
        let mut groups = self.lock();
        if !groups.contains_key(group) {
            groups.insert(group.clone(), Group::default());
        }
        let Some(Group { asked, slots }) = groups.get_mut(group) else {
            return Ok(Ok(None));
        };
        if let Some(Slot::Done(done)) = slots.get(&id) {
            return Ok(done.clone());
        }
        let (sender, receiver) = oneshot::channel();
        if let Some(Slot::Awaited(others)) = slots.get_mut(&id) {
            others.push(sender);
        } else {
            asked.push(id.clone());
            slots.insert(id, Slot::Awaited(vec![sender]));
        }
        Err(receiver)
    }

    async fn run(self: Arc<Self>, group: L::Group, ids: Vec<L::Id>) {
        let mut loaded = self.loader.load(&group, &ids).await.map_err(Arc::new);
        if let Ok(values) = &loaded {
            // Beside what was asked for may stand what it was judged to be the same as.
            let asked = ids.iter().filter_map(|id| values.get(id));
            let rows: usize = asked.map(Costs::rows).sum();
            if !self.purse.spend(u64::try_from(rows).unwrap_or(u64::MAX)) {
                loaded = Err(Arc::new(StoreError::Exhausted));
            }
        }
        let mut groups = self.lock();
        let Some(Group { slots, .. }) = groups.get_mut(&group) else {
            return;
        };
        for id in ids {
            let done = match &mut loaded {
                Ok(values) => Ok(values.remove(&id)),
                Err(failure) => Err(Arc::clone(failure)),
            };
            if let Some(Slot::Awaited(waiting)) = slots.insert(id, Slot::Done(done.clone())) {
                for sender in waiting {
                    // Whoever has gone does not mind.
                    let _ = sender.send(done.clone());
                }
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<L::Group, Group<L>>> {
        self.groups.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<L: Load> Default for Group<L> {
    fn default() -> Self {
        Self {
            asked: Vec::new(),
            slots: HashMap::new(),
        }
    }
}

/// Batches of whatever kind, as [`drive`] sees them.
pub(crate) trait Flush: Send + Sync {
    /// The calls for all that has been asked for and not yet been started.
    fn flush(self: Arc<Self>) -> Vec<BoxFuture<'static, ()>>;
}

impl<L: Load> Flush for Batch<L> {
    fn flush(self: Arc<Self>) -> Vec<BoxFuture<'static, ()>> {
        let mut groups = self.lock();
        let asked = groups
            .iter_mut()
            .filter(|(_, group)| !group.asked.is_empty())
            .map(|(key, group)| (key.clone(), mem::take(&mut group.asked)))
            .collect::<Vec<_>>();
        drop(groups);
        asked
            .into_iter()
            .map(|(group, ids)| {
                let span = tracing::debug_span!("batch", of = L::NAME, ids = ids.len());
                let run = Arc::clone(&self).run(group, ids).instrument(span);
                Box::pin(run) as BoxFuture<'_, ()>
            })
            .collect()
    }
}

/// Runs an execution to its end, and its batches whenever it can go no further without them.
pub(crate) async fn drive<F: Future>(execution: F, batches: &[Arc<dyn Flush>]) -> F::Output {
    let mut execution = pin!(execution);
    let mut running = FuturesUnordered::new();
    let woken = Arc::new(Woken::default());
    let waker = Waker::from(Arc::clone(&woken));
    poll_fn(move |cx| {
        woken.outer.register(cx.waker());
        loop {
            // 1. The execution goes first; what it asks for is collected.
            woken.flag.store(false, Ordering::Release);
            if let Poll::Ready(output) = execution.as_mut().poll(&mut Context::from_waker(&waker)) {
                return Poll::Ready(output);
            }
            // 2. If some part of it can go on at once, more may be asked for: let it. This goes
            //    through the scheduler, for whoever yields may wait for the scheduler's budget.
            if woken.flag.load(Ordering::Acquire) {
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            // 3. It stands still. When the calls of the last round have all ended, start those
            //    that were asked for since; what ends sends the execution on, which goes first.
            loop {
                if running.is_empty() {
                    if woken.flag.load(Ordering::Acquire) {
                        break;
                    }
                    running.extend(batches.iter().flat_map(|batch| Arc::clone(batch).flush()));
                    if running.is_empty() {
                        return Poll::Pending;
                    }
                }
                if running.poll_next_unpin(cx).is_pending() {
                    return Poll::Pending;
                }
            }
        }
    })
    .await
}

/// Notes whether a poll woke itself, and passes the wake on.
#[derive(Default)]
struct Woken {
    flag: AtomicBool,
    outer: AtomicWaker,
}

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.flag.store(true, Ordering::Release);
        self.outer.wake();
    }
}
