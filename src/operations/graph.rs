//! A part of the graph as something to hand over: nodes, edges, and what is told of them.
//!
//! Neutral: the columns say what values there are, so that a writer of a format (`exchange`)
//! knows no relation from a tie. What an entity or a relation tells stands in `columns`. Not
//! here: which part of the graph it is.

use std::fmt;

use entity::{
    id::{Noun, PublicId},
    time::Day,
};

mod columns;
mod ties;

pub use columns::{EDGES, NODES, edge, node};
pub use ties::network;

/// Nodes and edges with typed values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// What it shows, in a few words.
    pub title: String,
    /// Whether edges lead from their source to their target. Formats can say so of an edge alone,
    /// but not all readers take both sorts in one graph: a column must tell which are symmetric.
    pub directed: bool,
    /// What is told of nodes.
    pub node_columns: Vec<Column>,
    /// What is told of edges.
    pub edge_columns: Vec<Column>,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The edges; both ends of each are among the nodes.
    pub edges: Vec<Edge>,
}

/// A kind of value that nodes or edges have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in files; stable.
    pub key: &'static str,
    /// What it says, in one sentence.
    pub description: &'static str,
    /// Of what sort its values are.
    pub sort: Sort,
}

/// A sort of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Words.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
}

/// A value of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
}

/// Something in the graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its id, unique among nodes.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// When it was; none when nothing is known.
    pub time: Option<Time>,
    /// Beside the columns.
    pub values: Vec<Option<Value>>,
}

/// Something between two nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Its id, unique among edges.
    pub id: String,
    /// The id of a node.
    pub source: String,
    /// The id of a node.
    pub target: String,
    /// What it is called.
    pub label: String,
    /// How much it weighs, where that means something.
    pub weight: Option<f64>,
    /// When it was; none when nothing is known.
    pub time: Option<Time>,
    /// Beside the columns.
    pub values: Vec<Option<Value>>,
}

/// A period as its source gives it, with what may be said of its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// The text of the period.
    pub edtf: String,
    /// Its four days; those without end are none.
    pub earliest_start: Option<Day>,
    /// No reading starts after it.
    pub latest_start: Option<Day>,
    /// No reading ends before it.
    pub earliest_end: Option<Day>,
    /// No reading ends after it.
    pub latest_end: Option<Day>,
}

impl Time {
    /// A period with its four days, in the order of the fields.
    #[must_use]
    pub fn new(edtf: &str, days: [Option<i32>; 4]) -> Self {
        let finite = |day: Option<i32>| day.and_then(|day| Day(day).finite());
        let [earliest_start, latest_start, earliest_end, latest_end] = days.map(finite);
        Self {
            edtf: edtf.to_owned(),
            earliest_start,
            latest_start,
            earliest_end,
            latest_end,
        }
    }
}

impl Column {
    /// A column with its key, the sort of its values, and what it says.
    #[must_use]
    pub const fn new(key: &'static str, sort: Sort, description: &'static str) -> Self {
        Self {
            key,
            description,
            sort,
        }
    }
}

impl Value {
    /// Words.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => text.fmt(f),
            Self::Integer(number) => number.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Flag(flag) => flag.fmt(f),
        }
    }
}

/// The id of a node or an edge.
fn public_id(noun: Noun, number: i64) -> String {
    PublicId { noun, number }.to_string()
}

const ENTITY_KEY: Column = Column::new("entityKey", Sort::Text, "The stable key.");
const ENTITY_KIND: Column = Column::new("kind", Sort::Text, "What it is, a word of EntityKind.");
