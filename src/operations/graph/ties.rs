//! What is told of a member of a network, and of a tie.

use std::collections::BTreeMap;

use entity::{id::Noun, row::entity as entity_row};

use super::{Column, ENTITY_KEY, ENTITY_KIND, Edge, Graph, Node, Sort, Value, public_id};
use crate::operations::network::Network;

/// What is told of a member.
const MEMBERS: &[Column] = &[
    ENTITY_KEY,
    ENTITY_KIND,
    Column::new("degree", Sort::Integer, "To how many others it is tied."),
    Column::new(
        "strength",
        Sort::Number,
        "The sum of the weights of its ties.",
    ),
    Column::new(
        "betweenness",
        Sort::Number,
        "On what part of the shortest ways between all pairs of others it stands.",
    ),
    Column::new(
        "pagerank",
        Sort::Number,
        "How often a walk along ties comes by.",
    ),
    Column::new(
        "component",
        Sort::Integer,
        "Its connected component; 0 is the largest.",
    ),
    Column::new(
        "community",
        Sort::Integer,
        "Its community; 0 is the largest.",
    ),
];

/// What is told of a tie.
const TIES: &[Column] = &[Column::new(
    "shared",
    Sort::Text,
    "The keys of what the two share.",
)];

/// A network as a graph without directions. `entities` holds its members and what they share;
/// a member that is not in it is left out, with its ties.
#[must_use]
pub fn network(
    network: &Network,
    title: &str,
    entities: &BTreeMap<i64, entity_row::Model>,
) -> Graph {
    let places = 0..network.members.len();
    let nodes = places
        .clone()
        .filter_map(|place| member(network, place, entities));
    let edges = places.flat_map(|place| ties(network, place, entities));
    Graph {
        title: title.to_owned(),
        directed: false,
        node_columns: MEMBERS.to_vec(),
        edge_columns: TIES.to_vec(),
        nodes: nodes.collect(),
        edges: edges.collect(),
    }
}

fn member(
    network: &Network,
    place: usize,
    entities: &BTreeMap<i64, entity_row::Model>,
) -> Option<Node> {
    let entity = entities.get(&network.members[place])?;
    let figures = &network.figures;
    let number = |figures: &[f64]| figures.get(place).copied().map(Value::Number);
    let group = |groups: &[u32]| {
        groups
            .get(place)
            .map(|group| Value::Integer((*group).into()))
    };
    let degree = i64::try_from(network.ties.degree(place)).ok();
    Some(Node {
        id: id(entity.id),
        label: entity.name.clone(),
        time: None,
        values: vec![
            Some(Value::text(&entity.key)),
            Some(Value::text(entity.kind.as_str())),
            degree.map(Value::Integer),
            Some(Value::Number(network.ties.strength(place))),
            number(&figures.betweenness.shares),
            number(&figures.pagerank),
            group(&figures.components),
            group(&figures.communities.of),
        ],
    })
}

/// The ties of a member to those that stand after it.
fn ties(network: &Network, place: usize, entities: &BTreeMap<i64, entity_row::Model>) -> Vec<Edge> {
    let here = network.members[place];
    let row = network.ties.row_of(place);
    let after = row.filter(|(other, _)| *other as usize > place);
    let tied = after.filter_map(|(other, weight)| {
        let there = network.members[other as usize];
        let is_told = entities.contains_key(&here) && entities.contains_key(&there);
        let shared = network.shared(u32::try_from(place).ok()?, other);
        let keys = shared.iter().filter_map(|thing| entities.get(thing));
        let keys: Vec<&str> = keys.map(|thing| thing.key.as_str()).collect();
        is_told.then(|| Edge {
            id: format!("{}-{}", id(here), id(there)),
            source: id(here),
            target: id(there),
            label: String::new(),
            weight: Some(weight),
            time: None,
            values: vec![(!keys.is_empty()).then(|| Value::text(keys.join(" ")))],
        })
    });
    tied.collect()
}

fn id(number: i64) -> String {
    public_id(Noun::Entity, number)
}
