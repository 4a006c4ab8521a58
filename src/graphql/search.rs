//! What was found by a name.

use std::{borrow::Cow, sync::Arc};

use async_graphql::{Context, MergedObject, Object, Result, SimpleObject};
use entity::vocabulary::{EntityKind, StatisticDimension};

use crate::{
    operations::search::{self, Found, Group, Reason, SearchQuery, Totals},
    store::Page,
};

use super::{
    connection::{Connection, Paged},
    error::{bad_input, from_store},
    interface::Entity,
    limits::{GROUPS, bounded},
    record::Record,
    scope::{Scope, loaders},
    statistics::entity_of_group,
};

/// An entity that was found, with what spoke for it.
#[derive(SimpleObject)]
pub(crate) struct SearchEdge {
    /// The place in the list, for `after` and `before`.
    cursor: String,
    /// How well it fits; greater is better, 1 is the same name.
    score: f64,
    /// The name, alias or form that fitted best.
    matched_name: String,
    /// Whether the name that fitted is another one that lies near the text (Valga for Valka), or
    /// lacks some of its words; never a form of it. What is near comes after all else.
    near: bool,
    /// Why, in a word: the rule that says most, which is `exact` when every word is the same. Each
    /// word's own stands in `reasons`.
    rule: String,
    /// Why, word by word, in the order of the text.
    reasons: Vec<SearchReason>,
    /// The entity.
    node: Entity,
}

/// Why a word of the text stands for a word of the name.
#[derive(Clone, SimpleObject)]
pub(crate) struct SearchReason {
    /// The word of the text.
    asked: String,
    /// The word of the name; null when the name lacks it.
    named: Option<String>,
    /// The rule: `exact`, `diacritics`, `abbreviation`, `initial`, `beginning`, `typo`, `typos.2`,
    /// `dispensable` for a word that names leave out, `missing`, or a rule of inflection such as
    /// `fourth.genitive`; `same-nominative` when the two are forms of one name.
    rule: String,
}

/// How many were found of one kind.
#[derive(SimpleObject)]
pub(crate) struct SearchFacet {
    /// The kind.
    kind: EntityKind,
    /// How many.
    count: u64,
}

/// Some of what was found that have something in common.
pub(crate) struct SearchGroup {
    group: Group,
    scope: Scope,
}

/// Some of what was found that have something in common.
#[Object]
impl SearchGroup {
    /// What they have in common: a word, a year, the key of an entity.
    async fn key(&self) -> &str {
        &self.group.key
    }

    /// How many.
    async fn count(&self) -> u64 {
        self.group.count
    }

    /// The municipality or project with this key.
    async fn entity(&self, ctx: &Context<'_>) -> Result<Option<Entity>> {
        entity_of_group(ctx, &self.scope, self.group.entity).await
    }
}

/// A page of entities that were found, the best first.
#[derive(MergedObject)]
pub(crate) struct SearchConnection(Connection<SearchList>, SearchFacets);

impl SearchConnection {
    pub(crate) fn new(scope: Scope, query: SearchQuery) -> Self {
        let list = SearchList {
            scope,
            query: Arc::new(query),
        };
        Self(Connection(list.clone()), SearchFacets(list))
    }
}

/// What was found, the best first.
#[derive(Clone)]
pub(crate) struct SearchList {
    scope: Scope,
    query: Arc<SearchQuery>,
}

impl SearchList {
    async fn totals(&self, ctx: &Context<'_>) -> Result<Arc<Totals>> {
        let group = (self.scope.clone(), Arc::clone(&self.query));
        let totals = loaders(ctx)?.search_totals.get(&group, ()).await;
        Ok(totals.map_err(from_store)?.unwrap_or_default())
    }
}

impl Paged for SearchList {
    type Row = Found;
    type Edge = SearchEdge;
    type Node = Entity;

    // The connection that clients see adds to this one.
    fn name() -> Cow<'static, str> {
        "SearchList".into()
    }

    fn plural() -> Cow<'static, str> {
        "entities that were found, the best first".into()
    }

    async fn page(&self, ctx: &Context<'_>) -> Result<Arc<Page<Found>>> {
        let group = (self.scope.clone(), Arc::clone(&self.query));
        let page = loaders(ctx)?.searches.get(&group, ()).await;
        Ok(page.map_err(from_store)?.unwrap_or_default())
    }

    async fn count(&self, ctx: &Context<'_>) -> Result<u64> {
        Ok(self.totals(ctx).await?.count)
    }

    fn edge(&self, cursor: String, row: &Found) -> Result<SearchEdge> {
        Ok(SearchEdge {
            cursor,
            score: row.score,
            matched_name: row.matched.clone(),
            near: row.near,
            rule: row.rule().to_owned(),
            reasons: row.reasons.iter().map(SearchReason::from).collect(),
            node: self.node(row)?,
        })
    }

    fn node(&self, row: &Found) -> Result<Entity> {
        Ok(Record::new(row.entity.clone().into(), &self.scope).into())
    }
}

/// How what was found divides.
pub(crate) struct SearchFacets(SearchList);

#[Object]
impl SearchFacets {
    /// How many were found of each kind, also of those that `kinds` leaves out; counted only
    /// when this field is asked for.
    async fn facets(&self, ctx: &Context<'_>) -> Result<Vec<SearchFacet>> {
        let totals = self.0.totals(ctx).await?;
        let facets = totals.facets.iter();
        Ok(facets
            .map(|(kind, count)| SearchFacet {
                kind: *kind,
                count: *count,
            })
            .collect())
    }

    /// How all that was found divides, the greatest group first; what has no such thing is in
    /// none. Refused where more than 10,000 were found.
    async fn groups(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "By KIND, TYPE, COUNTRY, MUNICIPALITY, PROJECT or YEAR, as `statistics` \
                          counts entities."
        )]
        by: StatisticDimension,
        #[graphql(desc = "How many groups: 100 when not given, at most 1000.")] first: Option<i32>,
    ) -> Result<Vec<SearchGroup>> {
        let first = bounded("first", first, GROUPS.0, 0..=GROUPS.1)?;
        if !search::DIMENSIONS.contains(&by) {
            let known: Vec<&str> = search::DIMENSIONS.iter().map(|one| one.as_str()).collect();
            let known = known.join(", ");
            return Err(bad_input(format!(
                "by: what was found has no {by}; it has {known}"
            )));
        }
        let SearchList { scope, query } = &self.0;
        let found = search::groups(&loaders(ctx)?.store, scope, query, by).await;
        let found = found.map_err(|failure| from_store(Arc::new(failure)))?;
        let group = |group| SearchGroup {
            group,
            scope: scope.clone(),
        };
        Ok(found.into_iter().take(first).map(group).collect())
    }
}

impl From<&Reason> for SearchReason {
    fn from(reason: &Reason) -> Self {
        Self {
            asked: reason.asked.clone(),
            named: reason.named.clone(),
            rule: reason.rule.clone(),
        }
    }
}
