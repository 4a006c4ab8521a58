//! `stakegraph export`: the current graph as dossiers.
//!
//! To a directory it writes one file a dossier, else one stream. What is written is complete
//! or not there: files get their names when all of them are written.

use std::path::Path;

use entity::vocabulary::Tier;

use crate::{
    exchange::dossier,
    operations::{
        dossier::Dossier,
        export::{Exported, export},
    },
};

use super::arguments::Export;
use super::{Context, Exit, Failure, database, files, history};

/// Exports.
pub(super) async fn run(context: &Context, asked: &Export) -> Result<Exit, Failure> {
    if asked.history {
        return history::export(context, asked).await;
    }
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
