//! `stakegraph export`: the current graph as dossiers, or for tools that draw and measure.
//!
//! Dossiers go into a directory, one file each, or into one stream; a graph goes into one
//! file, as CSV into two. What is written is complete or not there: files get their names
//! when all of them are written.

use std::path::Path;

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
        network::NetworkFailure,
        snapshots::SnapshotError,
    },
    store::{View, Viewer},
};

use super::arguments::{Export, ExportFormat};
use super::{Context, Exit, Failure, database, files, history};

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
    let mut text = Vec::new();
    graph::write(&graph, format, &mut text)?;
    let text = String::from_utf8_lossy(&text);
    match &asked.output {
        Some(file) => replace(file, &text)?,
        None => context.console.data(text.trim_end()),
    }
    Ok(Exit::Done)
}

/// The graph as two tables in a directory.
async fn tables(context: &Context, asked: &Export) -> Result<Exit, Failure> {
    let Some(directory) = &asked.output else {
        return Err(Failure::usage(
            "csv is two files, nodes.csv and edges.csv: give their directory with -o",
        ));
    };
    let graph = read(context, asked).await?;
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    graph::csv_nodes(&graph, &mut nodes)?;
    graph::csv_edges(&graph, &mut edges)?;
    std::fs::create_dir_all(directory)?;
    replace(
        &directory.join("nodes.csv"),
        &String::from_utf8_lossy(&nodes),
    )?;
    replace(
        &directory.join("edges.csv"),
        &String::from_utf8_lossy(&edges),
    )?;
    Ok(Exit::Done)
}

async fn read(context: &Context, asked: &Export) -> Result<Graph, Failure> {
    let store = database::open_to_read(context).await?;
    let view = View::of(Viewer {
        tier: asked.tier.unwrap_or(Tier::Public),
        name: None,
    });
    let graph = match asked.network {
        None => export::graph(&store, &view)
            .await
            .map_err(|error| files::refused_by_store(&error)),
        Some(tie) => export::network(&store, &view, tie)
            .await
            .map_err(|failure| match failure {
                NetworkFailure::Snapshot(SnapshotError::Store(error)) => {
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
        Some(file) => replace(file, &stream(&dossiers))?,
        None => context.console.data(stream(&dossiers).trim_end()),
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

fn stream(dossiers: &[Dossier]) -> String {
    let texts: Vec<String> = dossiers.iter().map(dossier::write).collect();
    texts.join("---\n")
}

fn to_directory(directory: &Path, dossiers: &[Dossier]) -> Result<(), Failure> {
    std::fs::create_dir_all(directory)?;
    for dossier in dossiers {
        let file = directory.join(format!("{}.yaml", dossier.key.value));
        replace(&file, &dossier::write(dossier))?;
    }
    Ok(())
}

/// Writes beside the file and puts it in its place, so that no half of it is ever there.
fn replace(file: &Path, text: &str) -> Result<(), Failure> {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".part");
    std::fs::write(&beside, text)
        .and_then(|()| std::fs::rename(&beside, file))
        .map_err(|error| {
            Failure::new(
                Exit::Failed,
                format!("cannot write {}: {error}", file.display()),
            )
        })
}
