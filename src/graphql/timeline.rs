//! The dated facts of an entity, in order, as clients see them.
//!
//! Not here: which they are and in what order (`store`).

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Context, Object, Result};

use crate::store::{Dated, Page};

use super::{
    connection::{Edge, Listed, Paged},
    error::from_store,
    figure::Figure,
    interface::Entity,
    loaders::TimelineQuery,
    period::Period,
    record::Record,
    relation::Relation,
    scope::{Scope, loaders},
};

/// A dated fact of an entity.
#[derive(Clone)]
pub(crate) struct TimelineEntry {
    dated: Dated,
    scope: Scope,
}

impl TimelineEntry {
    async fn relation_row(&self, ctx: &Context<'_>) -> Result<Option<Relation>> {
        let Dated::Relation(id) = self.dated else {
            return Ok(None);
        };
        let loaded = loaders(ctx)?.last_relations.get(&self.scope, id).await;
        let row = loaded.map_err(from_store)?;
        Ok(row.map(|row| Relation::new(row, &self.scope)))
    }

    async fn figure_row(&self, ctx: &Context<'_>) -> Result<Option<Figure>> {
        let Dated::Figure(id) = self.dated else {
            return Ok(None);
        };
        let loaded = loaders(ctx)?.figures.get(&self.scope, id).await;
        let row = loaded.map_err(from_store)?;
        Ok(row.map(|row| Figure::new(row, &self.scope)))
    }

    async fn record(&self, ctx: &Context<'_>) -> Result<Option<Record>> {
        let Dated::Entity(id) = self.dated else {
            return Ok(None);
        };
        let loaded = loaders(ctx)?.entities.get(&self.scope, id).await;
        let row = loaded.map_err(from_store)?;
        Ok(row.map(|row| Record::new(row, &self.scope)))
    }

    async fn dates(&self, ctx: &Context<'_>) -> Result<Option<Period>> {
        Ok(match self.dated {
            Dated::Entity(_) => self.record(ctx).await?.and_then(|record| record.period()),
            Dated::Relation(_) => self.relation_row(ctx).await?.and_then(|row| row.dates()),
            Dated::Figure(_) => self.figure_row(ctx).await?.and_then(|row| row.dates()),
        })
    }
}

impl Listed for TimelineEntry {
    const NAME: &'static str = "TimelineEntry";
    const PLURAL: &'static str = "dated facts";
}

/// A dated fact of an entity: its own period, a relation, or a figure about it.
#[Object]
impl TimelineEntry {
    /// When it was so.
    async fn period(&self, ctx: &Context<'_>) -> Option<Result<Period>> {
        self.dates(ctx).await.transpose()
    }

    /// The entity, where the period is its own: of an event or project, or in which a
    /// municipality existed.
    async fn entity(&self, ctx: &Context<'_>) -> Option<Result<Entity>> {
        let record = self.record(ctx).await;
        record.map(|record| record.map(Entity::from)).transpose()
    }

    /// The relation.
    async fn relation(&self, ctx: &Context<'_>) -> Option<Result<Relation>> {
        self.relation_row(ctx).await.transpose()
    }

    /// The figure.
    async fn figure(&self, ctx: &Context<'_>) -> Option<Result<Figure>> {
        self.figure_row(ctx).await.transpose()
    }
}

/// The dated facts of an entity.
pub(crate) struct Timeline {
    pub(crate) scope: Scope,
    pub(crate) query: TimelineQuery,
}

impl Paged for Timeline {
    type Row = Dated;
    type Edge = Edge<TimelineEntry>;
    type Node = TimelineEntry;

    fn name() -> Cow<'static, str> {
        TimelineEntry::NAME.into()
    }

    fn plural() -> Cow<'static, str> {
        "dated facts of an entity, the earliest first".into()
    }

    async fn page(&self, ctx: &Context<'_>) -> Result<Arc<Page<Dated>>> {
        let group = (self.scope.clone(), self.query.clone());
        let page = loaders(ctx)?.timelines.get(&group, ()).await;
        Ok(page.map_err(from_store)?.unwrap_or_default())
    }

    async fn count(&self, ctx: &Context<'_>) -> Result<u64> {
        let counts = &loaders(ctx)?.timeline_counts;
        let count = counts.get(&self.scope, self.query.entity).await;
        Ok(count.map_err(from_store)?.unwrap_or_default())
    }

    fn edge(&self, cursor: String, row: &Dated) -> Result<Edge<TimelineEntry>> {
        Ok(Edge {
            cursor,
            node: self.node(row)?,
        })
    }

    fn node(&self, row: &Dated) -> Result<TimelineEntry> {
        Ok(TimelineEntry {
            dated: *row,
            scope: self.scope.clone(),
        })
    }
}
