//! Exporting the current graph as nodes and edges.

use std::collections::{HashMap, HashSet};

use entity::{
    id::Noun,
    row::{entity as entity_row, relation},
};

use crate::{
    operations::graph::{EDGES, Edge, Graph, NODES, Node, edge, node},
    store::{Place, RelationFilter, Store, StoreError, View},
};

/// So many facts are read at a time.
const PART: u64 = 2_000;

/// All entities, and all relations between them, that a view shows: without a lens that says
/// otherwise, what is asserted today.
///
/// # Errors
/// When the database fails.
pub async fn graph(store: &Store, view: &View) -> Result<Graph, StoreError> {
    let nodes = nodes(store, view).await?;
    let edges = edges(store, view).await?;
    let known: HashSet<&str> = nodes.iter().map(|node| node.id.as_str()).collect();
    let is_whole = |edge: &Edge| {
        // A recording between two parts may bring relations of entities that came too late.
        known.contains(edge.source.as_str()) && known.contains(edge.target.as_str())
    };
    let edges = edges.into_iter().filter(is_whole).collect();
    Ok(Graph {
        title: format!("The graph as {} sees it", view.viewer.tier),
        directed: true,
        node_columns: NODES.to_vec(),
        edge_columns: EDGES.to_vec(),
        edges,
        nodes,
    })
}

async fn nodes(store: &Store, view: &View) -> Result<Vec<Node>, StoreError> {
    let mut nodes = Vec::new();
    let mut after = -1;
    loop {
        let part = store.entities_after(view, after, PART).await?;
        let Some(last) = part.last() else {
            return Ok(nodes);
        };
        after = last.id;
        let joined = joined(store, view, &part).await?;
        let rows = part.iter().chain(joined.values()).map(|entity| entity.row);
        let rows: Vec<i64> = rows.collect();
        let places = store.places_of(view, Noun::Entity, &rows).await?;
        nodes.extend(part.iter().map(|entity| {
            let ids = view.lens.with_joined(&[entity.id]);
            let others = ids.iter().filter_map(|id| joined.get(id));
            let all = std::iter::once(entity).chain(others);
            let all: Vec<Place> = all.flat_map(|one| of(&places, one.row)).cloned().collect();
            node(entity, &all)
        }));
    }
}

/// The others that were judged to be the same as one of these, as they are apart, by number.
async fn joined(
    store: &Store,
    view: &View,
    part: &[entity_row::Model],
) -> Result<HashMap<i64, entity_row::Model>, StoreError> {
    let ids: Vec<i64> = part.iter().map(|entity| entity.id).collect();
    let mut others = view.lens.with_joined(&ids);
    others.drain(..ids.len());
    if others.is_empty() {
        return Ok(HashMap::new());
    }
    store.entities_by_id(&view.apart(), &others).await
}

async fn edges(store: &Store, view: &View) -> Result<Vec<Edge>, StoreError> {
    let all = RelationFilter::default();
    let mut edges = Vec::new();
    let mut after = -1;
    loop {
        let part = store.relations_after(view, &all, after, PART).await?;
        let Some(last) = part.last() else {
            return Ok(edges);
        };
        after = last.id;
        let rows: Vec<i64> = part.iter().map(|relation| relation.row).collect();
        let places = store.places_of(view, Noun::Relation, &rows).await?;
        let told = |relation: &relation::Model| edge(relation, of(&places, relation.row));
        edges.extend(part.iter().map(told));
    }
}

fn of(places: &HashMap<i64, Vec<Place>>, row: i64) -> &[Place] {
    places.get(&row).map_or(&[], Vec::as_slice)
}
