//! The JSON of Cytoscape and Cytoscape.js.
//!
//! What is not known is absent, never null. `value`, `key`, `directed` and `multigraph` are
//! what networkx asks for beside what Cytoscape reads.

use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};

use super::times;
use crate::operations::graph::{Column, Edge, Graph, Node, Time, Value};

/// Writes a graph, an element a line.
pub(super) fn write(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        r#"{{"format_version":"1.0","generated_by":"stakegraph","target_cytoscapejs_version":"~3","directed":{},"multigraph":true,"data":{},"elements":{{"nodes":["#,
        graph.directed,
        json!({"name": graph.title}),
    )?;
    let nodes = graph.nodes.iter();
    elements(nodes.map(|one| node(one, &graph.node_columns)), out)?;
    writeln!(out, r#"],"edges":["#)?;
    let edges = graph.edges.iter();
    elements(edges.map(|one| edge(one, &graph.edge_columns)), out)?;
    writeln!(out, "]}}}}")
}

fn elements(
    elements: impl Iterator<Item = Map<String, Json>>,
    out: &mut impl Write,
) -> io::Result<()> {
    for (place, data) in elements.enumerate() {
        let comma = if place > 0 { "," } else { "" };
        writeln!(out, "{comma}{}", json!({ "data": data }))?;
    }
    Ok(())
}

fn node(node: &Node, columns: &[Column]) -> Map<String, Json> {
    let mut data = told(columns, &node.values, node.time.as_ref());
    data.insert("id".into(), json!(node.id));
    data.insert("value".into(), json!(node.id));
    data.insert("name".into(), json!(node.label));
    data
}

fn edge(edge: &Edge, columns: &[Column]) -> Map<String, Json> {
    let mut data = told(columns, &edge.values, edge.time.as_ref());
    data.insert("id".into(), json!(edge.id));
    data.insert("source".into(), json!(edge.source));
    data.insert("target".into(), json!(edge.target));
    data.insert("name".into(), json!(edge.label));
    data.insert("key".into(), json!(edge.id));
    if let Some(weight) = edge.weight {
        data.insert("weight".into(), json!(weight));
    }
    data
}

fn told(columns: &[Column], own: &[Option<Value>], time: Option<&Time>) -> Map<String, Json> {
    let own = own.iter().map(|value| {
        value.as_ref().map(|value| match value {
            Value::Text(text) => json!(text),
            Value::Integer(number) => json!(number),
            Value::Number(number) => json!(number),
            Value::Flag(flag) => json!(flag),
        })
    });
    let times = times::values(time).map(|value| value.map(Json::from));
    let columns = columns.iter().chain(&times::COLUMNS);
    columns
        .zip(own.chain(times))
        .filter_map(|(column, value)| Some((column.key.to_owned(), value?)))
        .collect()
}
