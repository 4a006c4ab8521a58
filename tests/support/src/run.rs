//! Running one body on both databases.

use std::{
    fmt::Debug,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
};

use stakegraph::store::Store;
use tokio::runtime::Builder;

use crate::database::{Kind, TestDatabase};

/// What the body of a test may give back: nothing, or a result.
pub trait Outcome {
    /// Fails the test if it is a failure.
    fn settle(self);
}

impl Outcome for () {
    fn settle(self) {}
}

impl<E: Debug> Outcome for Result<(), E> {
    fn settle(self) {
        self.expect("the test's body succeeds");
    }
}

/// Runs a test on a store with the schema and no facts, of each kind.
pub fn each_database<R: Outcome>(body: impl AsyncFn(Store) -> R) {
    for kind in Kind::ALL {
        let database = TestDatabase::migrated(kind);
        on(kind, async || body(database.store().await).await);
    }
}

/// Runs a test on a database without a schema, of each kind.
#[expect(clippy::needless_pass_by_value, reason = "a test hands its body over")]
pub fn each_empty_database<R: Outcome>(body: impl AsyncFn(&TestDatabase) -> R) {
    for kind in Kind::ALL {
        let database = TestDatabase::empty(kind);
        on(kind, async || body(&database).await);
    }
}

/// Runs a future to its end on a runtime of its own, and says on which database it failed.
pub(crate) fn on<R: Outcome>(kind: Kind, body: impl AsyncFnOnce() -> R) {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime can be made");
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(body()).settle()));
    if let Err(panic) = outcome {
        eprintln!("failed on {kind:?}");
        resume_unwind(panic);
    }
}
