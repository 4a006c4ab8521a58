//! Makes every error fit to leave: a code of the closed list, the request's id, and no
//! text that tells how the service works inside.

use async_graphql::parser::Error as ParseError;
use async_graphql::{ErrorExtensionValues, Response, ServerError};

use super::{Answer, Outcome, body::body};
use crate::graphql::{ErrorCode, error::cause};
use crate::telemetry;

/// The most errors that one answer carries.
pub(super) const MOST_ERRORS: usize = 10;

/// The longest message, in characters: a message quotes names of the document, which the client chose.
const LONGEST_MESSAGE: usize = 300;

/// The answer to a request that is refused before execution.
pub(super) fn refused(request_id: &str, code: ErrorCode, mut errors: Vec<ServerError>) -> Answer {
    errors.truncate(MOST_ERRORS);
    for error in &mut errors {
        coded(error, request_id, code);
    }
    let outcome = Outcome::Refused(errors.first().and_then(known_code).unwrap_or(code));
    body(outcome, None, &Response::from_errors(errors))
}

/// Gives an error its code, unless it has one, and the request's id.
///
/// An error that a resolver raised with `?` from an error of another library has a source
/// and no code. Its message may be anything, a database's text among them: it is logged,
/// and replaced.
/// A failure of the store has its public text already; what the database said is logged here.
pub(super) fn coded(error: &mut ServerError, request_id: &str, default: ErrorCode) {
    if let Some(cause) = cause(error) {
        let cause: &dyn std::error::Error = cause;
        tracing::error!(request_id, cause, "the store failed");
    }
    let code = match known_code(error) {
        Some(code) => code,
        None if error.source.is_some() => {
            tracing::error!(request_id, error = error.message, "an operation failed");
            "The service failed to answer this.".clone_into(&mut error.message);
            ErrorCode::Internal
        }
        None => default,
    };
    telemetry::error(code.as_str());
    shorten(&mut error.message);
    let extensions = error
        .extensions
        .get_or_insert_with(ErrorExtensionValues::default);
    extensions.set("code", code.as_str());
    extensions.set("requestId", request_id);
}

/// The error of a document that does not parse, without the echo of its text.
pub(super) fn parse(error: &ParseError) -> ServerError {
    let mut server_error = ServerError::from(error.clone());
    if let ParseError::Syntax { message, .. } = error {
        let expected = message.rsplit("= ").next().unwrap_or_default().trim();
        server_error.message = format!("The document does not parse: {expected}.");
    }
    server_error
}

fn known_code(error: &ServerError) -> Option<ErrorCode> {
    let async_graphql::Value::String(code) = error.extensions.as_ref()?.get("code")? else {
        return None;
    };
    ErrorCode::ALL
        .iter()
        .copied()
        .find(|known| known.as_str() == code)
}

fn shorten(message: &mut String) {
    if let Some((end, _)) = message.char_indices().nth(LONGEST_MESSAGE) {
        message.truncate(end);
        message.push('…');
    }
}
