//! Finding relations by themselves; those of an entity are in `links`.

use entity::row::relation::{Entity, Model};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, JoinType, Order, SelectStatement};

use super::{
    Page, PageRequest, RelationFilter, RelationOrder, Store, StoreError, View,
    condition::{Conditions, Here, select_from},
    order::{or_default, relation_columns, relation_values},
    page::Keyset,
    read::{select_all, select_count},
    sql::col,
};

impl Store {
    /// The relation with this number, whatever its modality, also when it was retracted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn relation(&self, view: &View, id: i64) -> Result<Option<Model>, StoreError> {
        let mut select = self.latest("relation", view, id);
        select_all::<Entity>(&mut select, "r", "");
        let mut found: Option<Model> = self.models(&select, "").await?.pop();
        if let Some(relation) = &mut found {
            relation.retracted_at = view.lens.shown(relation.retracted_at);
        }
        Ok(found)
    }

    /// The last version of a fact at the lens's known time, also when it was retracted; none of
    /// its versions where the viewer may not see one of them or a later one.
    pub(super) fn latest(&self, table: &str, view: &View, id: i64) -> SelectStatement {
        let mut closed = select_from(table, "l");
        closed
            .expr(Expr::val(1))
            .and_where(col("l", "id").eq(col("r", "id")))
            .and_where(col("l", "version").gte(col("r", "version")))
            .and_where(col("l", "reach").gt(view.rank()));
        let mut select = select_from(table, "r");
        select
            .and_where(col("r", "id").eq(id))
            .and_where(col("r", "recorded_at").lte(view.lens.known.unwrap_or(i64::MAX)))
            .and_where(Expr::exists(closed).not())
            .order_by_expr(col("r", "version"), Order::Desc)
            .limit(1);
        select
    }

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
        let orders = or_default(orders, RelationOrder::PeriodAsc);
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
                        .add(col("n", "id").eq(col("r", "object_id"))),
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
