//! `/graphql`: GraphQL over HTTP, to the working group's draft, and what leads from there to
//! answers that go on.
//!
//! In order: the media type of the answer, the viewer, the request, its place among
//! those under way, the deadline, the status. Not here: what is done with the document
//! (`graphql::door`), how answers go on (`streams`).

use axum::Extension;
use axum::body::Body;
use axum::extract::ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection};
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;

use super::App;
use super::accept::{Media, streamed};
use super::envelope::RequestId;
use super::incoming;
use super::refusal::{Refusal, status};
use super::streams::{Form, events, open, socket, too_long};
use crate::graphql::{Answer, ErrorCode, Opened, Outcome, Question};
use crate::store::Viewer;

/// A query in the address, a WebSocket, or a reserved stream.
pub(super) async fn get(
    State(app): State<App>,
    Extension(id): Extension<RequestId>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    Query(parameters): Query<Vec<(String, String)>>,
) -> Response {
    if let Ok(upgrade) = upgrade {
        let upgraded = socket::upgrade(&app, &id, &headers, upgrade);
        return upgraded.unwrap_or_else(|refusal| refusal.response(Media::Json, &id));
    }
    let asked = Asked::new(&app, &id, &headers, &parameters);
    let asks = parameters.iter().any(|(name, _)| name == "query");
    let question = async { incoming::from_parameters(parameters, id.as_str()) };
    match &asked.token {
        Some(token) if !asks && asked.streamed == Some(Form::Events) => asked.attached(token),
        _ => asked.answered(question).await,
    }
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
    Asked::new(&app, &id, &parts.headers, &[])
        .answered(question)
        .await
}

/// How a request wants to be answered.
struct Asked<'a> {
    app: &'a App,
    id: &'a RequestId,
    headers: &'a HeaderMap,
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
        parameters: &[(String, String)],
    ) -> Self {
        Self {
            app,
            id,
            headers,
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

    /// The answer to a question.
    async fn answered(
        &self,
        question: impl Future<Output = Result<Question, Refusal>>,
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
        // A body that comes slowly holds nobody up: it has no place yet.
        let asked = async { Ok((self.app.viewers.of(self.headers)?, question.await?)) };
        let asked = tokio::time::timeout(self.app.options.deadline, asked).await;
        let response = match asked.unwrap_or_else(|_| Err(too_long())) {
            Ok((viewer, question)) => self.respond(question, viewer).await,
            Err(refusal) => Err(refusal),
        };
        self.finished(response)
    }

    async fn respond(&self, question: Question, viewer: Viewer) -> Result<Response, Refusal> {
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
            (Opened::Events(_), _, None) => Err(Refusal::new(
                ErrorCode::BadRequest,
                "A subscription has no single answer: take it as text/event-stream or as \
                 multipart/mixed, or ask for it over a WebSocket.",
            )),
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
        // What a token opens must not stay in anybody's cache.
        let known = self.headers.contains_key(header::AUTHORIZATION);
        let policy = if known { "no-store" } else { "no-cache" };
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static(policy));
        response
    }
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
