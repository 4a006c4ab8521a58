//! The HTTP door: routes, and what surrounds every request.
//!
//! `endpoint` answers GraphQL, `rows` gives files for dashboards, `explorer` the pages that show
//! the graph, `pages` GraphiQL, `health` the probes; `envelope` gives each request its id and its
//! line in the log, `security` the headers; `serve` holds the connections, `load` the requests
//! under way, `streams` the answers that go on.
//! Not here: the schema (`graphql`) and rules (`operations`). To add a route: add a line to
//! [`router`].

mod accept;
mod assets;
mod client;
mod endpoint;
mod entity_tag;
mod envelope;
mod explorer;
mod exposition;
mod health;
mod incoming;
mod load;
mod pages;
mod refusal;
mod rows;
mod security;
mod serve;
mod streams;
mod viewers;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::request::Parts;
use axum::middleware::from_fn;
use axum::routing::get;
use tower::ServiceBuilder;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

use crate::graphql::Door;
use streams::events;

pub use assets::{HOW_TO_GET_GRAPHIQL, has_graphiql, missing_graphiql, operations};
pub use client::ClientHeader;
pub use exposition::{Metrics, metrics};
pub use health::Readiness;
pub use load::Load;
pub use security::{OriginError, Origins};
pub use serve::{Connections, serve};
pub use streams::{StreamLimits, Streams};
pub use viewers::{Problem as ViewerFileProblem, Viewers};

/// What the routes need.
#[derive(Clone, Debug)]
pub struct App {
    /// Answers GraphQL.
    pub door: Door,
    /// Who may read more than the public.
    pub viewers: Arc<Viewers>,
    /// Whether the database answers.
    pub readiness: Readiness,
    /// Limits and switches.
    pub options: Options,
}

/// Limits and switches of the door.
#[derive(Clone, Debug)]
pub struct Options {
    /// The origins whose pages may call the API.
    pub allowed_origins: Origins,
    /// The largest request body, in bytes.
    pub body_limit: usize,
    /// How long a request may take.
    pub deadline: Duration,
    /// How many requests are answered at once.
    pub load: Load,
    /// Answers that go on.
    pub streams: Streams,
    /// Whether GraphiQL is served.
    pub graphiql: bool,
    /// The header in which a proxy says whose request it is.
    pub client_header: Option<ClientHeader>,
    /// The most requests in one body; none for no batches at all.
    pub batch: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            allowed_origins: Origins::default(),
            body_limit: 1024 * 1024,
            deadline: Duration::from_secs(10),
            load: Load::new(0, 256),
            streams: Streams::default(),
            graphiql: true,
            client_header: None,
            batch: 0,
        }
    }
}

impl App {
    /// The address that a request comes from, as far as it may be believed.
    fn address(&self, request: &Parts) -> String {
        let peer = request.extensions.get().copied();
        client::address(&request.headers, peer, self.options.client_header.as_ref())
    }
}

/// Every route, and what surrounds them, from the inside out.
pub fn router(app: App) -> Router {
    let graphql = get(endpoint::get)
        .post(endpoint::post)
        .put(events::reserve)
        .delete(events::end);
    // An answer that goes on must not be gathered, to be compressed or for whatever else.
    let whole = DefaultPredicate::new()
        .and(NotForContentType::const_new("font/"))
        .and(NotForContentType::const_new("multipart/mixed"));
    let api = Router::new()
        .route("/graphql", graphql)
        .route("/rows/{name}", get(rows::get))
        .method_not_allowed_fallback(refusal::method_not_allowed)
        .layer(security::cors(&app.options.allowed_origins));
    Router::new()
        .route("/graphiql", get(pages::graphiql))
        .route("/assets/{name}", get(pages::asset))
        .route("/examples/{name}", get(pages::example))
        .route("/schema.graphql", get(pages::schema))
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .merge(explorer::routes())
        .merge(api)
        .fallback(refusal::no_such_page)
        .method_not_allowed_fallback(refusal::method_not_allowed)
        // One layer: each is a box for every request.
        .layer(
            ServiceBuilder::new()
                .layer(from_fn(envelope::wrap))
                .layer(CompressionLayer::new().compress_when(whole)),
        )
        .with_state(Arc::new(app))
}
