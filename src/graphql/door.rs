//! One GraphQL request from its text to its answer.
//!
//! The steps, in order: refuse what is too large to be looked at, parse once, choose the
//! operation, refuse what the method may not run, execute, and make every error carry a code
//! of the closed list and the request's id. The cost of an operation belongs between choosing
//! and executing. Not here: HTTP (`http`), the schema.

mod errors;
mod observed;
mod precheck;

use std::{sync::Arc, time::Duration};

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationType};
use async_graphql::{Name, Request, Response, ServerError, Variables};
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use futures_util::{FutureExt, StreamExt, stream};
use serde::Serialize;
use serde_json::{Map, Value};
use tracing::{Instrument, Span};

use super::{ErrorCode, error::of_parsing};
use crate::store::Viewer;
use crate::telemetry;
use errors::{coded, refused};
use observed::Observed;

/// A request as it came in.
#[derive(Clone, Debug)]
pub struct Question {
    /// The document.
    pub query: String,
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
    pub body: Vec<u8>,
    /// Whether it has errors.
    pub failed: bool,
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
}

impl Door {
    /// A door to whatever executes requests for a viewer, described by its SDL.
    pub fn new<F>(sdl: impl Into<Arc<str>>, execute: F) -> Self
    where
        F: Fn(Request, Viewer) -> BoxFuture<'static, Response> + Send + Sync + 'static,
    {
        Self {
            execute: Arc::new(execute),
            subscribe: None,
            slow: SLOW,
            sdl: sdl.into(),
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
        let id = question.request_id.clone();
        let mut observed = Observed::begin(&question, self.slow);
        let opened = match admitted(question, &mut observed) {
            Err(refused) => Opened::Answer(refused),
            Ok((kind, request)) => {
                let span = observed.span();
                match (kind, &self.subscribe) {
                    (OperationType::Subscription, Some(subscribe)) => {
                        let events = span.in_scope(|| subscribe(request, viewer));
                        begun(&observed, id, within(events, span))
                    }
                    (OperationType::Subscription, None) => Opened::Answer(no_single_answer(&id)),
                    _ => {
                        let work = (self.execute)(request, viewer).instrument(span);
                        Opened::Answer(finished(&id, work.await))
                    }
                }
            }
        };
        if let Opened::Answer(answer) = &opened {
            observed.end(answer);
        }
        opened
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

/// The body of an answer: `data` is left out when the request was refused.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a async_graphql::Value>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    extensions: &'a std::collections::BTreeMap<String, async_graphql::Value>,
}

/// The request that may be executed, with its type; else the answer that refuses it.
fn admitted(
    question: Question,
    observed: &mut Observed,
) -> Result<(OperationType, Request), Answer> {
    let id = question.request_id.clone();
    let document = parsed(&id, &question.query)?;
    let (name, kind) =
        operation(&document, question.operation_name.as_deref()).map_err(|message| {
            let error = ServerError::new(message, None);
            refused(&id, ErrorCode::BadRequest, vec![error])
        })?;
    observed.is(name.map(Name::as_str), kind);
    if kind == OperationType::Mutation && question.queries_only {
        let error = ServerError::new("Only queries run over GET; use POST.", None);
        return Err(Answer {
            outcome: Outcome::NotAQuery,
            ..refused(&id, ErrorCode::BadRequest, vec![error])
        });
    }
    Ok((kind, request(question, document)))
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
fn begun(observed: &Observed, id: String, mut responses: BoxStream<'static, Response>) -> Opened {
    let first = responses.next().now_or_never().flatten();
    if let Some(refusal) = first
        .as_ref()
        .filter(|first| first.data == async_graphql::Value::Null)
    {
        let errors = refusal.errors.clone();
        return Opened::Answer(refused(&id, ErrorCode::GraphqlValidationFailed, errors));
    }
    let responses = stream::iter(first).chain(responses);
    observed.end_of(Outcome::Executed, false);
    let events = responses.map(move |response| {
        telemetry::event();
        event(&id, response)
    });
    Opened::Events(events.boxed())
}

/// The answer that an event's response stands for.
fn event(request_id: &str, response: Response) -> Answer {
    let resume = response.extensions.get("resume").cloned();
    Answer {
        resume: resume.and_then(|resume| match resume {
            async_graphql::Value::String(resume) => Some(resume),
            _ => None,
        }),
        ..finished(request_id, response)
    }
}

fn request(question: Question, document: ExecutableDocument) -> Request {
    let variables = Variables::from_json(Value::Object(question.variables));
    let mut request = Request::new(question.query).variables(variables);
    request.operation_name = question.operation_name;
    request.set_parsed_query(document);
    request
}

/// The document of a text that is not too large to be looked at.
fn parsed(request_id: &str, text: &str) -> Result<ExecutableDocument, Answer> {
    let excess = |excess: precheck::Excess| {
        let error = ServerError::new(excess.message, excess.place);
        refused(request_id, excess.code, vec![error])
    };
    precheck::scan(text).map_err(excess)?;
    let document = parse_query(text).map_err(|error| {
        let code = of_parsing(&error.to_string());
        refused(request_id, code, vec![errors::parse(&error)])
    })?;
    precheck::measure(&document).map_err(excess)?;
    Ok(document)
}

/// The operation that would run: its name, when it has one, and its type.
fn operation<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<(Option<&'a Name>, OperationType), &'static str> {
    let missing = "The document has no operation of that name.";
    match (&document.operations, name) {
        (DocumentOperations::Single(operation), None) => Ok((None, operation.node.ty)),
        (DocumentOperations::Single(_), Some(_)) => Err(missing),
        (DocumentOperations::Multiple(operations), Some(name)) => operations
            .get_key_value(name)
            .map(|(name, operation)| (Some(name), operation.node.ty))
            .ok_or(missing),
        (DocumentOperations::Multiple(operations), None) => {
            let mut all = operations.iter();
            match (all.next(), all.next()) {
                (Some((name, only)), None) => Ok((Some(name), only.node.ty)),
                _ => Err("The document has several operations: name one in operationName."),
            }
        }
    }
}

/// The answer that a response stands for.
///
/// A response without data whose errors have no path was refused before execution: its
/// document does not fit the schema.
fn finished(request_id: &str, mut response: Response) -> Answer {
    let executed = response.data != async_graphql::Value::Null
        || response.errors.iter().any(|error| !error.path.is_empty());
    if !executed {
        return refused(
            request_id,
            ErrorCode::GraphqlValidationFailed,
            response.errors,
        );
    }
    for error in &mut response.errors {
        coded(error, request_id, ErrorCode::BadUserInput);
    }
    body(Outcome::Executed, Some(&response.data), &response)
}

fn body(outcome: Outcome, data: Option<&async_graphql::Value>, response: &Response) -> Answer {
    let body = Body {
        data,
        errors: &response.errors,
        extensions: &response.extensions,
    };
    // Serialising to memory fails only for keys that are no text; these are.
    Answer {
        outcome,
        body: serde_json::to_vec(&body).unwrap_or_default(),
        failed: !response.errors.is_empty(),
        resume: None,
    }
}
