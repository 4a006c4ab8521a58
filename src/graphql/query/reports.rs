//! Ways in to what is computed, and to what the service says of itself.

use async_graphql::{Context, ID, Object, Result};
use entity::vocabulary::{StatisticDimension, StatisticSubject};

use crate::{
    graphql::{
        connection::page_request,
        discrepancy::{self, Discrepancy},
        duplicate::DuplicateConnection,
        filter::{EntityWhere, RelationWhere, entity_filter},
        statistics::{self, StatisticRow},
        viewer::Viewer,
        vocabulary::Vocabulary,
    },
    operations::duplicates::Question,
};

use super::Root;

/// Ways in to what is computed.
#[derive(Clone, Default)]
pub(super) struct Reports(pub(super) Root);

#[Object]
impl Reports {
    /// Where the sources contradict one another or themselves, with both sides and their
    /// evidence: about one entity, or about all.
    async fn discrepancies(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id or key of the entity; all entities when absent.")] about: Option<
            ID,
        >,
    ) -> Result<Vec<Discrepancy>> {
        discrepancy::find(ctx, self.0.scope(ctx).await?, about).await
    }

    /// Pairs of entities that may be the same, the surest first, with what speaks for it and
    /// against it. Those that were judged to be the same are one already, those judged different
    /// are no pairs. Documents, persons whom no source names, groups and places that a source
    /// left open are in none.
    #[expect(clippy::too_many_arguments, reason = "a connection has these")]
    async fn duplicates(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "One of the two is such.")] filter: Option<EntityWhere>,
        #[graphql(desc = "The least score, from 0 to 1; 0.5 when absent.")] min_score: Option<f64>,
        #[graphql(desc = "How many from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what follows this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what precedes this cursor.")] before: Option<String>,
    ) -> Result<DuplicateConnection> {
        let page = page_request(first, after, last, before)?;
        let entities = filter
            .map(|filter| entity_filter(Some(filter)))
            .transpose()?;
        let question = Question {
            entities,
            least: min_score,
        };
        DuplicateConnection::new(self.0.scope(ctx).await?, question, page)
    }

    /// Counts in groups, the greatest first. Counts of fewer than five people are suppressed, with
    /// what would tell them, for whoever is not a steward.
    #[expect(clippy::too_many_arguments, reason = "the contract fixes them")]
    async fn statistics(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is counted.")] of: StatisticSubject,
        #[graphql(desc = "In which groups: up to three dimensions; none for the whole.")]
        group_by: Vec<StatisticDimension>,
        #[graphql(
            name = "where",
            desc = "Only relations like this; of entities and figures, only those with such a \
                    relation."
        )]
        filter: Option<RelationWhere>,
        #[graphql(
            desc = "Only such entities; of relations, only those with such an end; of figures, \
                    only those about such."
        )]
        entities: Option<EntityWhere>,
        #[graphql(desc = "How many groups: 100 when not given, at most 1000.")] first: Option<i32>,
    ) -> Result<Vec<StatisticRow>> {
        let asked = statistics::Asked {
            of,
            group_by,
            relations: filter,
            entities,
            first,
        };
        statistics::find(ctx, self.0.scope(ctx).await?, asked).await
    }

    /// The words of the graph: kinds, roles, measures, with what each says and what it is
    /// called in four languages.
    async fn vocabulary(&self) -> Vocabulary {
        Vocabulary
    }

    /// Who asks, as the service knows it.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Viewer> {
        Ok(Viewer(self.0.lens(ctx)?))
    }
}
