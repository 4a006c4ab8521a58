//! The GraphQL floor: the public schema, and the execution of a request for a viewer.
//!
//! What it is: objects over the store's rows, one module a noun ([`record`] for what entities
//! have in common), inputs that become the store's filters, and loaders that belong to one
//! request. Lists, links and what they lead to are written straight from the graph in memory where
//! it holds all that is asked ([`plan`]), and else found by SQL. A [`Schema`] executes what [`request`] has prepared; it cannot be asked without a
//! viewer. What it is not: transport (`http`), rules (`operations`), SQL (`store`). A new field
//! is a method with a doc comment; then run `cargo run --example generate`, which writes the
//! schema anew, and name the field in `tests/graphql`.

#![expect(
    clippy::unused_async,
    reason = "the library wants every field to be asynchronous"
)]

use std::{
    any::TypeId,
    sync::{Arc, LazyLock},
};

use async_graphql::{EmptyMutation, SDLExportOptions, ServerError, ValidationMode};
use futures_util::{
    StreamExt,
    stream::{self, BoxStream},
};

use crate::{
    operations::snapshots::Snapshots,
    store::{Store, View},
};

mod batch;
mod change;
mod citation;
mod connection;
mod discrepancy;
mod document;
pub mod door;
mod duplicate;
mod entity_list;
pub mod error;
mod event;
mod figure;
mod filter;
mod identifier;
mod interface;
mod judgement;
mod language;
mod limits;
mod link;
mod links;
mod loaders;
mod municipality;
mod name;
mod network;
mod note;
mod order;
mod organisation;
mod period;
mod person;
mod place;
mod plan;
mod project;
mod query;
mod record;
mod relation;
mod rows;
mod scope;
mod search;
mod statistics;
mod subscription;
mod timeline;
mod traversal;
mod viewer;
mod vocabulary;

pub use async_graphql::{Request, Response};
pub use door::{
    Answer, Answered, Budget, Door, Introspection, Opened, Operation, Outcome, Policy, Question,
    Trusted,
};
pub use error::ErrorCode;
pub use rows::MOST_ROWS;

use door::{Graph, Purse, Rules};
use loaders::Loaders;
use query::Query;
use scope::Scope;
use subscription::Subscription;

type Executable = async_graphql::Schema<Query, EmptyMutation, Subscription>;

/// What answers lists, links and lookups; walks and measures are always of the graph in memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// The graph in memory once it is there, where it holds what is asked; else SQL.
    #[default]
    Either,
    /// The same, and it is made when it is not there.
    Memory,
    /// SQL alone.
    Sql,
    /// The resolvers alone, over SQL: what the others are compared with.
    Resolvers,
}

/// The public schema, ready to execute; cheap to clone.
#[derive(Clone)]
pub struct Schema(Executable);

impl std::fmt::Debug for Schema {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Schema").finish_non_exhaustive()
    }
}

/// Builds the schema.
#[must_use]
pub fn schema() -> Schema {
    schema_in(ValidationMode::Strict)
}

/// The schema for documents that are to be validated so.
fn schema_in(mode: ValidationMode) -> Schema {
    let schema = Executable::build(Query::default(), EmptyMutation, Subscription)
        .limit_recursive_depth(limits::NESTING)
        .limit_depth(limits::DEPTH)
        .limit_complexity(limits::FIELDS)
        .validation_mode(mode)
        .finish();
    Schema(schema)
}

/// A request with its viewer, and with loaders of its own. Requests over one store share the graph
/// in memory.
#[must_use]
pub fn request(store: &Store, view: View, request: Request) -> Request {
    let purse = data_of::<Arc<Purse>>(&request).unwrap_or_default();
    let reading = data_of::<Snapshots>(&request);
    let reading = reading.unwrap_or_else(|| Snapshots::new(store.clone()).for_one_request());
    let loaders = Loaders::new(reading, Scope::new(view), &purse);
    request.data(Arc::new(loaders))
}

/// The schema in the schema definition language, sorted, with descriptions.
#[must_use]
pub fn sdl() -> String {
    let options = SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items()
        .include_specified_by();
    schema().0.sdl_with_options(options)
}

/// The schema's text and rules, made once.
fn described() -> (Arc<str>, Option<Arc<Rules>>) {
    static SHARED: LazyLock<(Arc<str>, Option<Arc<Rules>>)> = LazyLock::new(|| {
        let sdl = sdl();
        let rules = Rules::of(&sdl).map(Arc::new);
        (sdl.into(), rules)
    });
    SHARED.clone()
}

/// The documents with these ids and texts, to be trusted by a door to the schema.
///
/// # Errors
/// With what is wrong with each that does not fit.
pub fn trusted<'a>(
    texts: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Trusted, Vec<String>> {
    Trusted::by(described().1, texts)
}

/// The door to the schema over a store.
#[must_use]
pub fn door(store: Store) -> Door {
    door_by(Engine::default(), store)
}

/// The same, answered by one engine.
#[must_use]
pub fn door_by(engine: Engine, store: Store) -> Door {
    let (sdl, rules) = described();
    // The door has proven what it lets through.
    let schema = schema_in(ValidationMode::Fast);
    let graph = Graph::new(engine, Snapshots::new(store.clone()));
    let (events, over) = (schema.clone(), store.clone());
    let door = Door::with(sdl, rules, move |asked, viewer| {
        let (schema, asked) = (schema.clone(), request(&store, View::of(viewer), asked));
        Box::pin(async move { schema.execute(asked).await })
    });
    let door =
        door.streaming(move |asked, viewer| events.stream(request(&over, View::of(viewer), asked)));
    door.reading(graph)
}

impl Schema {
    /// Executes what [`request`] has prepared; every error has a code of the closed list.
    /// Dropping the future stops the work, also in the database.
    pub async fn execute(&self, request: Request) -> Response {
        let (mut request, loaders) = match prepared(request) {
            Ok(prepared) => prepared,
            Err(refused) => return *refused,
        };
        let reads = request.parsed_query().is_ok_and(place::is_read_by);
        let place = place::of(&loaders.snapshots, reads).await;
        let executed = batch::drive(self.0.execute(request), &loaders.batches()).await;
        let mut response = classified(executed);
        if let Some(place) = place {
            let extensions = &mut response.extensions;
            extensions.insert("snapshot".to_owned(), place.into());
        }
        response
    }

    /// The events of a subscription that [`request`] has prepared, each answered when it is asked
    /// for, and behind each, in `extensions.resume`, where to go on. Dropping the stream ends it.
    #[must_use]
    pub fn stream(&self, request: Request) -> BoxStream<'static, Response> {
        let (request, loaders) = match prepared(request) {
            Ok(prepared) => prepared,
            Err(refused) => return stream::iter([*refused]).boxed(),
        };
        let batches = loaders.batches();
        let events = self.0.execute_stream(request);
        stream::unfold(
            (events, loaders, batches),
            |(mut events, loaders, batches)| async move {
                let mut response = classified(batch::drive(events.next(), &batches).await?);
                if let Some(resume) = loaders.resume() {
                    let extensions = &mut response.extensions;
                    extensions.insert("resume".to_owned(), resume.into());
                }
                Some((response, (events, loaders, batches)))
            },
        )
        .boxed()
    }
}

/// The request with its loaders, or why it cannot be executed.
fn prepared(mut request: Request) -> Result<(Request, Arc<Loaders>), Box<Response>> {
    let Some(loaders) = loaders_of(&request) else {
        // Without a viewer nothing is answered, so that nobody is taken for everybody.
        let refused = ServerError::new(ErrorCode::Internal.text(), None);
        let refused = ErrorCode::Internal.put(refused);
        return Err(Box::new(Response::from_errors(vec![refused])));
    };
    if let Err(fault) = request.parsed_query() {
        let refused = Response::from_errors(vec![error::of_document(fault)]);
        return Err(Box::new(refused));
    }
    Ok((request, loaders))
}

/// The response with a code for every error.
fn classified(mut response: Response) -> Response {
    response.errors = error::classify(response.errors);
    response
}

fn loaders_of(request: &Request) -> Option<Arc<Loaders>> {
    data_of::<Arc<Loaders>>(request)
}

fn data_of<T: Clone + 'static>(request: &Request) -> Option<T> {
    let data = request.data.get(&TypeId::of::<T>())?;
    data.downcast_ref::<T>().cloned()
}
