//! `export --history`, and `import` of what it wrote: the whole history, a line a row.

use std::{
    fs::File,
    io::{BufRead, BufReader, BufWriter, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use entity::vocabulary::Tier;
use serde_json::json;

use crate::{
    exchange::history::{self, BEGINNING, Writer},
    operations::{history as operation, import::ImportError},
};

use super::{
    Console, Context, Exit, Failure,
    arguments::Export,
    database, files,
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
    let rows = match &asked.output {
        None => write(&store, BufWriter::new(std::io::stdout())).await,
        Some(file) => {
            let mut beside = file.as_os_str().to_owned();
            beside.push(".part");
            let beside = PathBuf::from(beside);
            let rows = write(&store, BufWriter::new(File::create(&beside)?)).await?;
            File::open(&beside)?.sync_all()?;
            std::fs::rename(&beside, file)?;
            Ok(rows)
        }
    }?;
    database::close(store).await;
    context.console.message(format_args!(
        "{} written; the texts of documents are not among them",
        counted(rows, "row")
    ));
    Ok(Exit::Done)
}

async fn write(store: &crate::store::Store, out: impl Write + Send) -> Result<usize, Failure> {
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

/// A file by its name and what is read from it.
pub(super) type Opened = (String, Box<dyn BufRead>);

/// The history in these files, when that is what they hold: it stands in a file of its own.
pub(super) fn open(files: &[PathBuf]) -> Result<Option<Opened>, Failure> {
    for file in files {
        let Ok(mut input) = reader(file) else {
            // What cannot be read is told with the dossiers.
            continue;
        };
        if input
            .fill_buf()
            .is_ok_and(|start| start.starts_with(BEGINNING))
        {
            if files.len() > 1 {
                return Err(Failure::usage("a history is imported alone"));
            }
            return Ok(Some((file.display().to_string(), input)));
        }
    }
    Ok(None)
}

fn reader(file: &Path) -> std::io::Result<Box<dyn BufRead>> {
    if file == Path::new(files::STDIN) {
        // What was looked at stays in the buffer that all of standard input shares.
        return Ok(Box::new(std::io::stdin().lock()));
    }
    Ok(Box::new(BufReader::new(File::open(file)?)))
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
