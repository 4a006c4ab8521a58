//! From the inputs to the filters of operations, each word checked against its list.

use async_graphql::Result;
use entity::{
    id::Noun,
    time::{Edtf, QueryInterval},
    vocabulary::{COUNTRIES, EntityKind, Measure, Role, nearest},
};

use crate::{
    graphql::{error::bad_input, record::number_of},
    operations::search::{AskedEntity, AskedFigure, AskedRelation, check_text},
};

use super::{EntityWhere, FigureWhere, RelationWhere};

pub(super) fn entity(given: EntityWhere) -> Result<AskedEntity> {
    let types = || EntityKind::ALL.iter().flat_map(|kind| kind.types());
    Ok(AskedEntity {
        kind: given.kind,
        key: given.key,
        // What is no id of an entity is the id of nothing here.
        id: given.id.map(|ids| {
            ids.iter()
                .filter_map(|id| number_of(Noun::Entity, id))
                .collect()
        }),
        entity_type: known("type", given.entity_type, types)?,
        country: known("country", given.country, || COUNTRIES.iter().copied())?,
        status: given.status,
        held: given.held,
        named: given.named,
        name: given.name.map(name).transpose()?,
        during: interval(given.during.as_ref())?,
        certainty: given.certainty,
        has: boxed(given.has, relation)?,
        and: each(given.and, entity)?,
        or: each(given.or, entity)?,
        not: boxed(given.not, entity)?,
    })
}

pub(super) fn relation(given: RelationWhere) -> Result<AskedRelation> {
    Ok(AskedRelation {
        kind: given.kind,
        role: known("role", given.role, Role::keys)?,
        modality: given.modality,
        basis: given.basis,
        support_form: given.support_form,
        during: interval(given.during.as_ref())?,
        certainty: given.certainty,
        subject: boxed(given.subject, entity)?,
        object: boxed(given.object, entity)?,
        other: boxed(given.other, entity)?,
        and: each(given.and, relation)?,
        or: each(given.or, relation)?,
        not: boxed(given.not, relation)?,
    })
}

pub(super) fn figure(given: FigureWhere) -> Result<AskedFigure> {
    Ok(AskedFigure {
        about: given.about.map(entity).transpose()?,
        measure: known("measure", given.measure, Measure::keys)?,
        kind: given.kind,
        group: given.group,
        modality: given.modality,
        during: interval(given.during.as_ref())?,
        certainty: given.certainty,
    })
}

/// A name that may be looked for.
fn name(given: String) -> Result<String> {
    match check_text(&given) {
        Ok(()) => Ok(given),
        Err(fault) => Err(bad_input(format!("name: {fault}"))),
    }
}

fn boxed<T, U>(given: Option<Box<T>>, convert: fn(T) -> Result<U>) -> Result<Option<Box<U>>> {
    given.map(|inner| convert(*inner).map(Box::new)).transpose()
}

fn each<T, U>(given: Option<Vec<T>>, convert: fn(T) -> Result<U>) -> Result<Option<Vec<U>>> {
    given
        .map(|list| list.into_iter().map(convert).collect())
        .transpose()
}

fn interval(given: Option<&Edtf>) -> Result<Option<QueryInterval>> {
    let asked = given.map(QueryInterval::try_from).transpose();
    asked.map_err(|fault| bad_input(format!("during: {fault}")))
}

/// The words, when each stands in its list; else what was given and the nearest that does.
fn known<I: Iterator<Item = &'static str>>(
    field: &str,
    given: Option<Vec<String>>,
    list: impl Fn() -> I,
) -> Result<Option<Vec<String>>> {
    let unknown = given
        .iter()
        .flatten()
        .find(|word| !list().any(|known| known == word.as_str()));
    let Some(word) = unknown else {
        return Ok(given);
    };
    let word: String = word.chars().take(60).collect();
    let hint = nearest(&word, list()).map_or_else(
        || "the known ones stand in the vocabulary".to_owned(),
        |near| format!("did you mean \"{near}\"?"),
    );
    Err(bad_input(format!(
        "{field}: \"{word}\" is not known; {hint}"
    )))
}
