//! The bodies of answers, whoever made them: the resolvers, or memory, which writes JSON itself.

use std::collections::BTreeMap;

use async_graphql::{Response, ServerError, Value};
use bytes::Bytes;
use serde::Serialize;

use super::{
    Answer, Outcome,
    errors::{coded, refused},
    hold::Cost,
};
use crate::graphql::ErrorCode;

/// The body of an answer: `data` is left out when the request was refused.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'a BTreeMap<String, Value>,
}

/// What is told beside the data that memory wrote.
#[derive(Serialize)]
struct Extensions {
    cost: Cost,
    #[serde(skip_serializing_if = "Option::is_none")]
    snapshot: Option<i64>,
}

/// The answer that an event's response stands for.
pub(super) fn event(request_id: &str, response: Response) -> Answer {
    let resume = response.extensions.get("resume").cloned();
    Answer {
        resume: resume.and_then(|resume| match resume {
            Value::String(resume) => Some(resume),
            _ => None,
        }),
        ..finished(request_id, response)
    }
}

/// The answer that was written from memory, in its envelope.
pub(super) fn written(data: &[u8], cost: Cost, place: Option<i64>) -> Answer {
    let extensions = Extensions {
        cost,
        snapshot: place,
    };
    let tail = serde_json::to_vec(&extensions).unwrap_or_default();
    let parts: [&[u8]; 5] = [b"{\"data\":", data, b",\"extensions\":", &tail, b"}"];
    Answer {
        written: true,
        ..whole(parts.concat())
    }
}

/// An answer without errors.
pub(super) fn whole(body: impl Into<Bytes>) -> Answer {
    Answer {
        outcome: Outcome::Executed,
        body: body.into(),
        failed: false,
        retry_after: None,
        written: false,
        snapshot: None,
        resume: None,
    }
}

/// The answer that a response stands for.
///
/// A response without data whose errors have no path was refused before execution: its
/// document does not fit the schema.
pub(super) fn finished(request_id: &str, mut response: Response) -> Answer {
    let executed =
        response.data != Value::Null || response.errors.iter().any(|error| !error.path.is_empty());
    if !executed {
        return refused(
            request_id,
            ErrorCode::GraphqlValidationFailed,
            response.errors,
        );
    }
    for error in &mut response.errors {
        coded(error, request_id, ErrorCode::BadUserInput);
    }
    body(Outcome::Executed, Some(&response.data), &response)
}

/// The answer with this body.
pub(super) fn body(outcome: Outcome, data: Option<&Value>, response: &Response) -> Answer {
    let body = Body {
        data,
        errors: &response.errors,
        extensions: &response.extensions,
    };
    // Serialising to memory fails only for keys that are no text; these are.
    Answer {
        outcome,
        failed: !response.errors.is_empty(),
        ..whole(serde_json::to_vec(&body).unwrap_or_default())
    }
}
