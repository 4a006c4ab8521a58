//! The words of graphql-transport-ws: its messages and its close codes.

use std::error::Error;

use axum::http::{HeaderMap, HeaderValue, header};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::operations::Told;
use crate::graphql::ErrorCode;
use crate::http::refusal::Refusal;

/// The name of the protocol.
pub(super) const PROTOCOL: &str = "graphql-transport-ws";

/// What a client says.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(super) enum Incoming {
    ConnectionInit { payload: Option<Value> },
    Ping { payload: Option<Value> },
    Pong {},
    Subscribe { id: String, payload: Value },
    Complete { id: String },
}

/// Why a connection is closed from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Close {
    Malformed,
    Unauthorized,
    Forbidden,
    InitTimeout,
    TwoOfOneName,
    TwoInits,
    Stopping,
    TooLarge,
    Slow,
    Silent,
    /// There is nobody left to tell.
    Gone,
}

impl Close {
    pub(super) const fn code(self) -> u16 {
        match self {
            Self::Malformed => 4400,
            Self::Unauthorized => 4401,
            Self::Forbidden => 4403,
            Self::InitTimeout => 4408,
            Self::TwoOfOneName => 4409,
            Self::TwoInits => 4429,
            Self::Stopping => 1001,
            Self::TooLarge => 1009,
            // Both may connect again at once.
            Self::Slow | Self::Silent => 1013,
            Self::Gone => 1000,
        }
    }

    pub(super) const fn reason(self) -> &'static str {
        match self {
            Self::Malformed => "Invalid message",
            Self::Unauthorized => "Unauthorized",
            Self::Forbidden => "Forbidden",
            Self::InitTimeout => "Connection initialisation timeout",
            Self::TwoOfOneName => "Subscriber already exists",
            Self::TwoInits => "Too many initialisation requests",
            Self::Stopping => "The service stops",
            Self::TooLarge => "The message is too large",
            Self::Slow => "The answers were not taken in time",
            Self::Silent => "No sign of life",
            Self::Gone => "",
        }
    }
}

/// What a fault of the transport leads to.
pub(super) fn fault(error: axum::Error) -> Option<Close> {
    use tungstenite::Error::Capacity;
    let error = error.into_inner();
    let mut cause: Option<&(dyn Error + 'static)> = Some(&*error);
    while let Some(error) = cause {
        if let Some(Capacity(_)) = error.downcast_ref::<tungstenite::Error>() {
            return Some(Close::TooLarge);
        }
        cause = error.source();
    }
    None
}

/// The header that the first message stands for; none when it says nothing of the kind.
pub(super) fn authorization(payload: Option<&Value>) -> Option<Result<HeaderMap, Refusal>> {
    let members = payload?.as_object()?;
    let mut given = members
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    let (_, value) = given.next()?;
    let value = value
        .as_str()
        .and_then(|text| HeaderValue::from_str(text).ok());
    Some(match value {
        Some(value) => Ok(HeaderMap::from_iter([(header::AUTHORIZATION, value)])),
        None => Err(Refusal::new(
            ErrorCode::Unauthenticated,
            ErrorCode::Unauthenticated.text(),
        )),
    })
}

pub(super) fn ack() -> String {
    json!({ "type": "connection_ack" }).to_string()
}

pub(super) fn ping() -> String {
    json!({ "type": "ping" }).to_string()
}

pub(super) fn pong(payload: Option<Value>) -> String {
    match payload {
        None => json!({ "type": "pong" }).to_string(),
        Some(payload) => json!({ "type": "pong", "payload": payload }).to_string(),
    }
}

/// What an operation tells.
pub(super) fn told(name: &str, told: &Told) -> String {
    let name = json!(name);
    match told {
        Told::Next(answer) => {
            let payload = String::from_utf8_lossy(&answer.body);
            format!("{{\"id\":{name},\"type\":\"next\",\"payload\":{payload}}}")
        }
        Told::Failed(errors) => {
            format!("{{\"id\":{name},\"type\":\"error\",\"payload\":{errors}}}")
        }
        Told::Done => json!({ "id": name, "type": "complete" }).to_string(),
    }
}
