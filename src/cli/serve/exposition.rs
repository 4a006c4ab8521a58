//! The metrics of a server: the recorder, and the port on which they are shown.

use std::time::Duration;

use tokio::net::TcpListener;

use crate::cli::{Context, Exit, Failure};
use crate::http::{self, Connections, Metrics, Options, Readiness};
use crate::store::Store;
use crate::telemetry;

/// How often what was measured is put into its buckets, so that it takes no more room.
const UPKEEP: Duration = Duration::from_secs(5);

/// What a reader of metrics may do: there are few of them.
const CONNECTIONS: Connections = Connections {
    most: 16,
    head: Duration::from_secs(5),
    patience: Duration::from_secs(5),
    grace: Duration::ZERO,
};

/// Shows metrics where the settings say, for as long as the process runs.
///
/// # Errors
/// When the address cannot be listened on.
pub(super) async fn serve(
    context: &Context,
    store: &Store,
    readiness: &Readiness,
    options: &Options,
) -> Result<(), Failure> {
    let Some(bind) = context.settings.metrics.bind()? else {
        return Ok(());
    };
    let failed = |what: &dyn std::fmt::Display| {
        Failure::new(
            Exit::Failed,
            format!("cannot show metrics on {bind}: {what}"),
        )
        .with_help("choose another address in metrics.bind, or an empty one for none")
    };
    let listener = TcpListener::bind(bind)
        .await
        .map_err(|error| failed(&error))?;
    let recorder = telemetry::recorder().map_err(|error| failed(&error))?;
    let upkeep = recorder.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(UPKEEP).await;
            upkeep.upkeep();
        }
    });
    context.console.message(format_args!(
        "metrics on http://{}/metrics",
        listener.local_addr()?
    ));
    let store = store.clone();
    let router = http::metrics(Metrics {
        text: Box::new(move || recorder.text()),
        connections: Box::new(move || store.connections()),
        readiness: readiness.clone(),
        options: options.clone(),
    });
    let serving = http::serve(listener, router, CONNECTIONS, std::future::pending());
    tokio::spawn(serving);
    Ok(())
}
