//! GEXF 1.3.
//!
//! A dated node or edge has a spell from the first day on which it may have begun to the last
//! on which it may have ended: outside it certainly was not, inside it may have been. An end
//! without bound is left out, which the format reads as without end; an undated one has no
//! spell, which it reads as always.

use std::io::{self, Write};

use super::{
    times,
    xml::{Text, edge_type, value_type},
};
use crate::operations::graph::{Column, Graph, Time, Value};

/// Writes a graph.
pub(super) fn write(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    let default = edge_type(graph.directed);
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(
        out,
        r#"<gexf xmlns="http://gexf.net/1.3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd" version="1.3">"#
    )?;
    writeln!(
        out,
        "<meta>\n<creator>stakegraph</creator>\n<description>{}</description>\n</meta>",
        Text(&graph.title)
    )?;
    writeln!(
        out,
        r#"<graph defaultedgetype="{default}" mode="dynamic" timeformat="date" timerepresentation="interval">"#
    )?;
    declare("node", &graph.node_columns, out)?;
    declare("edge", &graph.edge_columns, out)?;
    writeln!(out, "<nodes>")?;
    for node in &graph.nodes {
        writeln!(
            out,
            r#"<node id="{}" label="{}">"#,
            Text(&node.id),
            Text(&node.label)
        )?;
        values(&graph.node_columns, &node.values, node.time.as_ref(), out)?;
        writeln!(out, "</node>")?;
    }
    writeln!(out, "</nodes>\n<edges>")?;
    edges(graph, out)?;
    writeln!(out, "</edges>\n</graph>\n</gexf>")
}

fn edges(graph: &Graph, out: &mut impl Write) -> io::Result<()> {
    for edge in &graph.edges {
        write!(
            out,
            r#"<edge id="{}" source="{}" target="{}" label="{}""#,
            Text(&edge.id),
            Text(&edge.source),
            Text(&edge.target),
            Text(&edge.label),
        )?;
        if let Some(weight) = edge.weight {
            write!(out, r#" weight="{weight}""#)?;
        }
        writeln!(out, ">")?;
        values(&graph.edge_columns, &edge.values, edge.time.as_ref(), out)?;
        writeln!(out, "</edge>")?;
    }
    Ok(())
}

fn all(columns: &[Column]) -> impl Iterator<Item = &Column> {
    columns.iter().chain(&times::COLUMNS)
}

fn declare(class: &str, columns: &[Column], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, r#"<attributes class="{class}" mode="static">"#)?;
    for column in all(columns) {
        let sort = value_type(column.sort);
        writeln!(
            out,
            r#"<attribute id="{0}" title="{0}" type="{sort}"/>"#,
            column.key
        )?;
    }
    writeln!(out, "</attributes>")
}

fn values(
    columns: &[Column],
    values: &[Option<Value>],
    time: Option<&Time>,
    out: &mut impl Write,
) -> io::Result<()> {
    let own = values
        .iter()
        .map(|value| value.as_ref().map(Value::to_string));
    let told: Vec<_> = all(columns)
        .zip(own.chain(times::values(time)))
        .filter_map(|(column, value)| Some((column.key, value?)))
        .collect();
    if !told.is_empty() {
        writeln!(out, "<attvalues>")?;
        for (key, value) in told {
            writeln!(out, r#"<attvalue for="{key}" value="{}"/>"#, Text(&value))?;
        }
        writeln!(out, "</attvalues>")?;
    }
    time.map_or(Ok(()), |time| spell(time, out))
}

fn spell(time: &Time, out: &mut impl Write) -> io::Result<()> {
    if time.earliest_start.is_none() && time.latest_end.is_none() {
        return Ok(());
    }
    write!(out, "<spells><spell")?;
    if let Some(start) = time.earliest_start {
        write!(out, r#" start="{start}""#)?;
    }
    if let Some(end) = time.latest_end {
        write!(out, r#" end="{end}""#)?;
    }
    writeln!(out, "/></spells>")
}
