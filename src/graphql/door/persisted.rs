//! Which document a request means: its own text, one that was sent before, or a trusted one.

use std::sync::Arc;

use serde_json::Value;

use super::{
    Question,
    documents::{Document, Documents, Hash, hash, parsed_hash},
    policy::{Answered, Policy},
    precheck,
    validation::Faults,
};
use crate::{graphql::ErrorCode, telemetry};

/// The document that a request means, read when it is new.
pub(super) async fn document(
    documents: &Arc<Documents>,
    policy: &Policy,
    question: &Question,
) -> Result<Arc<Document>, Faults> {
    if let Some(id) = &question.document_id {
        let missing = || {
            Faults::new(
                ErrorCode::NotFound,
                "There is no trusted document of this id.",
            )
        };
        return documents.named(id).ok_or_else(missing);
    }
    let text = question.query.as_str();
    precheck::length(text)?;
    let claimed = claimed(question)?;
    let hash = match claimed {
        Some(claimed) if text.is_empty() => claimed,
        _ => hash(text),
    };
    if claimed.is_some_and(|claimed| claimed != hash) {
        return Err(Faults::new(
            ErrorCode::BadRequest,
            "The hash is not that of the document.",
        ));
    }
    if let Some(trusted) = documents.trusted(&hash) {
        telemetry::looked_up("documents", true);
        return Ok(trusted);
    }
    let only_trusted = policy.answered == Answered::Trusted && !question.own;
    let by_hash = claimed.is_some() && text.is_empty();
    if by_hash && !policy.persisted && !only_trusted {
        return Err(Faults::new(
            ErrorCode::BadRequest,
            "PersistedQueryNotSupported",
        ));
    }
    if only_trusted && !by_hash {
        return Err(Faults::new(
            ErrorCode::Forbidden,
            "Only trusted documents are answered.",
        ));
    }
    let known = (!only_trusted).then(|| documents.known(&hash)).flatten();
    telemetry::looked_up("documents", known.is_some());
    match known {
        Some(known) => Ok(known),
        None if by_hash => Err(Faults::new(
            ErrorCode::PersistedQueryNotFound,
            ErrorCode::PersistedQueryNotFound.text(),
        )),
        None => learned(documents, hash, text).await,
    }
}

/// Reads a text beside the asynchronous threads; reading has bounds and ends by itself.
async fn learned(
    documents: &Arc<Documents>,
    hash: Hash,
    text: &str,
) -> Result<Arc<Document>, Faults> {
    let (documents, text) = (Arc::clone(documents), text.to_owned());
    let reading = tokio::task::spawn_blocking(move || documents.learn(hash, &text));
    match reading.await {
        Ok(read) => read,
        Err(_) => Err(Faults::new(ErrorCode::Internal, ErrorCode::Internal.text())),
    }
}

/// The hash that the extension `persistedQuery` claims.
fn claimed(question: &Question) -> Result<Option<Hash>, Faults> {
    let Some(extension) = question.extensions.get("persistedQuery") else {
        return Ok(None);
    };
    let version = extension.get("version").and_then(Value::as_u64);
    let hash = extension.get("sha256Hash").and_then(Value::as_str);
    match (version, hash.and_then(parsed_hash)) {
        (Some(1), Some(hash)) => Ok(Some(hash)),
        _ => Err(Faults::new(
            ErrorCode::BadRequest,
            "The extension persistedQuery has to have the version 1 and a SHA-256.",
        )),
    }
}
