//! The only floor that speaks SQL.
//!
//! A [`Store`] is a database of either kind, SQLite or PostgreSQL. Its finders take a
//! [`View`], the viewer and the lens, so that no question can be asked without saying who
//! asks and as of when. Writing goes through `record` alone: one transaction, all or
//! nothing. Not here: what is allowed (`operations`) and how it is shown (`graphql`).
//! A new noun gets a module of its name with the verbs lookup, find, list and count.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbBackend};

use crate::telemetry;

mod brief;
mod changes;
mod citations;
mod collation;
mod companions;
mod condition;
mod current;
mod dossiers;
mod entities;
mod error;
mod feed;
mod figures;
mod filter;
mod held;
mod history;
mod identifiers;
mod judgements;
mod latest;
mod links;
mod named;
mod names;
mod notes;
mod order;
mod page;
mod read;
mod readers;
mod record;
mod relations;
mod rows;
mod schema;
mod secrets;
mod sql;
mod standing;
mod statistics;
mod stream;
mod succession;
mod sweep;
mod texts;
mod timeline;
mod view;
mod waited;
mod whole;

pub use brief::{
    BriefPage, Counted, EntityBrief, EntityColumn, LinkBrief, Listing, RelationBrief,
    RelationColumn, Shown, Written,
};
pub use changes::{Act, Change};
pub use citations::Cited;
pub use collation::{fold, sort_key};
pub use companions::Companions;
pub use current::KnownEntity;
pub use error::StoreError;
pub use feed::{EntitySort, Entry, FactRow, FactVersion, LogHead, LogPlace};
pub use filter::{EntityFilter, FigureFilter, RelationFilter};
pub use held::Held;
pub use history::{HistoryRow, Restoring};
pub use links::{Link, LinkQuery};
pub use named::{BearerVersion, Versions};
pub use order::{
    EntityOrder, NO_ROLE, RelationOrder, entity_order_name, or_default, relation_order_name,
};
pub use page::{Cursor, PAGE_DEFAULT, PAGE_MAX, Page, PageError, PageRequest};
pub use record::{Judging, NewText, Recorded, Recording, Ruling};
pub use rows::{Called, EventRow, RelationRow};
pub use schema::SchemaState;
pub use standing::StandIns;
pub use statistics::{Cell, StatisticQuery};
pub use stream::{Days, EntityLine, Feed, Moment, RelationLine};
pub use sweep::Place;
pub use timeline::Dated;
pub use view::{Lens, View, Viewer};
pub use whole::WHOLE_MAX;

use readers::Readers;
use waited::Waited;

/// The most connections at a time, unless said otherwise.
const CONNECTIONS: u32 = 16;

/// How long a connection is waited for, before the database counts as out of reach.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);

/// After how long at rest a connection is asked whether it is still there.
const IDLE: std::time::Duration = std::time::Duration::from_secs(1);

/// A database with its connections; cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    connection: DatabaseConnection,
    teller: Teller,
    companions: Companions,
    waited: Waited,
    readers: Option<Readers>,
}

/// A statement that was sent; its values are not told.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// The text, with places for values.
    pub sql: &'a str,
    /// How long it took.
    pub elapsed: std::time::Duration,
    /// Whether the database refused it.
    pub failed: bool,
}

/// Tells of every statement that was sent.
#[derive(Clone)]
struct Teller {
    statements: Arc<AtomicU64>,
    observer: Arc<dyn Fn(Sent<'_>) + Send + Sync>,
}

impl Teller {
    fn tell(&self, sent: Sent<'_>) {
        self.statements.fetch_add(1, Ordering::Relaxed);
        tracing::trace!(elapsed = ?sent.elapsed, failed = sent.failed, sql = sent.sql);
        telemetry::statement(sent.sql, sent.elapsed, sent.failed);
        (self.observer)(sent);
    }
}

impl std::fmt::Debug for Teller {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Teller").finish_non_exhaustive()
    }
}

impl Store {
    /// Opens `sqlite:///path/file.db` (made when missing) or `postgres://user@host/db`.
    ///
    /// # Errors
    /// When the database cannot be reached or the address is not of these forms.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        Self::open_with(url, CONNECTIONS).await
    }

    /// The same with at most this many connections at a time.
    ///
    /// # Errors
    /// When the database cannot be reached or the address is not of these forms.
    pub async fn open_with(url: &str, connections: u32) -> Result<Self, StoreError> {
        Self::open_observed(url, connections, |_| {}).await
    }

    /// The same, telling an observer of every statement that was sent.
    ///
    /// # Errors
    /// When the database cannot be reached or the address is not of these forms.
    pub async fn open_observed(
        url: &str,
        connections: u32,
        observer: impl Fn(Sent<'_>) + Send + Sync + 'static,
    ) -> Result<Self, StoreError> {
        let mut options = ConnectOptions::new(url);
        let is_server = DbBackend::Postgres.is_prefix_of(url);
        // Half of them, where there are two at least.
        let reading = if is_server { connections / 2 } else { 0 };
        options
            .sqlx_logging(false)
            .max_connections(connections - reading)
            .acquire_timeout(PATIENCE)
            // What was in use a moment ago is there still; asking it costs a round trip.
            .test_before_acquire_if_idle_for(IDLE);
        // A reader must never wait for a writer, nor lose what was acknowledged to a power cut.
        options.map_sqlx_sqlite_opts(|sqlite| {
            use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
            sqlite
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(std::time::Duration::from_secs(30))
        });
        let waited = Waited::default();
        waited.equip(&mut options);
        let mut connection = Database::connect(options).await?;
        let teller = Teller {
            statements: Arc::default(),
            observer: Arc::new(observer),
        };
        let told = teller.clone();
        connection.set_metric_callback(move |info| {
            told.tell(Sent {
                sql: &info.statement.sql,
                elapsed: info.elapsed,
                failed: info.failed,
            });
        });
        let readers = (reading > 0).then(|| {
            let pool = connection.get_postgres_connection_pool();
            Readers::new(pool.connect_options(), reading)
        });
        Ok(Self {
            connection,
            teller,
            companions: Companions::default(),
            waited,
            readers,
        })
    }

    /// What floors above keep beside this database.
    #[must_use]
    pub const fn companions(&self) -> &Companions {
        &self.companions
    }

    /// How many statements this store has sent so far; for tests and metrics.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.teller.statements.load(Ordering::Relaxed)
    }

    /// How many connections there are, and how many of them do nothing.
    #[must_use]
    pub fn connections(&self) -> (u32, u32) {
        let idle = |idle: usize| u32::try_from(idle).unwrap_or(u32::MAX);
        if self.backend() == DbBackend::Postgres {
            let pool = self.connection.get_postgres_connection_pool();
            let reading = self.readers.as_ref().map(Readers::count);
            let (all, none) = reading.unwrap_or_default();
            (pool.size() + all, idle(pool.num_idle()) + none)
        } else {
            let pool = self.connection.get_sqlite_connection_pool();
            (pool.size(), idle(pool.num_idle()))
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        Ok(self.connection.ping().await?)
    }

    /// `sqlite` or `postgres`.
    #[must_use]
    pub fn backend_name(&self) -> &'static str {
        match self.backend() {
            DbBackend::Postgres => "postgres",
            _ => "sqlite",
        }
    }

    /// Closes every connection after what they are doing.
    ///
    /// # Errors
    /// When a connection does not close cleanly.
    pub async fn close(self) -> Result<(), StoreError> {
        if let Some(readers) = &self.readers {
            readers.close().await;
        }
        Ok(self.connection.close().await?)
    }

    fn backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }
}
