//! The exit codes, one closed list.
//!
//! Scripts depend on them: a code is never renumbered. To add one, add it here and to the
//! table in `docs/OPERATIONS.md`.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// It failed for a reason that none of the others names.
    Failed = 1,
    /// Wrong usage: arguments, configuration or environment.
    Usage = 2,
    /// The input has violations.
    Violations = 3,
    /// What was asked for does not exist.
    NotFound = 4,
    /// It is in conflict with what is stored.
    Conflict = 5,
    /// The database cannot be opened, read, written or migrated.
    Database = 6,
    /// Interrupted by the user.
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
