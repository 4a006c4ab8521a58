//! Reads a GraphQL request out of an HTTP request.
//!
//! Everything that is no well-formed GraphQL request is refused here, before anything is
//! parsed as GraphQL: other content types, bodies too large, batches.

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use futures_util::StreamExt;
use serde_json::{Map, Value};

use super::refusal::Refusal;
use crate::graphql::{ErrorCode, Question};

/// Refuses a body that is not JSON in UTF-8, by its headers.
///
/// A page of another site can send forms and plain text without asking first; JSON it
/// cannot, so this is also the guard against forged requests.
pub(super) fn check_content_type(headers: &HeaderMap) -> Result<(), Refusal> {
    if headers.contains_key(header::CONTENT_ENCODING) {
        return Err(unsupported("The body must not be compressed."));
    }
    let mut values = headers.get_all(header::CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return Err(unsupported("The content type has to be application/json."));
    };
    let text = value.to_str().unwrap_or_default().to_ascii_lowercase();
    let mut parts = text.split(';').map(str::trim);
    if parts.next() != Some("application/json") {
        return Err(unsupported("The content type has to be application/json."));
    }
    for (name, value) in parts.filter_map(|part| part.split_once('=')) {
        if name.trim() == "charset" && value.trim().trim_matches('"') != "utf-8" {
            return Err(unsupported("The charset has to be UTF-8."));
        }
    }
    Ok(())
}

/// Reads the body, as far as the limit allows.
pub(super) async fn read(
    headers: &HeaderMap,
    body: Body,
    limit: usize,
) -> Result<Vec<u8>, Refusal> {
    let announced = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<usize>().ok())
        .unwrap_or_default();
    if announced > limit {
        return Err(too_large(limit));
    }
    let mut bytes = Vec::with_capacity(announced);
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| bad_request("The body ended before it was whole."))?;
        if bytes.len() + chunk.len() > limit {
            return Err(too_large(limit));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// The question in a POST body.
pub(super) fn from_body(bytes: &[u8], request_id: &str) -> Result<Question, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| unsupported("The body has to be UTF-8."))?;
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        bad_request(format!(
            "The body is not JSON, at line {line}, column {column}."
        ))
    })?;
    from_value(value, request_id)
}

/// The question in a JSON value.
pub(super) fn from_value(value: Value, request_id: &str) -> Result<Question, Refusal> {
    let mut members = match value {
        Value::Object(members) => members,
        Value::Array(_) => return Err(bad_request("Batches are not accepted: send one request.")),
        _ => return Err(bad_request("The request has to be a JSON object.")),
    };
    Ok(Question {
        query: query(members.remove("query"))?,
        operation_name: operation_name(members.remove("operationName"))?,
        variables: object("variables", members.remove("variables"))?,
        extensions: object("extensions", members.remove("extensions"))?,
        queries_only: false,
        request_id: request_id.to_owned(),
    })
}

/// The question in the query string of a GET.
pub(super) fn from_parameters(
    parameters: Vec<(String, String)>,
    request_id: &str,
) -> Result<Question, Refusal> {
    let mut members = Map::new();
    for (name, text) in parameters {
        let value = match name.as_str() {
            "query" | "operationName" => Value::String(text),
            "variables" | "extensions" if text.is_empty() => Value::Null,
            "variables" | "extensions" => serde_json::from_str(&text)
                .map_err(|_| bad_request(format!("The parameter {name} is not JSON.")))?,
            _ => continue,
        };
        if members.contains_key(&name) {
            return Err(bad_request(format!("The parameter {name} is given twice.")));
        }
        members.insert(name, value);
    }
    let operation_name = members.remove("operationName").filter(|name| *name != "");
    Ok(Question {
        query: query(members.remove("query"))?,
        operation_name: self::operation_name(operation_name)?,
        variables: object("variables", members.remove("variables"))?,
        extensions: object("extensions", members.remove("extensions"))?,
        queries_only: true,
        request_id: request_id.to_owned(),
    })
}

/// A request that is no GraphQL request.
pub(super) fn bad_request(message: impl Into<std::borrow::Cow<'static, str>>) -> Refusal {
    Refusal::new(ErrorCode::BadRequest, message)
}

fn query(value: Option<Value>) -> Result<String, Refusal> {
    match value {
        Some(Value::String(query)) => Ok(query),
        None | Some(Value::Null) => Err(bad_request("The request has no query.")),
        Some(_) => Err(bad_request("The member query has to be a string.")),
    }
}

fn operation_name(value: Option<Value>) -> Result<Option<String>, Refusal> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(name)) => Ok(Some(name)),
        Some(_) => Err(bad_request("The member operationName has to be a string.")),
    }
}

fn object(name: &str, value: Option<Value>) -> Result<Map<String, Value>, Refusal> {
    match value {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(members)) => Ok(members),
        Some(_) => Err(bad_request(format!(
            "The member {name} has to be an object."
        ))),
    }
}

fn unsupported(message: &'static str) -> Refusal {
    Refusal::with_status(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorCode::BadRequest,
        message,
    )
}

fn too_large(limit: usize) -> Refusal {
    Refusal::new(
        ErrorCode::PayloadTooLarge,
        format!("The body is larger than {limit} bytes."),
    )
}
