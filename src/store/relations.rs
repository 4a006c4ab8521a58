//! Finding relations by themselves; those of an entity are in `links`.

use entity::row::relation::{Entity, Model};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, JoinType};

use super::{
    Page, PageRequest, RelationFilter, RelationOrder, Store, StoreError, View,
    condition::{Conditions, Here, select_from},
    order::{or_default, relation_columns, relation_values},
    page::Keyset,
    read::{select_all, select_count},
    sql::col,
};

impl Store {
    /// A page of the relations that fit; by period when no order is asked for.
    ///
    /// # Errors
    /// When a cursor is not of this list and order, or the database fails.
    pub async fn list_relations(
        &self,
        view: &View,
        filter: &RelationFilter,
        orders: &[RelationOrder],
        request: &PageRequest,
    ) -> Result<Page<Model>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let orders = or_default(orders);
        let keyset = Keyset {
            columns: relation_columns(&orders, "r", "n"),
            request,
        };
        let mut select = select_from("relation", "r");
        select_all::<Entity>(&mut select, "r", "r_");
        if orders.contains(&RelationOrder::OtherNameAsc) {
            select
                .expr_as(col("n", "sort_name"), Alias::new("far_name"))
                .join_as(
                    JoinType::InnerJoin,
                    Alias::new("entity"),
                    Alias::new("n"),
                    conditions
                        .seen("entity", "n")
                        .add(col("n", "id").eq(conditions.today(col("r", "object_id")))),
                );
        } else {
            select.expr_as(Expr::val(Vec::<u8>::new()), Alias::new("far_name"));
        }
        select
            .cond_where(conditions.relation_seen("r"))
            .cond_where(conditions.relation("r", filter, Here::Neither));
        keyset.apply(&mut select)?;
        let mut found = Vec::new();
        for row in self.rows(&select).await? {
            use sea_orm::FromQueryResult;
            let far: Vec<u8> = row.try_get("", "far_name")?;
            found.push((Model::from_query_result(&row, "r_")?, far));
        }
        let page = keyset.page(found, |(row, far)| relation_values(&orders, row, far));
        Ok(page.map(|(row, _)| row))
    }

    /// How many relations fit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_relations(
        &self,
        view: &View,
        filter: &RelationFilter,
    ) -> Result<u64, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from("relation", "r");
        select_count(&mut select);
        select
            .cond_where(conditions.relation_seen("r"))
            .cond_where(conditions.relation("r", filter, Here::Neither));
        self.number(&select).await
    }
}
