//! The explorer: its shell at every address that it answers, and its files.
//!
//! The shell is the same page everywhere but for its title and for how far up its files are:
//! it refers to them from where it stands, so that it works under whatever path a proxy puts
//! before it. What it shows it asks of `/graphql`. To add a view: a line in [`VIEWS`], and
//! the module that `web/README.md` tells of. Not here: GraphiQL (`pages`).

use std::sync::Arc;

use axum::Extension;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Map, Value};

use super::App;
use super::accept::Media;
use super::assets;
use super::envelope::RequestId;
use super::refusal::Refusal;
use crate::graphql::{ErrorCode, Outcome, Question};
use crate::store::Viewer;

/// What the explorer loads: its own files, and pictures that it makes itself.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; \
     font-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; \
     trusted-types stakegraph",
);

/// Where its views stand, besides `/e/KEY`.
const VIEWS: [&str; 9] = [
    "/", "/search", "/graph", "/paths", "/trace", "/network", "/map", "/matrix", "/about",
];

/// What a script of the explorer that runs beside the page loads: the layout's library.
const OF_FILES: HeaderValue =
    HeaderValue::from_static("default-src 'none'; script-src 'self'; frame-ancestors 'none'");

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// Its routes.
pub(super) fn routes() -> Router<Arc<App>> {
    VIEWS
        .into_iter()
        .fold(Router::new(), |router, path| {
            router.route(path, get(async || shell(StatusCode::OK, "", None)))
        })
        .route("/e/{key}", get(entity))
        .route("/explorer/{hash}/{*path}", get(file))
}

/// `/e/KEY`: the page of an entity, which is found by its key before any script runs.
///
/// A browser that opens an address sends no token, so what is not public is answered like
/// what does not exist; the page itself asks once more.
async fn entity(
    State(app): State<Arc<App>>,
    Extension(id): Extension<RequestId>,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> Response {
    let viewer = match app.viewers.of(&headers) {
        Ok(viewer) => viewer,
        Err(refusal) => return refusal.response(Media::Json, &id),
    };
    let found = head(&app, &id, key, viewer).await;
    let status = match found {
        Found::Nothing => StatusCode::NOT_FOUND,
        Found::Entity { .. } | Found::Unknown => StatusCode::OK,
    };
    let (title, of_a_person) = match &found {
        Found::Entity { name, is_person } => (Some(name.as_str()), *is_person),
        // What could not be asked may be a person.
        Found::Nothing | Found::Unknown => (None, true),
    };
    let mut response = shell(status, "../", title);
    if of_a_person {
        let policy = HeaderValue::from_static("noindex");
        response.headers_mut().insert(ROBOTS, policy);
    }
    response
}

/// `/explorer/HASH/PATH`: what the shell loads. Another build's files are not given, since a
/// page must not be put together of two.
async fn file(
    Path((hash, path)): Path<(String, String)>,
    Extension(id): Extension<RequestId>,
    headers: HeaderMap,
) -> Response {
    let Some(mut response) = assets::of_explorer(&hash, &path, &headers) else {
        return Refusal::new(ErrorCode::NotFound, "There is nothing at this address.")
            .response(Media::Json, &id);
    };
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, OF_FILES);
    response
}

fn shell(status: StatusCode, up: &str, title: Option<&str>) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    let page = assets::shell(up, title).unwrap_or_default();
    (status, headers, page).into_response()
}

/// What stands behind a key, as far as the viewer may know.
enum Found {
    Entity { name: String, is_person: bool },
    Nothing,
    Unknown,
}

async fn head(app: &App, id: &RequestId, key: String, viewer: Viewer) -> Found {
    let Some(query) = assets::operation("PageHead") else {
        return Found::Unknown;
    };
    let question = Question {
        query,
        variables: Map::from_iter([("key".to_owned(), Value::String(key))]),
        queries_only: true,
        request_id: id.as_str().to_owned(),
        own: true,
        ..Question::default()
    };
    let work = app.door.answer(question, viewer);
    let Ok(answer) = tokio::time::timeout(app.options.deadline, work).await else {
        return Found::Unknown;
    };
    if answer.outcome != Outcome::Executed {
        return Found::Unknown;
    }
    serde_json::from_slice(&answer.body).map_or(Found::Unknown, |body| found(&body))
}

fn found(body: &Value) -> Found {
    let entity = &body["data"]["entity"];
    match (entity["name"].as_str(), body.get("errors")) {
        (Some(name), _) => Found::Entity {
            name: name.to_owned(),
            is_person: entity["kind"] == "PERSON",
        },
        (None, None) => Found::Nothing,
        (None, Some(_)) => Found::Unknown,
    }
}
