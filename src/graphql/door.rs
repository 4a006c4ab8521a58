//! One GraphQL request from its text to its answer.
//!
//! The steps, in order: find the document that is meant, and if it is new refuse what is too
//! large to be looked at, parse it once and prove it; choose the operation, refuse what the
//! method may not run, coerce the variables, take what it may cost from the client's budget, find
//! the place in the log at which it reads, write the answer from memory or else execute, and make
//! every error carry a code of the closed list and the request's id. Not here: HTTP (`http`), the
//! schema.

mod admission;
mod answers;
mod body;
mod budget;
mod cost;
mod documents;
mod errors;
mod hold;
mod lately;
mod observed;
mod persisted;
mod policy;
mod precheck;
mod reading;
mod trusted;
mod validation;

use std::{sync::Arc, time::Duration};

use apollo_compiler::executable::OperationType;
use async_graphql::{Request, Response, ServerError};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, StreamExt, stream};
use serde_json::{Map, Value};
use tracing::{Instrument, Span};

use super::ErrorCode;
use crate::store::Viewer;
use crate::telemetry;
use admission::{Admitted, request, resolved};
use answers::Answers;
use body::{event, finished, whole, written};
use documents::Documents;
use errors::refused;
use hold::Hold;
use observed::Observed;
use reading::Reading;

pub use budget::Budget;
pub(crate) use cost::Purse;
pub use policy::{Answered, Introspection, Policy};
pub(crate) use reading::Graph;
pub use trusted::Trusted;
pub(crate) use validation::Rules;

/// A request as it came in.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The document; empty when it is meant by its hash or its id.
    pub query: String,
    /// The id of the trusted document that is meant.
    pub document_id: Option<String>,
    /// Which of its operations to run.
    pub operation_name: Option<String>,
    /// Values of the variables.
    pub variables: Map<String, Value>,
    /// The protocol extensions.
    pub extensions: Map<String, Value>,
    /// Whether no mutation may run, because the HTTP method promises to change nothing.
    pub queries_only: bool,
    /// The id that errors and the log share.
    pub request_id: String,
    /// Whose budget pays for it; empty for nobody's.
    pub client: String,
    /// Whether the service itself wrote the document.
    pub own: bool,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was executed: the body has `data`, and perhaps `errors`.
    Executed,
    /// It was refused before execution: the body has `errors` only.
    Refused(ErrorCode),
    /// It is a mutation and came by a method for queries.
    NotAQuery,
}

/// The answer to a request, or to one event of a subscription.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What became of it.
    pub outcome: Outcome,
    /// The JSON body.
    pub body: Bytes,
    /// Whether it has errors.
    pub failed: bool,
    /// After how many seconds the client may try again, when its budget is spent.
    pub retry_after: Option<u64>,
    /// Whether it was written straight from the graph in memory.
    pub written: bool,
    /// The place in the log of changes at which it was read, when it was.
    pub snapshot: Option<i64>,
    /// Events: from where to go on behind it.
    pub resume: Option<String>,
}

/// What a request leads to.
pub enum Opened {
    /// A query, or a request that is refused.
    Answer(Answer),
    /// A subscription: its events, each made when it is asked for. Dropping it ends the work.
    Events(BoxStream<'static, Answer>),
}

/// A request that may run, and has not begun.
#[derive(Debug)]
pub struct Operation {
    admitted: Admitted,
    observed: Observed,
}

impl Operation {
    /// Whether it walks through the graph, beyond what it shows.
    #[must_use]
    pub fn is_costly(&self) -> bool {
        self.admitted.hold.is_costly()
    }
}

/// What takes as long as this is slow, unless said otherwise.
const SLOW: Duration = Duration::from_secs(1);

type Execute = dyn Fn(Request, Viewer) -> BoxFuture<'static, Response> + Send + Sync;
type Subscribe = dyn Fn(Request, Viewer) -> BoxStream<'static, Response> + Send + Sync;

/// A schema with its data, ready to answer.
#[derive(Clone)]
pub struct Door {
    execute: Arc<Execute>,
    subscribe: Option<Arc<Subscribe>>,
    slow: Duration,
    sdl: Arc<str>,
    documents: Arc<Documents>,
    policy: Arc<Policy>,
    graph: Option<Arc<Graph>>,
    answers: Arc<Answers>,
}

impl Door {
    /// A door to whatever executes requests for a viewer, described by its SDL.
    pub fn new<F>(sdl: impl Into<Arc<str>>, execute: F) -> Self
    where
        F: Fn(Request, Viewer) -> BoxFuture<'static, Response> + Send + Sync + 'static,
    {
        let sdl = sdl.into();
        let rules = Rules::of(&sdl).map(Arc::new);
        Self::with(sdl, rules, execute)
    }

    /// A door to a schema whose rules are known; it is for others to share them.
    pub(crate) fn with<F>(sdl: Arc<str>, rules: Option<Arc<Rules>>, execute: F) -> Self
    where
        F: Fn(Request, Viewer) -> BoxFuture<'static, Response> + Send + Sync + 'static,
    {
        Self {
            execute: Arc::new(execute),
            subscribe: None,
            slow: SLOW,
            sdl,
            documents: Arc::new(Documents::new(rules)),
            policy: Arc::default(),
            graph: None,
            answers: Arc::default(),
        }
    }

    /// The same door, with what executes subscriptions.
    #[must_use]
    pub fn streaming<F>(mut self, subscribe: F) -> Self
    where
        F: Fn(Request, Viewer) -> BoxStream<'static, Response> + Send + Sync + 'static,
    {
        self.subscribe = Some(Arc::new(subscribe));
        self
    }

    /// The same door under a policy.
    #[must_use]
    pub fn under(mut self, policy: Policy) -> Self {
        self.policy = Arc::new(policy);
        self
    }

    /// The same door, trusting documents that were proven by its schema.
    #[must_use]
    pub fn trusting(mut self, trusted: Trusted) -> Self {
        self.documents = Arc::new(trusted.into());
        self
    }

    /// The same door to a graph: memory answers what it holds, and answers to trusted documents are
    /// given again until something is recorded.
    #[must_use]
    pub(crate) fn reading(mut self, graph: Graph) -> Self {
        self.graph = Some(Arc::new(graph));
        self
    }

    /// The schema in the schema definition language.
    #[must_use]
    pub fn sdl(&self) -> &str {
        &self.sdl
    }

    /// The same door, which tells of operations that take as long as this.
    #[must_use]
    pub const fn slow_after(mut self, slow: Duration) -> Self {
        self.slow = slow;
        self
    }

    /// Answers a request; dropping the future stops the work.
    pub async fn answer(&self, question: Question, viewer: Viewer) -> Answer {
        let id = question.request_id.clone();
        match self.open(question, viewer).await {
            Opened::Answer(answer) => answer,
            Opened::Events(_) => no_single_answer(&id),
        }
    }

    /// Answers a request, or begins its subscription; dropping what comes out stops the work.
    pub async fn open(&self, question: Question, viewer: Viewer) -> Opened {
        match self.admit(question, &viewer).await {
            Ok(operation) => self.run(operation, viewer).await,
            Err(refused) => Opened::Answer(refused),
        }
    }

    /// Finds what a request means and whether it may run, and takes what it may cost from the
    /// budget; dropping the operation gives it back.
    ///
    /// # Errors
    /// With the answer that refuses it.
    pub async fn admit(&self, question: Question, viewer: &Viewer) -> Result<Operation, Answer> {
        let mut observed = Observed::begin(&question, self.slow);
        match self.admitted(question, viewer, &mut observed).await {
            Ok(admitted) => Ok(Operation { admitted, observed }),
            Err(refused) => {
                observed.end(&refused);
                Err(refused)
            }
        }
    }

    /// Answers an operation, or begins its subscription; dropping what comes out stops the work.
    pub async fn run(&self, operation: Operation, viewer: Viewer) -> Opened {
        let Operation {
            mut admitted,
            observed,
        } = operation;
        let id = admitted.question.request_id.clone();
        let span = observed.span();
        admitted.hold.begin();
        let opened = match (admitted.kind, &self.subscribe) {
            (OperationType::Subscription, Some(subscribe)) => {
                let Admitted { document, hold, .. } = admitted;
                let request = resolved(request(admitted.question), &document, &hold);
                let events = span.in_scope(|| subscribe(request, viewer));
                begun(&observed, id, within(events, span), hold)
            }
            (OperationType::Subscription, None) => Opened::Answer(no_single_answer(&id)),
            _ => {
                let work = self.single(&id, admitted, viewer).instrument(span);
                Opened::Answer(work.await)
            }
        };
        if let Opened::Answer(answer) = &opened {
            observed.end(answer);
        }
        opened
    }

    /// The one answer of an operation that may run: the one given before, if nothing changed.
    async fn single(&self, id: &str, admitted: Admitted, viewer: Viewer) -> Answer {
        let Some(graph) = &self.graph else {
            return self.executed(id, admitted, None, viewer).await;
        };
        let begun = graph.begin(&admitted.question, &admitted.document).await;
        let reading = match begun {
            Ok(reading) => reading,
            Err(faults) => return refused(id, faults.code, faults.errors),
        };
        let snapshot = reading.place;
        let key = self.key(&admitted, &reading, &viewer);
        if let Some(body) = key.as_ref().and_then(|key| self.answers.get(key)) {
            return Answer {
                snapshot,
                ..whole(body)
            };
        }
        let answer = self.executed(id, admitted, Some(reading), viewer).await;
        if let Some(key) = key.filter(|_| !answer.failed) {
            self.answers.put(key, answer.body.clone());
        }
        Answer { snapshot, ..answer }
    }

    /// The answer from memory, else that of the resolvers.
    async fn executed(
        &self,
        id: &str,
        admitted: Admitted,
        reading: Option<Reading>,
        viewer: Viewer,
    ) -> Answer {
        let (document, hold) = (admitted.document, admitted.hold);
        let mut request = request(admitted.question);
        if let Some(reading) = reading {
            let paying = (&viewer, &hold.purse());
            if let Ok(data) = reading.written(&document, &request, paying).await {
                let cost = hold.cost(self.policy.cost_limit);
                return written(&data, cost, reading.place);
            }
            // What was read in vain is not paid for.
            hold.purse().refill();
            request = request.data(reading.snapshots);
        }
        let request = resolved(request, &document, &hold);
        let mut response = (self.execute)(request, viewer).await;
        let cost = hold.cost(self.policy.cost_limit).into();
        response.extensions.insert("cost".to_owned(), cost);
        finished(id, response)
    }
}

/// The events, each answered within a span.
fn within(mut events: BoxStream<'static, Response>, span: Span) -> BoxStream<'static, Response> {
    stream::poll_fn(move |cx| span.in_scope(|| events.poll_next_unpin(cx))).boxed()
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Door").finish_non_exhaustive()
    }
}

fn no_single_answer(request_id: &str) -> Answer {
    let error = ServerError::new(
        "A subscription has no single answer: ask for it over a WebSocket, as text/event-stream \
         or as multipart/mixed.",
        None,
    );
    refused(request_id, ErrorCode::BadRequest, vec![error])
}

/// The events of a subscription, or the refusal that is there at once.
fn begun(
    observed: &Observed,
    id: String,
    mut responses: BoxStream<'static, Response>,
    hold: Hold,
) -> Opened {
    let first = responses.next().now_or_never().flatten();
    if let Some(refusal) = first
        .as_ref()
        .filter(|first| first.data == async_graphql::Value::Null)
    {
        let errors = refusal.errors.clone();
        return Opened::Answer(refused(&id, ErrorCode::GraphqlValidationFailed, errors));
    }
    observed.end_of(Outcome::Executed, false);
    let told = first.map(|first| event(&id, first));
    let rest = stream::unfold(
        (responses, hold, id),
        |(mut responses, mut hold, id)| async {
            hold.again().await;
            let next = event(&id, responses.next().await?);
            Some((next, (responses, hold, id)))
        },
    );
    let events = stream::iter(told)
        .chain(rest)
        .inspect(|_| telemetry::event());
    Opened::Events(events.boxed())
}
