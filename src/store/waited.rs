//! Work in the database that nobody waits for any more is stopped there, too.
//!
//! A request that is over its deadline, or whose client left, drops the future of its
//! statement; the database knows nothing of that. SQLite is asked to stop by a progress
//! handler that looks at a flag of whoever waits. PostgreSQL notices that its client is gone:
//! a connection that is given back and does not answer is closed, and the server looks now
//! and then whether its client is still there. Only reads are watched: a write is a
//! transaction, which ends whole or not at all by itself.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use sea_orm::{
    ConnectOptions,
    sqlx::{self, Connection, PgConnection, SqliteConnection},
};

/// How many steps SQLite takes between two looks at the flag: some tenths of a millisecond.
const STEPS: i32 = 10_000;

/// How often PostgreSQL looks whether its client is still there: every so many milliseconds.
const LOOK: &str = "SET client_connection_check_interval = 40";

/// How long a connection that is given back may take to answer, when some were abandoned.
const PROMPT: Duration = Duration::from_millis(20);

/// For how long after an abandoned statement connections that are given back are asked,
/// in milliseconds.
const WARY: u64 = 2_000;

tokio::task_local! {
    /// Set when nobody waits for the statement of this task any more.
    static LEFT: Arc<AtomicBool>;
}

/// Knows when a statement of this store was last abandoned.
#[derive(Clone, Debug)]
pub(super) struct Waited {
    began: Instant,
    /// Milliseconds since then; 0: never.
    abandoned: Arc<AtomicU64>,
}

impl Default for Waited {
    fn default() -> Self {
        Self {
            began: Instant::now(),
            abandoned: Arc::default(),
        }
    }
}

impl Waited {
    /// Runs a statement that is stopped in the database when this future is dropped.
    pub(super) async fn watch<T>(&self, statement: impl Future<Output = T> + Send) -> T {
        let left = Arc::new(AtomicBool::new(false));
        let mut watched = Watched {
            guard: Guard {
                waited: self,
                left: Arc::clone(&left),
                done: false,
            },
            statement: Box::pin(LEFT.scope(left, statement)),
        };
        let value = poll_fn(|context| watched.statement.as_mut().poll(context)).await;
        watched.guard.done = true;
        value
    }

    fn since(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn is_wary(&self) -> bool {
        let abandoned = self.abandoned.load(Ordering::Relaxed);
        abandoned > 0 && self.since().saturating_sub(abandoned) < WARY
    }

    /// Lets the connections of a pool take part.
    pub(super) fn equip(&self, options: &mut ConnectOptions) {
        let waited = self.clone();
        options.map_sqlx_postgres_pool_opts(move |pool| {
            let waited = waited.clone();
            let pool = pool.after_connect(|connection, _| Box::pin(look(connection)));
            pool.after_release(move |connection, _| {
                let wary = waited.is_wary();
                Box::pin(async move {
                    if wary {
                        answers(connection).await
                    } else {
                        Ok(true)
                    }
                })
            })
        });
        options.map_sqlx_sqlite_pool_opts(|pool| {
            pool.after_connect(|connection, _| Box::pin(arm(connection)))
        });
        options.map_sqlx_sqlite_before_acquire(|connection, _| {
            Box::pin(async move { arm(connection).await.map(|()| true) })
        });
    }
}

/// A statement and who waits for it; the guard goes first, before its connection is given back.
struct Watched<'a, F> {
    guard: Guard<'a>,
    statement: Pin<Box<F>>,
}

/// Says, when it goes before the statement is done, that nobody waits any more.
struct Guard<'a> {
    waited: &'a Waited,
    left: Arc<AtomicBool>,
    done: bool,
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        if !self.done {
            let now = self.waited.since().max(1);
            self.waited.abandoned.store(now, Ordering::Relaxed);
            self.left.store(true, Ordering::Relaxed);
        }
    }
}

/// Asks the server to look for its client. Some cannot (other systems, some poolers): they are
/// used all the same, and their statements end by themselves.
pub(super) async fn look(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    match sqlx::raw_sql(LOOK).execute(connection).await {
        Err(error @ sqlx::Error::Database(_)) => {
            tracing::warn!(%error, "statements that nobody waits for will go on in the database");
            Ok(())
        }
        done => done.map(drop),
    }
}

/// Whether a connection is at rest; one that still works for nobody is closed.
async fn answers(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let prompt = tokio::time::timeout(PROMPT, connection.ping()).await;
    prompt
        .map_err(|_| sqlx::Error::WorkerCrashed)?
        .map(|()| true)
}

/// Lets a connection look at the flag of the task that has it now, if it has one.
async fn arm(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let left = LEFT.try_with(Arc::clone).ok();
    let mut handle = connection.lock_handle().await?;
    match left {
        Some(left) => handle.set_progress_handler(STEPS, move || !left.load(Ordering::Relaxed)),
        None => handle.remove_progress_handler(),
    }
    Ok(())
}
