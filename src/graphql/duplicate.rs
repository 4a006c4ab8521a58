//! Entities that may be the same, as clients ask for them and see them.
//!
//! Not here: how they are found and scored (`operations::duplicates`), what was judged
//! (`judgement`).

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Context, ID, MergedObject, Object, Result};
use entity::{id::Noun, vocabulary::DuplicateEvidence};

use crate::{
    operations::{
        duplicates::{self, Candidate, DuplicateFailure, Feature, Question},
        snapshots::SnapshotError,
    },
    store::{Page, PageRequest},
};

use super::{
    connection::{Connection, Edge, Listed, Paged},
    error::{ErrorCode, bad_input, from_store},
    interface::Entity,
    record::public_id,
    scope::{Scope, loaders},
    traversal::entities,
};

/// Two entities that may be the same, by what the graph says. Nothing is joined before somebody
/// judges.
#[derive(Clone, Debug)]
pub(crate) struct Duplicate {
    candidate: Arc<Candidate>,
    scope: Scope,
}

impl Listed for Duplicate {
    const NAME: &'static str = "Duplicate";
    const PLURAL: &'static str = "pairs of entities that may be the same";
}

/// Two entities that may be the same, by what the graph says. Nothing is joined before somebody
/// judges.
#[Object]
impl Duplicate {
    /// The global id; it derives from the keys of both, and leads nowhere once the pair is judged
    /// or no longer alike.
    pub(crate) async fn id(&self) -> ID {
        public_id(Noun::Duplicate, self.candidate.id())
    }

    /// The two, in the order of their keys.
    async fn entities(&self, ctx: &Context<'_>) -> Result<Vec<Entity>> {
        let two = [self.candidate.one, self.candidate.other];
        entities(ctx, &self.scope, &two).await
    }

    /// How probable it is that the two are one, from 0 to 1: the sum of the weights of `features`,
    /// as a probability.
    async fn score(&self) -> f64 {
        self.candidate.score
    }

    /// What speaks for the two being one, and against it.
    async fn features(&self) -> Vec<DuplicateFeature> {
        let features = self.candidate.features.iter();
        features
            .map(|feature| DuplicateFeature {
                feature: feature.clone(),
                scope: self.scope.clone(),
            })
            .collect()
    }

    /// Whether somebody has judged the two and was unsure.
    async fn unsure(&self) -> bool {
        self.candidate.unsure
    }
}

/// Something that speaks for two entities being one, or against it.
pub(crate) struct DuplicateFeature {
    feature: Feature,
    scope: Scope,
}

/// Something that speaks for two entities being one, or against it.
#[Object]
impl DuplicateFeature {
    /// What it is.
    async fn evidence(&self) -> DuplicateEvidence {
        self.feature.evidence
    }

    /// How much it adds, in bits: 1 makes it twice as probable that the two are one, -1 half.
    async fn weight(&self) -> f64 {
        self.feature.weight
    }

    /// What was compared: the two names, identifiers as scheme:value, countries, types; or a
    /// number.
    async fn values(&self) -> &[String] {
        &self.feature.values
    }

    /// By what rules the names are alike or not: same, folded, order, spacing, typo, spelling,
    /// initial, shortened, extra, differs, legal-form, numbers.
    async fn rules(&self) -> &[&'static str] {
        &self.feature.rules
    }

    /// The entities to which both are related, or in which the two lie, at most ten.
    async fn entities(&self, ctx: &Context<'_>) -> Result<Vec<Entity>> {
        entities(ctx, &self.scope, &self.feature.entities).await
    }
}

/// A page of pairs of entities that may be the same, the surest first.
#[derive(MergedObject)]
pub(crate) struct DuplicateConnection(Connection<DuplicateList>, DuplicateRest);

impl DuplicateConnection {
    pub(crate) fn new(scope: Scope, question: Question, page: PageRequest) -> Result<Self> {
        if question
            .least
            .is_some_and(|least| !(0.0..=1.0).contains(&least))
        {
            return Err(bad_input("minScore must be from 0 to 1"));
        }
        let list = DuplicateList {
            scope,
            question: Arc::new(question),
            page,
        };
        Ok(Self(Connection(list.clone()), DuplicateRest(list)))
    }
}

/// The pairs that fit a question.
#[derive(Clone)]
pub(crate) struct DuplicateList {
    scope: Scope,
    question: Arc<Question>,
    page: PageRequest,
}

impl DuplicateList {
    async fn found(&self, ctx: &Context<'_>) -> Result<(Vec<Candidate>, u64)> {
        let snapshots = &loaders(ctx)?.snapshots;
        let found = duplicates::duplicates(snapshots, &self.scope, &self.question).await;
        found.map_err(refused)
    }
}

impl Paged for DuplicateList {
    type Row = Candidate;
    type Edge = Edge<Duplicate>;
    type Node = Duplicate;

    // The connection that clients see adds to this one.
    fn name() -> Cow<'static, str> {
        "DuplicateList".into()
    }

    fn plural() -> Cow<'static, str> {
        Duplicate::PLURAL.into()
    }

    async fn page(&self, ctx: &Context<'_>) -> Result<Arc<Page<Candidate>>> {
        let (found, _) = self.found(ctx).await?;
        let page = self.page.of_list(found, "duplicates", Candidate::place);
        page.map(Arc::new)
            .map_err(|fault| bad_input(fault.to_string()))
    }

    async fn count(&self, ctx: &Context<'_>) -> Result<u64> {
        Ok(self.found(ctx).await?.0.len() as u64)
    }

    fn edge(&self, cursor: String, row: &Candidate) -> Result<Edge<Duplicate>> {
        let node = self.node(row)?;
        Ok(Edge { cursor, node })
    }

    fn node(&self, row: &Candidate) -> Result<Duplicate> {
        Ok(Duplicate {
            candidate: Arc::new(row.clone()),
            scope: self.scope.clone(),
        })
    }
}

/// What was not looked at.
pub(crate) struct DuplicateRest(DuplicateList);

#[Object]
impl DuplicateRest {
    /// How many pairs share a common word alone and were not compared, because one search
    /// compares 300,000; 0 when the list is whole. A pair that shares several such words is counted
    /// for each.
    async fn uncompared(&self, ctx: &Context<'_>) -> Result<u64> {
        Ok(self.0.found(ctx).await?.1)
    }
}

/// The pair with this number, when it still may be the same.
pub(crate) async fn by_number(
    ctx: &Context<'_>,
    scope: &Scope,
    number: i64,
) -> Result<Option<Duplicate>> {
    let found = duplicates::duplicate(&loaders(ctx)?.snapshots, scope, number).await;
    Ok(found.map_err(refused)?.map(|candidate| Duplicate {
        candidate: Arc::new(candidate),
        scope: scope.clone(),
    }))
}

fn refused(failure: DuplicateFailure) -> async_graphql::Error {
    match failure {
        DuplicateFailure::Snapshot(SnapshotError::Store(failure)) => from_store(Arc::new(failure)),
        DuplicateFailure::TooSlow => ErrorCode::Timeout.error(ErrorCode::Timeout.text()),
        DuplicateFailure::Snapshot(_) | DuplicateFailure::Failed => {
            ErrorCode::Internal.error(ErrorCode::Internal.text())
        }
    }
}
