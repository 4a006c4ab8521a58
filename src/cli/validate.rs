//! `stakegraph validate`: the rules of an import, without a database.
//!
//! Nothing is known beyond the files given: a key that stands in none of them dangles.

use crate::operations::validation::{Known, check};

use super::arguments::Validate;
use super::import::{counted, print_violations};
use super::{Context, Exit, Failure, files};

/// Checks the files together.
pub(super) fn run(context: &Context, asked: &Validate) -> Result<Exit, Failure> {
    let sources = files::Sources::open(&asked.files)?;
    let readings: Vec<_> = sources.readings().collect();
    let known = Known::default();
    let violations = check(&readings, &known).violations;
    print_violations(context.console, &violations);
    if violations.is_empty() {
        let dossiers = counted(readings.len(), "dossier");
        context
            .console
            .message(format_args!("{dossiers} without violations"));
        return Ok(Exit::Done);
    }
    let found = counted(violations.len(), "violation");
    context.console.message(format_args!(
        "{found}; checked without a database: keys must stand in the files given"
    ));
    Ok(Exit::Violations)
}
