//! `stakegraph documents`: supplying texts, and finding spans in them.

use std::path::Path;

use crate::{
    operations::{
        documents::{Added, DocumentError, Supplied, add, find},
        text::Text,
    },
    store::Store,
};

use super::arguments::{Documents, DocumentsAdd, DocumentsSpans};
use super::import::{counted, print_violations};
use super::{Context, Exit, Failure, database, files};

/// Runs the command asked for.
pub(super) async fn run(context: &Context, asked: &Documents) -> Result<Exit, Failure> {
    match asked {
        Documents::Add(asked) => add_all(context, asked).await,
        Documents::Spans(asked) => spans(context, asked).await,
    }
}

/// Each text is kept or refused by itself; the worst of them decides the exit code.
async fn add_all(context: &Context, asked: &DocumentsAdd) -> Result<Exit, Failure> {
    if asked.key.is_some() && asked.files.len() > 1 {
        return Err(Failure::usage("--key names the document of one file"));
    }
    let store = database::open_migrated(context).await?;
    let mut worst = Exit::Done;
    for file in &asked.files {
        let name = file.display().to_string();
        let bytes = files::bytes(file)
            .map_err(|error| Failure::new(Exit::Failed, format!("cannot read {name}: {error}")))?;
        let supplied = Supplied {
            file: name,
            bytes,
            key: asked.key.clone(),
        };
        let exit = add_one(context, &store, &supplied).await?;
        worst = if worst == Exit::Done { exit } else { worst };
    }
    database::close(store).await;
    Ok(worst)
}

async fn add_one(context: &Context, store: &Store, supplied: &Supplied) -> Result<Exit, Failure> {
    let console = context.console;
    match add(store, supplied, &files::user(), files::now()).await {
        Ok(added) if console.json => console.json_line(&added),
        Ok(added) => console.message(said(&added)),
        Err(DocumentError::Violations(violations)) => {
            print_violations(console, &violations);
            let found = counted(violations.len(), "violation");
            console.message(format_args!("{}: {found}; not kept", supplied.file));
            return Ok(Exit::Violations);
        }
        Err(DocumentError::Unknown(message)) => {
            console.error(message);
            return Ok(Exit::NotFound);
        }
        Err(DocumentError::Store(error)) => return Err(files::refused_by_store(&error)),
    }
    Ok(Exit::Done)
}

fn said(added: &Added) -> String {
    let kept = if added.held {
        "was held already"
    } else {
        "is kept"
    };
    format!(
        "{}: the text of {} {kept}; {} found again; {} facts amended",
        added.file,
        added.document,
        counted(added.spans, "span"),
        added.recorded.amended
    )
}

async fn spans(context: &Context, asked: &DocumentsSpans) -> Result<Exit, Failure> {
    let text = match &asked.file {
        Some(file) => Some(read(file)?),
        None => held(context, &asked.key).await?,
    };
    let Some(text) = text else {
        return Err(Failure::new(
            Exit::NotFound,
            format!("the text of {} is not held", asked.key),
        )
        .with_help("supply it with `stakegraph documents add FILE`, or name it with --file FILE"));
    };
    let found = find(&Text::new(text), &asked.phrase);
    for occurrence in &found {
        if context.console.json {
            context.console.json_line(occurrence);
        } else {
            context.console.data(occurrence.line("name"));
        }
    }
    if found.is_empty() {
        let message = format!("the phrase does not stand in the text of {}", asked.key);
        return Err(Failure::new(Exit::NotFound, message));
    }
    Ok(Exit::Done)
}

/// The text of a file.
fn read(file: &Path) -> Result<String, Failure> {
    let cannot = |why: String| {
        Failure::new(
            Exit::Failed,
            format!("cannot read {}: {why}", file.display()),
        )
    };
    let bytes = files::bytes(file).map_err(|error| cannot(error.to_string()))?;
    String::from_utf8(bytes).map_err(|_| cannot("it is not UTF-8".to_owned()))
}

/// The text that the database holds of a document.
async fn held(context: &Context, key: &str) -> Result<Option<String>, Failure> {
    let store = database::open_to_read(context).await?;
    let text = store.text(key).await;
    database::close(store).await;
    text.map_err(|error| files::refused_by_store(&error))
}
