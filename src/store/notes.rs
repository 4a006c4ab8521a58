//! Finding notes.

use std::collections::HashMap;

use entity::row::note::{Entity, Model};
use sea_orm::sea_query::Order;

use super::{
    Store, StoreError, View,
    condition::{Conditions, select_from},
    read::select_all,
    sql::col,
};

impl Store {
    /// The notes about these entities, by kind.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notes_of(
        &self,
        view: &View,
        entities: &[i64],
    ) -> Result<HashMap<i64, Vec<Model>>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from("note", "t");
        select_all::<Entity>(&mut select, "t", "");
        select
            .and_where(conditions.names_some(col("t", "about_id"), entities))
            .cond_where(conditions.seen("note", "t"))
            .order_by_expr(col("t", "kind"), Order::Asc)
            .order_by_expr(col("t", "key"), Order::Asc);
        let found: Vec<Model> = self.models(&select, "").await?;
        let mut by_entity: HashMap<i64, Vec<Model>> = HashMap::new();
        for row in found {
            let about = view.lens.resolved(row.about_id);
            by_entity.entry(about).or_default().push(row);
        }
        Ok(by_entity)
    }
}
