//! GraphML: every value under a key with a type and a sentence that says what it is.

use std::io::{self, Write};

use super::{
    times,
    xml::{Text, edge_type, value_type},
};
use crate::operations::graph::{Column, Graph, Sort, Time, Value};

const LABEL: Column = Column::new("label", Sort::Text, "What it is called.");
const WEIGHT: Column = Column::new("weight", Sort::Number, "How much the edge weighs.");

/// Writes a graph.
pub(super) fn write(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    let default = edge_type(graph.directed);
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(
        out,
        r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">"#
    )?;
    writeln!(out, "<desc>{}</desc>", Text(&graph.title))?;
    declare("node", &mut all(&graph.node_columns), out)?;
    let edges = all(&graph.edge_columns);
    declare("edge", &mut edges.chain([&WEIGHT]), out)?;
    writeln!(out, r#"<graph id="G" edgedefault="{default}">"#)?;
    for node in &graph.nodes {
        writeln!(out, r#"<node id="{}">"#, Text(&node.id))?;
        let told = told(&node.label, &node.values, node.time.as_ref());
        values("node", &mut all(&graph.node_columns), told, out)?;
        writeln!(out, "</node>")?;
    }
    for edge in &graph.edges {
        writeln!(
            out,
            r#"<edge id="{}" source="{}" target="{}">"#,
            Text(&edge.id),
            Text(&edge.source),
            Text(&edge.target),
        )?;
        let mut told = told(&edge.label, &edge.values, edge.time.as_ref());
        told.push(edge.weight.map(|weight| weight.to_string()));
        let mut columns = all(&graph.edge_columns).chain([&WEIGHT]);
        values("edge", &mut columns, told, out)?;
        writeln!(out, "</edge>")?;
    }
    writeln!(out, "</graph>\n</graphml>")
}

fn all(columns: &[Column]) -> impl Iterator<Item = &Column> {
    [&LABEL].into_iter().chain(columns).chain(&times::COLUMNS)
}

fn told(label: &str, own: &[Option<Value>], time: Option<&Time>) -> Vec<Option<String>> {
    let own = own.iter().map(|value| value.as_ref().map(Value::to_string));
    let label = [Some(label.to_owned())].into_iter();
    label.chain(own).chain(times::values(time)).collect()
}

/// Keys of nodes and edges share one set of ids: each bears the name of what it is for.
fn declare(
    of: &str,
    columns: &mut dyn Iterator<Item = &Column>,
    out: &mut impl Write,
) -> io::Result<()> {
    for column in columns {
        let sort = value_type(column.sort);
        writeln!(
            out,
            r#"<key id="{of}-{0}" for="{of}" attr.name="{0}" attr.type="{sort}"><desc>{1}</desc></key>"#,
            column.key,
            Text(column.description),
        )?;
    }
    Ok(())
}

fn values(
    of: &str,
    columns: &mut dyn Iterator<Item = &Column>,
    told: Vec<Option<String>>,
    out: &mut impl Write,
) -> io::Result<()> {
    for (column, value) in columns.zip(told) {
        if let Some(value) = value {
            writeln!(
                out,
                r#"<data key="{of}-{}">{}</data>"#,
                column.key,
                Text(&value)
            )?;
        }
    }
    Ok(())
}
