//! Finding entities.

use std::collections::{HashMap, HashSet};

use entity::{
    id::{Noun, number},
    row::entity::{Entity, Model},
};
use sea_orm::sea_query::{Alias, SelectStatement};

use super::{
    EntityFilter, EntityOrder, Page, PageRequest, Store, StoreError, View,
    condition::{Conditions, select_from},
    order::{entity_columns, entity_values, or_default},
    page::Keyset,
    read::{select_all, select_count},
    sql::{List, col},
};

impl Store {
    /// The entity with this number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entity(&self, view: &View, id: i64) -> Result<Option<Model>, StoreError> {
        Ok(self.entities_by_id(view, &[id]).await?.remove(&id))
    }

    /// The entity with this key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entity_by_key(&self, view: &View, key: &str) -> Result<Option<Model>, StoreError> {
        let keys = [key.to_owned()];
        Ok(self.entities_by_key(view, &keys).await?.remove(key))
    }

    /// The entities with these numbers.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entities_by_id(
        &self,
        view: &View,
        ids: &[i64],
    ) -> Result<HashMap<i64, Model>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from("entity", "e");
        select_all::<Entity>(&mut select, "e", "");
        select
            .and_where(conditions.one_of(col("e", "id"), List::Numbers(resolved(view, ids))))
            .cond_where(conditions.entity_seen("e"));
        let found: Vec<Model> = self.models(&select, "").await?;
        let mut found: HashMap<i64, Model> = found
            .into_iter()
            .map(|entity| (entity.id, entity))
            .collect();
        under_every_number(view, ids, &mut found);
        Ok(found)
    }

    /// The entities with these keys.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entities_by_key(
        &self,
        view: &View,
        keys: &[String],
    ) -> Result<HashMap<String, Model>, StoreError> {
        if view.lens.stands.is_some() {
            return self.resolved_keys(view, keys).await;
        }
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from("entity", "e");
        select_all::<Entity>(&mut select, "e", "");
        select
            .and_where(conditions.one_of(col("e", "key"), List::Texts(keys.to_vec())))
            .cond_where(conditions.entity_seen("e"));
        let found: Vec<Model> = self.models(&select, "").await?;
        Ok(found
            .into_iter()
            .map(|entity| (entity.key.clone(), entity))
            .collect())
    }

    async fn resolved_keys(
        &self,
        view: &View,
        keys: &[String],
    ) -> Result<HashMap<String, Model>, StoreError> {
        let ids: Vec<i64> = keys.iter().map(|key| number(Noun::Entity, key)).collect();
        let found = self.entities_by_id(view, &ids).await?;
        let by_key = keys.iter().zip(&ids);
        let by_key = by_key.filter_map(|(key, id)| Some((key.clone(), found.get(id)?.clone())));
        Ok(by_key.collect())
    }

    /// A page of the entities that fit; by name when no order is asked for.
    ///
    /// # Errors
    /// When a cursor is not of this list and order, or the database fails.
    pub async fn list_entities(
        &self,
        view: &View,
        filter: &EntityFilter,
        orders: &[EntityOrder],
        request: &PageRequest,
    ) -> Result<Page<Model>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let orders = or_default(orders);
        let keyset = Keyset {
            columns: entity_columns(&orders, "e"),
            request,
        };
        let mut select = select_from("entity", "e");
        select_all::<Entity>(&mut select, "e", "");
        select
            .cond_where(conditions.entity_seen("e"))
            .cond_where(conditions.entity("e", filter));
        keyset.apply(&mut select)?;
        let rows = self.models(&select, "").await?;
        Ok(keyset.page(rows, |row| entity_values(&orders, row)))
    }

    /// How many entities fit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_entities(
        &self,
        view: &View,
        filter: &EntityFilter,
    ) -> Result<u64, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        self.number(&entities_counted(&conditions, filter)).await
    }

    /// The numbers of all entities that fit. For filters that name those among which is chosen:
    /// there are as many as these at most.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entity_numbers(
        &self,
        view: &View,
        filter: &EntityFilter,
    ) -> Result<HashSet<i64>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from("entity", "e");
        select
            .expr_as(col("e", "id"), Alias::new("id"))
            .cond_where(conditions.entity_seen("e"))
            .cond_where(conditions.entity("e", filter));
        let rows = self.rows(&select).await?;
        let numbers = rows.iter().map(|row| Ok(row.try_get("", "id")?));
        numbers.collect()
    }
}

/// Lets one that stands for another be found by the other's number too.
pub(super) fn under_every_number<T: Clone>(view: &View, ids: &[i64], found: &mut HashMap<i64, T>) {
    if view.lens.stands.is_none() {
        return;
    }
    for id in ids {
        let entity = found.get(&view.lens.resolved(*id)).cloned();
        found.extend(entity.map(|entity| (*id, entity)));
    }
}

/// The statement that counts the entities that fit.
pub(super) fn entities_counted(
    conditions: &Conditions<'_>,
    filter: &EntityFilter,
) -> SelectStatement {
    let mut select = select_from("entity", "e");
    select_count(&mut select);
    select
        .cond_where(conditions.entity_seen("e"))
        .cond_where(conditions.entity("e", filter));
    select
}

/// The entities that stand for these under the lens, each once.
pub(super) fn resolved(view: &View, ids: &[i64]) -> Vec<i64> {
    let mut ids: Vec<i64> = ids.iter().map(|id| view.lens.resolved(*id)).collect();
    if view.lens.stands.is_some() {
        ids.sort_unstable();
        ids.dedup();
    }
    ids
}
