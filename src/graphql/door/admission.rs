//! What a request must pass before it runs: a document that is proven, an operation that the
//! method may run, variables that fit, a cost within the limit and within the client's budget.

use std::sync::Arc;

use apollo_compiler::{Name, executable::OperationType};
use async_graphql::{Request, ServerError, Variables};
use serde_json::Value;

use super::{
    Answer, Door, ErrorCode, Introspection, Outcome, Question,
    answers::Key,
    cost,
    documents::{self, Document},
    errors::refused,
    hold::Hold,
    observed::Observed,
    persisted, precheck,
    reading::Reading,
    validation::Faults,
};
use crate::store::Viewer;

/// A request that may run.
#[derive(Debug)]
pub(super) struct Admitted {
    pub(super) kind: OperationType,
    pub(super) question: Question,
    pub(super) document: Arc<Document>,
    pub(super) hold: Hold,
}

impl Door {
    /// The request that may run; else the answer that refuses it.
    pub(super) async fn admitted(
        &self,
        question: Question,
        viewer: &Viewer,
        observed: &mut Observed,
    ) -> Result<Admitted, Answer> {
        let id = question.request_id.as_str();
        let considered = self.considered(&question, viewer).await;
        let is_mutation = match &considered {
            Ok((_, kind, _)) => *kind == OperationType::Mutation,
            // One that does not fit is told by its method first, as if it did.
            Err(_) => question.queries_only && documents::is_mutation(&question.query),
        };
        if question.queries_only && is_mutation {
            let error = ServerError::new("Only queries run over GET; use POST.", None);
            return Err(Answer {
                outcome: Outcome::NotAQuery,
                ..refused(id, ErrorCode::BadRequest, vec![error])
            });
        }
        let (document, kind, estimate) =
            considered.map_err(|faults| refused(id, faults.code, faults.errors))?;
        let operation = document.operation(question.operation_name.as_deref());
        let name = operation.ok().and_then(|operation| operation.name.as_ref());
        observed.is(&document, name.map(Name::as_str), kind);
        let budget = self.policy.budget.as_ref();
        let budget = budget.filter(|_| !question.client.is_empty());
        let hold = Hold::take(budget, &question.client, estimate).map_err(|wait| {
            let text = ErrorCode::RateLimited.text();
            let error = ServerError::new(text, None);
            Answer {
                retry_after: Some(wait),
                ..refused(id, ErrorCode::RateLimited, vec![error])
            }
        })?;
        Ok(Admitted {
            kind,
            question,
            document,
            hold,
        })
    }

    /// The document that is meant, the type of its operation and what that may cost.
    async fn considered(
        &self,
        question: &Question,
        viewer: &Viewer,
    ) -> Result<(Arc<Document>, OperationType, cost::Estimate), Faults> {
        precheck::values(&question.variables)?;
        let document = persisted::document(&self.documents, &self.policy, question).await?;
        if document.introspects && !self.introspects(viewer) {
            return Err(Faults::new(
                ErrorCode::Forbidden,
                "Introspection is switched off.",
            ));
        }
        let operation = document.operation(question.operation_name.as_deref())?;
        let rules = self.documents.rules()?;
        let variables = rules.coerced(&document.proven, operation, &question.variables)?;
        let estimate = document.estimate(operation, &variables)?;
        let (requested, limit) = (estimate.requested, self.policy.cost_limit);
        if requested > limit {
            let message = format!(
                "The operation may cost {requested}, more than {limit}: ask for smaller pages or \
                 fewer levels."
            );
            return Err(Faults::new(ErrorCode::QueryTooComplex, &message));
        }
        let kind = operation.operation_type;
        Ok((document, kind, estimate))
    }

    fn introspects(&self, viewer: &Viewer) -> bool {
        match self.policy.introspection {
            Introspection::Everyone => true,
            Introspection::Viewers => viewer.name.is_some(),
            Introspection::Nobody => false,
        }
    }

    /// What the answer belongs to, when it may be given again.
    pub(super) fn key(
        &self,
        admitted: &Admitted,
        reading: &Reading,
        viewer: &Viewer,
    ) -> Option<Key> {
        let Admitted {
            kind,
            question,
            document,
            ..
        } = admitted;
        self.documents.trusted(&document.hash)?;
        // Where the log could not be asked, nobody knows what the answer belongs to.
        if *kind != OperationType::Query || document.reads && reading.place.is_none() {
            return None;
        }
        let operation = question.operation_name.as_deref();
        let variables = &question.variables;
        Key::new(document.hash, operation, variables, viewer, reading.place)
    }
}

/// The request as the library knows it.
pub(super) fn request(question: Question) -> Request {
    let variables = Variables::from_json(Value::Object(question.variables));
    let mut request = Request::new(question.query).variables(variables);
    request.operation_name = question.operation_name;
    request
}

/// The same for the resolvers.
pub(super) fn resolved(mut request: Request, document: &Document, hold: &Hold) -> Request {
    request.set_parsed_query(document.parsed.clone());
    request.data(hold.purse())
}
