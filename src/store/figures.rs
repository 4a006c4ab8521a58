//! Finding figures.

use std::collections::HashMap;

use entity::row::figure::{Entity, Model};
use sea_orm::sea_query::{Order, SelectStatement};
use serde_json::json;

use super::{
    FigureFilter, Page, PageRequest, Store, StoreError, View,
    condition::{Conditions, select_from},
    page::{Column, Keyset},
    read::{select_all, select_count},
    sql::{List, col},
};

impl Store {
    /// The current figures with these numbers, of any modality.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn figures_by_id(
        &self,
        view: &View,
        ids: &[i64],
    ) -> Result<HashMap<i64, Model>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = figures();
        select
            .cond_where(conditions.figure_seen("f"))
            .and_where(conditions.one_of(col("f", "id"), List::from(ids)));
        let found: Vec<Model> = self.models(&select, "").await?;
        Ok(found
            .into_iter()
            .map(|figure| (figure.id, figure))
            .collect())
    }

    /// The figures about these entities that fit, by period.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn figures_of(
        &self,
        view: &View,
        entities: &[i64],
        filter: &FigureFilter,
    ) -> Result<HashMap<i64, Vec<Model>>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = figures();
        select
            .cond_where(conditions.figure_seen("f"))
            .cond_where(conditions.figure("f", filter))
            .and_where(conditions.names_some(col("f", "about_id"), entities))
            .order_by_expr(col("f", "order_day"), Order::Asc)
            .order_by_expr(col("f", "id"), Order::Asc);
        let found: Vec<Model> = self.models(&select, "").await?;
        let mut by_entity: HashMap<i64, Vec<Model>> = HashMap::new();
        for figure in found {
            let about = view.lens.resolved(figure.about_id);
            by_entity.entry(about).or_default().push(figure);
        }
        Ok(by_entity)
    }

    /// A page of the figures that fit, by period.
    ///
    /// # Errors
    /// When a cursor is not of this list, or the database fails.
    pub async fn list_figures(
        &self,
        view: &View,
        filter: &FigureFilter,
        request: &PageRequest,
    ) -> Result<Page<Model>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let column = |name, field| Column {
            name,
            expr: col("f", field),
            order: Order::Asc,
            bytes: false,
        };
        let columns = vec![column("day", "order_day"), column("id", "id")];
        let keyset = Keyset { columns, request };
        let mut select = figures();
        select
            .cond_where(conditions.figure_seen("f"))
            .cond_where(conditions.figure("f", filter));
        keyset.apply(&mut select)?;
        let rows: Vec<Model> = self.models(&select, "").await?;
        Ok(keyset.page(rows, |row| vec![json!(row.order_day), json!(row.id)]))
    }

    /// How many figures fit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_figures(
        &self,
        view: &View,
        filter: &FigureFilter,
    ) -> Result<u64, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from("figure", "f");
        select_count(&mut select);
        select
            .cond_where(conditions.figure_seen("f"))
            .cond_where(conditions.figure("f", filter));
        self.number(&select).await
    }
}

fn figures() -> SelectStatement {
    let mut select = select_from("figure", "f");
    select_all::<Entity>(&mut select, "f", "");
    select
}
