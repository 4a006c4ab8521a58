//! Ways in for dashboards: flat rows, and what happened in order.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};

use crate::operations::search;

use crate::graphql::{
    connection::page_request,
    error::from_store,
    filter::{EntityWhere, RelationWhere, entity_filter, relation_filter},
    loaders::TimelineQuery,
    rows::{EventRow, RelationRow, row_page},
    scope::loaders,
    timeline::Timeline,
    traversal::entity_number,
};

use super::Root;

/// Ways in for dashboards.
#[derive(Clone, Default)]
pub(super) struct Tables(pub(super) Root);

#[Object]
impl Tables {
    /// The dated facts of an entity, the earliest first: its own period, its asserted relations
    /// from whichever end, the figures about it.
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id or key of the entity.")] of: ID,
        #[graphql(desc = "How many, at most 100; 20 when absent.")] first: Option<i32>,
        #[graphql(desc = "Only what follows this cursor.")] after: Option<String>,
    ) -> Result<Timeline> {
        let scope = self.0.scope(ctx).await?;
        let query = TimelineQuery {
            entity: entity_number(&scope, &of),
            page: page_request(first, after, None, None)?,
        };
        Ok(Timeline { scope, query })
    }

    /// Relations as flat rows, by period, with what both ends are called.
    async fn relation_rows(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which ones.")] filter: Option<RelationWhere>,
        #[graphql(desc = "How many: 100 when not given, at most 1000.")] first: Option<i32>,
        #[graphql(desc = "Only what follows this cursor.")] after: Option<String>,
    ) -> Result<Vec<RelationRow>> {
        let scope = self.0.scope(ctx).await?;
        let (filter, page) = (relation_filter(filter)?, row_page(first, after)?);
        let failed = |failure| from_store(Arc::new(failure));
        let store = &loaders(ctx)?.store;
        let filter = search::relation_filter(store, &scope, &filter)
            .await
            .map_err(failed)?;
        let rows = store
            .relation_rows(&scope, &filter, &page)
            .await
            .map_err(failed)?;
        let rows = rows.items.into_iter();
        Ok(rows
            .map(|(cursor, row)| RelationRow::new(cursor.0, row))
            .collect())
    }

    /// Events as flat rows, by period, with their place and project.
    async fn event_rows(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which ones.")] filter: Option<EntityWhere>,
        #[graphql(desc = "How many: 100 when not given, at most 1000.")] first: Option<i32>,
        #[graphql(desc = "Only what follows this cursor.")] after: Option<String>,
    ) -> Result<Vec<EventRow>> {
        let scope = self.0.scope(ctx).await?;
        let (filter, page) = (entity_filter(filter)?, row_page(first, after)?);
        let failed = |failure| from_store(Arc::new(failure));
        let store = &loaders(ctx)?.store;
        let filter = search::entity_filter(store, &scope, &filter)
            .await
            .map_err(failed)?;
        let rows = store
            .event_rows(&scope, &filter, &page)
            .await
            .map_err(failed)?;
        let rows = rows.items.into_iter();
        Ok(rows
            .map(|(cursor, row)| EventRow::new(cursor.0, row))
            .collect())
    }
}
