//! Finding identifiers.

use std::collections::HashMap;

use entity::row::identifier::{Entity, Model};
use sea_orm::sea_query::Order;

use super::{
    Store, StoreError, View,
    condition::{Conditions, select_from},
    read::select_all,
    sql::{List, col},
};

impl Store {
    /// The identifiers of these entities, by scheme.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn identifiers_of(
        &self,
        view: &View,
        entities: &[i64],
    ) -> Result<HashMap<i64, Vec<Model>>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let bearers = view.lens.with_joined(entities);
        let mut select = select_from("identifier", "t");
        select_all::<Entity>(&mut select, "t", "");
        select
            .and_where(conditions.one_of(col("t", "entity_id"), List::Numbers(bearers)))
            .cond_where(conditions.seen("identifier", "t"))
            .order_by_expr(col("t", "scheme"), Order::Asc)
            .order_by_expr(col("t", "value"), Order::Asc);
        let found: Vec<Model> = self.models(&select, "").await?;
        let mut by_entity: HashMap<i64, Vec<Model>> = HashMap::new();
        for row in found {
            let bearer = view.lens.resolved(row.entity_id);
            by_entity.entry(bearer).or_default().push(row);
        }
        Ok(by_entity)
    }
}
