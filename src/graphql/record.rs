//! What every entity has in common, written once.
//!
//! A [`Record`] is a row with the scope under which it was found. The six object types are
//! newtypes over it and take its fields into theirs, so that the interfaces find them on
//! each. Not here: the fields of one kind (`person` … `document`) and the links (`links`).

use std::{borrow::Cow, collections::BTreeMap, marker::PhantomData, ops::Deref, sync::Arc};

use async_graphql::{Context, ID, Object, Result, TypeName};
use entity::{
    id::{Noun, PublicId},
    row::{entity as entities, name},
    time::Timestamp,
    vocabulary::{Direction, EntityKind, NameKind, Tier},
};

use futures_util::future::try_join_all;

use super::{
    citation::{Citation, evidence},
    connection::{Connection, Listed},
    error::from_store,
    figure::Figure,
    filter::{FigureWhere, RelationWhere, figure_filter},
    identifier::Identifier,
    judgement::Judgement,
    language::Language,
    link::{LinkArgs, link_query},
    name::Name,
    note::Note,
    order::RelationOrder,
    period::{Period, bounds},
    relation::RelationList,
    scope::{Scope, loaders},
};

/// A row of an entity and the scope under which it was found.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) row: Arc<entities::Model>,
    pub(crate) scope: Scope,
}

impl Record {
    pub(crate) fn new(row: Arc<entities::Model>, scope: &Scope) -> Self {
        Self {
            row,
            scope: scope.clone(),
        }
    }

    /// The others that were judged to be the same, as they are apart.
    async fn joined(&self, ctx: &Context<'_>) -> Result<Vec<Arc<entities::Model>>> {
        let stands = self.scope.lens.stands.as_deref();
        let others = stands.map_or(&[][..], |stands| stands.joined(self.row.id));
        let apart = &loaders(ctx)?.apart;
        let found = others.iter().map(|id| apart.get(&self.scope, *id));
        let found = try_join_all(found).await.map_err(from_store)?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Its period, or the time in which it existed.
    pub(crate) fn period(&self) -> Option<Period> {
        Period::of(self.row.period_edtf.as_deref(), bounds!(self.row))
    }
}

/// The common fields of one kind of entity. One type for each kind: the library takes the
/// fields of a type into another only once it is complete, and these refer to one another.
#[derive(Clone, Debug)]
pub(crate) struct Fields<K> {
    record: Record,
    kind: PhantomData<fn() -> K>,
}

impl<K> From<Record> for Fields<K> {
    fn from(record: Record) -> Self {
        Self {
            record,
            kind: PhantomData,
        }
    }
}

impl<K> Deref for Fields<K> {
    type Target = Record;

    fn deref(&self) -> &Record {
        &self.record
    }
}

impl<K: Listed> TypeName for Fields<K> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Fields", K::NAME).into()
    }
}

/// The fields that every entity has.
#[Object(name_type)]
impl<K: Listed> Fields<K> {
    /// The global id; it derives from the key and is the same in every installation.
    pub(crate) async fn id(&self) -> ID {
        public_id(Noun::Entity, self.row.id)
    }

    /// The stable, readable key.
    pub(crate) async fn key(&self) -> String {
        self.row.key.clone()
    }

    /// What it is.
    pub(crate) async fn kind(&self) -> EntityKind {
        self.row.kind
    }

    /// The best name in a language; the recorded name when there is none in that language, or
    /// when no language is asked for.
    pub(crate) async fn name(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The language wanted.")] language: Option<Language>,
    ) -> Result<String> {
        let Some(language) = language else {
            return Ok(self.row.name.clone());
        };
        let names = loaders(ctx)?
            .names
            .get(&self.scope, self.row.id)
            .await
            .map_err(from_store)?;
        let best = names
            .iter()
            .flat_map(|names| names.0.iter())
            .filter_map(|name| {
                let rank = rank(name.kind)?;
                let fit = language.fits(name.language.as_deref()?)?;
                Some(((fit, rank, name.position), name))
            });
        let best = best
            .min_by_key(|(order, _)| *order)
            .map(|(_, name): (_, &name::Model)| name);
        Ok(best.map_or_else(|| self.row.name.clone(), |name| name.text.clone()))
    }

    /// Every name, the recorded one first, with the forms in which texts write it.
    pub(crate) async fn names(&self, ctx: &Context<'_>) -> Result<Vec<Name>> {
        let names = loaders(ctx)?
            .names
            .get(&self.scope, self.row.id)
            .await
            .map_err(from_store)?;
        let names = names.iter().flat_map(|names| names.0.iter());
        Ok(names
            .map(|row| Name::new(row.clone(), &self.scope))
            .collect())
    }

    /// A short description in our own words: in the language asked for, or null; without a
    /// language in English, or else in whichever there is.
    pub(crate) async fn description(
        &self,
        #[graphql(desc = "The language wanted.")] language: Option<Language>,
    ) -> Option<String> {
        let texts = texts(&self.row.description);
        match language {
            Some(language) => language.pick(&texts).cloned(),
            None => texts.get("en").or_else(|| texts.values().next()).cloned(),
        }
    }

    /// What others call it in schemes of theirs.
    pub(crate) async fn identifiers(&self, ctx: &Context<'_>) -> Result<Vec<Identifier>> {
        let found = loaders(ctx)?
            .identifiers
            .get(&self.scope, self.row.id)
            .await;
        let found = found.map_err(from_store)?;
        Ok(found
            .iter()
            .flat_map(|rows| rows.iter())
            .cloned()
            .map(Identifier)
            .collect())
    }

    /// The keys of the others that were judged to be the same, in order; each leads here.
    pub(crate) async fn merged_keys(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        let others = self.joined(ctx).await?;
        let mut keys: Vec<String> = others.iter().map(|other| other.key.clone()).collect();
        keys.sort_unstable();
        Ok(keys)
    }

    /// What was judged of it, and of the others that were judged to be the same.
    pub(crate) async fn judgements(&self, ctx: &Context<'_>) -> Result<Vec<Judgement>> {
        let found = loaders(ctx)?.judgements.get(&self.scope, self.row.id).await;
        let found = found.map_err(from_store)?;
        let rows = found.iter().flat_map(|rows| rows.iter());
        Ok(rows
            .map(|row| Judgement::new(Arc::new(row.clone()), &self.scope))
            .collect())
    }

    /// The figures about it; asserted ones, and targets where targets are asked for.
    pub(crate) async fn figures(
        &self,
        ctx: &Context<'_>,
        #[graphql(name = "where", desc = "Which figures.")] filter: Option<FigureWhere>,
    ) -> Result<Vec<Figure>> {
        let group = (self.scope.clone(), Arc::new(figure_filter(filter)?));
        let found = loaders(ctx)?
            .figures_of
            .get(&group, self.row.id)
            .await
            .map_err(from_store)?;
        let rows = found.iter().flat_map(|rows| rows.iter());
        Ok(rows
            .map(|row| Figure::new(Arc::new(row.clone()), &self.scope))
            .collect())
    }

    /// Statements about it that are no relation: goals, results, opinions, topics, tasks.
    pub(crate) async fn notes(&self, ctx: &Context<'_>) -> Result<Vec<Note>> {
        let found = loaders(ctx)?
            .notes
            .get(&self.scope, self.row.id)
            .await
            .map_err(from_store)?;
        let rows = found.iter().flat_map(|rows| rows.iter());
        Ok(rows
            .map(|row| Note::new(Arc::new(row.clone()), &self.scope))
            .collect())
    }

    /// The places in documents that show that it exists.
    pub(crate) async fn evidence(&self, ctx: &Context<'_>) -> Result<Vec<Citation>> {
        let others = self.joined(ctx).await?;
        let rows = std::iter::once(&self.row).chain(&others);
        let found = rows.map(|row| evidence(ctx, &self.scope, Noun::Entity, row.row));
        let found = try_join_all(found).await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Its relations of every kind, from whichever end it stands at.
    #[expect(clippy::too_many_arguments, reason = "the contract fixes them")]
    pub(crate) async fn relations(
        &self,
        #[graphql(name = "where", desc = "Which relations.")] filter: Option<RelationWhere>,
        #[graphql(desc = "In what order; by period when absent.")] order_by: Option<
            Vec<RelationOrder>,
        >,
        #[graphql(desc = "How many from the start, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only what follows this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only what precedes this cursor.")] before: Option<String>,
    ) -> Result<Connection<RelationList>> {
        let args = LinkArgs {
            filter,
            order_by,
            first,
            after,
            last,
            before,
        };
        let query = link_query(None, Direction::Both, args)?;
        Ok(Connection(RelationList::Of {
            parent: self.record.clone(),
            query,
        }))
    }

    /// Who may see it.
    pub(crate) async fn visibility(&self) -> Tier {
        self.row.visibility
    }

    /// When this version was recorded here.
    pub(crate) async fn recorded_at(&self) -> Timestamp {
        Timestamp(self.row.recorded_at)
    }

    /// 1, and one more for each time that it was amended.
    pub(crate) async fn version(&self) -> i32 {
        self.row.version
    }
}

/// An id as the public sees it.
pub(crate) fn public_id(noun: Noun, number: i64) -> ID {
    PublicId { noun, number }.to_string().into()
}

/// The number behind a public id, when it is one of this noun.
pub(crate) fn number_of(noun: Noun, id: &str) -> Option<i64> {
    id.parse::<PublicId>()
        .ok()
        .filter(|id| id.noun == noun)
        .map(|id| id.number)
}

/// Texts by language, as they stand in a column.
pub(crate) fn texts(json: &str) -> BTreeMap<String, String> {
    serde_json::from_str(json).unwrap_or_default()
}

/// A list of texts, as it stands in a column.
pub(crate) fn list(json: &str) -> Vec<String> {
    serde_json::from_str(json).unwrap_or_default()
}

/// The order of preference; a form in which some text writes a name is not its name.
const fn rank(kind: NameKind) -> Option<u8> {
    match kind {
        NameKind::Official => Some(0),
        NameKind::Short => Some(1),
        NameKind::Alias => Some(2),
        NameKind::Former => Some(3),
        NameKind::Surface => None,
    }
}
