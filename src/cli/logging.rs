//! The log, to stderr, filtered, as text or JSON; and the spans that leave to a collector.
//!
//! Not here: what is logged. The request line is in `http::envelope`, operations are watched in
//! `graphql::door`.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, Layer, layer::SubscriberExt, util::SubscriberInitExt};

use super::Failure;
use super::settings::{Log, LogFormat, Tracing};
use crate::telemetry::{Spans, spans};

/// Starts the log; `--quiet` leaves only errors. With a collector set, gives back the way to it.
///
/// # Errors
/// When the filter does not parse, or the collector's address is none.
pub(super) fn start(log: &Log, tracing: &Tracing, quiet: bool) -> Result<Option<Spans>, Failure> {
    let wanted = if quiet { "error" } else { &log.filter };
    let filter = EnvFilter::builder()
        .parse(wanted)
        .map_err(|error| Failure::usage(format!("log.filter: {error}")))?;
    let colours = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(colours)
        .with_writer(std::io::stderr);
    let lines = match log.format {
        LogFormat::Text => lines.with_target(false).boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    let leaving = leaving(tracing)?;
    tracing_subscriber::registry()
        .with(leaving.as_ref().map(Spans::layer))
        .with(lines.with_filter(filter))
        .try_init()
        .map_err(|error| Failure::usage(error.to_string()))?;
    Ok(leaving)
}

fn leaving(tracing: &Tracing) -> Result<Option<Spans>, Failure> {
    if tracing.endpoint.is_empty() {
        return Ok(None);
    }
    let runtime = tokio::runtime::Handle::current();
    spans(&tracing.endpoint, tracing.share, runtime)
        .map(Some)
        .map_err(|error| Failure::usage(format!("tracing.endpoint: {error}")))
}
