//! Files that commands read and write, and who runs them.

use std::{
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    exchange::dossier,
    operations::{
        dossier::Reading,
        violation::{Code, Position, Violation},
    },
    store::StoreError,
};

use super::{Exit, Failure};

/// The name under which standard input is shown and given.
pub(super) const STDIN: &str = "-";

/// The files of an import, in the order given.
pub(super) struct Sources(Vec<Source>);

enum Source {
    Text(String, String),
    Unreadable(Box<Reading>),
}

impl Sources {
    /// Reads the files; those that cannot be read become violations like any other.
    ///
    /// # Errors
    /// When standard input is asked for twice.
    pub(super) fn open(files: &[PathBuf]) -> Result<Self, Failure> {
        if files.iter().filter(|file| is_stdin(file)).count() > 1 {
            return Err(Failure::usage("standard input can be read only once"));
        }
        Ok(Self(files.iter().map(|file| source(file)).collect()))
    }

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

fn source(file: &Path) -> Source {
    let name = file.display().to_string();
    let start = Position { line: 1, column: 1 };
    match bytes(file) {
        Err(error) => refused(&name, start, Code::Unreadable, &error.to_string()),
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Source::Text(name, text),
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
                let message = "the file is not UTF-8 from here on";
                refused(&name, end_of(&before), Code::NotUtf8, message)
            }
        },
    }
}

/// The bytes of a file, or of standard input.
pub(super) fn bytes(file: &Path) -> std::io::Result<Vec<u8>> {
    if !is_stdin(file) {
        return std::fs::read(file);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
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
        | StoreError::Collision(..)
        | StoreError::NotEmpty => Exit::Conflict,
        _ => Exit::Database,
    };
    Failure::new(exit, format!("{error}; nothing was recorded"))
}
