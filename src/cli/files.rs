//! Files that commands read, and who runs them.
//!
//! Not here: files that are written (`draft`).

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    exchange::{dossier, history},
    operations::{
        dossier::Reading,
        violation::{Code, Position, Violation},
    },
    store::StoreError,
};

use super::{Exit, Failure};

/// The name under which standard input is shown and given.
const STDIN: &str = "-";

/// What the files of an import hold.
pub(super) enum Given {
    /// Dossiers.
    Dossiers(Sources),
    /// A history, in a file of its own.
    History(Opened),
}

/// A file by its name and what is read from it.
pub(super) type Opened = (String, Box<dyn BufRead>);

/// The files of an import, in the order given.
pub(super) struct Sources(Vec<Source>);

enum Source {
    Text(String, String),
    Unreadable(Box<Reading>),
}

/// Reads the files, each once, so that a pipe will do; those that cannot be read become violations
/// like any other.
///
/// # Errors
/// When standard input is asked for twice, or a history with something else.
pub(super) fn open(files: &[PathBuf]) -> Result<Given, Failure> {
    if files.iter().filter(|file| is_stdin(file)).count() > 1 {
        return Err(Failure::usage("standard input can be read only once"));
    }
    let mut sources = Vec::new();
    for file in files {
        let name = file.display().to_string();
        let mut input = match reader(file) {
            Ok(input) => input,
            Err(error) => {
                sources.push(unreadable(&name, &error));
                continue;
            }
        };
        if holds_history(&mut input) {
            if files.len() > 1 {
                return Err(Failure::usage("a history is imported alone"));
            }
            return Ok(Given::History((name, input)));
        }
        sources.push(source(name, input));
    }
    Ok(Given::Dossiers(Sources(sources)))
}

impl Sources {
    /// The dossiers of the files, one after the other.
    pub(super) fn readings(&self) -> impl Iterator<Item = Reading> {
        self.0.iter().flat_map(|source| {
            let (read, refused) = match source {
                Source::Text(name, text) => (Some(dossier::read(name, text)), None),
                Source::Unreadable(reading) => (None, Some((**reading).clone())),
            };
            read.into_iter().flatten().chain(refused)
        })
    }
}

fn is_stdin(file: &Path) -> bool {
    file == Path::new(STDIN)
}

fn reader(file: &Path) -> io::Result<Box<dyn BufRead>> {
    if is_stdin(file) {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(BufReader::new(File::open(file)?)))
}

/// What is looked at stays to be read.
fn holds_history(input: &mut impl BufRead) -> bool {
    let start = input.fill_buf();
    start.is_ok_and(|start| start.starts_with(history::BEGINNING))
}

fn source(name: String, mut input: impl Read) -> Source {
    let mut bytes = Vec::new();
    if let Err(error) = input.read_to_end(&mut bytes) {
        return unreadable(&name, &error);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Source::Text(name, text),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
            let message = "the file is not UTF-8 from here on";
            refused(&name, end_of(&before), Code::NotUtf8, message)
        }
    }
}

fn unreadable(name: &str, error: &io::Error) -> Source {
    let start = Position { line: 1, column: 1 };
    refused(name, start, Code::Unreadable, &error.to_string())
}

/// The bytes of a file, or of standard input.
pub(super) fn bytes(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader(file)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn end_of(text: &str) -> Position {
    let last = text.rsplit('\n').next().unwrap_or_default();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Position {
        line: count(text.matches('\n').count() + 1),
        column: count(last.chars().count() + 1),
    }
}

fn refused(name: &str, position: Position, code: Code, message: &str) -> Source {
    let file: Arc<str> = name.into();
    Source::Unreadable(Box::new(Reading {
        dossier: None,
        unread: std::collections::BTreeSet::new(),
        complete: false,
        loose: Vec::new(),
        violations: vec![Violation::new(&file, position, "", code, message)],
    }))
}

/// The time now, for what is recorded.
#[expect(
    clippy::disallowed_methods,
    reason = "the command line is the door at which the clock is read"
)]
pub(super) fn now() -> i64 {
    chrono::Utc::now().timestamp_micros()
}

/// Who runs the command, for what is recorded.
pub(super) fn user() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|user| !user.is_empty()))
        .unwrap_or_else(|| "command line".to_owned())
}

/// What the store refused, as a failure of a command.
pub(super) fn refused_by_store(error: &StoreError) -> Failure {
    tracing::debug!(?error, "the store refused");
    let exit = match error {
        StoreError::Conflict { .. }
        | StoreError::Dangling { .. }
        | StoreError::Opened(_)
        | StoreError::Collision(..)
        | StoreError::NotEmpty => Exit::Conflict,
        _ => Exit::Database,
    };
    Failure::new(exit, format!("{error}; nothing was recorded"))
}
