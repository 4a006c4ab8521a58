//! Filters by name: the name resolved to entities, before the database is asked.
//!
//! A filter is exact: every word of the text names the entity, in any form of it, without
//! diacritics or by an initial. Beginnings and typos are for people who look at what they
//! find, and have no place in it. Never cut: a name of too many entities is refused.

use std::collections::BTreeMap;

use crate::names::index::Index;
use crate::store::{EntityFilter, FigureFilter, RelationFilter, Store, StoreError, View};

use super::aside::{self, Question};

/// The most entities that a name in a filter may stand for.
pub const NAMED_MOST: usize = 10_000;

/// A filter as it is asked, with names as texts.
pub type AskedEntity = EntityFilter<String>;

/// A filter as it is asked, with names as texts.
pub type AskedRelation = RelationFilter<String>;

/// A filter as it is asked, with names as texts.
pub type AskedFigure = FigureFilter<String>;

/// The filter with its names resolved.
///
/// # Errors
/// When a name stands for too many entities, or the database fails.
pub async fn entity_filter(
    store: &Store,
    view: &View,
    filter: &AskedEntity,
) -> Result<EntityFilter, StoreError> {
    let note = |names: &mut Names| drop(filter.with_names(&mut |name| names.note(name)));
    let names = Names::found(store, view, note).await?;
    Ok(filter.with_names(&mut |name| names.of(name)))
}

/// The filter with its names resolved.
///
/// # Errors
/// When a name stands for too many entities, or the database fails.
pub async fn relation_filter(
    store: &Store,
    view: &View,
    filter: &AskedRelation,
) -> Result<RelationFilter, StoreError> {
    let note = |names: &mut Names| drop(filter.with_names(&mut |name| names.note(name)));
    let names = Names::found(store, view, note).await?;
    Ok(filter.with_names(&mut |name| names.of(name)))
}

/// The filter with its names resolved.
///
/// # Errors
/// When a name stands for too many entities, or the database fails.
pub async fn figure_filter(
    store: &Store,
    view: &View,
    filter: &AskedFigure,
) -> Result<FigureFilter, StoreError> {
    let note = |names: &mut Names| drop(filter.with_names(&mut |name| names.note(name)));
    let names = Names::found(store, view, note).await?;
    Ok(filter.with_names(&mut |name| names.of(name)))
}

/// The names in a filter, and the numbers of the entities for which each stands.
#[derive(Default)]
struct Names(BTreeMap<String, Vec<i64>>);

impl Names {
    fn note(&mut self, name: &str) {
        self.0.entry(name.to_owned()).or_default();
    }

    fn of(&self, name: &str) -> Vec<i64> {
        self.0.get(name).cloned().unwrap_or_default()
    }

    /// Finds all that are noted; without any the index is not asked for.
    async fn found(
        store: &Store,
        view: &View,
        note: impl FnOnce(&mut Self),
    ) -> Result<Self, StoreError> {
        let mut names = Self::default();
        note(&mut names);
        if names.0.is_empty() {
            return Ok(names);
        }
        for (name, numbers) in &mut names.0 {
            let question = Question::new(view, name, None).strict();
            let hits = aside::ask(store, question, Index::all).await?;
            if hits.len() > NAMED_MOST {
                return Err(StoreError::TooManyNamed(name.clone(), NAMED_MOST));
            }
            numbers.extend(hits.iter().map(|hit| hit.place.bearer));
        }
        Ok(names)
    }
}
