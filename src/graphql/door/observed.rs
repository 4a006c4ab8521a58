//! Watches an operation from its admission to its end: a span, a measurement, and a line in the
//! log when it was slow.
//!
//! An operation goes by the hash of its document, its type and the name that its author gave it;
//! what was refused before its document was known has none of these.
//! Values of variables are nowhere here, and the document itself is not told either.

use std::time::Duration;

use apollo_compiler::executable::OperationType;
use tokio::time::Instant;
use tracing::Span;

use super::{
    Answer, Outcome, Question,
    documents::{Document, Hash},
};
use crate::telemetry;

/// The longest name of an operation that is told.
const LONGEST_NAME: usize = 64;

/// An operation that is being watched.
#[derive(Clone, Debug)]
pub(super) struct Observed {
    id: String,
    hash: Option<Hash>,
    name: Option<String>,
    kind: &'static str,
    began: Instant,
    slow: Duration,
}

impl Observed {
    /// Begins to watch.
    pub(super) fn begin(question: &Question, slow: Duration) -> Self {
        Self {
            id: question.request_id.clone(),
            hash: None,
            name: None,
            kind: "",
            began: Instant::now(),
            slow,
        }
    }

    /// What it turned out to be; a name is told only when it fits a label.
    pub(super) fn is(&mut self, document: &Document, name: Option<&str>, kind: OperationType) {
        self.hash = Some(document.hash);
        let short = name.filter(|name| name.len() <= LONGEST_NAME);
        self.name = short.map(str::to_owned);
        self.kind = match kind {
            OperationType::Query => "query",
            OperationType::Mutation => "mutation",
            OperationType::Subscription => "subscription",
        };
    }

    /// The span of its execution.
    pub(super) fn span(&self) -> Span {
        tracing::info_span!(
            "operation",
            otel.kind = "server",
            request_id = self.id,
            graphql.operation.type = self.kind,
            graphql.operation.name = self.name(),
            graphql.document.hash = self.hash(),
        )
    }

    /// It came to an end.
    pub(super) fn end(&self, answer: &Answer) {
        self.end_of(answer.outcome, answer.failed);
    }

    /// It came to an end, or a subscription to its beginning.
    pub(super) fn end_of(&self, outcome: Outcome, failed: bool) {
        let took = self.began.elapsed();
        if let Outcome::Refused(code) = outcome {
            telemetry::refused(code.as_str());
        }
        let outcome = match outcome {
            Outcome::Executed if failed => "failed",
            Outcome::Executed => "ok",
            Outcome::Refused(_) | Outcome::NotAQuery => "refused",
        };
        telemetry::operation(self.name.as_deref(), self.kind, outcome, took);
        if took >= self.slow {
            tracing::warn!(
                request_id = self.id,
                hash = self.hash(),
                operation = self.name(),
                kind = self.kind,
                outcome,
                milliseconds = took.as_secs_f64() * 1000.0,
                "a slow operation"
            );
        }
    }

    fn hash(&self) -> String {
        self.hash.map(hex::encode).unwrap_or_default()
    }

    fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_default()
    }
}
