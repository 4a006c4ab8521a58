//! Parts of the graph in the formats of tools that draw and measure graphs.
//!
//! One neutral thing ([`Graph`]) is written as GEXF 1.3 (for Gephi), GraphML (for yEd, igraph,
//! networkx), Cytoscape JSON, or two tables of CSV. All carry the same values under the same
//! keys. No format can hold an imprecise date: each gets the text of the period and its four
//! days beside what it calls time itself, which is never narrower than the source. Not here:
//! what is told of an entity (`operations`). A new format is a module with one function and
//! a row in [`Format`].

use std::io::{self, Write};

use crate::operations::graph::Graph;

mod csv;
mod cytoscape;
mod gexf;
mod graphml;
mod times;
mod xml;

pub use csv::{edges as csv_edges, nodes as csv_nodes};

/// A format of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Graph Exchange XML Format 1.3, with spells.
    Gexf,
    /// Graph Markup Language, with typed keys.
    GraphMl,
    /// The JSON of Cytoscape and Cytoscape.js.
    Cytoscape,
}

/// Writes a graph.
///
/// # Errors
/// When the writer fails.
pub fn write(graph: &Graph, format: Format, out: &mut impl Write) -> io::Result<()> {
    match format {
        Format::Gexf => gexf::write(graph, out),
        Format::GraphMl => graphml::write(graph, out),
        Format::Cytoscape => cytoscape::write(graph, out),
    }
}
