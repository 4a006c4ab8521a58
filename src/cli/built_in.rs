//! The graph that is built into the binary: the dossiers of `data/dossiers`.
//!
//! It goes through the same import as any other dossier. Not here: what an import does
//! (`operations::import`).

use rust_embed::RustEmbed;

use crate::exchange::dossier;
use crate::operations::import::{ImportError, Options, import};
use crate::store::Store;

use super::{Context, Exit, Failure, files};

/// The dossiers as they stood when this binary was built.
#[derive(RustEmbed)]
#[folder = "data/dossiers"]
#[include = "*.yaml"]
struct Dossiers;

/// Loads the built-in graph into a database that holds nothing.
///
/// # Errors
/// When the database fails.
pub(super) async fn load_when_empty(context: &Context, store: &Store) -> Result<(), Failure> {
    let empty = store
        .is_empty()
        .await
        .map_err(|error| files::refused_by_store(&error))?;
    if !empty {
        return Ok(());
    }
    context.console.message("loading the built-in graph, once");
    let options = Options {
        by: concat!("stakegraph ", env!("CARGO_PKG_VERSION")),
        now: files::now(),
        dry_run: false,
        progress: &|_| {},
    };
    let texts = texts();
    let readings = texts
        .iter()
        .flat_map(|(name, text)| dossier::read(name, text));
    match import(store, readings, options).await {
        Ok(report) => {
            context.console.message(format_args!(
                "loaded {} facts of {} dossiers",
                report.recorded.added,
                report.dossiers.len()
            ));
            Ok(())
        }
        Err(ImportError::Store(error)) => Err(files::refused_by_store(&error)),
        Err(ImportError::Violations(violations)) => {
            let told: Vec<String> = violations.iter().map(ToString::to_string).collect();
            Err(Failure::new(Exit::Violations, told.join("\n"))
                .with_help("`serve --empty` starts without the built-in graph"))
        }
    }
}

/// The names and texts of the dossiers, in the order of their names.
fn texts() -> Vec<(String, String)> {
    let mut names: Vec<_> = Dossiers::iter().collect();
    names.sort();
    let text = |name: &str| {
        let data = Dossiers::get(name)
            .map(|file| file.data)
            .unwrap_or_default();
        // A dossier that is not UTF-8 reads with marks in it, which no rule lets pass.
        String::from_utf8_lossy(&data).into_owned()
    };
    names
        .into_iter()
        .map(|name| (name.to_string(), text(&name)))
        .collect()
}
