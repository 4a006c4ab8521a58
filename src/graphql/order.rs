//! The orders in which lists are offered.
//!
//! The words of the public schema for the store's orders. A new order is a row here and a
//! column there.

use async_graphql::Enum;

use crate::store;

/// In what order entities stand; undated ones last, then by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "store::EntityOrder")]
pub(crate) enum EntityOrder {
    /// By recorded name, in Latvian order.
    NameAsc,
    /// By recorded name, from the end.
    NameDesc,
    /// By period, the earliest first.
    PeriodAsc,
    /// By period, the latest first.
    PeriodDesc,
    /// By key.
    KeyAsc,
    /// By key, from the end.
    KeyDesc,
    /// By the time of recording here, the latest first.
    RecordedAtDesc,
}

/// In what order relations stand; undated ones last, then by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "store::RelationOrder")]
pub(crate) enum RelationOrder {
    /// By period, the earliest first.
    PeriodAsc,
    /// By period, the latest first.
    PeriodDesc,
    /// By kind.
    KindAsc,
    /// By role; those without one last.
    RoleAsc,
    /// By the recorded name of the far end, in Latvian order; at the root, of the object.
    OtherNameAsc,
    /// By the time of recording here, the latest first.
    RecordedAtDesc,
}

/// The store's orders; empty for the default.
pub(crate) fn entity_orders(given: Option<Vec<EntityOrder>>) -> Vec<store::EntityOrder> {
    given
        .unwrap_or_default()
        .into_iter()
        .map(Into::into)
        .collect()
}

/// The store's orders; empty for the default.
pub(crate) fn relation_orders(given: Option<Vec<RelationOrder>>) -> Vec<store::RelationOrder> {
    given
        .unwrap_or_default()
        .into_iter()
        .map(Into::into)
        .collect()
}
