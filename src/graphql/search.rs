//! What was found by a name.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Context, Result, SimpleObject};

use crate::store::{Found, Page, SearchQuery};

use super::{
    connection::Paged,
    error::from_store,
    interface::Entity,
    record::Record,
    scope::{Scope, loaders},
};

/// An entity that was found, with what spoke for it.
#[derive(SimpleObject)]
pub(crate) struct SearchEdge {
    /// The place in the list, for `after` and `before`.
    cursor: String,
    /// How well it fits; greater is better, 1 is the same name.
    score: f64,
    /// The name, alias or form that fitted best.
    matched_name: String,
    /// The entity.
    node: Entity,
}

/// What was found, the best first.
pub(crate) struct SearchList {
    pub(crate) scope: Scope,
    pub(crate) query: Arc<SearchQuery>,
}

impl Paged for SearchList {
    type Row = Found;
    type Edge = SearchEdge;
    type Node = Entity;

    fn name() -> Cow<'static, str> {
        "Search".into()
    }

    fn plural() -> Cow<'static, str> {
        "entities that were found, the best first".into()
    }

    async fn page(&self, ctx: &Context<'_>) -> Result<Arc<Page<Found>>> {
        let group = (self.scope.clone(), Arc::clone(&self.query));
        let page = loaders(ctx)?
            .searches
            .get(&group, ())
            .await
            .map_err(from_store)?;
        Ok(page.unwrap_or_default())
    }

    async fn count(&self, ctx: &Context<'_>) -> Result<u64> {
        let group = (self.scope.clone(), Arc::clone(&self.query));
        let count = loaders(ctx)?
            .search_counts
            .get(&group, ())
            .await
            .map_err(from_store)?;
        Ok(count.unwrap_or_default())
    }

    fn edge(&self, cursor: String, row: &Found) -> Result<SearchEdge> {
        let (score, matched_name) = (row.score, row.matched.clone());
        Ok(SearchEdge {
            cursor,
            score,
            matched_name,
            node: self.node(row)?,
        })
    }

    fn node(&self, row: &Found) -> Result<Entity> {
        Ok(Record::new(row.entity.clone().into(), &self.scope).into())
    }
}
