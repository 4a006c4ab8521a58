//! `stakegraph doctor`: looks at everything that a server needs, and changes nothing.
//!
//! A check is a function that returns a [`Finding`]. To add one: write it, and add it to
//! the list in [`run`].

use std::path::Path;

use serde::Serialize;

use crate::operations::migrate::file_of;
use crate::store::{SchemaState, Store, StoreError};

use super::arguments::Doctor;
use super::settings::{DEFAULTS, Origin, without_password};
use super::{Context, Exit, Failure, serve};

/// How a check went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    /// As it should be.
    Ok,
    /// It works, but not all of it.
    Warning,
    /// A server would not start.
    Failed,
}

/// What a check found.
#[derive(Clone, Debug, Serialize)]
struct Finding {
    check: &'static str,
    state: State,
    detail: String,
}

impl Finding {
    fn new(check: &'static str, state: State, detail: impl Into<String>) -> Self {
        Self {
            check,
            state,
            detail: detail.into(),
        }
    }
}

/// Runs every check and prints what each found.
pub(super) async fn run(context: &Context, asked: &Doctor) -> Result<Exit, Failure> {
    if asked.defaults {
        context.console.data(DEFAULTS.trim_end());
        return Ok(Exit::Done);
    }
    let mut findings = vec![
        settings(context),
        viewers(context),
        origins(context),
        data(context)?,
    ];
    let database = database(context).await?;
    let database_failed = database
        .iter()
        .any(|finding| finding.state == State::Failed);
    findings.extend(database);
    findings.push(documents(context));
    findings.push(pages());
    let failed = findings
        .iter()
        .any(|finding| finding.state == State::Failed);
    if context.console.json {
        context
            .console
            .json_line(&serde_json::json!({ "ok": !failed, "checks": findings }));
    } else {
        print(context, &findings);
    }
    Ok(match (database_failed, failed) {
        (true, _) => Exit::Database,
        (false, true) => Exit::Failed,
        (false, false) => Exit::Done,
    })
}

fn print(context: &Context, findings: &[Finding]) {
    let width = findings
        .iter()
        .map(|finding| finding.check.len())
        .max()
        .unwrap_or_default();
    for Finding {
        check,
        state,
        detail,
    } in findings
    {
        let state = match state {
            State::Ok => "ok",
            State::Warning => "warning",
            State::Failed => "FAILED",
        };
        context
            .console
            .data(format_args!("{check:width$}  {state:7}  {detail}"));
    }
}

fn settings(context: &Context) -> Finding {
    let changed: Vec<String> = context
        .origins
        .iter()
        .filter(|(_, origin)| **origin != Origin::Default)
        .map(|(key, origin)| format!("{key} ({origin})"))
        .collect();
    let file = super::settings::user_config_file()
        .map(|file| format!("; your own file would be {}", file.display()))
        .unwrap_or_default();
    let detail = if changed.is_empty() {
        format!("all defaults{file}")
    } else {
        format!("not defaults: {}", changed.join(", "))
    };
    Finding::new("settings", State::Ok, detail)
}

fn viewers(context: &Context) -> Finding {
    match serve::viewers(context) {
        Ok(viewers) if viewers.count() == 0 => {
            Finding::new("viewers", State::Ok, "no tokens: everyone reads as PUBLIC")
        }
        Ok(viewers) => Finding::new("viewers", State::Ok, format!("{} tokens", viewers.count())),
        Err(failure) => Finding::new("viewers", State::Failed, failure.message),
    }
}

fn origins(context: &Context) -> Finding {
    match serve::origins(context) {
        Ok(_) if context.settings.http.allowed_origins.is_empty() => {
            Finding::new("origins", State::Ok, "only this server's own pages")
        }
        Ok(_) => Finding::new(
            "origins",
            State::Ok,
            context.settings.http.allowed_origins.join(", "),
        ),
        Err(failure) => Finding::new("origins", State::Failed, failure.message),
    }
}

fn documents(context: &Context) -> Finding {
    match serve::trusted(context) {
        Ok(trusted) => Finding::new(
            "trusted documents",
            State::Ok,
            format!("{} fit the schema", trusted.count()),
        ),
        Err(failure) => Finding::new("trusted documents", State::Failed, failure.message),
    }
}

fn data(context: &Context) -> Result<Finding, Failure> {
    const CHECK: &str = "data directory";
    if !context.settings.is_embedded() {
        return Ok(Finding::new(
            CHECK,
            State::Ok,
            "not used: the database has its own address",
        ));
    }
    let dir = context.settings.data_dir()?;
    // The directory is made on the first start, in the nearest parent that is there.
    let place = dir
        .ancestors()
        .find(|place| place.exists())
        .unwrap_or(Path::new("/"));
    Ok(match tempfile_in(place) {
        Ok(()) => Finding::new(CHECK, State::Ok, format!("{} is writable", dir.display())),
        Err(error) => Finding::new(CHECK, State::Failed, format!("{}: {error}", dir.display())),
    })
}

/// Whether a file can be made there; it is removed at once.
fn tempfile_in(dir: &Path) -> std::io::Result<()> {
    let file = dir.join(format!(".stakegraph-doctor-{}", std::process::id()));
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&file)?;
    std::fs::remove_file(&file)
}

/// The database, and what is in it.
async fn database(context: &Context) -> Result<Vec<Finding>, Failure> {
    const CHECK: &str = "database";
    let url = context.settings.database_url()?;
    let shown = without_password(&url);
    if file_of(&url).is_some_and(|file| !file.exists()) {
        let detail = format!("{shown} is not there yet: serve makes and loads it");
        return Ok(vec![Finding::new(CHECK, State::Warning, detail)]);
    }
    let store = match super::database::open(context).await {
        Ok(store) => store,
        Err(failure) => return Ok(vec![Finding::new(CHECK, State::Failed, failure.message)]),
    };
    let finding = match store.schema_state().await {
        Ok(SchemaState::Current(step)) => {
            Finding::new(CHECK, State::Ok, format!("{shown}, schema {step}"))
        }
        Ok(SchemaState::Empty) => Finding::new(
            CHECK,
            State::Warning,
            format!("{shown} has no schema yet: run `stakegraph migrate`"),
        ),
        Ok(SchemaState::Older { at, missing }) => Finding::new(
            CHECK,
            State::Warning,
            format!("{shown} is {missing} steps behind, at {at}: run `stakegraph migrate`"),
        ),
        Ok(SchemaState::Newer(step)) => Finding::new(
            CHECK,
            State::Failed,
            format!("{shown} is newer than this program: it has {step}"),
        ),
        Err(error) => Finding::new(CHECK, State::Failed, format!("{shown}: {error}")),
    };
    let current = finding.state == State::Ok;
    let mut findings = vec![finding];
    if current {
        findings.push(spans(&store).await);
    }
    Ok(findings)
}

/// How many spans are verified by the texts that are held.
async fn spans(store: &Store) -> Finding {
    const CHECK: &str = "spans";
    let counted = async { Ok((store.count_texts().await?, store.count_spans().await?)) };
    let counted: Result<_, StoreError> = counted.await;
    match counted {
        Ok((texts, (spans, verified))) => {
            let hint = if texts == 0 {
                "; supply texts with `stakegraph documents add`"
            } else {
                ""
            };
            let detail = format!("{verified} of {spans} verified, {texts} texts held{hint}");
            Finding::new(CHECK, State::Ok, detail)
        }
        Err(error) => Finding::new(CHECK, State::Failed, error.to_string()),
    }
}

fn pages() -> Finding {
    use crate::http::{HOW_TO_GET_GRAPHIQL, missing_graphiql};
    let missing = missing_graphiql();
    if missing.is_empty() {
        return Finding::new("pages", State::Ok, "explorer and GraphiQL are embedded");
    }
    let detail = format!(
        "GraphiQL is missing {}: {HOW_TO_GET_GRAPHIQL}",
        missing.join(", ")
    );
    Finding::new("pages", State::Warning, detail)
}
