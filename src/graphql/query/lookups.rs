//! Ways in by id or key, to one thing.
//!
//! What does not exist and what this viewer may not see are answered alike: with null.

use async_graphql::{Context, ID, Object, Result};
use entity::id::{Noun, PublicId};
use futures_util::future::join_all;

use crate::graphql::{
    document::Document,
    duplicate,
    error::{bad_input, from_store},
    event::Event,
    figure::Figure,
    interface::{Entity, FromRecord, Node},
    judgement::Judgement,
    limits::IDS,
    municipality::Municipality,
    note::Note,
    organisation::Organisation,
    person::Person,
    project::Project,
    record::Record,
    relation::Relation,
    scope::loaders,
};

use super::Root;

/// Ways in by id or key.
#[derive(Clone, Default)]
pub(super) struct Lookups(pub(super) Root);

impl Lookups {
    async fn record(&self, ctx: &Context<'_>, key: String) -> Result<Option<Record>> {
        let scope = self.0.scope(ctx).await?;
        let row = loaders(ctx)?
            .keys
            .get(&scope, key)
            .await
            .map_err(from_store)?;
        Ok(row.map(|row| Record::new(row, &scope)))
    }

    async fn of_kind<N: FromRecord>(&self, ctx: &Context<'_>, key: String) -> Result<Option<N>> {
        let record = self.record(ctx, key).await?;
        // A key of another kind is a key of nothing here.
        Ok(record.and_then(|record| N::from_record(record).ok()))
    }

    async fn thing(&self, ctx: &Context<'_>, id: &ID) -> Result<Option<Node>> {
        let Ok(PublicId { noun, number }) = id.parse::<PublicId>() else {
            return Ok(None);
        };
        let (scope, loaders) = (self.0.scope(ctx).await?, loaders(ctx)?);
        Ok(match noun {
            Noun::Entity => {
                let row = loaders
                    .entities
                    .get(&scope, number)
                    .await
                    .map_err(from_store)?;
                row.map(|row| Entity::from(Record::new(row, &scope)).into())
            }
            Noun::Relation => {
                let row = loaders
                    .last_relations
                    .get(&scope, number)
                    .await
                    .map_err(from_store)?;
                row.map(|row| Relation::new(row, &scope).into())
            }
            Noun::Figure => {
                let row = loaders
                    .last_figures
                    .get(&scope, number)
                    .await
                    .map_err(from_store)?;
                row.map(|row| Figure::new(row, &scope).into())
            }
            Noun::Note => {
                let row = loaders
                    .last_notes
                    .get(&scope, number)
                    .await
                    .map_err(from_store)?;
                row.map(|row| Note::new(row, &scope).into())
            }
            Noun::Judgement => {
                let row = loaders
                    .last_judgements
                    .get(&scope, number)
                    .await
                    .map_err(from_store)?;
                row.map(|row| Judgement::new(row, &scope).into())
            }
            Noun::Duplicate => {
                let found = duplicate::by_number(ctx, &scope, number).await?;
                found.map(Node::from)
            }
            Noun::Name | Noun::Identifier => None,
        })
    }
}

#[Object]
impl Lookups {
    /// Anything by its id: an entity, or a relation, figure, note or judgement, these whatever their
    /// modality and also when they were retracted. Null when there is no such thing to be seen.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id.")] id: ID,
    ) -> Option<Result<Node>> {
        self.thing(ctx, &id).await.transpose()
    }

    /// Several things by their ids, in the order of the ids, with null where there is no such
    /// thing to be seen; at most 100.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global ids.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Result<Node>>>> {
        if ids.len() > IDS {
            return Err(bad_input(format!(
                "ids: at most {IDS} are taken; {} were given",
                ids.len()
            )));
        }
        let things = join_all(ids.iter().map(|id| self.thing(ctx, id))).await;
        Ok(things.into_iter().map(Result::transpose).collect())
    }

    /// The entity with a key, whatever its kind.
    async fn entity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The stable key.")] key: String,
    ) -> Option<Result<Entity>> {
        let record = self.record(ctx, key).await;
        record.map(|record| record.map(Entity::from)).transpose()
    }

    /// The person with a key; null when the key is of another kind.
    async fn person(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The stable key.")] key: String,
    ) -> Option<Result<Person>> {
        self.of_kind(ctx, key).await.transpose()
    }

    /// The organisation with a key; null when the key is of another kind.
    async fn organisation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The stable key.")] key: String,
    ) -> Option<Result<Organisation>> {
        self.of_kind(ctx, key).await.transpose()
    }

    /// The municipality with a key; null when the key is of another kind.
    async fn municipality(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The stable key.")] key: String,
    ) -> Option<Result<Municipality>> {
        self.of_kind(ctx, key).await.transpose()
    }

    /// The event with a key; null when the key is of another kind.
    async fn event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The stable key.")] key: String,
    ) -> Option<Result<Event>> {
        self.of_kind(ctx, key).await.transpose()
    }

    /// The project with a key; null when the key is of another kind.
    async fn project(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The stable key.")] key: String,
    ) -> Option<Result<Project>> {
        self.of_kind(ctx, key).await.transpose()
    }

    /// The document with a key; null when the key is of another kind.
    async fn document(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The stable key.")] key: String,
    ) -> Option<Result<Document>> {
        self.of_kind(ctx, key).await.transpose()
    }
}
