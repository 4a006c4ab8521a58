//! Names with their bearers as an index reads them: every version, whoever may see it.
//!
//! For `operations` alone, which keeps what a viewer may not see from him. Rows come by their
//! own number, a bounded run at a time, so that a million of them need no memory here; what
//! changes meanwhile stands in the change log. Not here: names as they are shown (`names`).

use entity::row::name;
use sea_orm::{
    FromQueryResult,
    sea_query::{ExprTrait, Order, SelectStatement},
};

use super::{
    Store, StoreError,
    condition::select_from,
    read::select_all,
    sql::{List, col, one_of},
};

/// Which versions.
#[derive(Clone, Copy, Debug)]
pub enum Versions<'a> {
    /// As many as this that follow a row, in the order of rows.
    After(i64, u64),
    /// All of these facts.
    Of(&'a [i64]),
}

/// A version of an entity, as far as an index of names needs it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct BearerVersion {
    /// The number of this version.
    pub row: i64,
    /// The number of the entity.
    pub id: i64,
    /// 1, 2, 3 … for each entity.
    pub version: i32,
    /// What it is.
    pub kind: entity::vocabulary::EntityKind,
    /// The date or interval as recorded.
    pub period_edtf: Option<String>,
    /// Days since 1970.
    pub earliest_start: Option<i32>,
    /// Days since 1970.
    pub latest_end: Option<i32>,
    /// The rank that a viewer needs.
    pub reach: i16,
    /// When it was recorded.
    pub recorded_at: i64,
    /// When another version took its place.
    pub superseded_at: Option<i64>,
}

const BEARER: &[&str] = &[
    "row",
    "id",
    "version",
    "kind",
    "period_edtf",
    "earliest_start",
    "latest_end",
    "reach",
    "recorded_at",
    "superseded_at",
];

impl Store {
    /// Versions of names, whoever may see them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn name_versions(&self, which: Versions<'_>) -> Result<Vec<name::Model>, StoreError> {
        let mut select = self.versions("name", which);
        select_all::<name::Entity>(&mut select, "t", "");
        self.models(&select, "").await
    }

    /// Versions of entities, whoever may see them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn bearer_versions(
        &self,
        which: Versions<'_>,
    ) -> Result<Vec<BearerVersion>, StoreError> {
        let mut select = self.versions("entity", which);
        select.exprs(BEARER.iter().map(|column| col("t", column)));
        self.models(&select, "").await
    }

    fn versions(&self, table: &str, which: Versions<'_>) -> SelectStatement {
        let mut select = select_from(table, "t");
        match which {
            Versions::After(row, limit) => select.and_where(col("t", "row").gt(row)).limit(limit),
            Versions::Of(ids) => {
                select.and_where(one_of(self.backend(), col("t", "id"), List::from(ids)))
            }
        };
        select.order_by_expr(col("t", "row"), Order::Asc);
        select
    }
}
