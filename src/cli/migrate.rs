//! `stakegraph migrate`: brings the database to this version's schema.

use serde_json::json;

use crate::operations::migrate::Migrated;

use super::arguments::Migrate;
use super::{Context, Exit, Failure, database};

/// Migrates, and says what was done.
pub(super) async fn run(context: &Context, asked: &Migrate) -> Result<Exit, Failure> {
    let store = database::open(context).await?;
    let done = database::bring_up_to_date(context, &store, asked.yes).await;
    database::close(store).await;
    let (what, from, copy) = match done? {
        Migrated::UpToDate => ("up-to-date", None, None),
        Migrated::Created => ("created", None, None),
        Migrated::Upgraded { from, copy } => ("upgraded", Some(from), copy),
    };
    if context.console.json {
        context
            .console
            .json_line(&json!({ "schema": what, "from": from, "copy": copy }));
    } else if what == "up-to-date" {
        context.console.message("the database is up to date");
    }
    Ok(Exit::Done)
}
