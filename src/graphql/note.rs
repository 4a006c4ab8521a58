//! Notes: statements that are no relation.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};
use entity::{
    id::Noun,
    row::note::Model,
    vocabulary::{NoteKind, Tier},
};

use super::{
    citation::{Citation, evidence},
    interface::Entity,
    language::Language,
    record::{public_id, texts},
    relation::end,
    scope::Scope,
};

/// A statement about an entity that is no relation, in our own words.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    row: Arc<Model>,
    scope: Scope,
}

impl Note {
    pub(crate) fn new(row: Arc<Model>, scope: &Scope) -> Self {
        Self {
            row,
            scope: scope.clone(),
        }
    }
}

/// A statement about an entity that is no relation, in our own words.
#[Object]
impl Note {
    /// The global id.
    pub(crate) async fn id(&self) -> ID {
        public_id(Noun::Note, self.row.id)
    }

    /// The entity that it is about.
    async fn about(&self, ctx: &Context<'_>) -> Result<Entity> {
        end(ctx, &self.scope, self.row.about_id).await
    }

    /// What it records.
    async fn kind(&self) -> NoteKind {
        self.row.kind
    }

    /// The statement: in the language asked for if there is one, else in English, else in
    /// whichever there is.
    async fn text(
        &self,
        #[graphql(desc = "The language wanted.")] language: Option<Language>,
    ) -> String {
        let texts = texts(&self.row.text);
        let wanted = language.and_then(|language| language.pick(&texts).cloned());
        let fallback = || texts.get("en").or_else(|| texts.values().next()).cloned();
        wanted.or_else(fallback).unwrap_or_default()
    }

    /// The places in documents that support it.
    async fn evidence(&self, ctx: &Context<'_>) -> Result<Vec<Citation>> {
        evidence(ctx, &self.scope, Noun::Note, self.row.row).await
    }

    /// Who may see it.
    async fn visibility(&self) -> Tier {
        self.row.visibility
    }
}
