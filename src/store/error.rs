//! What can go wrong in the store.
//!
//! The text of the database stays inside: the doors show their own closed texts and log
//! this error once.

use sea_orm::{DbErr, RuntimeErr, sqlx};

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database failed or refused.
    #[error("the database failed")]
    Database(#[from] DbErr),
    /// A cursor was not made by this list in this order.
    #[error(transparent)]
    Page(#[from] super::PageError),
    /// A row holds what no row may hold.
    #[error("the {noun} {key} holds {what}")]
    Corrupt {
        /// The noun of the row.
        noun: &'static str,
        /// The key of the row.
        key: String,
        /// What it holds.
        what: String,
    },
    /// A fact says other than what a dossier outside this batch says under the same key.
    #[error("{key} is said differently by {dossiers}")]
    Conflict {
        /// The key of the fact.
        key: String,
        /// The dossiers that say otherwise.
        dossiers: String,
    },
    /// A fact points to an entity that is not, or no longer, in the graph.
    #[error("{key} refers to {missing}, which is not in the graph")]
    Dangling {
        /// The key of the fact.
        key: String,
        /// The key or number that is missing.
        missing: String,
    },
    /// A row of a history could be seen by more than its own visibility says.
    #[error("{0} could be seen by more than its visibility allows")]
    Opened(String),
    /// Two keys have one number; one of them must be written otherwise.
    #[error("the keys {0} and {1} have the same id; choose another for one of them")]
    Collision(String, String),
    /// The database is of a later release than this program.
    #[error("the database is newer than this program: it has the step {0}")]
    Newer(String),
    /// A history is restored into an empty database alone.
    #[error("the database is not empty; a history goes into an empty one")]
    NotEmpty,
    /// A set is too great to be compared at once.
    #[error("more than {0} rows would have to be compared at once; name one entity")]
    TooMany(u64),
    /// A name in a filter stands for too many entities.
    #[error("name: \"{0}\" stands for more than {1} entities; give more of the name")]
    TooManyNamed(String, usize),
    /// The system has no random bytes to give.
    #[error("the system gives no random bytes")]
    Randomness,
    /// A question has read as many rows as it may.
    #[error("more belongs to these than one question may read: ask for smaller pages")]
    Exhausted,
    /// A fact cannot be written down.
    #[error("a fact cannot be written as JSON")]
    Json(#[from] serde_json::Error),
}

impl StoreError {
    /// Whether the same call may succeed later: the database is out of reach or busy.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Database(DbErr::ConnectionAcquire(_)) => true,
            Self::Database(DbErr::Conn(cause) | DbErr::Exec(cause) | DbErr::Query(cause)) => {
                let RuntimeErr::SqlxError(cause) = cause else {
                    return matches!(self, Self::Database(DbErr::Conn(_)));
                };
                out_of_reach(cause)
            }
            _ => false,
        }
    }
}

/// Whether the database was not there, was busy or had no room, rather than refused.
fn out_of_reach(cause: &sqlx::Error) -> bool {
    use sqlx::Error;
    match cause {
        Error::Io(_) | Error::PoolTimedOut | Error::PoolClosed | Error::WorkerCrashed => true,
        Error::Database(told) => told.code().is_some_and(|code| passes(&code)),
        _ => false,
    }
}

/// Whether what a database tells by this code passes.
///
/// PostgreSQL's classes: connection, resources, operator, system, and transactions that stood in
/// each other's way; a database that lets nobody in, and a lock not available. SQLite's primary
/// codes, of which the extended ones are multiples: locked, interrupted, failed to read or write,
/// full, cannot open.
fn passes(code: &str) -> bool {
    const CLASSES: [&str; 5] = ["08", "53", "57", "58", "40"];
    const CODES: [&str; 2] = ["55000", "55P03"];
    const PRIMARY: [u32; 6] = [5, 6, 9, 10, 13, 14];
    if code.len() == 5 && CLASSES.contains(&&code[..2]) || CODES.contains(&code) {
        return true;
    }
    code.len() < 5
        && code
            .parse()
            .is_ok_and(|code: u32| PRIMARY.contains(&(code & 0xff)))
}
