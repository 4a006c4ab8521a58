//! The log: to stderr, filtered, as text or JSON.
//!
//! Not here: what is logged. The request line is in `http::envelope`.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use super::Failure;
use super::settings::{Log, LogFormat};

/// Starts the log; `--quiet` leaves only errors.
///
/// # Errors
/// When the filter does not parse.
pub(super) fn start(log: &Log, quiet: bool) -> Result<(), Failure> {
    let wanted = if quiet { "error" } else { &log.filter };
    let filter = EnvFilter::builder()
        .parse(wanted)
        .map_err(|error| Failure::usage(format!("log.filter: {error}")))?;
    let colours = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let builder = tracing_subscriber::fmt()
        .with_ansi(colours)
        .with_writer(std::io::stderr)
        .with_env_filter(filter);
    let started = match log.format {
        LogFormat::Text => builder.with_target(false).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
    started.map_err(|error| Failure::usage(error.to_string()))
}
