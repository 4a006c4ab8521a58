//! The forms in which what an operation tells is written to the body of an answer.

use axum::body::Bytes;
use axum::http::HeaderValue;
use serde_json::json;

use super::operations::Told;
use crate::graphql::Answer;

/// A form of answers that go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http) enum Form {
    /// Server-sent events, one operation a connection.
    Events,
    /// Server-sent events, all operations of a client on one connection, each with its name.
    NamedEvents,
    /// Parts of a multipart answer, as Apollo's clients read it.
    Parts,
}

impl Form {
    /// The value of `Content-Type`.
    pub(in crate::http) const fn content_type(self) -> HeaderValue {
        match self {
            Self::Events | Self::NamedEvents => {
                HeaderValue::from_static("text/event-stream; charset=utf-8")
            }
            Self::Parts => HeaderValue::from_static(
                "multipart/mixed;boundary=\"graphql\";subscriptionSpec=\"1.0\"",
            ),
        }
    }

    /// What stands before all else.
    pub(super) const fn opening(self) -> Bytes {
        match self {
            // A comment, so that the head of the answer leaves at once.
            Self::Events | Self::NamedEvents => Bytes::from_static(b":\n\n"),
            Self::Parts => Bytes::from_static(b"\r\n--graphql"),
        }
    }

    /// A sign of life that tells nothing.
    pub(super) fn sign(self) -> Bytes {
        match self {
            Self::Events | Self::NamedEvents => Bytes::from_static(b":\n\n"),
            Self::Parts => part("{}"),
        }
    }

    /// What an operation tells.
    pub(super) fn told(self, name: &str, told: &Told) -> Bytes {
        match (self, told) {
            (Self::Parts, Told::Next(answer)) => part(&format!("{{\"payload\":{}}}", text(answer))),
            (Self::Parts, Told::Failed(errors)) => part(&format!("{{\"errors\":{errors}}}")),
            // The closing boundary says it.
            (Self::Parts, Told::Done) => Bytes::new(),
            (Self::Events, Told::Next(answer)) => event("next", &text(answer)),
            (Self::Events, Told::Failed(errors)) => {
                let failed = event("next", &format!("{{\"errors\":{errors}}}"));
                [failed, event("complete", "")].concat().into()
            }
            (Self::Events, Told::Done) => event("complete", ""),
            (Self::NamedEvents, Told::Next(answer)) => named(name, &text(answer)),
            (Self::NamedEvents, Told::Failed(errors)) => {
                let failed = named(name, &format!("{{\"errors\":{errors}}}"));
                [failed, complete(name)].concat().into()
            }
            (Self::NamedEvents, Told::Done) => complete(name),
        }
    }

    /// That the stream ends before the operation does, and why: a list of errors, as JSON.
    pub(super) fn cut(self, name: &str, errors: &str) -> Bytes {
        match self {
            Self::Parts => part(&format!("{{\"payload\":null,\"errors\":{errors}}}")),
            Self::Events => event("next", &format!("{{\"errors\":{errors}}}")),
            Self::NamedEvents => named(name, &format!("{{\"errors\":{errors}}}")),
        }
    }

    /// What stands behind all else.
    pub(super) const fn ending(self) -> Bytes {
        match self {
            Self::Events | Self::NamedEvents => Bytes::new(),
            Self::Parts => Bytes::from_static(b"--\r\n"),
        }
    }
}

fn text(answer: &Answer) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(&answer.body)
}

/// A part, with the boundary behind it, so that a reader knows at once that it is whole.
fn part(json: &str) -> Bytes {
    format!("\r\ncontent-type: application/json\r\n\r\n{json}\r\n--graphql").into()
}

/// An event; its data has no line breaks, since it is JSON on one line.
fn event(name: &str, data: &str) -> Bytes {
    let space = if data.is_empty() { "" } else { " " };
    format!("event: {name}\ndata:{space}{data}\n\n").into()
}

fn named(name: &str, payload: &str) -> Bytes {
    event(
        "next",
        &format!("{{\"id\":{},\"payload\":{payload}}}", json!(name)),
    )
}

fn complete(name: &str) -> Bytes {
    event("complete", &json!({ "id": name }).to_string())
}
