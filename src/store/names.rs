//! Finding names.

use std::collections::HashMap;

use entity::row::name::{Entity, Model};
use sea_orm::sea_query::Order;

use super::{
    Store, StoreError, View,
    condition::{Conditions, select_from},
    read::select_all,
    sql::{List, col},
};

impl Store {
    /// The names of these entities, in their recorded order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn names_of(
        &self,
        view: &View,
        entities: &[i64],
    ) -> Result<HashMap<i64, Vec<Model>>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let bearers = view.lens.with_joined(entities);
        let mut select = select_from("name", "t");
        select_all::<Entity>(&mut select, "t", "");
        select
            .and_where(conditions.one_of(col("t", "entity_id"), List::Numbers(bearers)))
            .cond_where(conditions.seen("name", "t"))
            .order_by_expr(col("t", "position"), Order::Asc)
            .order_by_expr(col("t", "id"), Order::Asc);
        let mut found: Vec<Model> = self.models(&select, "").await?;
        // Those of the entity itself come before those of the others that are the same.
        found.sort_by_key(|row| view.lens.resolved(row.entity_id) != row.entity_id);
        let mut by_entity: HashMap<i64, Vec<Model>> = HashMap::new();
        for row in found {
            let bearer = view.lens.resolved(row.entity_id);
            by_entity.entry(bearer).or_default().push(row);
        }
        Ok(by_entity)
    }
}
