//! A request that the door refuses: a status, a code of the closed list, a sentence.
//!
//! Every refusal has a JSON body of the shape that GraphQL clients read, whatever route it
//! came from. Not here: errors of a document or its execution (`graphql::door`).

use std::borrow::Cow;

use axum::Extension;
use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::accept::Media;
use super::envelope::RequestId;
use crate::graphql::ErrorCode;
use crate::telemetry;

/// A refused request.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    code: ErrorCode,
    message: Cow<'static, str>,
    header: Option<(HeaderName, HeaderValue)>,
}

impl Refusal {
    /// A refusal with the status that the code stands for.
    pub(super) fn new(code: ErrorCode, message: impl Into<Cow<'static, str>>) -> Self {
        Self::with_status(status(code), code, message)
    }

    /// A refusal with a status of its own.
    pub(super) fn with_status(
        status: StatusCode,
        code: ErrorCode,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            header: None,
        }
    }

    /// The same refusal with a header.
    pub(super) fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.header = Some((name, value));
        self
    }

    /// A client whose budget is spent, until so many seconds have passed.
    pub(super) fn retry_after(seconds: u64) -> Self {
        Self::new(ErrorCode::RateLimited, ErrorCode::RateLimited.text())
            .header(header::RETRY_AFTER, seconds.into())
    }

    /// The refusal of a request at which the service failed.
    pub(super) fn internal() -> Self {
        Self::new(ErrorCode::Internal, "The service failed to answer this.")
    }

    /// The refusal of a method that the address does not take.
    pub(super) fn method_not_allowed() -> Self {
        Self::with_status(
            StatusCode::METHOD_NOT_ALLOWED,
            ErrorCode::BadRequest,
            "This address does not take this method.",
        )
    }

    /// The errors of the answer; it leaves with them, and counts.
    pub(super) fn errors(&self, request_id: &RequestId) -> Value {
        telemetry::refused(self.code.as_str());
        json!([{
            "message": self.message,
            "extensions": { "code": self.code.as_str(), "requestId": request_id.as_str() },
        }])
    }

    /// The response.
    pub(super) fn response(self, media: Media, request_id: &RequestId) -> Response {
        let body = json!({ "errors": self.errors(request_id) });
        let mut response = Response::new(Body::from(body.to_string()));
        *response.status_mut() = self.status;
        response
            .headers_mut()
            .insert(header::CONTENT_TYPE, media.content_type());
        if let Some((name, value)) = self.header {
            response.headers_mut().insert(name, value);
        }
        response
    }
}

/// The status that a code stands for, where the media type lets the status speak.
pub(super) const fn status(code: ErrorCode) -> StatusCode {
    match code {
        ErrorCode::BadRequest
        | ErrorCode::GraphqlParseFailed
        | ErrorCode::GraphqlValidationFailed
        | ErrorCode::BadUserInput
        | ErrorCode::PersistedQueryNotFound
        | ErrorCode::QueryTooComplex => StatusCode::BAD_REQUEST,
        ErrorCode::Unauthenticated => StatusCode::UNAUTHORIZED,
        ErrorCode::Forbidden => StatusCode::FORBIDDEN,
        ErrorCode::NotFound => StatusCode::NOT_FOUND,
        ErrorCode::Conflict | ErrorCode::StaleVersion => StatusCode::CONFLICT,
        ErrorCode::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorCode::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        ErrorCode::Timeout => StatusCode::GATEWAY_TIMEOUT,
        ErrorCode::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The answer on a path that no route has.
pub(super) async fn no_such_page(Extension(id): Extension<RequestId>) -> impl IntoResponse {
    Refusal::new(ErrorCode::NotFound, "There is nothing at this address.")
        .response(Media::Json, &id)
}

/// The answer to a method that the route does not take; the router adds `Allow`.
pub(super) async fn method_not_allowed(Extension(id): Extension<RequestId>) -> impl IntoResponse {
    Refusal::method_not_allowed().response(Media::Json, &id)
}
