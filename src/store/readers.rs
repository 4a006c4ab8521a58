//! Connections of PostgreSQL that only read, for who sends the same few statements again and again.
//!
//! PostgreSQL plans a statement anew for its values as long as that looks cheaper to it; to plan a
//! page of links takes longer than to read it. Here each statement is planned once for a
//! connection, and no connection is asked whether it is well while it is in use all the time: the
//! pool does that with a round trip for each statement. A plan is only as good as what is known of
//! the tables, so that none is kept while they are new or small, nor longer than a while; and it knows
//! no values, so that lists whose best plan depends on these go elsewhere. Not here: what is asked
//! (`brief`), and the connections of everything else, writing included (the pool).

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use sea_orm::sqlx::{
    self, Connection, PgConnection, Postgres,
    postgres::{PgConnectOptions, PgRow},
    query::Query,
};
use sea_query_sqlx::SqlxValues;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{IDLE, PATIENCE, waited};

/// So long a connection is used, with the plans that it has.
const LIFE: Duration = Duration::from_mins(5);

/// Lets statements be planned once, where both tables were analysed and hold some rows.
const PLAN_ONCE: &str = "SELECT set_config('plan_cache_mode', 'force_generic_plan', false) \
    FROM pg_class WHERE oid IN (to_regclass('entity'), to_regclass('relation')) \
    HAVING min(reltuples) >= 1000";

/// The connections; clones share them.
#[derive(Clone, Debug)]
pub(super) struct Readers {
    options: Arc<PgConnectOptions>,
    places: Arc<Semaphore>,
    most: u32,
    resting: Arc<Mutex<Vec<Resting>>>,
}

/// A connection that nobody uses.
#[derive(Debug)]
struct Resting {
    connection: PgConnection,
    opened: Instant,
    since: Instant,
}

/// A connection in use. Where a statement was begun and not ended, it is closed when this is
/// dropped, and PostgreSQL stops the statement; else it is given back.
#[derive(Debug)]
pub(super) struct Reading {
    readers: Readers,
    connection: Option<PgConnection>,
    opened: Instant,
    _place: OwnedSemaphorePermit,
}

impl Readers {
    /// At most so many connections, opened when they are needed.
    pub(super) fn new(options: Arc<PgConnectOptions>, most: u32) -> Self {
        Self {
            options,
            places: Arc::new(Semaphore::new(most as usize)),
            most,
            resting: Arc::default(),
        }
    }

    /// Takes a connection; waits for one as the pool does.
    pub(super) async fn take(&self) -> Result<Reading, sqlx::Error> {
        let taken = tokio::time::timeout(PATIENCE, async {
            let place = Arc::clone(&self.places).acquire_owned().await;
            let place = place.map_err(|_| sqlx::Error::PoolClosed)?;
            let (connection, opened) = match self.rested().await {
                Some(rested) => rested,
                None => (self.open().await?, Instant::now()),
            };
            Ok(Reading {
                readers: self.clone(),
                connection: Some(connection),
                opened,
                _place: place,
            })
        });
        taken.await.unwrap_or(Err(sqlx::Error::PoolTimedOut))
    }

    /// How many connections there are, and how many of them do nothing.
    pub(super) fn count(&self) -> (u32, u32) {
        let idle = u32::try_from(self.resting().len()).unwrap_or(u32::MAX);
        let free = u32::try_from(self.places.available_permits()).unwrap_or(u32::MAX);
        (self.most.saturating_sub(free) + idle, idle)
    }

    /// Closes all, after what they are doing.
    pub(super) async fn close(&self) {
        // It is closed right after, so that nobody is owed what is taken here.
        if let Ok(places) = self.places.acquire_many(self.most).await {
            places.forget();
        }
        self.places.close();
        let resting = std::mem::take(&mut *self.resting());
        for rested in resting {
            if let Err(error) = rested.connection.close().await {
                // It is gone, which is what was wanted.
                tracing::debug!(%error, "a connection was gone before it was closed");
            }
        }
    }

    /// The connection that was in use last, if it can be used again.
    async fn rested(&self) -> Option<(PgConnection, Instant)> {
        loop {
            let rested = self.resting().pop()?;
            let Resting {
                mut connection,
                opened,
                since,
            } = rested;
            if opened.elapsed() < LIFE
                && (since.elapsed() < IDLE || connection.ping().await.is_ok())
            {
                return Some((connection, opened));
            }
        }
    }

    async fn open(&self) -> Result<PgConnection, sqlx::Error> {
        let mut connection = PgConnection::connect_with(&self.options).await?;
        waited::look(&mut connection).await?;
        sqlx::raw_sql(PLAN_ONCE).execute(&mut connection).await?;
        Ok(connection)
    }

    fn resting(&self) -> MutexGuard<'_, Vec<Resting>> {
        self.resting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reading {
    /// The rows of a statement. One that fails, or that nobody waits for, is the connection's last.
    pub(super) async fn rows(
        &mut self,
        asked: Query<'_, Postgres, SqlxValues>,
    ) -> Result<Vec<PgRow>, sqlx::Error> {
        let mut connection = self.connection.take().ok_or(sqlx::Error::WorkerCrashed)?;
        let rows = asked.fetch_all(&mut connection).await?;
        self.connection = Some(connection);
        Ok(rows)
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.readers.resting().push(Resting {
                connection,
                opened: self.opened,
                since: Instant::now(),
            });
        }
    }
}
