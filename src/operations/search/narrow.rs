//! Searches narrowed by a filter, and what was found counted in groups.
//!
//! The index knows names and kinds; all else is the database's. So those whom the index finds are
//! given to it by their numbers: it says which of them fit, or how they divide. Never cut: where
//! more than [`NAMED_MOST`] are called so, it is refused. Nothing is suppressed here as it is in
//! statistics, since whoever is counted stands in the list.

use entity::vocabulary::{StatisticDimension as Dimension, StatisticSubject as Subject};

use crate::names::index::{Hit, Index};
use crate::store::{EntityFilter, StatisticQuery, Store, StoreError, View};

use super::{
    SearchQuery,
    aside::{self, Question},
    resolve::{NAMED_MOST, entity_filter},
};

/// By what that is found may be counted.
pub const DIMENSIONS: [Dimension; 6] = [
    Dimension::Kind,
    Dimension::Type,
    Dimension::Country,
    Dimension::Municipality,
    Dimension::Project,
    Dimension::Year,
];

/// Some of what was found that have something in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they have in common: a word, a year, the key of an entity.
    pub key: String,
    /// The entity of that key.
    pub entity: Option<i64>,
    /// How many there are.
    pub count: u64,
}

/// What was found in groups, the greatest first; those without the dimension are in none.
///
/// # Errors
/// When too many are called so, or the database fails.
pub async fn groups(
    store: &Store,
    view: &View,
    query: &SearchQuery,
    by: Dimension,
) -> Result<Vec<Group>, StoreError> {
    let hits = called(store, view, query).await?;
    let counted = StatisticQuery {
        of: Subject::Entities,
        group_by: vec![by],
        relations: None,
        entities: Some(among(store, view, query, &hits).await?),
    };
    let cells = store.statistics(view, &counted).await?;
    let groups = cells.into_iter().map(|mut cell| Group {
        key: cell.keys.pop().unwrap_or_default(),
        entity: cell.entity,
        count: cell.count,
    });
    let mut groups: Vec<Group> = groups.filter(|group| !group.key.is_empty()).collect();
    groups.sort_by(|one, other| {
        let greater = other.count.cmp(&one.count);
        greater.then_with(|| one.key.cmp(&other.key))
    });
    Ok(groups)
}

/// All that the query finds, the best first; only those that fit its filter, when it has one.
pub(super) async fn found(
    store: &Store,
    view: &View,
    query: &SearchQuery,
) -> Result<Vec<Hit>, StoreError> {
    let mut hits = called(store, view, query).await?;
    if query.filter.is_some() {
        let filter = among(store, view, query, &hits).await?;
        let fitting = store.entity_numbers(view, &filter).await?;
        hits.retain(|hit| fitting.contains(&hit.place.bearer));
    }
    Ok(hits)
}

/// All that are called so.
async fn called(store: &Store, view: &View, query: &SearchQuery) -> Result<Vec<Hit>, StoreError> {
    let question = Question::new(view, &query.text, query.kinds.as_deref());
    aside::ask(store, question, Index::all).await
}

/// The filter that only those of the hits fit who fit the query's.
async fn among(
    store: &Store,
    view: &View,
    query: &SearchQuery,
    hits: &[Hit],
) -> Result<EntityFilter, StoreError> {
    if hits.len() > NAMED_MOST {
        return Err(StoreError::TooManyNamed(query.text.clone(), NAMED_MOST));
    }
    let narrowed = match &query.filter {
        Some(filter) => Some(vec![entity_filter(store, view, filter).await?]),
        None => None,
    };
    Ok(EntityFilter {
        name: Some(hits.iter().map(|hit| hit.place.bearer).collect()),
        and: narrowed,
        ..EntityFilter::default()
    })
}
