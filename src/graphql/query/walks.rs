//! Ways in to what walks through the graph.

use async_graphql::{Context, ID, Object, Result};

use crate::{
    graphql::{
        error::bad_input,
        filter::{EntityWhere, RelationWhere, entity_filter, relation_filter},
        limits::{AROUND, CHAINS, bounded},
        scope::loaders,
        traversal::{ChainPage, Resume, Subgraph, TraceStep, entity_number, from_traversal, steps},
    },
    operations::traversal::{self, AroundQuery, PathQuery, TraceQuery},
};

use super::Root;

/// How long a path may be when nothing is said, and at most.
const LENGTH: (usize, usize) = (6, 10);

/// How far a neighbourhood reaches at most.
const DEPTH: usize = 6;

/// Ways in to what walks through the graph.
#[derive(Clone, Default)]
pub(super) struct Walks(pub(super) Root);

#[Object]
impl Walks {
    /// Follows a pattern step by step: all chains of relations that fit it, in the order of their
    /// first entity's name, then of the relations. A relation stands in a chain once. Asserted
    /// relations, unless a step names other modalities.
    #[expect(clippy::too_many_arguments, reason = "the contract fixes them")]
    async fn trace(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where the chains begin.")] from: EntityWhere,
        #[graphql(desc = "The steps, at most 8; at most 16 relations in all.")] steps: Vec<
            TraceStep,
        >,
        #[graphql(desc = "How many chains, at most 100; 20 when absent.")] first: Option<i32>,
        #[graphql(desc = "Only what follows this cursor.")] after: Option<String>,
    ) -> Result<ChainPage> {
        let scope = self.0.scope(ctx).await?;
        let from = entity_filter(Some(from))?;
        let steps = self::steps(steps)?;
        let resume = Resume::of(&(&from, &steps));
        let query = TraceQuery {
            first: bounded("first", first, CHAINS.0, 1..=CHAINS.1)?,
            after: after.map(|after| resume.position(&after)).transpose()?,
            from,
            steps,
        };
        let found = traversal::trace(&loaders(ctx)?.snapshots, &scope, query).await;
        Ok(ChainPage::new(
            &scope,
            found.map_err(from_traversal)?,
            Some(&resume),
        ))
    }

    /// How two entities are connected: the shortest chains of relations, then the next shortest,
    /// whichever way the relations lead. No entity stands in a chain twice. No chains when one of
    /// the two is not there.
    #[expect(clippy::too_many_arguments, reason = "the contract fixes them")]
    async fn paths(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id or key of the one.")] from: ID,
        #[graphql(desc = "The id or key of the other.")] to: ID,
        #[graphql(
            name = "where",
            desc = "Only along such relations; `other` is the entity to which one leads. Asserted \
                    ones, unless it names other modalities."
        )]
        filter: Option<RelationWhere>,
        #[graphql(desc = "How many relations at most: 6 when absent, at most 10.")]
        max_length: Option<i32>,
        #[graphql(desc = "How many chains, at most 100; 20 when absent.")] first: Option<i32>,
        #[graphql(
            desc = "Only such that no relation was over before an earlier one of the chain began: \
                    in some reading of the dates, or under a lens of certainty in every one."
        )]
        in_time_order: Option<bool>,
    ) -> Result<ChainPage> {
        let scope = self.0.scope(ctx).await?;
        let length = bounded("maxLength", max_length, LENGTH.0, 1..=LENGTH.1)?;
        let query = PathQuery {
            from: entity_number(&scope, &from),
            to: entity_number(&scope, &to),
            filter: relation_filter(filter)?,
            max_length: u32::try_from(length).unwrap_or(u32::MAX),
            first: bounded("first", first, CHAINS.0, 1..=CHAINS.1)?,
            in_time_order: in_time_order.unwrap_or(false),
        };
        let found = traversal::paths(&loaders(ctx)?.snapshots, &scope, query).await;
        Ok(ChainPage::new(&scope, found.map_err(from_traversal)?, None))
    }

    /// What lies around some entities: those within so many relations, whichever way these lead,
    /// and all relations between them that fit.
    #[expect(clippy::too_many_arguments, reason = "the contract fixes them")]
    async fn neighbourhood(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The ids or keys of the entities, at most 100; they are shown first.")]
        of: Vec<ID>,
        #[graphql(desc = "How many relations away: 1 when absent, at most 6.")] depth: Option<i32>,
        #[graphql(
            name = "where",
            desc = "Only along such relations; `other` is the entity to which one leads. Asserted \
                    ones, unless it names other modalities."
        )]
        filter: Option<RelationWhere>,
        #[graphql(desc = "How many entities, at most 1000; 100 when absent.")] first: Option<i32>,
    ) -> Result<Subgraph> {
        let scope = self.0.scope(ctx).await?;
        if of.len() > CHAINS.1 {
            return Err(bad_input(format!(
                "of: at most {} are taken; {} were given",
                CHAINS.1,
                of.len()
            )));
        }
        let depth = bounded("depth", depth, 1, 0..=DEPTH)?;
        let query = AroundQuery {
            of: of.iter().map(|id| entity_number(&scope, id)).collect(),
            depth: u32::try_from(depth).unwrap_or(u32::MAX),
            filter: relation_filter(filter)?,
            first: bounded("first", first, AROUND.0, 1..=AROUND.1)?,
        };
        let found = traversal::neighbourhood(&loaders(ctx)?.snapshots, &scope, query).await;
        Ok(Subgraph::new(scope.clone(), found.map_err(from_traversal)?))
    }
}
