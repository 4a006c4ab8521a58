//! What the service tells of itself: its metrics, and where its spans go.
//!
//! Every floor may use it, and it uses none. A label takes its values from a closed list, or from
//! what clients send only as far as [`Few`] lets it, so that nobody can make the number of series
//! grow. Nothing here holds a value of a query or a name of a person: operations go by their hash
//! and by the name that their author gave them. To add a metric: add a line to the table, and
//! record it where it happens. Not here: the page that shows the metrics (`http::metrics`).

use std::time::Duration;

use metrics::{
    Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram,
};

mod few;
mod otlp;
mod recorder;

use few::Few;
pub use otlp::{Spans, SpansError, spans};
pub use recorder::{Recorder, RecorderError, recorder};

macro_rules! metrics {
    ($( $(#[doc = $doc:literal])+ $constant:ident = $name:literal, $kind:ident, $unit:ident; )+) => {
        $( $(#[doc = $doc])+ const $constant: &str = $name; )+

        /// Says what each metric means, once the recorder is there.
        pub fn describe() {
            $( $kind!($name, Unit::$unit, concat!($($doc),+).trim_ascii()); )+
        }

        /// The name and the meaning of every metric.
        pub const METRICS: &[(&str, &str)] = &[$(($name, concat!($($doc),+).trim_ascii())),+];
    };
}

metrics! {
    /// How long operations took, by name, type and outcome.
    OPERATION = "stakegraph_operation_seconds", describe_histogram, Seconds;
    /// What operations and events cost: as it was held for them, and as it turned out.
    COST = "stakegraph_operation_cost", describe_histogram, Count;
    /// Events of subscriptions that were answered.
    EVENTS = "stakegraph_events_total", describe_counter, Count;
    /// Requests that were refused, by the code of the reason.
    REFUSALS = "stakegraph_refusals_total", describe_counter, Count;
    /// Errors that left in answers, by code.
    ERRORS = "stakegraph_errors_total", describe_counter, Count;
    /// Lookups in caches, by cache and by whether it was there.
    CACHE = "stakegraph_cache_total", describe_counter, Count;
    /// HTTP requests, by method, route and status.
    REQUESTS = "stakegraph_http_requests_total", describe_counter, Count;
    /// How long statements took in the database, by whether they failed.
    SQL = "stakegraph_sql_seconds", describe_histogram, Seconds;
    /// Connections to the database, by whether they are in use.
    POOL = "stakegraph_database_connections", describe_gauge, Count;
    /// Requests that are being answered.
    UNDER_WAY = "stakegraph_requests_under_way", describe_gauge, Count;
    /// Requests that wait for their turn.
    WAITING = "stakegraph_requests_waiting", describe_gauge, Count;
    /// Connections held open for operations, and subscriptions under way.
    STREAMS = "stakegraph_streams", describe_gauge, Count;
    /// Whether the service can answer.
    READY = "stakegraph_ready", describe_gauge, Count;
}

/// Where the buckets of times end, in seconds.
pub const SECONDS: &[f64] = &[
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0,
];

/// Where the buckets of costs end.
pub const COSTS: &[f64] = &[1.0, 10.0, 100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0];

/// How many names of operations are told apart; the rest are one.
static OPERATIONS: Few = Few::new(100);

/// How a histogram of this name is cut into buckets.
#[must_use]
pub fn buckets() -> [(&'static str, &'static [f64]); 3] {
    [(OPERATION, SECONDS), (SQL, SECONDS), (COST, COSTS)]
}

/// An operation came to its end.
pub fn operation(name: Option<&str>, kind: &'static str, outcome: &'static str, took: Duration) {
    let name = name.map_or_else(|| "".into(), |name| OPERATIONS.label(name));
    histogram!(OPERATION, "operation" => name, "type" => kind, "outcome" => outcome)
        .record(took.as_secs_f64());
}

/// What was held for an operation or an event, and what it used of it.
pub fn cost(requested: u64, actual: u64) {
    for (of, cost) in [("requested", requested), ("actual", actual)] {
        #[expect(clippy::cast_precision_loss, reason = "buckets are rougher")]
        histogram!(COST, "of" => of).record(cost as f64);
    }
}

/// Something was looked up in a cache.
pub fn looked_up(cache: &'static str, found: bool) {
    counter!(CACHE, "cache" => cache, "found" => word(found)).increment(1);
}

/// An event of a subscription was answered.
pub fn event() {
    counter!(EVENTS).increment(1);
}

/// A request was refused.
pub fn refused(reason: &'static str) {
    counter!(REFUSALS, "reason" => reason).increment(1);
}

/// An error left.
pub fn error(code: &'static str) {
    counter!(ERRORS, "code" => code).increment(1);
}

/// A request was answered. Its route is that of the router, never what was asked for.
pub fn request(method: &'static str, route: &str, status: u16) {
    let labels = [
        ("method", method.to_owned()),
        ("route", route.to_owned()),
        ("status", status.to_string()),
    ];
    counter!(REQUESTS, &labels).increment(1);
}

/// A statement came back from the database: its text, with places for values.
pub fn statement(sql: &str, took: Duration, failed: bool) {
    histogram!(SQL, "failed" => word(failed)).record(took.as_secs_f64());
    otlp::statement(sql, took, failed);
}

/// How things stand, looked at when somebody asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// Connections to the database that do something.
    pub connections_used: u32,
    /// Connections to the database that do nothing.
    pub connections_idle: u32,
    /// Requests that are being answered.
    pub under_way: usize,
    /// Requests that wait for their turn.
    pub waiting: usize,
    /// Connections held open for operations.
    pub open: usize,
    /// Subscriptions under way.
    pub subscriptions: usize,
    /// Whether the service can answer.
    pub ready: bool,
}

impl State {
    /// Puts it into the metrics.
    pub fn record(self) {
        let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        gauge!(POOL, "state" => "used").set(f64::from(self.connections_used));
        gauge!(POOL, "state" => "idle").set(f64::from(self.connections_idle));
        gauge!(UNDER_WAY).set(number(self.under_way));
        gauge!(WAITING).set(number(self.waiting));
        gauge!(STREAMS, "of" => "connections").set(number(self.open));
        gauge!(STREAMS, "of" => "subscriptions").set(number(self.subscriptions));
        gauge!(READY).set(f64::from(u8::from(self.ready)));
    }
}

const fn word(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}
