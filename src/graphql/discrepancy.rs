//! Contradictions, as clients see them.
//!
//! Not here: what contradicts what (`operations::discrepancies`).

use std::{collections::BTreeSet, sync::Arc};

use async_graphql::{Context, ID, Object, Result};
use entity::{id::Noun, time::Edtf, vocabulary::DiscrepancyKind};

use crate::operations::discrepancies::{self, discrepancies};

use super::{
    citation::{Citation, evidence},
    error::from_store,
    figure::Figure,
    interface::Entity,
    record::Record,
    relation::Relation,
    scope::{Scope, loaders},
    traversal::entity_number,
};

/// A contradiction between sources, or within one; neither side is taken to be right.
pub(crate) struct Discrepancy {
    found: discrepancies::Discrepancy,
    scope: Scope,
}

/// The contradictions about an entity, or about all.
pub(crate) async fn find(
    ctx: &Context<'_>,
    scope: Scope,
    about: Option<ID>,
) -> Result<Vec<Discrepancy>> {
    let about = about.map(|given| entity_number(&scope, &given));
    let found = discrepancies(&loaders(ctx)?.store, &scope, about).await;
    let found = found.map_err(|failure| from_store(Arc::new(failure)))?;
    Ok(found
        .into_iter()
        .map(|found| Discrepancy {
            found,
            scope: scope.clone(),
        })
        .collect())
}

/// A contradiction between sources, or within one; neither side is taken to be right.
#[Object]
impl Discrepancy {
    /// What contradicts what.
    async fn kind(&self) -> DiscrepancyKind {
        self.found.kind
    }

    /// The entity that it is about.
    async fn about(&self) -> Entity {
        Record::new(Arc::clone(&self.found.about), &self.scope).into()
    }

    /// The measure, when figures contradict.
    async fn measure(&self) -> Option<&str> {
        self.found.measure.as_deref()
    }

    /// What is said, two sides or more, each with its evidence.
    async fn sides(&self) -> Vec<DiscrepancySide> {
        let side = |side: &discrepancies::Side| DiscrepancySide {
            side: side.clone(),
            scope: self.scope.clone(),
        };
        self.found.sides.iter().map(side).collect()
    }
}

/// One side of a contradiction.
pub(crate) struct DiscrepancySide {
    side: discrepancies::Side,
    scope: Scope,
}

/// One side of a contradiction.
#[Object]
impl DiscrepancySide {
    /// The figure that says it.
    async fn figure(&self) -> Option<Figure> {
        let figure = self.side.figure.clone()?;
        Some(Figure::new(Arc::new(figure), &self.scope))
    }

    /// What was counted in the graph.
    async fn count(&self) -> Option<u32> {
        self.side.count
    }

    /// The relations that say it, or that were counted.
    async fn relations(&self) -> Vec<Relation> {
        let relations = self.side.relations.iter().cloned();
        relations
            .map(|row| Relation::new(Arc::new(row), &self.scope))
            .collect()
    }

    /// The date or interval that is said.
    async fn edtf(&self) -> Option<Edtf> {
        self.side
            .edtf
            .as_deref()
            .and_then(|text| Edtf::parse(text).ok())
    }

    /// The places in documents that support this side, each once.
    async fn evidence(&self, ctx: &Context<'_>) -> Result<Vec<Citation>> {
        let figure = self
            .side
            .figure
            .iter()
            .map(|figure| (Noun::Figure, figure.row));
        let relations = self
            .side
            .relations
            .iter()
            .map(|row| (Noun::Relation, row.row));
        let all = figure.chain(relations);
        let all = all.map(|(noun, row)| evidence(ctx, &self.scope, noun, row));
        let all = futures_util::future::try_join_all(all).await?;
        let mut known = BTreeSet::new();
        Ok(all
            .into_iter()
            .flatten()
            .filter(|citation| known.insert(citation.place()))
            .collect())
    }
}
