//! The interfaces, and the way from a row to the type that it has.
//!
//! Interfaces are flat: each lists its object types itself. An interface within an interface
//! compiles, and answers the wrong possible types. Not here: what the fields do (`record`).

use async_graphql::{ID, Interface, Result};
use entity::{
    time::Timestamp,
    vocabulary::{EntityKind, Tier},
};

use super::{
    citation::Citation,
    connection::{Connection, Listed},
    document::Document,
    duplicate::Duplicate,
    error::ErrorCode,
    event::Event,
    figure::Figure,
    filter::{FigureWhere, RelationWhere},
    identifier::Identifier,
    judgement::Judgement,
    language::Language,
    municipality::Municipality,
    name::Name,
    note::Note,
    order::RelationOrder,
    organisation::Organisation,
    person::Person,
    project::Project,
    record::{Fields, Record},
    relation::{Relation, RelationList},
};

/// Anything that has a global id.
#[derive(Clone, Interface)]
#[graphql(field(
    name = "id",
    ty = "ID",
    desc = "The global id; it derives from the key and is the same in every installation."
))]
pub(crate) enum Node {
    /// A person.
    Person(Person),
    /// An organisation.
    Organisation(Organisation),
    /// A municipality.
    Municipality(Municipality),
    /// An event.
    Event(Event),
    /// A project.
    Project(Project),
    /// A document.
    Document(Document),
    /// A relation.
    Relation(Relation),
    /// A figure.
    Figure(Figure),
    /// A note.
    Note(Note),
    /// A judgement.
    Judgement(Judgement),
    /// Two entities that may be the same.
    Duplicate(Duplicate),
}

/// An interface with the fields of every entity, over some of the object types.
macro_rules! over_entities {
    ($( #[doc = $doc:literal] $name:ident { $($kind:ident),+ } )+) => {
        $(
            #[doc = $doc]
            #[derive(Clone, Interface)]
            #[graphql(
                field(
                    name = "id",
                    ty = "ID",
                    desc = "The global id; it derives from the key and is the same in every installation."
                ),
                field(name = "key", ty = "String", desc = "The stable, readable key."),
                field(name = "kind", ty = "EntityKind", desc = "What it is."),
                field(
                    name = "name",
                    ty = "String",
                    desc = "The best name in a language; the recorded name when there is none in that language, or when no language is asked for.",
                    arg(
                        name = "language",
                        ty = "Option<Language>",
                        desc = "The language wanted."
                    )
                ),
                field(
                    name = "names",
                    ty = "Vec<Name>",
                    desc = "Every name, the recorded one first, with the forms in which texts write it."
                ),
                field(
                    name = "description",
                    ty = "Option<String>",
                    desc = "A short description in our own words: in the language asked for, or null; without a language in English, or else in whichever there is.",
                    arg(
                        name = "language",
                        ty = "Option<Language>",
                        desc = "The language wanted."
                    )
                ),
                field(
                    name = "identifiers",
                    ty = "Vec<Identifier>",
                    desc = "What others call it in schemes of theirs."
                ),
                field(
                    name = "merged_keys",
                    ty = "Vec<String>",
                    desc = "The keys of the others that were judged to be the same, in order; each leads here."
                ),
                field(
                    name = "judgements",
                    ty = "Vec<Judgement>",
                    desc = "What was judged of it, and of the others that were judged to be the same."
                ),
                field(
                    name = "figures",
                    ty = "Vec<Figure>",
                    desc = "The figures about it; asserted ones, and targets where targets are asked for.",
                    arg(name = "where", ty = "Option<FigureWhere>", desc = "Which figures.")
                ),
                field(
                    name = "notes",
                    ty = "Vec<Note>",
                    desc = "Statements about it that are no relation: goals, results, opinions, topics, tasks."
                ),
                field(
                    name = "evidence",
                    ty = "Vec<Citation>",
                    desc = "The places in documents that show that it exists."
                ),
                field(
                    name = "relations",
                    ty = "Connection<RelationList>",
                    desc = "Its relations of every kind, from whichever end it stands at.",
                    arg(
                        name = "where",
                        ty = "Option<RelationWhere>",
                        desc = "Which relations."
                    ),
                    arg(
                        name = "order_by",
                        ty = "Option<Vec<RelationOrder>>",
                        desc = "In what order; by period when absent."
                    ),
                    arg(
                        name = "first",
                        ty = "Option<i32>",
                        desc = "How many from the start, at most 100."
                    ),
                    arg(
                        name = "after",
                        ty = "Option<String>",
                        desc = "Only what follows this cursor."
                    ),
                    arg(
                        name = "last",
                        ty = "Option<i32>",
                        desc = "How many from the end, at most 100."
                    ),
                    arg(
                        name = "before",
                        ty = "Option<String>",
                        desc = "Only what precedes this cursor."
                    )
                ),
                field(name = "visibility", ty = "Tier", desc = "Who may see it."),
                field(
                    name = "recorded_at",
                    ty = "Timestamp",
                    desc = "When this version was recorded here."
                ),
                field(
                    name = "version",
                    ty = "i32",
                    desc = "1, and one more for each time that it was amended."
                )
            )]
            pub(crate) enum $name {
                $( #[doc = stringify!($kind)] $kind($kind), )+
            }
        )+
    };
}

over_entities! {
    /// A person, an organisation, a municipality, an event, a project or a document.
    Entity { Person, Organisation, Municipality, Event, Project, Document }
    /// An entity that acts: a person, an organisation or a municipality.
    Actor { Person, Organisation, Municipality }
}

/// A type that stands for rows of entities.
pub(crate) trait FromRecord: Listed {
    /// The object for a row.
    ///
    /// # Errors
    /// When the row is of another kind, which the vocabulary rules out for links.
    fn from_record(record: Record) -> Result<Self>;
}

fn other_kind() -> async_graphql::Error {
    ErrorCode::Internal.error(ErrorCode::Internal.text())
}

impl Listed for Entity {
    const NAME: &'static str = "Entity";
    const PLURAL: &'static str = "entities";
}

impl Listed for Actor {
    const NAME: &'static str = "Actor";
    const PLURAL: &'static str = "actors";
}

impl FromRecord for Entity {
    fn from_record(record: Record) -> Result<Self> {
        Ok(Self::from(record))
    }
}

impl FromRecord for Actor {
    fn from_record(record: Record) -> Result<Self> {
        Ok(match record.row.kind {
            EntityKind::Person => Self::Person(Person(record.into())),
            EntityKind::Organisation => Self::Organisation(Organisation(record.into())),
            EntityKind::Municipality => Self::Municipality(Municipality(record.into())),
            EntityKind::Event | EntityKind::Project | EntityKind::Document => {
                return Err(other_kind());
            }
        })
    }
}

impl From<Record> for Entity {
    fn from(record: Record) -> Self {
        match record.row.kind {
            EntityKind::Person => Self::Person(Person(record.into())),
            EntityKind::Organisation => Self::Organisation(Organisation(record.into())),
            EntityKind::Municipality => Self::Municipality(Municipality(record.into())),
            EntityKind::Event => Self::Event(Event(record.into())),
            EntityKind::Project => Self::Project(Project(record.into())),
            EntityKind::Document => Self::Document(Document(record.into())),
        }
    }
}

impl From<Entity> for Node {
    fn from(entity: Entity) -> Self {
        match entity {
            Entity::Person(person) => Self::Person(person),
            Entity::Organisation(organisation) => Self::Organisation(organisation),
            Entity::Municipality(municipality) => Self::Municipality(municipality),
            Entity::Event(event) => Self::Event(event),
            Entity::Project(project) => Self::Project(project),
            Entity::Document(document) => Self::Document(document),
        }
    }
}

/// A newtype over a [`Record`] for each kind of entity.
macro_rules! of_kind {
    ($($kind:ident, $plural:literal;)+) => { $(
        impl std::ops::Deref for $kind {
            type Target = Fields<Self>;

            fn deref(&self) -> &Fields<Self> {
                &self.0
            }
        }

        impl Listed for $kind {
            const NAME: &'static str = stringify!($kind);
            const PLURAL: &'static str = $plural;
        }

        impl FromRecord for $kind {
            fn from_record(record: Record) -> Result<Self> {
                if record.row.kind == EntityKind::$kind { Ok(Self(record.into())) } else { Err(other_kind()) }
            }
        }
    )+ };
}

of_kind! {
    Person, "people";
    Organisation, "organisations";
    Municipality, "municipalities";
    Event, "events";
    Project, "projects";
    Document, "documents";
}
