//! `export --history`, and `import` of what it wrote: the whole history, a line a row.

use std::{io::Write, ops::ControlFlow};

use entity::vocabulary::Tier;
use serde_json::json;

use crate::{
    exchange::history::{self, Writer},
    operations::{history as operation, import::ImportError},
    store::Store,
};

use super::{
    Console, Context, Exit, Failure,
    arguments::Export,
    database,
    draft::Draft,
    files::{self, Opened},
    import::{counted, print_violations},
};

/// Writes the history to a file, complete or not at all, or to standard output.
pub(super) async fn export(context: &Context, asked: &Export) -> Result<Exit, Failure> {
    if asked.tier.is_some_and(|tier| tier != Tier::Steward) {
        return Err(Failure::usage(
            "a history is whole: it carries what only stewards see, and has no other tier",
        ));
    }
    let store = database::open_to_read(context).await?;
    let rows = write(context, asked, &store).await;
    database::close(store).await;
    let rows = rows?;
    context.console.message(format_args!(
        "{} written; the texts of documents are not among them",
        counted(rows, "row")
    ));
    Ok(Exit::Done)
}

async fn write(context: &Context, asked: &Export, store: &Store) -> Result<usize, Failure> {
    let Some(file) = &asked.output else {
        return rows(store, context.console.stream()).await;
    };
    let mut draft = Draft::begin(file)?;
    let rows = rows(store, &mut draft.out).await?;
    draft.finish()?.put()?;
    Ok(rows)
}

async fn rows(store: &Store, out: impl Write + Send) -> Result<usize, Failure> {
    let mut writer = Writer::new(out)?;
    let mut failed = None;
    let mut tell = |row| match writer.row(&row) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    };
    let told = operation::export(store, &mut tell).await;
    told.map_err(|error| files::refused_by_store(&error))?;
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(usize::try_from(writer.finish()?).unwrap_or(usize::MAX)),
    }
}

/// Imports a history into an empty database.
pub(super) async fn import(
    context: &Context,
    (name, input): Opened,
    dry_run: bool,
) -> Result<Exit, Failure> {
    let store = database::open_migrated(context).await?;
    let done = operation::import(&store, history::read(&name, input), dry_run).await;
    database::close(store).await;
    match done {
        Ok(rows) => {
            say(context.console, rows, dry_run);
            Ok(Exit::Done)
        }
        Err(ImportError::Violations(violations)) => {
            print_violations(context.console, &violations);
            let found = counted(violations.len(), "violation");
            let message = format_args!("{found}; nothing was imported");
            context.console.message(message);
            Ok(Exit::Violations)
        }
        Err(ImportError::Store(error)) => Err(files::refused_by_store(&error)),
    }
}

fn say(console: Console, rows: u64, dry_run: bool) {
    if console.json {
        let report = json!({ "rows": rows, "dryRun": dry_run });
        console.json_line(&json!({ "history": report }));
        return;
    }
    let rows = counted(usize::try_from(rows).unwrap_or(usize::MAX), "row");
    let what = if dry_run {
        "would be restored, nothing was kept"
    } else {
        "restored"
    };
    console.message(format_args!("a history of {rows} {what}"));
}
