//! `stakegraph export`: the current graph as dossiers, or for tools that draw and measure.
//!
//! Dossiers go into a directory, one file each, or into one stream; a graph goes into one
//! file, as CSV into two. What is written is complete or not there: files get their names
//! when all of them are written.

use std::{
    io::{self, Write},
    path::Path,
};

use entity::vocabulary::Tier;

use crate::{
    exchange::{
        dossier,
        graph::{self, Format},
    },
    operations::{
        dossier::Dossier,
        export::{self, Exported, export},
        graph::Graph,
        snapshots::SnapshotError,
        traversal::TraversalError,
    },
    store::{View, Viewer},
};

use super::arguments::{Export, ExportFormat};
use super::{
    Context, Exit, Failure, database,
    draft::{Draft, Whole},
    files, history,
};

/// Exports.
pub(super) async fn run(context: &Context, asked: &Export) -> Result<Exit, Failure> {
    if asked.history {
        return history::export(context, asked).await;
    }
    if asked.network.is_some() && asked.format == ExportFormat::Dossier {
        return Err(Failure::usage(
            "dossiers hold what was said, not who is tied to whom: \
             choose --format gexf, graphml, csv or cytoscape",
        ));
    }
    match asked.format {
        ExportFormat::Dossier => dossiers(context, asked).await,
        ExportFormat::Gexf => one_file(context, asked, Format::Gexf).await,
        ExportFormat::Graphml => one_file(context, asked, Format::GraphMl).await,
        ExportFormat::Cytoscape => one_file(context, asked, Format::Cytoscape).await,
        ExportFormat::Csv => tables(context, asked).await,
    }
}

/// The graph in one file.
async fn one_file(context: &Context, asked: &Export, format: Format) -> Result<Exit, Failure> {
    let graph = read(context, asked).await?;
    write(context, asked, |mut out| {
        graph::write(&graph, format, &mut out)
    })?;
    Ok(Exit::Done)
}

/// Into the file that is asked for, or to standard output.
fn write(
    context: &Context,
    asked: &Export,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    if let Some(file) = &asked.output {
        return Draft::of(file, |out| write(out))?.put();
    }
    let mut out = context.console.stream();
    write(&mut out)?;
    Ok(out.flush()?)
}

/// The graph as two tables in a directory.
async fn tables(context: &Context, asked: &Export) -> Result<Exit, Failure> {
    let Some(directory) = &asked.output else {
        return Err(Failure::usage(
            "csv is two files, nodes.csv and edges.csv: give their directory with -o",
        ));
    };
    let graph = read(context, asked).await?;
    std::fs::create_dir_all(directory)?;
    let nodes = Draft::of(&directory.join("nodes.csv"), |out| {
        graph::csv_nodes(&graph, out)
    })?;
    let edges = Draft::of(&directory.join("edges.csv"), |out| {
        graph::csv_edges(&graph, out)
    })?;
    nodes.put()?;
    edges.put()?;
    Ok(Exit::Done)
}

async fn read(context: &Context, asked: &Export) -> Result<Graph, Failure> {
    let store = database::open_to_read(context).await?;
    let view = View::of(Viewer {
        tier: asked.tier.unwrap_or(Tier::Public),
        name: None,
    });
    let view = store.settled(view).await;
    let view = view.map_err(|error| files::refused_by_store(&error))?;
    let graph = match asked.network {
        None => export::graph(&store, &view)
            .await
            .map_err(|error| files::refused_by_store(&error)),
        Some(tie) => export::network(&store, &view, tie)
            .await
            .map_err(|failure| match failure {
                TraversalError::Snapshot(SnapshotError::Store(error)) => {
                    files::refused_by_store(&error)
                }
                other => Failure::new(Exit::Failed, other.to_string()),
            }),
    };
    database::close(store).await;
    graph
}

/// All that was said, as dossiers.
async fn dossiers(context: &Context, asked: &Export) -> Result<Exit, Failure> {
    let tier = asked.tier.unwrap_or(Tier::Public);
    let store = database::open_to_read(context).await?;
    let exported = export(&store, tier).await;
    database::close(store).await;
    let Exported { dossiers, left_out } =
        exported.map_err(|error| files::refused_by_store(&error))?;
    match &asked.output {
        Some(directory) if is_directory(directory) => to_directory(directory, &dossiers)?,
        _ => write(context, asked, |out| stream(&dossiers, out))?,
    }
    for key in left_out {
        context
            .console
            .message(format_args!("left out {key}: its document is not {tier}"));
    }
    Ok(Exit::Done)
}

/// A directory that is there, or that is asked for by a slash at its end.
fn is_directory(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(std::path::MAIN_SEPARATOR)
}

fn stream(dossiers: &[Dossier], out: &mut dyn Write) -> io::Result<()> {
    for (place, dossier) in dossiers.iter().enumerate() {
        if place > 0 {
            writeln!(out, "---")?;
        }
        write!(out, "{}", dossier::write(dossier))?;
    }
    Ok(())
}

fn to_directory(directory: &Path, dossiers: &[Dossier]) -> Result<(), Failure> {
    std::fs::create_dir_all(directory)?;
    let mut files = Vec::new();
    for dossier in dossiers {
        let file = directory.join(format!("{}.yaml", dossier.key.value));
        let text = dossier::write(dossier);
        files.push(Draft::of(&file, |out| out.write_all(text.as_bytes()))?);
    }
    files.into_iter().try_for_each(Whole::put)
}
