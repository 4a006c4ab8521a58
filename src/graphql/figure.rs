//! Figures: numbers that are stated, aimed at or counted.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Context, ID, Object, Result};
use entity::{
    id::Noun,
    row::figure::Model,
    time::Timestamp,
    vocabulary::{Basis, FigureKind, Modality, Tier},
};

use crate::store::Page;

use super::{
    citation::{Citation, evidence},
    connection::{Edge, Listed, Paged},
    error::from_store,
    interface::Entity,
    loaders::FigureQuery,
    period::{Period, bounds},
    record::public_id,
    relation::end,
    scope::{Scope, loaders},
};

/// A number about an entity; counting the graph never overwrites one.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    row: Arc<Model>,
    scope: Scope,
}

impl Figure {
    pub(crate) fn new(row: Arc<Model>, scope: &Scope) -> Self {
        Self {
            row,
            scope: scope.clone(),
        }
    }

    /// The time of which it speaks.
    pub(crate) fn dates(&self) -> Option<Period> {
        Period::of(self.row.period_edtf.as_deref(), bounds!(self.row))
    }

    async fn whole(&self, ctx: &Context<'_>) -> Result<Option<Self>> {
        let Some(id) = self.row.part_of_id else {
            return Ok(None);
        };
        let row = loaders(ctx)?
            .figures
            .get(&self.scope, id)
            .await
            .map_err(from_store)?;
        Ok(row.map(|row| Self::new(row, &self.scope)))
    }
}

impl Listed for Figure {
    const NAME: &'static str = "Figure";
    const PLURAL: &'static str = "figures";
}

/// A number about an entity; counting the graph never overwrites one.
#[Object]
impl Figure {
    /// The global id.
    pub(crate) async fn id(&self) -> ID {
        public_id(Noun::Figure, self.row.id)
    }

    /// The entity that it is about.
    async fn about(&self, ctx: &Context<'_>) -> Result<Entity> {
        end(ctx, &self.scope, self.row.about_id).await
    }

    /// What it is a number of: a key of the measures in the vocabulary.
    async fn measure(&self) -> &str {
        &self.row.measure
    }

    /// Whether it is stated, aimed at or counted.
    async fn kind(&self) -> FigureKind {
        self.row.kind
    }

    /// The value; null when the source gives none, or when it is read from a text that is not
    /// held here.
    async fn value(&self) -> Option<f64> {
        self.row.value
    }

    /// The least that it may be, where the source gives a range.
    async fn lower(&self) -> Option<f64> {
        self.row.lower
    }

    /// The most that it may be, where the source gives a range.
    async fn upper(&self) -> Option<f64> {
        self.row.upper
    }

    /// Whether the source gives it as about so many.
    async fn approximate(&self) -> bool {
        self.row.approximate
    }

    /// The unit in which it counts.
    async fn unit(&self) -> Option<&str> {
        self.row.unit.as_deref()
    }

    /// The group of people or things that is counted, when it is a part of the whole.
    async fn group(&self) -> Option<&str> {
        self.row.population.as_deref()
    }

    /// The figure of the whole of which it is a part.
    async fn part_of(&self, ctx: &Context<'_>) -> Option<Result<Figure>> {
        self.whole(ctx).await.transpose()
    }

    /// The time of which it speaks.
    async fn period(&self) -> Option<Period> {
        self.dates()
    }

    /// In what way the source holds it to be so.
    async fn modality(&self) -> Modality {
        self.row.modality
    }

    /// How the graph came to it.
    async fn basis(&self) -> Basis {
        self.row.basis
    }

    /// The places in documents that support it.
    async fn evidence(&self, ctx: &Context<'_>) -> Result<Vec<Citation>> {
        evidence(ctx, &self.scope, Noun::Figure, self.row.row).await
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

/// A list of figures.
pub(crate) struct FigureList {
    pub(crate) scope: Scope,
    pub(crate) query: Arc<FigureQuery>,
}

impl Paged for FigureList {
    type Row = Arc<Model>;
    type Edge = Edge<Figure>;
    type Node = Figure;

    fn name() -> Cow<'static, str> {
        Figure::NAME.into()
    }

    fn plural() -> Cow<'static, str> {
        Figure::PLURAL.into()
    }

    async fn page(&self, ctx: &Context<'_>) -> Result<Arc<Page<Arc<Model>>>> {
        let group = (self.scope.clone(), Arc::clone(&self.query));
        let page = loaders(ctx)?
            .figure_pages
            .get(&group, ())
            .await
            .map_err(from_store)?;
        Ok(page.unwrap_or_default())
    }

    async fn count(&self, ctx: &Context<'_>) -> Result<u64> {
        let group = (self.scope.clone(), self.query.filter.clone());
        let count = loaders(ctx)?
            .figure_counts
            .get(&group, ())
            .await
            .map_err(from_store)?;
        Ok(count.unwrap_or_default())
    }

    fn edge(&self, cursor: String, row: &Arc<Model>) -> Result<Edge<Figure>> {
        Ok(Edge {
            cursor,
            node: self.node(row)?,
        })
    }

    fn node(&self, row: &Arc<Model>) -> Result<Figure> {
        Ok(Figure::new(Arc::clone(row), &self.scope))
    }
}
