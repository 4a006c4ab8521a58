//! Judgements: whether two entities are one, as somebody judged it.
//!
//! Not here: what follows from them, which is in every read (`store::StandIns`).

use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};
use entity::{
    id::Noun,
    row::judgement::Model,
    time::Timestamp,
    vocabulary::{Tier, Verdict},
};

use super::{interface::Entity, record::public_id, scope::Scope, traversal::entities};

/// What somebody judged of two entities, with the reason. A later judgement of the same two takes
/// its place; what was judged to be the same is shown as one until that is taken back.
#[derive(Clone, Debug)]
pub(crate) struct Judgement {
    row: Arc<Model>,
    scope: Scope,
}

impl Judgement {
    pub(crate) fn new(row: Arc<Model>, scope: &Scope) -> Self {
        Self {
            row,
            scope: scope.clone(),
        }
    }
}

/// What somebody judged of two entities, with the reason. A later judgement of the same two takes
/// its place; what was judged to be the same is shown as one until that is taken back.
#[Object]
impl Judgement {
    /// The global id; it derives from the keys of both entities.
    pub(crate) async fn id(&self) -> ID {
        public_id(Noun::Judgement, self.row.id)
    }

    /// The keys of the two entities, as their sources have them, in the order of keys.
    async fn keys(&self) -> Vec<&str> {
        self.row.key.split('=').collect()
    }

    /// The two entities, in the order of their keys, each shown apart.
    async fn entities(&self, ctx: &Context<'_>) -> Result<Vec<Entity>> {
        let apart = self.scope.apart();
        let two = [self.row.one_id, self.row.other_id];
        entities(ctx, &apart, &two).await
    }

    /// What was judged.
    async fn verdict(&self) -> Verdict {
        self.row.verdict
    }

    /// Why.
    async fn reason(&self) -> &str {
        &self.row.reason
    }

    /// Who judged.
    async fn by(&self) -> &str {
        &self.row.recorded_by
    }

    /// Who may see it, of those who may see both entities.
    async fn visibility(&self) -> Tier {
        self.row.visibility
    }

    /// When this version was recorded here.
    async fn recorded_at(&self) -> Timestamp {
        Timestamp(self.row.recorded_at)
    }

    /// When it was taken back; null while it stands.
    async fn retracted_at(&self) -> Option<Timestamp> {
        self.row.retracted_at.map(Timestamp)
    }

    /// Who took it back.
    async fn retracted_by(&self) -> Option<&str> {
        self.row.retracted_by.as_deref()
    }

    /// Why it was taken back.
    async fn retracted_because(&self) -> Option<&str> {
        self.row.retracted_because.as_deref()
    }

    /// 1, and one more for each time that the same two were judged again.
    async fn version(&self) -> i32 {
        self.row.version
    }
}
