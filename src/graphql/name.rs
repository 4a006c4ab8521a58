//! Names of entities.

use async_graphql::{Context, Object, Result};
use entity::{
    id::Noun,
    row::name::Model,
    vocabulary::{NameKind, Tier},
};

use super::{
    citation::{Citation, evidence},
    language::Language,
    record::list,
    scope::Scope,
};

/// A name of an entity, or a form in which a text writes it.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    row: Model,
    scope: Scope,
}

impl Name {
    pub(crate) fn new(row: Model, scope: &Scope) -> Self {
        Self {
            row,
            scope: scope.clone(),
        }
    }
}

/// A name of an entity, or a form in which a text writes it.
#[Object]
impl Name {
    /// The name as written.
    async fn text(&self) -> &str {
        &self.row.text
    }

    /// Its language; null when it has none, such as a proper name in use everywhere.
    async fn language(&self) -> Option<Language> {
        self.row.language.clone().map(Language)
    }

    /// What the name is to its bearer.
    async fn kind(&self) -> NameKind {
        self.row.kind
    }

    /// For a form that could stand for several names: those names.
    async fn candidates(&self) -> Vec<String> {
        list(&self.row.candidates)
    }

    /// The places in documents where it stands.
    async fn evidence(&self, ctx: &Context<'_>) -> Result<Vec<Citation>> {
        evidence(ctx, &self.scope, Noun::Name, self.row.row).await
    }

    /// Who may see it.
    async fn visibility(&self) -> Tier {
        self.row.visibility
    }
}
