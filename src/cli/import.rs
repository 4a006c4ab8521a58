//! `stakegraph import`: dossiers, or a history, into the database, all or nothing.

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::operations::{
    import::{ImportError, Options, Report, Step, import},
    violation::Violation,
};

use super::arguments::Import;
use super::{
    Console, Context, Exit, Failure, database,
    files::{self, Given},
    history,
};

/// Imports, and says what changed.
pub(super) async fn run(context: &Context, asked: &Import) -> Result<Exit, Failure> {
    let sources = match files::open(&asked.files)? {
        Given::Dossiers(sources) => sources,
        Given::History(found) => return history::import(context, found, asked.dry_run).await,
    };
    let store = database::open_migrated(context).await?;
    let bar = bar(context.console);
    let progress = |step: Step<'_>| match step {
        Step::Read(dossier) => bar.set_message(format!("read {dossier}")),
        Step::Checking => bar.set_message("checking"),
        Step::Recording(facts) => bar.set_message(format!("recording {facts} facts")),
    };
    let options = Options {
        by: &files::user(),
        now: files::now(),
        dry_run: asked.dry_run,
        progress: &progress,
    };
    let done = import(&store, sources.readings(), options).await;
    bar.finish_and_clear();
    database::close(store).await;
    match done {
        Ok(report) => {
            say(context.console, &report);
            Ok(Exit::Done)
        }
        Err(ImportError::Violations(violations)) => {
            print_violations(context.console, &violations);
            context.console.message(format_args!(
                "{}; nothing was imported",
                counted(violations.len(), "violation")
            ));
            Ok(Exit::Violations)
        }
        Err(ImportError::Store(error)) => Err(files::refused_by_store(&error)),
    }
}

/// Violations: data on stdout with `--json`, else messages.
pub(super) fn print_violations(console: Console, violations: &[Violation]) {
    for violation in violations {
        if console.json {
            console.json_line(violation);
        } else {
            console.line(violation);
        }
    }
}

/// `1 violation`, `2 violations`.
pub(super) fn counted(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

fn say(console: Console, report: &Report) {
    if console.json {
        console.json_line(&json!({ "report": report, "foundDone": report.found_done() }));
        return;
    }
    let recorded = report.recorded;
    let facts = format!(
        "{} added, {} amended, {} retracted, {} unchanged",
        recorded.added, recorded.amended, recorded.retracted, recorded.unchanged
    );
    let dossiers = counted(report.dossiers.len(), "dossier");
    let what = match (report.dry_run, report.found_done()) {
        (true, _) => "would be imported, nothing was kept",
        (false, true) => "stood there already",
        (false, false) => "imported",
    };
    console.message(format_args!("{dossiers} {what}: {facts}"));
}

fn bar(console: Console) -> ProgressBar {
    if !console.shows_progress() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner().with_style(ProgressStyle::default_spinner());
    bar.enable_steady_tick(std::time::Duration::from_millis(100));
    bar
}
