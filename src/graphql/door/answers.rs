//! Answers to trusted documents that are given again while nothing has changed.
//!
//! An answer belongs to its document, operation, variables, viewer and [`State`]: when one of
//! these is another, so is the answer. Only whole answers are kept.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use serde_json::{Map, Value};

use super::{documents::Hash, lately::Lately};
use crate::{store::Viewer, telemetry};

/// How many bytes the answers may take.
const MEMORY: usize = 32 * 1024 * 1024;

/// How many bytes an answer takes beside its own, about.
const WEIGHT: usize = 512;

/// Up to where the graph has come: the last entry of the log of changes, and how many texts of
/// documents are held, which the log does not tell.
pub(crate) type State = (i64, u64);

type Current = dyn Fn() -> BoxFuture<'static, Option<State>> + Send + Sync;

/// What an answer belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    document: Hash,
    operation: Option<String>,
    variables: String,
    viewer: Viewer,
    state: State,
}

/// The answers that are kept.
pub(super) struct Answers {
    current: Box<Current>,
    lately: Lately<Key, Arc<[u8]>>,
}

impl Answers {
    /// No answers yet; `current` tells up to where the graph has come.
    pub(super) fn new(current: Box<Current>) -> Self {
        Self {
            current,
            lately: Lately::new(MEMORY),
        }
    }

    /// What the answer to a request belongs to; nothing when that cannot be told.
    pub(super) async fn key(
        &self,
        document: Hash,
        operation: Option<&str>,
        variables: &Map<String, Value>,
        viewer: &Viewer,
    ) -> Option<Key> {
        Some(Key {
            document,
            operation: operation.map(ToOwned::to_owned),
            variables: serde_json::to_string(variables).ok()?,
            viewer: viewer.clone(),
            state: (self.current)().await?,
        })
    }

    /// The answer that is kept.
    pub(super) fn get(&self, key: &Key) -> Option<Arc<[u8]>> {
        let kept = self.lately.get(key);
        telemetry::looked_up("answers", kept.is_some());
        kept
    }

    /// Keeps an answer.
    pub(super) fn put(&self, key: Key, body: &[u8]) {
        let weight = body.len() + key.variables.len() + WEIGHT;
        self.lately.put(key, body.into(), weight);
    }
}
