//! Filters by name: the name resolved to entities, before the database is asked.
//!
//! A filter is exact: every word of the text names the entity, in any form of it, without
//! diacritics or by an initial. Beginnings and typos are for people who look at what they
//! find, and have no place in it. Never cut: a name of too many entities is refused.

use crate::names::index::Index;
use crate::store::{EntityFilter, FigureFilter, RelationFilter, Store, StoreError, View};

use super::aside::{self, Question};

/// The most entities that a name in a filter may stand for.
pub const NAMED_MOST: usize = 10_000;

/// The filter with its names resolved.
///
/// # Errors
/// When a name stands for too many entities, or the database fails.
pub async fn entity_filter(
    store: &Store,
    view: &View,
    filter: &EntityFilter,
) -> Result<EntityFilter, StoreError> {
    let mut filter = filter.clone();
    in_entity(store, view, &mut filter).await?;
    Ok(filter)
}

/// The filter with its names resolved.
///
/// # Errors
/// When a name stands for too many entities, or the database fails.
pub async fn relation_filter(
    store: &Store,
    view: &View,
    filter: &RelationFilter,
) -> Result<RelationFilter, StoreError> {
    let mut filter = filter.clone();
    in_relation(store, view, &mut filter).await?;
    Ok(filter)
}

/// The filter with its names resolved.
///
/// # Errors
/// When a name stands for too many entities, or the database fails.
pub async fn figure_filter(
    store: &Store,
    view: &View,
    filter: &FigureFilter,
) -> Result<FigureFilter, StoreError> {
    let mut filter = filter.clone();
    if let Some(about) = &mut filter.about {
        in_entity(store, view, about).await?;
    }
    Ok(filter)
}

/// The entities that a name stands for, by number.
///
/// # Errors
/// When it stands for too many, or the database fails.
pub async fn named(store: &Store, view: &View, name: &str) -> Result<Vec<i64>, StoreError> {
    let question = Question::new(view, name, None).strict();
    let hits = aside::ask(store, question, Index::all).await?;
    if hits.len() > NAMED_MOST {
        return Err(StoreError::TooManyNamed(name.to_owned(), NAMED_MOST));
    }
    Ok(hits.iter().map(|hit| hit.place.bearer).collect())
}

async fn in_entity(
    store: &Store,
    view: &View,
    filter: &mut EntityFilter,
) -> Result<(), StoreError> {
    let mut names = Vec::new();
    take_names(filter, &mut names);
    fill(store, view, names).await
}

async fn in_relation(
    store: &Store,
    view: &View,
    filter: &mut RelationFilter,
) -> Result<(), StoreError> {
    let mut names = Vec::new();
    take_names_of_ends(filter, &mut names);
    fill(store, view, names).await
}

/// A name, and where its entities belong.
type Place<'a> = (String, &'a mut Option<Vec<i64>>);

fn take_names<'a>(filter: &'a mut EntityFilter, names: &mut Vec<Place<'a>>) {
    if let Some(name) = filter.name.take() {
        names.push((name, &mut filter.named_ids));
    }
    let joined = filter.and.iter_mut().chain(&mut filter.or).flatten();
    for inner in joined.chain(filter.not.as_deref_mut()) {
        take_names(inner, names);
    }
    if let Some(has) = filter.has.as_deref_mut() {
        take_names_of_ends(has, names);
    }
}

fn take_names_of_ends<'a>(filter: &'a mut RelationFilter, names: &mut Vec<Place<'a>>) {
    let ends = [
        filter.subject.as_deref_mut(),
        filter.object.as_deref_mut(),
        filter.other.as_deref_mut(),
    ];
    for end in ends.into_iter().flatten() {
        take_names(end, names);
    }
    let joined = filter.and.iter_mut().chain(&mut filter.or).flatten();
    for inner in joined.chain(filter.not.as_deref_mut()) {
        take_names_of_ends(inner, names);
    }
}

async fn fill(store: &Store, view: &View, names: Vec<Place<'_>>) -> Result<(), StoreError> {
    for (name, place) in names {
        *place = Some(named(store, view, &name).await?);
    }
    Ok(())
}
