//! `stakegraph validate`: the rules of an import, without a database.
//!
//! Nothing is known beyond the files given: a key that stands in none of them dangles.

use crate::{
    exchange::history::read,
    operations::{
        validation::{Known, check},
        violation::Violation,
    },
};

use super::arguments::Validate;
use super::import::{counted, print_violations};
use super::{
    Context, Exit, Failure,
    files::{self, Given},
};

/// Checks the files together.
pub(super) fn run(context: &Context, asked: &Validate) -> Result<Exit, Failure> {
    let sources = match files::open(&asked.files)? {
        Given::Dossiers(sources) => sources,
        Given::History((name, input)) => {
            let refused = read(&name, input).filter_map(Result::err);
            let violations: Vec<_> = refused.map(|violation| *violation).collect();
            return Ok(tell(context, &violations, "a history"));
        }
    };
    let readings: Vec<_> = sources.readings().collect();
    let known = Known::default();
    let violations = check(&readings, &known).violations;
    let dossiers = counted(readings.len(), "dossier");
    Ok(tell(context, &violations, &dossiers))
}

fn tell(context: &Context, violations: &[Violation], what: &str) -> Exit {
    print_violations(context.console, violations);
    if violations.is_empty() {
        let message = format_args!("{what} without violations");
        context.console.message(message);
        return Exit::Done;
    }
    let found = counted(violations.len(), "violation");
    context.console.message(format_args!(
        "{found}; checked without a database: keys must stand in the files given"
    ));
    Exit::Violations
}
