//! The dated facts of an entity, in order, as clients see them.
//!
//! Not here: which they are and in what order (`store`).

use std::sync::Arc;

use async_graphql::{Context, Object, Result};

use crate::store::{Dated, Page};

use super::{
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

/// The dated facts of an entity, page by page.
pub(crate) struct Timeline {
    pub(crate) scope: Scope,
    pub(crate) query: TimelineQuery,
}

impl Timeline {
    async fn page(&self, ctx: &Context<'_>) -> Result<Arc<Page<Dated>>> {
        let group = (self.scope.clone(), self.query.clone());
        let page = loaders(ctx)?.timelines.get(&group, ()).await;
        Ok(page.map_err(from_store)?.unwrap_or_default())
    }
}

/// A page of the dated facts of an entity, the earliest first.
#[Object]
impl Timeline {
    /// The facts on this page.
    async fn entries(&self, ctx: &Context<'_>) -> Result<Vec<TimelineEntry>> {
        let page = self.page(ctx).await?;
        let entries = page.items.iter().map(|(_, dated)| TimelineEntry {
            dated: *dated,
            scope: self.scope.clone(),
        });
        Ok(entries.collect())
    }

    /// Where the next page begins, for `after`; null where this page is empty.
    async fn end_cursor(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        let page = self.page(ctx).await;
        let last = page.map(|page| page.items.last().map(|(cursor, _)| cursor.0.clone()));
        last.transpose()
    }

    /// Whether facts follow.
    async fn has_next_page(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.page(ctx).await?.has_next)
    }

    /// How many there are on all pages; counted only when this field is asked for.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<u64> {
        let counts = &loaders(ctx)?.timeline_counts;
        let count = counts.get(&self.scope, self.query.entity).await;
        Ok(count.map_err(from_store)?.unwrap_or_default())
    }
}
