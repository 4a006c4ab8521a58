//! Importing dossiers: all or nothing, in one transaction.
//!
//! 1. Every dossier is read; what is wrong with one keeps none from being judged.
//! 2. What is stored and matters is looked up: entities that are referred to, who may see
//!    facts that are said anew, texts that are held.
//! 3. All are judged together (`validation`) and joined by key (`drafting`).
//! 4. Without a violation the store records the whole in one transaction.
//!
//! A second import of the same changes nothing. A run that is interrupted or killed leaves
//! nothing behind, so the next does the whole, or finds it done: the report says which.
//! Not here: reading files (`exchange`, `cli`).

use entity::draft::Batch;
use serde::Serialize;

use super::{
    dossier::Reading,
    validation::{Checked, check},
    violation::Violation,
};
use crate::store::{Recorded, Recording, Store, StoreError};

mod lookup;

pub use lookup::known;

/// How to import.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// Who imports.
    pub by: &'a str,
    /// The time, microseconds since 1970.
    pub now: i64,
    /// Say what would change, and change nothing.
    pub dry_run: bool,
    /// Is told of each step.
    pub progress: &'a (dyn Fn(Step<'_>) + Sync),
}

/// A step of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// A dossier was read.
    Read(&'a str),
    /// All are read and are judged.
    Checking,
    /// So many facts are recorded.
    Recording(usize),
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The keys of the dossiers.
    pub dossiers: Vec<String>,
    /// What changed, in facts.
    #[serde(flatten)]
    pub recorded: Recorded,
    /// Whether nothing was kept.
    pub dry_run: bool,
}

impl Report {
    /// Whether all of it was there already.
    #[must_use]
    pub const fn found_done(&self) -> bool {
        let Recorded {
            added,
            amended,
            retracted,
            ..
        } = self.recorded;
        added == 0 && amended == 0 && retracted == 0
    }
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The dossiers have violations.
    #[error("the dossiers have {} violations", .0.len())]
    Violations(Vec<Violation>),
    /// The store refused or failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Imports what was read.
///
/// # Errors
/// Every violation of all dossiers, or why the store did not record them; then nothing was
/// recorded.
pub async fn import(
    store: &Store,
    readings: impl IntoIterator<Item = Reading>,
    options: Options<'_>,
) -> Result<Report, ImportError> {
    let mut all = Vec::new();
    for reading in readings {
        if let Some(dossier) = &reading.dossier {
            (options.progress)(Step::Read(&dossier.key.value));
        }
        all.push(reading);
        // Reading keeps a processor busy; whoever interrupts gets their turn here.
        tokio::task::yield_now().await;
    }
    (options.progress)(Step::Checking);
    let known = known(store, &all).await?;
    let Checked { batch, violations } = check(&all, &known);
    drop((all, known));
    if !violations.is_empty() {
        return Err(ImportError::Violations(violations));
    }
    (options.progress)(Step::Recording(facts(&batch)));
    let recorded = store
        .record(Recording {
            batch: &batch,
            texts: &[],
            by: options.by,
            now: options.now,
            dry_run: options.dry_run,
        })
        .await?;
    Ok(Report {
        dossiers: batch
            .dossiers
            .into_iter()
            .map(|dossier| dossier.key)
            .collect(),
        recorded,
        dry_run: options.dry_run,
    })
}

fn facts(batch: &Batch) -> usize {
    batch.entities.len()
        + batch.names.len()
        + batch.identifiers.len()
        + batch.relations.len()
        + batch.figures.len()
        + batch.notes.len()
}
