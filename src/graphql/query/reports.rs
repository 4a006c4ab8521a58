//! Ways in to what is computed, and to what the service says of itself.

use async_graphql::{Context, ID, Object, Result};
use entity::vocabulary::{StatisticDimension, StatisticSubject};

use crate::graphql::{
    discrepancy::{self, Discrepancy},
    filter::{EntityWhere, RelationWhere},
    statistics::{self, StatisticRow},
    viewer::Viewer,
    vocabulary::Vocabulary,
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
        discrepancy::find(ctx, self.0.scope(ctx)?, about).await
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
        statistics::find(ctx, self.0.scope(ctx)?, asked).await
    }

    /// The words of the graph: kinds, roles, measures, with what each says and what it is
    /// called in four languages.
    async fn vocabulary(&self) -> Vocabulary {
        Vocabulary
    }

    /// Who asks, as the service knows it.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Viewer> {
        Ok(Viewer(self.0.scope(ctx)?))
    }
}
