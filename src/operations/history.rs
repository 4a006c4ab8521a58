//! The whole history of a graph, out of a database and into an empty one.
//!
//! Every version of every fact with its times, what was retracted, who recorded what: from
//! it an empty database becomes equal, but for the texts of documents, which are supplied
//! anew. Not here: how a history is written down (`exchange::history`), and dossiers, which
//! carry what is current.

use std::ops::ControlFlow;

pub use crate::store::HistoryRow;

use super::{import::ImportError, violation::Violation};
use crate::store::{Store, StoreError};

/// After how many rows whoever interrupts gets their turn.
const TURN: u64 = 500;

/// Tells every row of the history until told to stop.
///
/// # Errors
/// When the database fails.
pub async fn export(
    store: &Store,
    tell: &mut (dyn FnMut(HistoryRow) -> ControlFlow<()> + Send),
) -> Result<(), StoreError> {
    store.history(tell).await
}

/// Writes the rows of a history into an empty database, all or nothing; how many they were.
///
/// # Errors
/// Every violation of all rows; when the database is not empty, or refuses a row.
pub async fn import(
    store: &Store,
    rows: impl IntoIterator<Item = Result<HistoryRow, Box<Violation>>>,
    dry_run: bool,
) -> Result<u64, ImportError> {
    let mut restoring = store.restore().await?;
    let mut violations = Vec::new();
    let mut read = 0;
    for row in rows {
        read += 1;
        match row {
            Err(violation) => violations.push(*violation),
            Ok(row) if violations.is_empty() => restoring.push(row).await?,
            Ok(_checked) => {}
        }
        if read % TURN == 0 {
            tokio::task::yield_now().await;
        }
    }
    if violations.is_empty() {
        restoring.finish(dry_run).await?;
        Ok(read)
    } else {
        Err(ImportError::Violations(violations))
    }
}
