//! Changes: what a recording did to a fact, as a viewer is told of it.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, Result, Union};
use entity::{
    id::{Noun, PublicId},
    time::Timestamp,
    vocabulary::Tier,
};

use crate::{
    operations::feed::Told,
    store::{Act, FactRow},
};

use super::{
    document::Document,
    error::{ErrorCode, from_store},
    event::Event,
    figure::Figure,
    identifier::Identifier,
    interface::Entity,
    municipality::Municipality,
    name::Name,
    note::Note,
    organisation::Organisation,
    person::Person,
    project::Project,
    record::Record,
    relation::Relation,
    scope::{Scope, loaders},
};

/// What a recording did to a fact, as this viewer sees it.
pub(crate) struct Change {
    told: Told,
    scope: Scope,
}

impl Change {
    pub(crate) fn new(told: Told, scope: &Scope) -> Self {
        Self {
            told,
            scope: scope.clone(),
        }
    }
}

/// What was recorded, amended or retracted: one fact, in one recording.
#[Object]
impl Change {
    /// Leads to what follows this change: give it as `after`.
    async fn cursor(&self) -> &str {
        &self.told.cursor
    }

    /// What happened.
    async fn act(&self) -> ChangeAct {
        self.told.act.into()
    }

    /// What kind of fact it happened to.
    async fn noun(&self) -> Result<FactNoun> {
        let noun = FactNoun::of(self.told.noun);
        noun.ok_or_else(|| ErrorCode::Internal.error(ErrorCode::Internal.text()))
    }

    /// The global id of the fact, also when it may be seen no more.
    async fn fact_id(&self) -> ID {
        let id = PublicId {
            noun: self.told.noun,
            number: self.told.fact_id,
        };
        id.to_string().into()
    }

    /// When it was recorded here.
    async fn recorded_at(&self) -> Timestamp {
        Timestamp(self.told.recorded_at)
    }

    /// By whom; null for viewers of tier PUBLIC, and where it was not kept.
    async fn recorded_by(&self) -> Option<&str> {
        let known = self.scope.viewer.tier > Tier::Public;
        self.told.recorded_by.as_deref().filter(|_| known)
    }

    /// The fact in the version then recorded, or in the one that a retraction ended; null when
    /// this viewer may see it no more.
    async fn fact(&self) -> Option<Fact> {
        Some(Fact::new(self.told.fact.clone()?, &self.scope))
    }

    /// The entities of which that version speaks; an entity itself, and for a relation both its
    /// ends and the actor for whom the subject acts.
    async fn entities(&self, ctx: &Context<'_>) -> Result<Vec<Entity>> {
        let loaders = loaders(ctx)?;
        let ids = || self.told.entities.iter().copied();
        let now = loaders.entities.get_many(&self.scope, ids()).await;
        let now = now.map_err(from_store)?;
        let mut found = Vec::with_capacity(now.len());
        for (id, row) in ids().zip(now) {
            let row = match row {
                Some(row) => Some(row),
                None => loaders
                    .last_entities
                    .get(&self.scope, id)
                    .await
                    .map_err(from_store)?,
            };
            found.extend(row.map(|row| Record::new(row, &self.scope).into()));
        }
        Ok(found)
    }
}

/// What a recording does to a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum ChangeAct {
    /// Recorded for the first time, or again after a retraction, or opened to this viewer.
    Added,
    /// A new version in place of the one before.
    Amended,
    /// Ended, or closed to this viewer.
    Retracted,
}

impl From<Act> for ChangeAct {
    fn from(act: Act) -> Self {
        match act {
            Act::Added => Self::Added,
            Act::Amended => Self::Amended,
            Act::Retracted => Self::Retracted,
        }
    }
}

/// What kind of fact something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum FactNoun {
    /// A person, organisation, municipality, event, project or document.
    Entity,
    /// A name of an entity.
    Name,
    /// What others call an entity.
    Identifier,
    /// A relation between two entities.
    Relation,
    /// A number about an entity.
    Figure,
    /// A statement about an entity that is no relation.
    Note,
}

impl FactNoun {
    /// The kind, of what the feed tells.
    const fn of(noun: Noun) -> Option<Self> {
        Some(match noun {
            Noun::Entity => Self::Entity,
            Noun::Name => Self::Name,
            Noun::Identifier => Self::Identifier,
            Noun::Relation => Self::Relation,
            Noun::Figure => Self::Figure,
            Noun::Note => Self::Note,
            Noun::Judgement | Noun::Duplicate => return None,
        })
    }
}

/// Anything that is recorded.
#[derive(Union)]
pub(crate) enum Fact {
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
    /// A name.
    Name(Name),
    /// An identifier.
    Identifier(Identifier),
    /// A relation.
    Relation(Relation),
    /// A figure.
    Figure(Figure),
    /// A note.
    Note(Note),
}

impl Fact {
    fn new(row: FactRow, scope: &Scope) -> Self {
        match row {
            FactRow::Entity(row) => match Entity::from(Record::new(Arc::new(*row), scope)) {
                Entity::Person(person) => Self::Person(person),
                Entity::Organisation(organisation) => Self::Organisation(organisation),
                Entity::Municipality(municipality) => Self::Municipality(municipality),
                Entity::Event(event) => Self::Event(event),
                Entity::Project(project) => Self::Project(project),
                Entity::Document(document) => Self::Document(document),
            },
            FactRow::Name(row) => Self::Name(Name::new(*row, scope)),
            FactRow::Identifier(row) => Self::Identifier(Identifier(*row)),
            FactRow::Relation(row) => Self::Relation(Relation::new(Arc::new(*row), scope)),
            FactRow::Figure(row) => Self::Figure(Figure::new(Arc::new(*row), scope)),
            FactRow::Note(row) => Self::Note(Note::new(Arc::new(*row), scope)),
        }
    }
}
