//! The last version of a fact, also when the fact has ended: what an id leads to.
//!
//! Not here: what is current, which every other finder asks for. A fact that has, or later
//! got, a version that the viewer may not see is shown in no earlier one either.

use std::collections::HashMap;

use entity::row::{entity as entities, figure, note, relation};
use sea_orm::{
    EntityTrait,
    sea_query::{Expr, ExprTrait, SelectStatement},
};

use super::{
    Store, StoreError, View,
    condition::{Conditions, select_from},
    read::select_all,
    sql::{List, col},
};

/// A finder of the last versions of one kind of fact, one or several.
macro_rules! last_versions {
    ($( $(#[doc = $doc:literal])+ $one:ident, $many:ident: $module:ident, $table:literal, $dated:literal, $ends:expr; )+) => {
        impl Store { $(
            $(#[doc = $doc])+
            ///
            /// # Errors
            /// When the database fails.
            pub async fn $one(
                &self,
                view: &View,
                id: i64,
            ) -> Result<Option<$module::Model>, StoreError> {
                Ok(self.$many(view, &[id]).await?.remove(&id))
            }

            /// Several of them, by number.
            ///
            /// # Errors
            /// When the database fails.
            pub async fn $many(
                &self,
                view: &View,
                ids: &[i64],
            ) -> Result<HashMap<i64, $module::Model>, StoreError> {
                let select = self.last_versions::<$module::Entity>(view, ids, &Of {
                    table: $table,
                    dated: $dated,
                    ends: &$ends,
                });
                let rows: Vec<$module::Model> = self.models(&select, "").await?;
                let known = |mut row: $module::Model| {
                    row.retracted_at = view.lens.shown(row.retracted_at);
                    (row.id, row)
                };
                Ok(rows.into_iter().map(known).collect())
            }
        )+ }
    };
}

last_versions! {
    /// The entity with this number, also when it has ended.
    entity_ever, entities_ever: entities, "entity", false, [];
    /// The relation with this number, whatever its modality, also when it was retracted.
    relation, relations_ever: relation, "relation", true, ["subject_id", "object_id"];
    /// The figure with this number, whatever its modality, also when it was retracted.
    figure, figures_ever: figure, "figure", true, ["about_id"];
    /// The note with this number, also when it was retracted.
    note, notes_ever: note, "note", false, ["about_id"];
}

impl Store {
    fn last_versions<E: EntityTrait>(
        &self,
        view: &View,
        ids: &[i64],
        of: &Of<'_>,
    ) -> SelectStatement {
        let table = of.table;
        let known = view.lens.known.unwrap_or(i64::MAX);
        let mut later = versions_of_t(table);
        later
            .and_where(col("l", "version").gt(col("t", "version")))
            .and_where(col("l", "recorded_at").lte(known));
        let mut closed = versions_of_t(table);
        closed
            .and_where(col("l", "version").gte(col("t", "version")))
            .and_where(col("l", "reach").gt(view.rank()));
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from(table, "t");
        select_all::<E>(&mut select, "t", "");
        select
            .and_where(conditions.one_of(col("t", "id"), List::from(ids)))
            .and_where(col("t", "recorded_at").lte(known))
            .and_where(Expr::exists(later).not())
            .and_where(Expr::exists(closed).not())
            .cond_where(conditions.within("t", of.dated, of.ends));
        select
    }
}

/// A kind of fact: its table, whether it is dated, and the entities without which it is nothing.
struct Of<'a> {
    table: &'a str,
    dated: bool,
    ends: &'a [&'a str],
}

fn versions_of_t(table: &str) -> SelectStatement {
    let mut versions = select_from(table, "l");
    versions
        .expr(Expr::val(1))
        .and_where(col("l", "id").eq(col("t", "id")));
    versions
}
