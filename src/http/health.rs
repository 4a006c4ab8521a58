//! The probes: alive, and ready.
//!
//! Both answer in constant time and tell nothing else: readiness is a flag that a task
//! beside the server keeps, so that a flood of probes never reaches the database.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};

use super::App;

/// Whether the service can answer; clones share the flag.
#[derive(Clone, Debug, Default)]
pub struct Readiness(Arc<AtomicBool>);

impl Readiness {
    /// A service that can answer already.
    #[must_use]
    pub fn ready() -> Self {
        Self(Arc::new(AtomicBool::new(true)))
    }

    /// Says whether the service can answer.
    pub fn set(&self, ready: bool) {
        self.0.store(ready, Ordering::Relaxed);
    }

    /// Whether the service can answer.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

const NO_STORE: [(HeaderName, HeaderValue); 1] =
    [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];

type Probe = (StatusCode, [(HeaderName, HeaderValue); 1], &'static str);

/// The process is there.
pub(super) async fn live() -> Probe {
    (StatusCode::OK, NO_STORE, "ok\n")
}

/// The database answers.
pub(super) async fn ready(State(app): State<Arc<App>>) -> Probe {
    if app.readiness.is_ready() {
        (StatusCode::OK, NO_STORE, "ok\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, NO_STORE, "unavailable\n")
    }
}
