//! Ways in to what is computed, and to what the service says of itself.

use async_graphql::{Context, ID, Object, Result};

use crate::graphql::{
    discrepancy::{self, Discrepancy},
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
