//! Exporting who is tied to whom.

use std::collections::BTreeMap;

use entity::{
    row::entity as entity_row,
    vocabulary::{Direction, RelationKind},
};

use crate::{
    operations::{
        graph::{self, Graph},
        network::{self, Network, Question, Wanted},
        snapshots::{SnapshotError, Snapshots},
        traversal::TraversalError,
    },
    store::{Store, View},
};

/// So many entities are read at a time.
const PART: usize = 2_000;

/// Who is tied to whom by relations of a kind, with all measures.
///
/// # Errors
/// When there is too much to do, or the database fails.
pub async fn network(
    store: &Store,
    view: &View,
    tie: RelationKind,
) -> Result<Graph, TraversalError> {
    let question = Question {
        tie,
        direction: Direction::Out,
        members: None,
        through: None,
        during: None,
        wanted: Wanted {
            betweenness: true,
            pagerank: true,
            components: true,
            communities: true,
        },
    };
    let snapshots = Snapshots::new(store.clone());
    let found = network::network(&snapshots, view, question).await?;
    let entities = entities(store, view, &found).await?;
    let title = format!("Tied by {}, as {} sees it", tie.as_str(), view.viewer.tier);
    Ok(graph::network(&found, &title, &entities))
}

/// The members, and all that they share.
async fn entities(
    store: &Store,
    view: &View,
    network: &Network,
) -> Result<BTreeMap<i64, entity_row::Model>, TraversalError> {
    let mut entities = BTreeMap::new();
    let ids: Vec<i64> = network
        .members
        .iter()
        .chain(network.things())
        .copied()
        .collect();
    for part in ids.chunks(PART) {
        let found = store.entities_by_id(view, part).await;
        entities.extend(found.map_err(SnapshotError::Store)?);
    }
    Ok(entities)
}
