//! The pages beside the explorer: GraphiQL, its files, the example queries, the schema.
//!
//! Each page has a policy of its own that names what it loads; none holds inline script.

use std::sync::Arc;

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::App;
use super::accept::Media;
use super::assets;
use super::envelope::RequestId;
use super::refusal::Refusal;
use crate::graphql::ErrorCode;

/// What a page without script loads: our style and pictures.
const PLAIN: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'",
);

/// What GraphiQL loads. Its editor sets styles on elements, hence their 'unsafe-inline';
/// script comes from our own files only.
const GRAPHIQL: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
     font-src 'self' data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'",
);

/// The hash in an asset's address.
#[derive(Debug, Deserialize)]
pub(super) struct Version {
    v: Option<String>,
}

/// `/graphiql`: the query editor, or why it is not there.
pub(super) async fn graphiql(State(app): State<Arc<App>>) -> Response {
    if !app.options.graphiql {
        page("graphiql-off.html", StatusCode::NOT_FOUND, PLAIN)
    } else if assets::has_graphiql() {
        page("graphiql.html", StatusCode::OK, GRAPHIQL)
    } else {
        page(
            "graphiql-missing.html",
            StatusCode::SERVICE_UNAVAILABLE,
            PLAIN,
        )
    }
}

/// `/assets/NAME`: what the pages load.
pub(super) async fn asset(
    Path(name): Path<String>,
    Query(version): Query<Version>,
    Extension(id): Extension<RequestId>,
    headers: HeaderMap,
) -> Response {
    assets::file(&format!("assets/{name}"), version.v.as_deref(), &headers)
        .unwrap_or_else(|| missing(&id))
}

/// `/examples/NAME`: a worked example's query.
pub(super) async fn example(
    Path(name): Path<String>,
    Extension(id): Extension<RequestId>,
    headers: HeaderMap,
) -> Response {
    assets::file(&format!("examples/{name}"), None, &headers).unwrap_or_else(|| missing(&id))
}

/// `/schema.graphql`: the schema in its definition language.
pub(super) async fn schema(State(app): State<Arc<App>>) -> Response {
    (
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        app.door.sdl().to_owned(),
    )
        .into_response()
}

fn page(name: &str, status: StatusCode, policy: HeaderValue) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    let page = assets::seen_from("", assets::page(name).unwrap_or_default());
    (status, headers, page).into_response()
}

fn missing(id: &RequestId) -> Response {
    Refusal::new(ErrorCode::NotFound, "There is nothing at this address.").response(Media::Json, id)
}
