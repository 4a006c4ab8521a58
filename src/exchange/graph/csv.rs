//! Two tables, one of nodes and one of edges, with headers that do not change.
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe before it, which
//! spreadsheets do not show. Numbers are numbers. Lines end as RFC 4180 has it.

use std::io::{self, Write};

use super::{gexf::text, times};
use crate::operations::graph::{Column, Graph, Time, Value};

/// Writes the table of nodes.
///
/// # Errors
/// When the writer fails.
pub fn nodes(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    header(&["id", "label"], &graph.node_columns, out)?;
    for node in &graph.nodes {
        let first = [Cell::of(&node.id), Cell::of(&node.label)];
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
        let weight = edge.weight.map(|weight| weight.to_string());
        let first = [
            Cell::of(&edge.id),
            Cell::of(&edge.source),
            Cell::of(&edge.target),
            Cell::of(&edge.label),
            Cell::number(weight.unwrap_or_default()),
        ];
        row(first, &edge.values, edge.time.as_ref(), out)?;
    }
    Ok(())
}

fn header(first: &[&str], columns: &[Column], out: &mut impl Write) -> io::Result<()> {
    let own = columns.iter().chain(&times::COLUMNS);
    let keys = first.iter().copied().chain(own.map(|column| column.key));
    line(keys.map(Cell::of), out)
}

fn row(
    first: impl IntoIterator<Item = Cell>,
    own: &[Option<Value>],
    time: Option<&Time>,
    out: &mut impl Write,
) -> io::Result<()> {
    let own = own.iter().map(|value| match value {
        None => Cell::number(String::new()),
        Some(Value::Text(text)) => Cell::of(text),
        Some(value) => Cell::number(text(value)),
    });
    let times = times::values(time).map(|value| Cell::of(&value.unwrap_or_default()));
    line(first.into_iter().chain(own).chain(times), out)
}

/// What stands between two commas.
struct Cell(String);

impl Cell {
    fn number(text: String) -> Self {
        Self(text)
    }

    fn of(text: &str) -> Self {
        let is_formula =
            text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
        let guard = if is_formula { "'" } else { "" };
        if text.contains([',', '"', '\r', '\n']) {
            Self(format!("\"{guard}{}\"", text.replace('"', "\"\"")))
        } else {
            Self(format!("{guard}{text}"))
        }
    }
}

fn line(cells: impl Iterator<Item = Cell>, out: &mut impl Write) -> io::Result<()> {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            out.write_all(b",")?;
        }
        out.write_all(cell.0.as_bytes())?;
    }
    out.write_all(b"\r\n")
}
