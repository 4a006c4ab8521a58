//! What surrounds every request: its id in and out, its line in the log, the headers that every
//! answer has, and a panic that becomes an answer.
//!
//! The log line names the route, never the address as it was asked for, so that neither
//! queries nor names get into it.

use std::hash::{BuildHasher, RandomState};
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, LazyLock};

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::FutureExt;
use tokio::time::Instant;

use super::accept::Media;
use super::refusal::Refusal;
use super::security;
use crate::telemetry;

/// The header that carries the id.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest id that is taken over from a client.
const LONGEST_ID: usize = 64;

/// What the answer, its errors and the log call the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RequestId(Arc<str>);

impl RequestId {
    /// The id as text.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The client's id when it is harmless, else a new one.
    fn of(headers: &HeaderMap) -> Self {
        headers
            .get(REQUEST_ID)
            .and_then(|value| value.to_str().ok())
            .filter(|id| is_harmless(id))
            .map_or_else(Self::next, |id| Self(id.into()))
    }

    /// An id that no other request of this process has, and that cannot be guessed from the last.
    fn next() -> Self {
        static KEY: LazyLock<RandomState> = LazyLock::new(RandomState::new);
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        Self(format!("{:016x}", KEY.hash_one(count)).into())
    }
}

/// Gives the request its id, catches its panic and logs it.
pub(super) async fn wrap(mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let id = RequestId::of(request.headers());
    request.extensions_mut().insert(id.clone());
    let method = word(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(panic) => {
            tracing::error!(
                request_id = id.as_str(),
                panic = panic_text(&*panic),
                "a request panicked"
            );
            Refusal::internal().response(Media::Json, &id)
        }
    };
    security::complete(response.headers_mut());
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    log(method, route, response.status(), started, &id);
    response
}

/// One line a request; probes only when debugging, or nothing else would be seen.
fn log(method: &'static str, route: &str, status: StatusCode, started: Instant, id: &RequestId) {
    let (status, request_id) = (status.as_u16(), id.as_str());
    let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    telemetry::request(method, route, status);
    if matches!(route, "/livez" | "/readyz") {
        tracing::debug!(method, route, status, milliseconds, request_id, "request");
    } else {
        tracing::info!(method, route, status, milliseconds, request_id, "request");
    }
}

/// The method, when it is one of those that mean something: a client may send any word.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

fn is_harmless(id: &str) -> bool {
    (1..=LONGEST_ID).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}
