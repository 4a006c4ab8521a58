//! Two tables, one of nodes and one of edges, with headers that do not change.
//!
//! Not here: how a line is written (`exchange::csv`).

use std::io::{self, Write};

use super::times;
use crate::{
    exchange::csv::{Cell, line},
    operations::graph::{Column, Graph, Time, Value},
};

/// Writes the table of nodes.
///
/// # Errors
/// When the writer fails.
pub fn nodes(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    header(&["id", "label"], &graph.node_columns, out)?;
    for node in &graph.nodes {
        let first = [Cell::text(&node.id), Cell::text(&node.label)];
        row(first, &node.values, node.time.as_ref(), out)?;
    }
    Ok(())
}

/// Writes the table of edges.
///
/// # Errors
/// When the writer fails.
pub fn edges(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    let first = ["id", "source", "target", "label", "weight"];
    header(&first, &graph.edge_columns, out)?;
    for edge in &graph.edges {
        let first = [
            Cell::text(&edge.id),
            Cell::text(&edge.source),
            Cell::text(&edge.target),
            Cell::text(&edge.label),
            edge.weight
                .map(|weight| Cell::value(&weight))
                .unwrap_or_default(),
        ];
        row(first, &edge.values, edge.time.as_ref(), out)?;
    }
    Ok(())
}

fn header(first: &[&str], columns: &[Column], out: &mut impl Write) -> io::Result<()> {
    let own = columns.iter().chain(&times::COLUMNS);
    let keys = first.iter().copied().chain(own.map(|column| column.key));
    out.write_all(line(keys.map(Cell::text)).as_bytes())
}

fn row(
    first: impl IntoIterator<Item = Cell>,
    own: &[Option<Value>],
    time: Option<&Time>,
    out: &mut impl Write,
) -> io::Result<()> {
    let own = own.iter().map(|value| match value {
        None => Cell::default(),
        Some(Value::Text(text)) => Cell::text(text),
        Some(value) => Cell::value(value),
    });
    let times = times::values(time).map(|value| Cell::text(&value.unwrap_or_default()));
    let cells = first.into_iter().chain(own).chain(times);
    out.write_all(line(cells).as_bytes())
}
