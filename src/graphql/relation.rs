//! Relations, and lists of them.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Context, ID, Object, Result};
use entity::{
    id::Noun,
    row::{entity as entities, relation::Model},
    time::{Edtf, QueryInterval, Timestamp, overlap},
    vocabulary::{Answer, Basis, Confidence, Modality, RelationKind, SupportForm, Tier},
};

use crate::store::{LinkQuery, Page};

use super::{
    citation::{Citation, evidence},
    connection::{Edge, Listed, Paged},
    error::{ErrorCode, bad_input, from_store},
    interface::{Actor, Entity, FromRecord},
    link::{count_of, page_of},
    loaders::{LinkRow, RelationQuery},
    period::{Period, Recurrence, bounds},
    record::{Record, public_id},
    scope::{Scope, loaders},
};

/// What holds, held or is meant to hold between two entities, with its evidence.
#[derive(Clone, Debug)]
pub(crate) struct Relation {
    row: Arc<Model>,
    scope: Scope,
    /// Ends that were read with it.
    known: [Option<Arc<entities::Model>>; 2],
}

impl Relation {
    pub(crate) fn new(row: Arc<Model>, scope: &Scope) -> Self {
        Self {
            row,
            scope: scope.clone(),
            known: [None, None],
        }
    }

    /// A relation as it was reached from one of its ends.
    pub(crate) fn of_link(parent: &Record, link: &LinkRow) -> Self {
        Self {
            row: Arc::clone(&link.relation),
            scope: parent.scope.clone(),
            known: [Some(Arc::clone(&parent.row)), Some(Arc::clone(&link.node))],
        }
    }

    /// When it was so.
    pub(crate) fn dates(&self) -> Option<Period> {
        Period::of(self.row.period_edtf.as_deref(), bounds!(self.row))
    }

    async fn end(&self, ctx: &Context<'_>, id: i64) -> Result<Entity> {
        match self.known.iter().flatten().find(|row| row.id == id) {
            Some(row) => Ok(Record::new(Arc::clone(row), &self.scope).into()),
            None => end(ctx, &self.scope, id).await,
        }
    }

    async fn actor_behind(&self, ctx: &Context<'_>) -> Result<Option<Actor>> {
        let Some(id) = self.row.on_behalf_of_id else {
            return Ok(None);
        };
        let row = loaders(ctx)?
            .entities
            .get(&self.scope, id)
            .await
            .map_err(from_store)?;
        row.map(|row| Actor::from_record(Record::new(row, &self.scope)))
            .transpose()
    }
}

/// The entity to which a fact points. A viewer who sees the fact sees it, also when both have
/// ended.
pub(crate) async fn end(ctx: &Context<'_>, scope: &Scope, id: i64) -> Result<Entity> {
    let loaders = loaders(ctx)?;
    let row = match loaders.entities.get(scope, id).await.map_err(from_store)? {
        Some(row) => Some(row),
        None => loaders
            .last_entities
            .get(scope, id)
            .await
            .map_err(from_store)?,
    };
    let row = row.ok_or_else(|| ErrorCode::NotFound.error(ErrorCode::NotFound.text()))?;
    Ok(Record::new(row, scope).into())
}

impl Listed for Relation {
    const NAME: &'static str = "Relation";
    const PLURAL: &'static str = "relations";
}

/// What holds, held or is meant to hold between two entities, with its evidence.
#[Object]
impl Relation {
    /// The global id; the same under every lens.
    pub(crate) async fn id(&self) -> ID {
        public_id(Noun::Relation, self.row.id)
    }

    /// The kind; what it says stands in the vocabulary.
    async fn kind(&self) -> RelationKind {
        self.row.kind
    }

    /// The entity of which it speaks.
    async fn subject(&self, ctx: &Context<'_>) -> Result<Entity> {
        self.end(ctx, self.row.subject_id).await
    }

    /// The entity to which it leads.
    async fn object(&self, ctx: &Context<'_>) -> Result<Entity> {
        self.end(ctx, self.row.object_id).await
    }

    /// In what capacity the subject stands in it: a key of the roles in the vocabulary.
    async fn role(&self) -> Option<&str> {
        self.row.role.as_deref()
    }

    /// The actor for whom the subject acts.
    async fn on_behalf_of(&self, ctx: &Context<'_>) -> Option<Result<Actor>> {
        self.actor_behind(ctx).await.transpose()
    }

    /// SUPPORTS and FUNDS: the form of the support, exactly as far as the source goes.
    async fn support_form(&self) -> Option<SupportForm> {
        self.row.support_form
    }

    /// The number of the agreement.
    async fn agreement(&self) -> Option<&str> {
        self.row.agreement.as_deref()
    }

    /// How many people this party sent; never the total of the event, which is a figure.
    async fn headcount(&self) -> Option<i32> {
        self.row.headcount
    }

    /// COMMITTED and PLANNED: how often.
    async fn recurrence(&self) -> Option<Recurrence> {
        let every = self.row.recurrence_every.clone()?;
        Some(Recurrence {
            at_least: self.row.recurrence_at_least,
            every,
        })
    }

    /// In what way the source holds it to be so.
    async fn modality(&self) -> Modality {
        self.row.modality
    }

    /// How the graph came to it.
    async fn basis(&self) -> Basis {
        self.row.basis
    }

    /// Why, when it is inferred or settled by a curator.
    async fn rule(&self) -> Option<&str> {
        self.row.rule.as_deref()
    }

    /// For `SUCCEEDED_BY`: the part of the subject's territory that went to the object, from 0 to 1.
    async fn share(&self) -> Option<f64> {
        self.row.share
    }

    /// Reference data: how far its source can be trusted on it.
    async fn confidence(&self) -> Option<Confidence> {
        self.row.confidence
    }

    /// When it was so; for what happened at an event and has no date of its own, the event's.
    async fn period(&self) -> Option<Period> {
        self.dates()
    }

    /// Whether it held then: YES and NO only when every reading of the sources says so.
    async fn active_on(
        &self,
        #[graphql(desc = "A day or an interval, without ~ and ?.")] date: Edtf,
    ) -> Result<Answer> {
        let asked = QueryInterval::try_from(&date).map_err(|fault| bad_input(fault.to_string()))?;
        Ok(overlap(bounds!(self.row).as_ref(), asked))
    }

    /// The places in documents that support it; sources that agree are one relation.
    async fn evidence(&self, ctx: &Context<'_>) -> Result<Vec<Citation>> {
        evidence(ctx, &self.scope, Noun::Relation, self.row.row).await
    }

    /// Who may see it.
    async fn visibility(&self) -> Tier {
        self.row.visibility
    }

    /// When this version was recorded here.
    async fn recorded_at(&self) -> Timestamp {
        Timestamp(self.row.recorded_at)
    }

    /// When it was retracted; null while it stands.
    async fn retracted_at(&self) -> Option<Timestamp> {
        self.row.retracted_at.map(Timestamp)
    }

    /// 1, and one more for each time that it was amended.
    async fn version(&self) -> i32 {
        self.row.version
    }
}

/// A list of relations: all that fit, or those of one entity.
pub(crate) enum RelationList {
    /// All that fit.
    Root {
        /// Under which they are looked for.
        scope: Scope,
        /// Which, and which page.
        query: Arc<RelationQuery>,
    },
    /// Those of one entity.
    Of {
        /// The entity.
        parent: Record,
        /// Which, and which page.
        query: Arc<LinkQuery<String>>,
    },
}

impl Paged for RelationList {
    type Row = Relation;
    type Edge = Edge<Relation>;
    type Node = Relation;

    fn name() -> Cow<'static, str> {
        Relation::NAME.into()
    }

    fn plural() -> Cow<'static, str> {
        Relation::PLURAL.into()
    }

    async fn page(&self, ctx: &Context<'_>) -> Result<Arc<Page<Relation>>> {
        match self {
            Self::Root { scope, query } => {
                let group = (scope.clone(), Arc::clone(query));
                let page = loaders(ctx)?.relation_pages.get(&group, ()).await;
                let page = page.map_err(from_store)?.unwrap_or_default();
                Ok(each(&page, |row| Relation::new(Arc::clone(row), scope)))
            }
            Self::Of { parent, query } => {
                let page = page_of(ctx, parent, query).await?;
                Ok(each(&page, |link| Relation::of_link(parent, link)))
            }
        }
    }

    async fn count(&self, ctx: &Context<'_>) -> Result<u64> {
        match self {
            Self::Root { scope, query } => {
                let group = (scope.clone(), query.filter.clone());
                let count = loaders(ctx)?.relation_counts.get(&group, ()).await;
                Ok(count.map_err(from_store)?.unwrap_or_default())
            }
            Self::Of { parent, query } => count_of(ctx, parent, query).await,
        }
    }

    fn edge(&self, cursor: String, row: &Relation) -> Result<Edge<Relation>> {
        Ok(Edge {
            cursor,
            node: row.clone(),
        })
    }

    fn node(&self, row: &Relation) -> Result<Relation> {
        Ok(row.clone())
    }
}

fn each<T>(page: &Page<T>, make: impl Fn(&T) -> Relation) -> Arc<Page<Relation>> {
    Arc::new(Page {
        items: page
            .items
            .iter()
            .map(|(cursor, row)| (cursor.clone(), make(row)))
            .collect(),
        has_next: page.has_next,
        has_previous: page.has_previous,
    })
}
