//! Reading a snapshot beside the asynchronous threads, within bounds.

use std::{sync::Arc, time::Duration};

use tokio::{
    task::spawn_blocking,
    time::{Instant, timeout_at},
};

use super::{Compiler, SnapshotError, Snapshots};
use crate::{
    network::{Flag, Meter, Reader, Snapshot},
    store::View,
};

/// A snapshot with the view under which a question reads it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The snapshot.
    pub snapshot: Arc<Snapshot>,
    view: View,
}

/// How much one question may do.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// How many links it may look at.
    pub budget: u64,
    /// When it must be done.
    pub until: Instant,
}

impl Bounds {
    /// So many links, and so long from now on.
    #[must_use]
    pub fn new(budget: u64, patience: Duration) -> Self {
        let until = Instant::now() + patience;
        Self { budget, until }
    }
}

impl Asked {
    /// The snapshot of a view.
    ///
    /// # Errors
    /// When the database fails or the graph does not fit.
    pub async fn new(snapshots: &Snapshots, view: &View) -> Result<Self, SnapshotError> {
        Ok(Self {
            snapshot: snapshots.of(view).await?,
            view: view.clone(),
        })
    }

    /// Reads; ends soon after the time is over or this future is dropped.
    ///
    /// # Errors
    /// When the work was broken off.
    pub async fn read<T: Send + 'static>(
        self,
        bounds: Bounds,
        body: impl FnOnce(&Compiler<'_>, &Reader<'_>) -> T + Send + 'static,
    ) -> Result<T, SnapshotError> {
        let flag = Flag::default();
        let leash = flag.leash();
        let meter = Meter::new(bounds.budget, flag.clone());
        let mut work = spawn_blocking(move || self.read_here(&meter, body));
        let done = if let Ok(done) = timeout_at(bounds.until, &mut work).await {
            done
        } else {
            flag.expire();
            work.await
        };
        drop(leash);
        done.map_err(|_| SnapshotError::Stopped)
    }

    /// Reads on this thread, as long as the meter lets it.
    pub fn read_here<T>(
        &self,
        meter: &Meter,
        body: impl FnOnce(&Compiler<'_>, &Reader<'_>) -> T,
    ) -> T {
        let compiler = Compiler {
            snapshot: &self.snapshot,
            view: &self.view,
        };
        let sight = compiler.sight();
        let reader = Reader {
            snapshot: &self.snapshot,
            sight: &sight,
            meter,
        };
        body(&compiler, &reader)
    }
}
