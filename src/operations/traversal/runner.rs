//! Running a walk beside the asynchronous threads, within bounds.

use std::time::Duration;

use super::{Asked, TraversalError};
use crate::{
    network::{Flag, Meter, Reader},
    operations::snapshots::{Compiler, SnapshotError},
};

/// How many links one question may look at.
pub const BUDGET: u64 = 20_000_000;

/// How long one question may walk.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// Runs a walk; it ends soon after its time is over or this future is dropped.
pub(super) async fn walk<T: Send + 'static>(
    asked: Asked,
    body: impl FnOnce(&Compiler<'_>, &Reader<'_>) -> T + Send + 'static,
) -> Result<T, TraversalError> {
    let flag = Flag::default();
    let leash = flag.leash();
    let inner = flag.clone();
    let mut work = tokio::task::spawn_blocking(move || {
        let meter = Meter::new(BUDGET, inner);
        let compiler = asked.compiler();
        let sight = compiler.sight();
        let reader = Reader {
            snapshot: compiler.snapshot,
            sight: &sight,
            meter: &meter,
        };
        body(&compiler, &reader)
    });
    let done = if let Ok(done) = tokio::time::timeout(PATIENCE, &mut work).await {
        done
    } else {
        flag.expire();
        work.await
    };
    drop(leash);
    done.map_err(|_| SnapshotError::Stopped.into())
}
