//! `stakegraph serve`: migrate, load when empty, listen, stop gracefully.
//!
//! Everything that can be wrong with the settings is told before the database is touched.
//! Not here: routes (`http`), what loading does (`operations`).

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::graphql::{self, Engine, Trusted};
use crate::http::{self, App, ClientHeader, Load, Options, Origins, Readiness, Streams, Viewers};
use crate::operations::snapshots::Snapshots;
use crate::store::Store;

use super::arguments::Serve;
use super::{Context, Exit, Failure, built_in, database};

mod exposition;

/// How often readiness is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// How old the log's last answer may be before it is asked again, while requests come thick.
const LOG_AGE: Duration = Duration::from_millis(2);

/// How long the database may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(1);

/// Serves until it is told to stop.
pub(super) async fn run(context: &Context, asked: &Serve) -> Result<Exit, Failure> {
    let viewers = Arc::new(viewers(context)?);
    let options = options(context)?;
    let streams = options.streams.clone();
    let trusted = trusted(context)?;
    // Listened for from the beginning, so that a stop during the load is no kill.
    let stop = stop_signal()?;
    tokio::pin!(stop);
    let store = tokio::select! {
        store = prepared(context, asked) => store?,
        () = &mut stop => return Ok(Exit::Interrupted),
    };
    let readiness = Readiness::ready();
    exposition::serve(context, &store, &readiness, &options).await?;
    let app = App {
        door: graphql::door_by(engine(context, &store), store.clone())
            .under(context.settings.graphql.policy())
            .trusting(trusted)
            .slow_after(context.settings.log.slow()),
        viewers,
        readiness: readiness.clone(),
        options,
    };
    let bind = context.settings.http.bind;
    let listener = TcpListener::bind(bind).await.map_err(|error| {
        Failure::new(Exit::Failed, format!("cannot listen on {bind}: {error}"))
            .with_help("choose another address with --bind ADDR:PORT; port 0 picks a free one")
    })?;
    context.console.line(format_args!(
        "listening on http://{}",
        listener.local_addr()?
    ));
    let (stopping, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = http::serve(
        listener,
        http::router(app),
        context.settings.http.connections(),
        async {
            let _ = stopped.await;
        },
    );
    tokio::pin!(serving);
    let watching = watch(&store, &readiness);
    tokio::select! {
        () = &mut serving => {}
        () = watching => {}
        () = stop => {
            readiness.set(false);
            context.console.message("stopping; once more ends it at once");
            super::end_on_interrupt();
            let _ = stopping.send(());
            let grace = context.settings.http.connections().grace;
            let closed = tokio::time::timeout(grace, streams.stop());
            tokio::join!(serving, async { let _ = closed.await; });
        }
    }
    database::close(store).await;
    Ok(Exit::Done)
}

/// What answers lists and links; the graph in memory is begun with when it may.
fn engine(context: &Context, store: &Store) -> Engine {
    let snapshots = Snapshots::new(store.clone());
    snapshots.bear(LOG_AGE);
    if !context.settings.database.snapshot {
        return Engine::Sql;
    }
    tokio::spawn(async move {
        if let Err(fault) = snapshots.latest().await {
            tracing::warn!(%fault, "the graph in memory could not be made");
        }
    });
    Engine::Either
}

/// The viewers of the token file.
///
/// # Errors
/// When the file cannot be read, with every line that is wrong.
pub(super) fn viewers(context: &Context) -> Result<Viewers, Failure> {
    let Some(file) = context.settings.http.viewer_token_file() else {
        return Ok(Viewers::default());
    };
    let text = std::fs::read_to_string(&file).map_err(|error| {
        Failure::usage(format!(
            "cannot read the viewer tokens in {}: {error}",
            file.display()
        ))
    })?;
    Viewers::parse(&text).map_err(|problems| {
        let told: Vec<String> = problems
            .iter()
            .map(|problem| format!("{}: {problem}", file.display()))
            .collect();
        Failure::usage(told.join("\n")).with_help(
            "a line is: SHA-256-of-token tier name; printf %s TOKEN | sha256sum gives the first",
        )
    })
}

/// The origins that may call from a browser.
///
/// # Errors
/// At the first that is no origin.
pub(super) fn origins(context: &Context) -> Result<Origins, Failure> {
    let listed = context
        .settings
        .http
        .allowed_origins
        .iter()
        .map(String::as_str);
    Origins::parse(listed).map_err(|error| Failure::usage(format!("http.allowed_origins: {error}")))
}

fn options(context: &Context) -> Result<Options, Failure> {
    let http = &context.settings.http;
    Ok(Options {
        allowed_origins: origins(context)?,
        body_limit: http.body_limit,
        deadline: http.deadline(),
        load: Load::new(http.concurrency, http.queue),
        streams: Streams::new(context.settings.streams.limits()),
        graphiql: http.graphiql,
        client_header: client_header(context)?,
        batch: context.settings.graphql.batch,
    })
}

/// The header in which a proxy says whose request it is.
///
/// # Errors
/// When it is no name of a header.
fn client_header(context: &Context) -> Result<Option<ClientHeader>, Failure> {
    let name = context.settings.http.client_header.as_str();
    if name.is_empty() {
        return Ok(None);
    }
    let header = ClientHeader::named(name);
    let fault = || Failure::usage(format!("http.client_header: {name:?} is no header"));
    header.map(Some).ok_or_else(fault)
}

/// The trusted documents: those of the explorer, and of the file if there is one.
///
/// # Errors
/// When the file cannot be read, and with each document that does not fit the schema.
pub(super) fn trusted(context: &Context) -> Result<Trusted, Failure> {
    let mut texts: BTreeMap<_, _> = http::operations().collect();
    texts.extend(listed(context)?);
    let texts = texts.iter().map(|(id, text)| (id.as_str(), text.as_str()));
    graphql::trusted(texts).map_err(|wrong| {
        let told = wrong.join("\n");
        Failure::usage(format!("trusted documents do not fit the schema:\n{told}"))
    })
}

/// The texts in the file of trusted documents, by id.
///
/// # Errors
/// When there is one and it cannot be read.
fn listed(context: &Context) -> Result<BTreeMap<String, String>, Failure> {
    let Some(file) = context.settings.graphql.trusted_documents() else {
        return Ok(BTreeMap::new());
    };
    let read = std::fs::read_to_string(&file).map_err(|error| error.to_string());
    read.and_then(|text| Trusted::texts(&text).map_err(|error| error.to_string()))
        .map_err(|error| {
            let file = file.display();
            Failure::usage(format!(
                "cannot read the trusted documents in {file}: {error}"
            ))
            .with_help("the file is a JSON object with the text of a document for each id")
        })
}

/// The database, migrated, and loaded when it is empty.
async fn prepared(context: &Context, asked: &Serve) -> Result<Store, Failure> {
    let store = database::open_migrated(context).await?;
    if !asked.empty {
        built_in::load_when_empty(context, &store).await?;
    }
    Ok(store)
}

/// Keeps the readiness up to date, for ever.
async fn watch(store: &Store, readiness: &Readiness) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        let there = matches!(
            tokio::time::timeout(PATIENCE, store.ping()).await,
            Ok(Ok(()))
        );
        if there != readiness.is_ready() {
            tracing::warn!(ready = there, "readiness changed");
            readiness.set(there);
        }
    }
}

/// Resolves when the process is asked to stop.
#[cfg(unix)]
fn stop_signal() -> Result<impl Future<Output = ()>, Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Resolves when the process is asked to stop.
#[cfg(not(unix))]
fn stop_signal() -> Result<impl Future<Output = ()>, Failure> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
