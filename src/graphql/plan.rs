//! Answers written straight from the graph in memory, or from a few columns of the database.
//!
//! A document that passed validation is turned into a [`Plan`]: what each field is, with every
//! fragment in its place and every type condition as a set of kinds. A plan knows no text: it holds
//! for whatever aliases, arguments and page sizes a document has. Asked with variables and a view,
//! it reads a snapshot ([`memory`]), or what one statement for each of its lists has fetched
//! ([`fetch`], [`stored`]), and writes JSON, field by field, without an executor's futures and maps
//! between. What it is not: a second meaning. Where a document asks for anything that memory does
//! not hold, there is no plan ([`compile`]); where an argument is wrong, or the work too great, the
//! plan is given up ([`Missed`]); in both cases the resolvers answer, which raise the errors too.
//! A new field is a variant here, its name in `compile`, its value in `write`, what both sources
//! say of it, its column in `shown`; a test asks all ways for generated queries and demands the
//! same bytes.

mod answer;
mod arguments;
mod collect;
mod compile;
mod fetch;
mod memory;
mod shown;
mod source;
mod stored;
mod write;

use async_graphql::{Name, Value as Constant, parser::types::ExecutableDocument};
use entity::vocabulary::{Direction, EntityKind, RelationKind};

pub(crate) use crate::operations::pages::Missed;
pub(crate) use answer::ReadFrom;
use arguments::{Arguments, Query};

/// Kinds of entities, one bit each; all of them where there is no entity.
pub(super) type Kinds = u8;

/// Every kind.
pub(super) const EVERY: Kinds = u8::MAX;

/// The bit of a kind.
pub(super) const fn bit(kind: EntityKind) -> Kinds {
    1 << kind as u8
}

/// What a document asks for, as far as memory holds it.
#[derive(Debug)]
pub(crate) struct Plan {
    fields: Vec<Field<Root>>,
    /// What fields with arguments ask for; they know it by its place.
    asked: Vec<Asked>,
    /// Conditions of `skip` and `include`; fields know them by their place.
    conditions: Vec<Condition>,
    /// The variables, with their defaults.
    variables: Vec<(Name, Option<Constant>)>,
    /// How many fields it has, on all levels.
    size: usize,
}

impl Plan {
    /// The plan of one operation of a document, which has passed validation.
    pub(crate) fn of(document: &ExecutableDocument, operation: Option<&str>) -> Option<Self> {
        compile::plan(document, operation)
    }

    /// How many fields it has, with every fragment in its place.
    pub(crate) const fn size(&self) -> usize {
        self.size
    }
}

/// A field in its place, on the kinds of entities that have it there.
#[derive(Debug)]
struct Field<T> {
    /// The key with its quotes and the colon.
    key: Box<str>,
    kinds: Kinds,
    when: Vec<usize>,
    what: T,
}

/// A condition of a field.
#[derive(Debug)]
struct Condition {
    wanted: bool,
    arguments: Arguments,
}

/// Arguments of a field, and what they say when they hold no variable.
#[derive(Debug)]
struct Asked {
    of: Subject,
    arguments: Arguments,
    fixed: Option<Query>,
}

/// What arguments are about.
#[derive(Clone, Copy, Debug)]
enum Subject {
    Key,
    Id,
    List(Option<EntityKind>),
    Links(Option<RelationKind>, Direction),
}

/// A way in.
#[derive(Debug)]
enum Root {
    Typename,
    /// One entity, when it is of one of these kinds.
    Entity(usize, Kinds, Vec<Field<Entity>>),
    List(usize, Vec<Field<Connection>>),
    /// The same graph under a lens.
    At(Arguments, Box<Plan>),
}

/// A field of an entity.
#[derive(Debug)]
enum Entity {
    Typename,
    Id,
    Key,
    Kind,
    Name,
    Type,
    Country,
    Status,
    Named,
    Held,
    Period(Vec<Field<Period>>),
    RecordedAt,
    Links(usize, Vec<Field<Connection>>),
}

/// A field of a relation.
#[derive(Debug)]
enum Relation {
    Typename,
    Id,
    Kind,
    Subject(Vec<Field<Entity>>),
    Object(Vec<Field<Entity>>),
    OnBehalfOf(Vec<Field<Entity>>),
    Role,
    SupportForm,
    Modality,
    Basis,
    Period(Vec<Field<Period>>),
    RecordedAt,
}

/// A field of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Period {
    Typename,
    Edtf,
    EarliestStart,
    LatestStart,
    EarliestEnd,
    LatestEnd,
}

/// A field of a connection.
#[derive(Debug)]
enum Connection {
    Typename(Box<str>),
    Edges(Vec<Field<Edge>>),
    Nodes(Node),
    PageInfo(Vec<Field<PageInfo>>),
    TotalCount,
}

/// A field of an edge.
#[derive(Debug)]
enum Edge {
    Typename(Box<str>),
    Cursor,
    Node(Node),
    Relation(Vec<Field<Relation>>),
}

impl Connection {
    /// Whether it shows something of a page.
    const fn is_of_page(&self) -> bool {
        matches!(self, Self::Edges(_) | Self::Nodes(_) | Self::PageInfo(_))
    }
}

/// What a connection lists.
#[derive(Debug)]
enum Node {
    Entity(Vec<Field<Entity>>),
    Relation(Vec<Field<Relation>>),
}

/// A field of what tells where a page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PageInfo {
    Typename,
    HasNextPage,
    HasPreviousPage,
    StartCursor,
    EndCursor,
}
