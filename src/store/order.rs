//! The orders that lists are offered in, as columns.
//!
//! Undated rows come last in both directions of time; the id closes every order.

use entity::row::{entity as entities, relation as relations};
use sea_orm::sea_query::{Expr, Func, Order};
use serde_json::{Value as Json, json};

use super::{
    PageRequest,
    page::{Column, Keyset},
    sql::col,
};

/// Orders of entities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EntityOrder {
    /// By recorded name, in Latvian order.
    #[default]
    NameAsc,
    /// By recorded name, from the end.
    NameDesc,
    /// By the first day of the period.
    PeriodAsc,
    /// By the first day of the period, the latest first.
    PeriodDesc,
    /// By key.
    KeyAsc,
    /// By key, from the end.
    KeyDesc,
    /// By the time of recording, the latest first.
    RecordedAtDesc,
}

/// Orders of relations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RelationOrder {
    /// By the first day of the period.
    #[default]
    PeriodAsc,
    /// By the first day of the period, the latest first.
    PeriodDesc,
    /// By kind.
    KindAsc,
    /// By role; those without one last.
    RoleAsc,
    /// By the recorded name of the far end, in Latvian order; at the root, of the object.
    OtherNameAsc,
    /// By the time of recording, the latest first.
    RecordedAtDesc,
}

/// Stands for a missing role: greater than every key.
pub const NO_ROLE: &str = "~";

fn column(name: &'static str, expr: Expr, order: Order) -> Column {
    Column {
        name,
        expr,
        order,
        bytes: name == "name",
    }
}

/// The columns of an order of entities in the table `e`.
pub(super) fn entity_columns(orders: &[EntityOrder], table: &str) -> Vec<Column> {
    let own = |name, field| move |order| column(name, col(table, field), order);
    let mut columns: Vec<Column> = orders
        .iter()
        .map(|order| match order {
            EntityOrder::NameAsc => own("name", "sort_name")(Order::Asc),
            EntityOrder::NameDesc => own("name", "sort_name")(Order::Desc),
            EntityOrder::PeriodAsc => own("day", "order_day")(Order::Asc),
            EntityOrder::PeriodDesc => own("reverse", "reverse_order_day")(Order::Asc),
            EntityOrder::KeyAsc => own("key", "key")(Order::Asc),
            EntityOrder::KeyDesc => own("key", "key")(Order::Desc),
            EntityOrder::RecordedAtDesc => own("recorded", "recorded_at")(Order::Desc),
        })
        .collect();
    columns.push(close(&columns, table));
    columns
}

/// The columns of an order of relations in the table `r`, the far end in the table `n`.
pub(super) fn relation_columns(orders: &[RelationOrder], table: &str, far: &str) -> Vec<Column> {
    let own = |name, field, order| column(name, col(table, field), order);
    let mut columns: Vec<Column> = orders
        .iter()
        .map(|order| match order {
            RelationOrder::PeriodAsc => own("day", "order_day", Order::Asc),
            RelationOrder::PeriodDesc => own("reverse", "reverse_order_day", Order::Asc),
            RelationOrder::KindAsc => own("kind", "kind", Order::Asc),
            RelationOrder::RoleAsc => {
                // Written out, not bound: an index has the same expression.
                let none = Expr::cust(format!("'{NO_ROLE}'"));
                let role = Func::coalesce([col(table, "role"), none]);
                column("role", Expr::expr(role), Order::Asc)
            }
            RelationOrder::OtherNameAsc => column("name", col(far, "sort_name"), Order::Asc),
            RelationOrder::RecordedAtDesc => own("recorded", "recorded_at", Order::Desc),
        })
        .collect();
    columns.push(close(&columns, table));
    columns
}

/// The column of relations behind an order; the far end's name is none of theirs.
pub(super) const fn relation_column(order: RelationOrder) -> Option<&'static str> {
    match order {
        RelationOrder::PeriodAsc => Some("order_day"),
        RelationOrder::PeriodDesc => Some("reverse_order_day"),
        RelationOrder::KindAsc => Some("kind"),
        RelationOrder::RoleAsc => Some("role"),
        RelationOrder::OtherNameAsc => None,
        RelationOrder::RecordedAtDesc => Some("recorded_at"),
    }
}

/// The id, running the way of the last column, so that one index can serve both directions.
fn close(columns: &[Column], table: &str) -> Column {
    let order = columns.last().map_or(Order::Asc, |last| last.order.clone());
    column("id", col(table, "id"), order)
}

/// The name of an order of entities in cursors; it is closed by the id.
#[must_use]
pub fn entity_order_name(orders: &[EntityOrder]) -> String {
    name(entity_columns(orders, "e"))
}

/// The name of an order of relations in cursors; it is closed by the id.
#[must_use]
pub fn relation_order_name(orders: &[RelationOrder]) -> String {
    name(relation_columns(orders, "r", "n"))
}

fn name(columns: Vec<Column>) -> String {
    let request = &PageRequest::default();
    Keyset { columns, request }.name()
}

/// An entity's values in the columns of an order.
pub(super) fn entity_values(orders: &[EntityOrder], row: &entities::Model) -> Vec<Json> {
    let value = |order: &EntityOrder| match order {
        EntityOrder::NameAsc | EntityOrder::NameDesc => json!(hex::encode(&row.sort_name)),
        EntityOrder::PeriodAsc => json!(row.order_day),
        EntityOrder::PeriodDesc => json!(row.reverse_order_day),
        EntityOrder::KeyAsc | EntityOrder::KeyDesc => json!(row.key),
        EntityOrder::RecordedAtDesc => json!(row.recorded_at),
    };
    orders.iter().map(value).chain([json!(row.id)]).collect()
}

/// A relation's values in the columns of an order; `sort_name` is the far end's.
pub(super) fn relation_values(
    orders: &[RelationOrder],
    row: &relations::Model,
    sort_name: &[u8],
) -> Vec<Json> {
    let value = |order: &RelationOrder| match order {
        RelationOrder::PeriodAsc => json!(row.order_day),
        RelationOrder::PeriodDesc => json!(row.reverse_order_day),
        RelationOrder::KindAsc => json!(row.kind.as_str()),
        RelationOrder::RoleAsc => json!(row.role.as_deref().unwrap_or(NO_ROLE)),
        RelationOrder::OtherNameAsc => json!(hex::encode(sort_name)),
        RelationOrder::RecordedAtDesc => json!(row.recorded_at),
    };
    orders.iter().map(value).chain([json!(row.id)]).collect()
}

/// The orders asked for, or the default.
#[must_use]
pub fn or_default<T: Copy + Default>(orders: &[T]) -> Vec<T> {
    if orders.is_empty() {
        vec![T::default()]
    } else {
        orders.to_vec()
    }
}
