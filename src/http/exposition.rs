//! The page of metrics, for Prometheus, on a port of its own that the public never reaches.

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::routing::get;

use super::{Options, Readiness};
use crate::telemetry::State;

/// The text format of Prometheus.
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");

type Page = ([(HeaderName, HeaderValue); 1], String);

/// What the page is made of: the text of all metrics, and how many connections to the database
/// there are, and how many of them do nothing.
pub struct Metrics {
    /// The text of all metrics.
    pub text: Box<dyn Fn() -> String + Send + Sync>,
    /// The connections to the database, and those of them that do nothing.
    pub connections: Box<dyn Fn() -> (u32, u32) + Send + Sync>,
    /// Whether the service can answer.
    pub readiness: Readiness,
    /// What is under way.
    pub options: Options,
}

impl std::fmt::Debug for Metrics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

impl Metrics {
    fn page(&self) -> Page {
        let (connections, connections_idle) = (self.connections)();
        let (under_way, waiting) = self.options.load.state();
        let (open, subscriptions) = self.options.streams.state();
        let state = State {
            connections_used: connections.saturating_sub(connections_idle),
            connections_idle,
            under_way,
            waiting,
            open,
            subscriptions,
            ready: self.readiness.is_ready(),
        };
        state.record();
        ([(header::CONTENT_TYPE, TEXT)], (self.text)())
    }
}

/// The only route: `/metrics`.
pub fn metrics(metrics: Metrics) -> Router {
    let metrics = Arc::new(metrics);
    Router::new().route("/metrics", get(async move || metrics.page()))
}
