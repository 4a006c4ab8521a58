//! `/graphql`: GraphQL over HTTP, to the working group's draft, and what leads from there to
//! answers that go on.
//!
//! In order: the media type of the answer, the viewer, the request, its place among
//! those under way, the deadline, the status. Not here: what is done with the document
//! (`graphql::door`), how answers go on (`streams`).

use std::sync::Arc;

use axum::Extension;
use axum::body::Body;
use axum::extract::ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection};
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts};
use axum::response::Response;

use super::accept::{Media, streamed};
use super::client;
use super::envelope::RequestId;
use super::incoming::{self, Questions};
use super::refusal::{Refusal, status};
use super::security;
use super::streams::{Form, events, open, socket, too_long};
use super::{App, Options, entity_tag};
use crate::graphql::{Answer, ErrorCode, Opened, Outcome, Question};
use crate::store::Viewer;

/// A query in the address, a WebSocket, or a reserved stream.
pub(super) async fn get(
    State(app): State<Arc<App>>,
    Extension(id): Extension<RequestId>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    Query(parameters): Query<Vec<(String, String)>>,
    parts: Parts,
) -> Response {
    let address = app.address(&parts);
    let headers = parts.headers;
    if let Ok(upgrade) = upgrade {
        let upgraded = socket::upgrade(&app, &id, &headers, address, upgrade);
        return upgraded.unwrap_or_else(|refusal| refusal.response(Media::Json, &id));
    }
    let asked = Asked::new(&app, &id, &headers, address, &parameters);
    // An operation is meant by its text, its id or its hash; who reads a stream sends none of them.
    let asks = |name: &str| matches!(name, "query" | "documentId" | "extensions");
    let asks = parameters.iter().any(|(name, _)| asks(name));
    let question = async { incoming::from_parameters(parameters, id.as_str()).map(Questions::One) };
    match &asked.token {
        Some(token) if !asks && asked.streamed == Some(Form::Events) => asked.attached(token),
        _ => tagged(asked.answered(question).await, &headers).await,
    }
}

/// An operation in the body.
pub(super) async fn post(
    State(app): State<Arc<App>>,
    Extension(id): Extension<RequestId>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let Options {
        body_limit, batch, ..
    } = app.options;
    let questions = async {
        incoming::check_content_type(&parts.headers)?;
        let bytes = incoming::read(&parts.headers, body, body_limit).await?;
        incoming::from_body(&bytes, id.as_str(), batch)
    };
    let asked = Asked::new(&app, &id, &parts.headers, app.address(&parts), &[]);
    asked.answered(questions).await
}

/// How a request wants to be answered.
struct Asked<'a> {
    app: &'a App,
    id: &'a RequestId,
    headers: &'a HeaderMap,
    /// Where it comes from.
    address: String,
    /// The media type for an answer, and the form for answers that go on.
    media: Option<Media>,
    streamed: Option<Form>,
    /// The reserved stream on which the answer goes on.
    token: Option<String>,
}

impl<'a> Asked<'a> {
    fn new(
        app: &'a App,
        id: &'a RequestId,
        headers: &'a HeaderMap,
        address: String,
        parameters: &[(String, String)],
    ) -> Self {
        Self {
            app,
            id,
            headers,
            address,
            media: Media::negotiated(headers),
            streamed: streamed(headers),
            token: events::token(headers, parameters),
        }
    }

    /// The reserved stream itself.
    fn attached(&self, token: &str) -> Response {
        let viewer = self.app.viewers.of(self.headers);
        let response = viewer.and_then(|viewer| events::attach(self.app, token, &viewer));
        self.finished(response)
    }

    /// The answer to what a request asks.
    async fn answered(
        &self,
        questions: impl Future<Output = Result<Questions, Refusal>>,
    ) -> Response {
        if self.media.is_none() && self.streamed.is_none() {
            let refusal = Refusal::with_status(
                StatusCode::NOT_ACCEPTABLE,
                ErrorCode::BadRequest,
                "The answer comes as application/graphql-response+json or application/json, and \
                 goes on as text/event-stream or multipart/mixed.",
            );
            return refusal.response(Media::Json, self.id);
        }
        // A body that comes slowly holds nobody up: it has no place yet. Nor is it read in vain.
        let asked = async {
            self.app.options.load.check()?;
            Ok((self.app.viewers.of(self.headers)?, questions.await?))
        };
        let asked = tokio::time::timeout(self.app.options.deadline, asked).await;
        let response = match asked.unwrap_or_else(|_| Err(too_long())) {
            Ok((viewer, Questions::One(question))) => self.respond(question, viewer).await,
            Ok((viewer, Questions::Batch(all))) => self.batch(all, viewer).await,
            Err(refusal) => Err(refusal),
        };
        self.finished(response)
    }

    /// A question, with who pays for it.
    fn paid(&self, question: Question, viewer: &Viewer) -> Question {
        Question {
            client: client::name(viewer, &self.address),
            ..question
        }
    }

    /// The answers to several questions, one after the other, each within the deadline.
    async fn batch(&self, all: Vec<Question>, viewer: Viewer) -> Result<Response, Refusal> {
        let mut bodies = Vec::with_capacity(all.len());
        for question in all {
            let question = self.paid(question, &viewer);
            match open(self.app, question, viewer.clone()).await? {
                Opened::Answer(answer) => bodies.push(answer.body),
                Opened::Events(_) => return Err(no_single_answer()),
            }
        }
        let body = [b"[".as_slice(), &bodies.join(&b','), b"]"].concat();
        let media = self.media.unwrap_or(Media::Json);
        Ok(with_body(StatusCode::OK, body, media))
    }

    async fn respond(&self, question: Question, viewer: Viewer) -> Result<Response, Refusal> {
        let question = self.paid(question, &viewer);
        if let Some(token) = self.token.as_ref().filter(|token| self.reserved(token)) {
            return events::begin(self.app, self.id, token, question, viewer).await;
        }
        match (
            open(self.app, question, viewer).await?,
            self.media,
            self.streamed,
        ) {
            (Opened::Answer(answer), Some(media), _) => Ok(written(answer, media)),
            (Opened::Answer(answer), None, Some(form)) => Ok(self.single(answer, form)),
            (Opened::Events(told), _, Some(form)) => {
                Ok(events::events(self.app, self.id, form, told))
            }
            (Opened::Answer(answer), None, None) => Ok(written(answer, Media::Json)),
            (Opened::Events(_), _, None) => Err(no_single_answer()),
        }
    }

    /// An answer for a client that takes only such as go on; a refusal it gets as such.
    fn single(&self, answer: Answer, form: Form) -> Response {
        if answer.outcome != Outcome::Executed {
            return written(answer, Media::GraphqlResponse);
        }
        let only = futures_util::stream::iter([answer]);
        events::events(self.app, self.id, form, Box::pin(only))
    }

    /// Whether the answer goes to a reserved stream. Clients keep the token of one that has ended:
    /// who says in what form he takes the answer gets it here then.
    fn reserved(&self, token: &str) -> bool {
        let accept = self.headers.get(header::ACCEPT);
        let anything = accept.is_none_or(|accept| accept == "*/*");
        anything || self.app.options.streams.knows(token)
    }

    fn finished(&self, response: Result<Response, Refusal>) -> Response {
        let media = self.media.unwrap_or(Media::Json);
        let mut response = response.unwrap_or_else(|refusal| refusal.response(media, self.id));
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, security::caching(self.headers));
        response
    }
}

fn no_single_answer() -> Refusal {
    Refusal::new(
        ErrorCode::BadRequest,
        "A subscription has no single answer: take it as text/event-stream or as multipart/mixed, \
         or ask for it over a WebSocket.",
    )
}

/// Marks the answer to what was executed, which alone can be the same again.
#[derive(Clone, Copy)]
struct Executed {
    /// The place in the log of changes at which it was read.
    snapshot: Option<i64>,
}

fn written(answer: Answer, media: Media) -> Response {
    let status = match (answer.outcome, media) {
        (Outcome::Executed, _) => StatusCode::OK,
        (Outcome::NotAQuery, _) => StatusCode::METHOD_NOT_ALLOWED,
        (Outcome::Refused(code), Media::GraphqlResponse) => status(code),
        (Outcome::Refused(code), Media::Json) => older_status(code),
    };
    let mut response = with_body(status, answer.body, media);
    if answer.outcome == Outcome::Executed {
        let snapshot = answer.snapshot;
        response.extensions_mut().insert(Executed { snapshot });
    }
    let headers = response.headers_mut();
    if answer.outcome == Outcome::NotAQuery {
        headers.insert(header::ALLOW, HeaderValue::from_static("POST"));
    }
    if let Some(seconds) = answer.retry_after {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    response
}

fn with_body(status: StatusCode, body: impl Into<Body>, media: Media) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, media.content_type());
    response
}

/// The answer to a query in an address with its tag, or without its body where the client has it.
async fn tagged(response: Response, asked: &HeaderMap) -> Response {
    let Some(Executed { snapshot }) = response.extensions().get().copied() else {
        return response;
    };
    let (mut parts, body) = response.into_parts();
    // The body lies in memory whole: nothing is waited for and nothing is too long.
    let body = axum::body::to_bytes(body, usize::MAX)
        .await
        .unwrap_or_default();
    let Some(tag) = entity_tag::of(snapshot, &body) else {
        return Response::from_parts(parts, Body::from(body));
    };
    let held = entity_tag::is_held(asked, &tag);
    parts.headers.insert(header::ETAG, tag);
    if held {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(body))
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
