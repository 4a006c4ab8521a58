//! The last version of a fact, also when the fact has ended: what an id leads to.
//!
//! Not here: what is current, which every other finder asks for. A fact whose last version
//! is of a higher tier is not shown in an earlier one: what was made less visible stays so.

use std::collections::HashMap;

use entity::row::{entity as entities, figure, note, relation};
use sea_orm::{
    EntityTrait, FromQueryResult,
    sea_query::{Expr, ExprTrait},
};

use super::{
    Store, StoreError, View,
    condition::{Conditions, select_from},
    read::select_all,
    sql::{List, col},
};

impl Store {
    /// The last versions of these entities.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entities_ever(
        &self,
        view: &View,
        ids: &[i64],
    ) -> Result<HashMap<i64, entities::Model>, StoreError> {
        let rows = self.last_versions::<entities::Entity, _>("entity", view, ids).await?;
        Ok(rows.into_iter().map(|row: entities::Model| (row.id, row)).collect())
    }

    /// The last versions of these relations, whatever their modality.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn relations_ever(
        &self,
        view: &View,
        ids: &[i64],
    ) -> Result<HashMap<i64, relation::Model>, StoreError> {
        let rows = self.last_versions::<relation::Entity, _>("relation", view, ids).await?;
        Ok(rows.into_iter().map(|row: relation::Model| (row.id, row)).collect())
    }

    /// The last versions of these figures, whatever their modality.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn figures_ever(
        &self,
        view: &View,
        ids: &[i64],
    ) -> Result<HashMap<i64, figure::Model>, StoreError> {
        let rows = self.last_versions::<figure::Entity, _>("figure", view, ids).await?;
        Ok(rows.into_iter().map(|row: figure::Model| (row.id, row)).collect())
    }

    /// The last versions of these notes.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notes_ever(
        &self,
        view: &View,
        ids: &[i64],
    ) -> Result<HashMap<i64, note::Model>, StoreError> {
        let rows = self.last_versions::<note::Entity, _>("note", view, ids).await?;
        Ok(rows.into_iter().map(|row: note::Model| (row.id, row)).collect())
    }

    async fn last_versions<E: EntityTrait, M: FromQueryResult>(
        &self,
        table: &str,
        view: &View,
        ids: &[i64],
    ) -> Result<Vec<M>, StoreError> {
        let known = view.lens.known.unwrap_or(i64::MAX);
        let mut later = select_from(table, "l");
        later
            .expr(Expr::val(1))
            .and_where(col("l", "id").eq(col("t", "id")))
            .and_where(col("l", "version").gt(col("t", "version")))
            .and_where(col("l", "recorded_at").lte(known));
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from(table, "t");
        select_all::<E>(&mut select, "t", "");
        select
            .and_where(conditions.one_of(col("t", "id"), List::from(ids)))
            .and_where(col("t", "reach").lte(view.rank()))
            .and_where(col("t", "recorded_at").lte(known))
            .and_where(Expr::exists(later).not());
        self.models(&select, "").await
    }
}
