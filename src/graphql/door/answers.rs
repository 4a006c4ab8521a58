//! Answers to trusted documents that are given again while nothing has changed.
//!
//! An answer belongs to its document, operation, variables, viewer and place in the log of changes:
//! when one of these is another, so is the answer. Only whole answers are kept.

use bytes::Bytes;
use serde_json::{Map, Value};

use super::{documents::Hash, lately::Lately};
use crate::{store::Viewer, telemetry};

/// How many bytes the answers may take.
const MEMORY: usize = 32 * 1024 * 1024;

/// How many bytes an answer takes beside its own, about.
const WEIGHT: usize = 512;

/// What an answer belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    document: Hash,
    operation: Option<String>,
    variables: String,
    viewer: Viewer,
    /// None for what does not read the graph.
    place: Option<i64>,
}

/// The answers that are kept.
#[derive(Debug)]
pub(super) struct Answers(Lately<Key, Bytes>);

impl Key {
    /// What the answer to a request belongs to.
    pub(super) fn new(
        document: Hash,
        operation: Option<&str>,
        variables: &Map<String, Value>,
        viewer: &Viewer,
        place: Option<i64>,
    ) -> Option<Self> {
        Some(Self {
            document,
            operation: operation.map(ToOwned::to_owned),
            variables: serde_json::to_string(variables).ok()?,
            viewer: viewer.clone(),
            place,
        })
    }
}

impl Default for Answers {
    /// No answers yet.
    fn default() -> Self {
        Self(Lately::new(MEMORY))
    }
}

impl Answers {
    /// The answer that is kept.
    pub(super) fn get(&self, key: &Key) -> Option<Bytes> {
        let kept = self.0.get(key);
        telemetry::looked_up("answers", kept.is_some());
        kept
    }

    /// Keeps an answer.
    pub(super) fn put(&self, key: Key, body: Bytes) {
        let weight = body.len() + key.variables.len() + WEIGHT;
        self.0.put(key, body, weight);
    }
}
