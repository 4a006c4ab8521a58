//! `/graphql`: GraphQL over HTTP, to the working group's draft.
//!
//! In order: the media type of the answer, the viewer, the request, its place among
//! those under way, the deadline, the status. Not here: what is done with the document
//! (`graphql::door`).

use axum::Extension;
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

use super::App;
use super::accept::Media;
use super::envelope::RequestId;
use super::incoming;
use super::refusal::{Refusal, status};
use crate::graphql::{Answer, ErrorCode, Outcome, Question};

/// A query in the address.
pub(super) async fn get(
    State(app): State<App>,
    Extension(id): Extension<RequestId>,
    headers: HeaderMap,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Response {
    let question = async { incoming::from_parameters(parameters, id.as_str()) };
    respond(&app, &id, &headers, question).await
}

/// An operation in the body.
pub(super) async fn post(
    State(app): State<App>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let limit = app.options.body_limit;
    let question = async {
        incoming::check_content_type(&parts.headers)?;
        let bytes = incoming::read(&parts.headers, body, limit).await?;
        incoming::from_body(&bytes, id.as_str())
    };
    respond(&app, &id, &parts.headers, question).await
}

async fn respond(
    app: &App,
    id: &RequestId,
    headers: &HeaderMap,
    question: impl Future<Output = Result<Question, Refusal>>,
) -> Response {
    let Some(media) = Media::negotiated(headers) else {
        return Refusal::with_status(
            StatusCode::NOT_ACCEPTABLE,
            ErrorCode::BadRequest,
            "The answer comes as application/graphql-response+json or application/json.",
        )
        .response(Media::Json, id);
    };
    let work = answer(app, headers, question);
    let answer = match tokio::time::timeout(app.options.deadline, work).await {
        Ok(answer) => answer,
        Err(_) => Err(Refusal::new(
            ErrorCode::Timeout,
            "The request took too long and was stopped.",
        )),
    };
    let mut response = match answer {
        Ok(answer) => written(answer, media),
        Err(refusal) => refusal.response(media, id),
    };
    // What a token opens must not stay in anybody's cache.
    let known = headers.contains_key(header::AUTHORIZATION);
    let policy = if known { "no-store" } else { "no-cache" };
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static(policy));
    response
}

async fn answer(
    app: &App,
    headers: &HeaderMap,
    question: impl Future<Output = Result<Question, Refusal>>,
) -> Result<Answer, Refusal> {
    let viewer = app.viewers.of(headers)?;
    // A body that comes slowly holds nobody up: it has no place yet.
    let question = question.await?;
    let _place = app.options.load.enter().await?;
    Ok(app.door.answer(question, viewer).await)
}

fn written(answer: Answer, media: Media) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = match (answer.outcome, media) {
        (Outcome::Executed, _) => StatusCode::OK,
        (Outcome::NotAQuery, _) => StatusCode::METHOD_NOT_ALLOWED,
        (Outcome::Refused(code), Media::GraphqlResponse) => status(code),
        (Outcome::Refused(code), Media::Json) => older_status(code),
    };
    if answer.outcome == Outcome::NotAQuery {
        response
            .headers_mut()
            .insert(header::ALLOW, HeaderValue::from_static("POST"));
    }
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, media.content_type());
    response
}

/// The status under `application/json`, where a well-formed request is answered 200 even
/// when its document is refused, because older clients take any other status for a failure
/// of the transport.
const fn older_status(code: ErrorCode) -> StatusCode {
    match status(code) {
        StatusCode::BAD_REQUEST => StatusCode::OK,
        other => other,
    }
}
