//! Exporting the current facts as dossiers, and the current graph as nodes and edges.
//!
//! Each dossier comes back with what it says now, as far as a tier sees; an empty database
//! that imports them has the same current facts. Not here: how either is written
//! (`exchange`).

use std::collections::BTreeSet;

use entity::{
    draft::{Batch, Content, Draft},
    vocabulary::Tier,
};

use super::dossier::Dossier;
use crate::store::{Store, StoreError};

mod blocks;
mod facts;
mod tied;
mod whole;

pub use tied::network;
pub use whole::graph;

/// The dossiers of a database, and what could not be carried.
#[derive(Clone, Debug, Default)]
pub struct Exported {
    /// The dossiers, by key.
    pub dossiers: Vec<Dossier>,
    /// The keys of dossiers whose document this tier does not see: they are left out whole.
    pub left_out: Vec<String>,
}

/// The current facts that a tier sees, as dossiers.
///
/// # Errors
/// When the database fails.
pub async fn export(store: &Store, tier: Tier) -> Result<Exported, StoreError> {
    let mut batches = Vec::new();
    for key in store.dossiers().await? {
        batches.extend(store.dossier(&key, tier).await?);
    }
    let seen = Seen::of(&batches);
    let mut exported = Exported::default();
    for batch in &batches {
        for draft in &batch.dossiers {
            match dossier(draft, batch, &seen) {
                Some(dossier) => exported.dossiers.push(dossier),
                None if is_empty(batch) => {}
                None => exported.left_out.push(draft.key.clone()),
            }
        }
    }
    Ok(exported)
}

/// The keys that the tier sees in any of the dossiers.
struct Seen {
    entities: BTreeSet<String>,
    figures: BTreeSet<String>,
}

impl Seen {
    fn of(batches: &[Batch]) -> Self {
        let keys = |batch: &Batch| -> Vec<String> { keys(&batch.entities) };
        let figures = |batch: &Batch| -> Vec<String> { self::keys(&batch.figures) };
        Self {
            entities: batches.iter().flat_map(keys).collect(),
            figures: batches.iter().flat_map(figures).collect(),
        }
    }
}

fn keys<T: Content>(drafts: &[Draft<T>]) -> Vec<String> {
    let keys = drafts.iter().map(|draft| draft.content.key().to_owned());
    keys.collect()
}

fn is_empty(batch: &Batch) -> bool {
    batch.entities.is_empty()
        && batch.names.is_empty()
        && batch.relations.is_empty()
        && batch.figures.is_empty()
        && batch.notes.is_empty()
}

/// One dossier; none when the tier does not see its document.
fn dossier(draft: &entity::draft::DossierDraft, batch: &Batch, seen: &Seen) -> Option<Dossier> {
    let spans = facts::Spans::of(draft, batch);
    let (document, entities) = blocks::blocks(draft, batch, seen, &spans)?;
    Some(Dossier {
        file: draft.key.as_str().into(),
        sha256: draft.sha256.clone(),
        key: facts::at(draft.key.clone()),
        document,
        entities,
        relations: facts::relations(batch, &spans),
        figures: facts::figures(batch, seen, &spans),
        notes: facts::notes(draft, batch, &spans),
        spans: spans.into_list(),
    })
}
