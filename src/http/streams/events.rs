//! Answers that go on over HTTP: server-sent events in both modes of graphql-sse, and Apollo's
//! multipart answers.
//!
//! Whoever takes `text/event-stream` or `multipart/mixed` has a subscription answered so, with a
//! connection of its own. For all operations on one connection a client reserves a stream with
//! PUT, reads it with GET, and shows its token with each operation and each end of one.

use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream::BoxStream};
use tokio::sync::oneshot;

use super::{
    form::Form,
    operations::{Operations, Told, told},
    pump::{Pump, body, chunks},
    reservations::{Order, unknown},
};
use crate::graphql::{Answer, Question};
use crate::http::{
    App, accept::Media, envelope::RequestId, incoming::bad_request, load::busy, refusal::Refusal,
};
use crate::store::Viewer;

/// The header that names a reserved stream.
pub(in crate::http) const TOKEN: HeaderName =
    HeaderName::from_static("x-graphql-event-stream-token");

type Parameters = Vec<(String, String)>;

/// Reserves a stream. A request with a body wants something else, which is not to be had.
pub(in crate::http) async fn reserve(
    State(app): State<Arc<App>>,
    Extension(id): Extension<RequestId>,
    headers: HeaderMap,
) -> Response {
    if headers.contains_key(header::CONTENT_TYPE) {
        return no_such_method(&id);
    }
    let reserved = || {
        let viewer = app.viewers.of(&headers)?;
        app.options.streams.reserve(viewer, &id)
    };
    match reserved() {
        Ok(token) => (StatusCode::CREATED, NO_STORE, token).into_response(),
        Err(refusal) => refusal.response(Media::Json, &id),
    }
}

/// The answer to a method that means something for reserved streams alone.
fn no_such_method(id: &RequestId) -> Response {
    Refusal::method_not_allowed()
        .header(header::ALLOW, HeaderValue::from_static("GET, POST"))
        .response(Media::Json, id)
}

/// Ends an operation on a reserved stream; without the token of one it is no method of ours.
pub(in crate::http) async fn end(
    State(app): State<Arc<App>>,
    Extension(id): Extension<RequestId>,
    headers: HeaderMap,
    Query(parameters): Query<Parameters>,
) -> Response {
    let Some(token) = token(&headers, &parameters) else {
        return no_such_method(&id);
    };
    let ended = async {
        let viewer = app.viewers.of(&headers)?;
        let orders = app.options.streams.orders(&token, &viewer)?;
        let name = parameters.into_iter().find(|(key, _)| key == "operationId");
        let (_, name) = name.ok_or_else(|| bad_request("The parameter operationId is missing."))?;
        orders
            .send(Order::End { name })
            .await
            .map_err(|_| unknown())
    };
    match ended.await {
        Ok(()) => (StatusCode::OK, NO_STORE).into_response(),
        Err(refusal) => refusal.response(Media::Json, &id),
    }
}

const NO_STORE: [(HeaderName, HeaderValue); 1] =
    [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];

/// The token that a request shows.
pub(in crate::http) fn token(
    headers: &HeaderMap,
    parameters: &[(String, String)],
) -> Option<String> {
    let shown = headers.get(TOKEN).and_then(|value| value.to_str().ok());
    let given = || parameters.iter().find(|(key, _)| key == "token");
    shown
        .map(str::to_owned)
        .or_else(|| given().map(|(_, token)| token.clone()))
}

/// The reserved stream of a token, to its reader.
pub(in crate::http) fn attach(
    app: &App,
    token: &str,
    viewer: &Viewer,
) -> Result<Response, Refusal> {
    let chunks = app.options.streams.attach(token, viewer)?;
    Ok(streamed(Form::NamedEvents, body(chunks)))
}

/// Begins an operation on a reserved stream.
pub(in crate::http) async fn begin(
    app: &App,
    id: &RequestId,
    token: &str,
    question: Question,
    viewer: Viewer,
) -> Result<Response, Refusal> {
    let orders = app.options.streams.orders(token, &viewer)?;
    let name = question.extensions.get("operationId");
    let name = name.and_then(serde_json::Value::as_str);
    let name = name.ok_or_else(|| bad_request("The extension operationId is missing."))?;
    let (begun, done) = oneshot::channel();
    let order = Order::Begin {
        name: name.to_owned(),
        told: told(app, id, question, viewer),
        begun,
    };
    orders.try_send(order).map_err(|_| busy())?;
    done.await.map_err(|_| unknown())??;
    Ok(StatusCode::ACCEPTED.into_response())
}

/// The answer that tells the events of one operation.
pub(in crate::http) fn events(
    app: &App,
    id: &RequestId,
    form: Form,
    events: BoxStream<'static, Answer>,
) -> Response {
    let mut operations = Operations::new();
    operations.begin(String::new(), events.map(Told::Next).boxed());
    let pump = Pump {
        form,
        streams: app.options.streams.clone(),
        id: id.clone(),
    };
    let (sender, receiver) = chunks();
    tokio::spawn(pump.run(operations, None, sender));
    streamed(form, body(receiver))
}

fn streamed(form: Form, body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, form.content_type());
    // Proxies that gather answers would keep the events from their reader.
    headers.insert(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    );
    response
}
