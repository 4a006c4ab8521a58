//! How large a filter is: how deep it nests, and how many conditions it has in all.
//!
//! Counted on the values, so that it does not matter whether they stood in the document or in
//! variables.

use async_graphql::Result;

use crate::graphql::{
    error::ErrorCode,
    limits::{CONDITIONS, LEVELS},
};

use super::{EntityWhere, FigureWhere, RelationWhere};

/// The size of an input.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Size {
    levels: usize,
    conditions: usize,
}

/// Refuses what is too large.
pub(super) fn check(size: Size) -> Result<()> {
    let Size { levels, conditions } = size;
    if levels > LEVELS {
        let message = format!("a filter may nest {LEVELS} levels deep; this one has {levels}");
        return Err(ErrorCode::QueryTooComplex.error(message));
    }
    if conditions > CONDITIONS {
        let message =
            format!("a filter may have {CONDITIONS} conditions; this one has {conditions}");
        return Err(ErrorCode::QueryTooComplex.error(message));
    }
    Ok(())
}

/// An input with so many conditions of its own around its inner ones. An input without any
/// counts as one condition, so that a list of empty ones is not free.
fn around(own: &[bool], inner: impl Iterator<Item = Size>) -> Size {
    let own = own.iter().filter(|given| **given).count();
    let total = inner.fold(
        Size {
            levels: 0,
            conditions: own,
        },
        |sum, size| Size {
            levels: sum.levels.max(size.levels),
            conditions: sum.conditions + size.conditions,
        },
    );
    Size {
        levels: total.levels + 1,
        conditions: total.conditions.max(1),
    }
}

pub(super) fn entity(given: &EntityWhere) -> Size {
    let own = [
        given.kind.is_some(),
        given.key.is_some(),
        given.id.is_some(),
        given.entity_type.is_some(),
        given.country.is_some(),
        given.status.is_some(),
        given.held.is_some(),
        given.named.is_some(),
        given.name.is_some(),
        given.during.is_some(),
    ];
    let joined = given
        .and
        .iter()
        .chain(&given.or)
        .flatten()
        .chain(given.not.as_deref());
    around(
        &own,
        joined.map(entity).chain(given.has.as_deref().map(relation)),
    )
}

pub(super) fn relation(given: &RelationWhere) -> Size {
    let own = [
        given.kind.is_some(),
        given.role.is_some(),
        given.modality.is_some(),
        given.basis.is_some(),
        given.support_form.is_some(),
        given.during.is_some(),
    ];
    let joined = given
        .and
        .iter()
        .chain(&given.or)
        .flatten()
        .chain(given.not.as_deref());
    let ends = [&given.subject, &given.object, &given.other];
    let ends = ends.into_iter().filter_map(Option::as_deref).map(entity);
    around(&own, joined.map(relation).chain(ends))
}

pub(super) fn figure(given: &FigureWhere) -> Size {
    let own = [
        given.measure.is_some(),
        given.kind.is_some(),
        given.group.is_some(),
        given.modality.is_some(),
        given.during.is_some(),
    ];
    around(&own, given.about.iter().map(entity))
}
