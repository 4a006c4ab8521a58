//! What a request must pass before it runs: a document that is proven, an operation that the
//! method may run, variables that fit, a cost within the limit and within the client's budget.

use std::sync::Arc;

use apollo_compiler::executable::OperationType;
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
    validation::Faults,
};
use crate::store::Viewer;

/// A request that may run.
pub(super) struct Admitted {
    pub(super) kind: OperationType,
    pub(super) request: Request,
    pub(super) hold: Hold,
    /// What its answer belongs to, when that may be given again.
    pub(super) key: Option<Key>,
}

impl Door {
    /// The request that may run; else the answer that refuses it.
    pub(super) async fn admitted(
        &self,
        question: Question,
        viewer: &Viewer,
        observed: &mut Observed,
    ) -> Result<Admitted, Answer> {
        let id = question.request_id.clone();
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
                ..refused(&id, ErrorCode::BadRequest, vec![error])
            });
        }
        let (document, kind, estimate) =
            considered.map_err(|faults| refused(&id, faults.code, faults.errors))?;
        let operation = document.operation(question.operation_name.as_deref());
        let name = operation.ok().and_then(|operation| operation.name.as_ref());
        observed.is(&document, name.map(|name| name.as_str()), kind);
        let budget = self.policy.budget.as_ref();
        let budget = budget.filter(|_| !question.client.is_empty());
        let hold = Hold::take(budget, &question.client, estimate).map_err(|wait| {
            let text = ErrorCode::RateLimited.text();
            let error = ServerError::new(text, None);
            Answer {
                retry_after: Some(wait),
                ..refused(&id, ErrorCode::RateLimited, vec![error])
            }
        })?;
        let key = self.key(&document, kind, &question, viewer).await;
        let request = request(question, &document).data(hold.purse());
        Ok(Admitted {
            kind,
            request,
            hold,
            key,
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
        let estimate = cost::estimate(rules.schema(), &document.proven, operation, &variables);
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
    async fn key(
        &self,
        document: &Document,
        kind: OperationType,
        question: &Question,
        viewer: &Viewer,
    ) -> Option<Key> {
        let answers = self.answers.as_ref()?;
        let hash = document.hash;
        self.documents.trusted(&hash)?;
        if kind != OperationType::Query {
            return None;
        }
        let operation = question.operation_name.as_deref();
        answers
            .key(hash, operation, &question.variables, viewer)
            .await
    }
}

fn request(question: Question, document: &Document) -> Request {
    let variables = Variables::from_json(Value::Object(question.variables));
    let mut request = Request::new(question.query).variables(variables);
    request.operation_name = question.operation_name;
    request.set_parsed_query(document.parsed.clone());
    request
}
