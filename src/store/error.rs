//! What can go wrong in the store.
//!
//! The text of the database stays inside: the doors show their own closed texts and log
//! this error once.

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database failed or refused.
    #[error("the database failed")]
    Database(#[from] sea_orm::DbErr),
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
    /// A fact cannot be written down.
    #[error("a fact cannot be written as JSON")]
    Json(#[from] serde_json::Error),
}

impl StoreError {
    /// Whether the same call may succeed later: the database is out of reach or busy.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::Database(sea_orm::DbErr::Conn(_) | sea_orm::DbErr::ConnectionAcquire(_))
        )
    }
}
