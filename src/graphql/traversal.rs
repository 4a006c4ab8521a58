//! Chains and neighbourhoods, as clients see them.
//!
//! The walk gives ids; entities and relations are loaded by them like everything else, a
//! statement a level, with their evidence. Not here: how one walks (`operations::traversal`).

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject};
use entity::id::{Noun, number};
use futures_util::future::try_join_all;

use crate::operations::{
    snapshots::SnapshotError,
    traversal::{self, Around, ChainPage as Page, Stop, TraversalError},
};

use super::{
    error::{ErrorCode, from_store},
    interface::Entity,
    record::number_of,
    relation::{Relation, end},
    scope::{Scope, loaders},
};

mod cursor;
mod step;

pub(crate) use cursor::Resume;
pub(crate) use step::{TraceStep, steps};

/// Why there are no more chains here, although there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(crate) enum StopReason {
    /// As many relations were looked at as one question may; a cursor leads on.
    Budget,
    /// The time of one question was over; a cursor leads on.
    Deadline,
    /// Longer ones were not looked for.
    Length,
}

/// Entities, and the relations that lead from each to the next.
#[derive(Clone)]
pub(crate) struct Chain {
    ids: Arc<traversal::Chain>,
    scope: Scope,
}

/// Entities, and the relations that lead from each to the next.
#[Object]
impl Chain {
    /// The entities, from the first to the last.
    async fn entities(&self, ctx: &Context<'_>) -> Result<Vec<Entity>> {
        entities(ctx, &self.scope, &self.ids.entities).await
    }

    /// The relations, one between each entity and the next, whichever of them is the subject.
    async fn relations(&self, ctx: &Context<'_>) -> Result<Vec<Relation>> {
        relations(ctx, &self.scope, &self.ids.relations).await
    }

    /// How many relations it has.
    async fn length(&self) -> usize {
        self.ids.relations.len()
    }
}

/// Some of the chains that were asked for, in their order.
#[derive(SimpleObject)]
pub(crate) struct ChainPage {
    /// The chains.
    chains: Vec<Chain>,
    /// Where to go on, for `after`; null where there is nothing to go on with.
    end_cursor: Option<String>,
    /// Whether there are more, or may be.
    has_next_page: bool,
    /// Why these are not all that there are, unless because so many were asked for.
    stopped: Option<StopReason>,
}

impl ChainPage {
    pub(crate) fn new(scope: &Scope, page: Page, resume: Option<&Resume>) -> Self {
        let chain = |ids| Chain {
            ids: Arc::new(ids),
            scope: scope.clone(),
        };
        let next = page.next.as_ref();
        Self {
            chains: page.chains.into_iter().map(chain).collect(),
            end_cursor: next.and_then(|next| Some(resume?.cursor(next))),
            has_next_page: page.more,
            stopped: page.stopped.map(|stop| match stop {
                Stop::Budget => StopReason::Budget,
                Stop::Deadline => StopReason::Deadline,
                Stop::Length => StopReason::Length,
            }),
        }
    }
}

/// A part of the graph.
pub(crate) struct Subgraph {
    around: Around,
    scope: Scope,
}

impl Subgraph {
    pub(crate) const fn new(scope: Scope, around: Around) -> Self {
        Self { around, scope }
    }
}

/// A part of the graph.
#[Object]
impl Subgraph {
    /// The entities, the nearest first.
    async fn entities(&self, ctx: &Context<'_>) -> Result<Vec<Entity>> {
        entities(ctx, &self.scope, &self.around.entities).await
    }

    /// The relations between them, by period; at most twenty times as many as entities were asked
    /// for.
    async fn relations(&self, ctx: &Context<'_>) -> Result<Vec<Relation>> {
        relations(ctx, &self.scope, &self.around.relations).await
    }

    /// How many entities are as near and were left out, because no more were asked for.
    async fn hidden(&self) -> usize {
        self.around.hidden
    }

    /// How many relations between them were left out, because there are more than twenty times as
    /// many as entities were asked for.
    async fn hidden_relations(&self) -> usize {
        self.around.hidden_relations
    }
}

/// The entities of these numbers, asked for together.
pub(crate) async fn entities(ctx: &Context<'_>, scope: &Scope, ids: &[i64]) -> Result<Vec<Entity>> {
    try_join_all(ids.iter().map(|id| end(ctx, scope, *id))).await
}

async fn relations(ctx: &Context<'_>, scope: &Scope, ids: &[i64]) -> Result<Vec<Relation>> {
    let found = &loaders(ctx)?.last_relations;
    let found = found.get_many(scope, ids.iter().copied()).await;
    let found = found.map_err(from_store)?.into_iter();
    let missing = || ErrorCode::NotFound.error(ErrorCode::NotFound.text());
    found
        .map(|row| Ok(Relation::new(row.ok_or_else(missing)?, scope)))
        .collect()
}

/// The entity that an id or a key names; what is neither is the key of nothing.
pub(crate) fn entity_number(scope: &Scope, given: &ID) -> i64 {
    let id = number_of(Noun::Entity, given);
    scope
        .lens
        .resolved(id.unwrap_or_else(|| number(Noun::Entity, given)))
}

/// A walk that came to nothing, as the public may see it.
pub(crate) fn from_traversal(failure: TraversalError) -> async_graphql::Error {
    match failure {
        TraversalError::Snapshot(SnapshotError::Store(failure)) => from_store(Arc::new(failure)),
        TraversalError::Snapshot(fault) => {
            tracing::error!(%fault, "there is no graph to walk through");
            ErrorCode::Unavailable.error(ErrorCode::Unavailable.text())
        }
        TraversalError::TooMuch => ErrorCode::QueryTooComplex.error(failure.to_string()),
        TraversalError::TooLong => ErrorCode::Timeout.error(failure.to_string()),
    }
}
