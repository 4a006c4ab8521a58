//! The root of the graph: one expression for each way in.
//!
//! Each part holds the lens under which all below it is read: none at the root, where the
//! request's own holds. A field that narrows the lens answers with another [`Query`]. Not
//! here: what lies behind a way in (`entity_list`, `relation`, `figure`, `search`).

use async_graphql::{Context, MergedObject, Result};

use super::scope::Scope;

mod lenses;
mod lists;
mod lookups;
mod networks;
mod reports;
mod tables;
mod walks;

pub(crate) use lenses::{LensArgs, narrowed};

/// The ways into the graph.
#[derive(MergedObject, Default)]
pub(crate) struct Query(
    lookups::Lookups,
    lists::Lists,
    networks::Networks,
    reports::Reports,
    lenses::Lenses,
    tables::Tables,
    walks::Walks,
);

impl Query {
    /// The ways into the graph as a scope shows it.
    fn under(scope: Scope) -> Self {
        let root = Root(Some(scope));
        Self(
            lookups::Lookups(root.clone()),
            lists::Lists(root.clone()),
            networks::Networks(root.clone()),
            reports::Reports(root.clone()),
            lenses::Lenses(root.clone()),
            tables::Tables(root.clone()),
            walks::Walks(root),
        )
    }
}

/// The scope under which a part of the root reads.
#[derive(Clone, Default)]
pub(crate) struct Root(Option<Scope>);

impl Root {
    pub(crate) async fn scope(&self, ctx: &Context<'_>) -> Result<Scope> {
        match &self.0 {
            Some(settled) => Ok(settled.clone()),
            None => Scope::of_request(ctx)?.settled(ctx).await,
        }
    }

    /// The same for what reads nothing of the graph below it.
    pub(crate) fn lens(&self, ctx: &Context<'_>) -> Result<Scope> {
        self.0.clone().map_or_else(|| Scope::of_request(ctx), Ok)
    }
}
