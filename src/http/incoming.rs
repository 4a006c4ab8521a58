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

/// What a body asks.
#[derive(Debug)]
pub(super) enum Questions {
    /// One question.
    One(Question),
    /// Several, which are answered one after the other.
    Batch(Vec<Question>),
}

/// What a POST body asks; at most so many questions in a batch.
pub(super) fn from_body(
    bytes: &[u8],
    request_id: &str,
    batch: usize,
) -> Result<Questions, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| unsupported("The body has to be UTF-8."))?;
    if batch == 0 && text.trim_start().starts_with('[') {
        return Err(bad_request("Batches are not accepted: send one request."));
    }
    let value: Value = serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        bad_request(format!(
            "The body is not JSON, at line {line}, column {column}."
        ))
    })?;
    match value {
        Value::Array(all) if batch > 0 => batched(all, batch, request_id),
        other => from_value(other, request_id).map(Questions::One),
    }
}

/// The questions of a batch, at most so many.
fn batched(all: Vec<Value>, most: usize, request_id: &str) -> Result<Questions, Refusal> {
    if all.len() > most {
        let given = all.len();
        let message = format!("A batch may have {most} requests; this one has {given}.");
        return Err(bad_request(message));
    }
    let asked = all.into_iter().map(|one| from_value(one, request_id));
    asked.collect::<Result<_, _>>().map(Questions::Batch)
}

/// The question in a JSON value.
pub(super) fn from_value(value: Value, request_id: &str) -> Result<Question, Refusal> {
    let mut members = match value {
        Value::Object(members) => members,
        Value::Array(_) => return Err(bad_request("Batches are not accepted: send one request.")),
        _ => return Err(bad_request("The request has to be a JSON object.")),
    };
    Ok(Question {
        operation_name: string("operationName", members.remove("operationName"))?,
        ..question(members, request_id)?
    })
}

/// What a question holds, however it came.
fn question(mut members: Map<String, Value>, request_id: &str) -> Result<Question, Refusal> {
    let extensions = object("extensions", members.remove("extensions"))?;
    let document_id = string("documentId", members.remove("documentId"))?;
    let query = string("query", members.remove("query"))?;
    if query.is_none() && document_id.is_none() && !extensions.contains_key("persistedQuery") {
        return Err(bad_request("The request has no query."));
    }
    Ok(Question {
        query: query.unwrap_or_default(),
        document_id,
        variables: object("variables", members.remove("variables"))?,
        extensions,
        request_id: request_id.to_owned(),
        ..Question::default()
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
            "query" | "operationName" | "documentId" => Value::String(text),
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
        operation_name: string("operationName", operation_name)?,
        queries_only: true,
        ..question(members, request_id)?
    })
}

/// A request that is no GraphQL request.
pub(super) fn bad_request(message: impl Into<std::borrow::Cow<'static, str>>) -> Refusal {
    Refusal::new(ErrorCode::BadRequest, message)
}

fn string(name: &str, value: Option<Value>) -> Result<Option<String>, Refusal> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(bad_request(format!(
            "The member {name} has to be a string."
        ))),
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
