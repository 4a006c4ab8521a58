//! The dated facts of an entity in the order of their dates: its own period, its relations from
//! whichever end, the figures about it.
//!
//! One statement finds which they are, page by page; what they say is read by id. Not here: what
//! has no date, which no place in the order would fit.

use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Order, Query, SelectStatement, UnionType};
use serde_json::json;

use super::{
    FigureFilter, Page, PageRequest, RelationFilter, Store, StoreError, View,
    condition::{Conditions, Here, select_from},
    page::{Column, Keyset},
    read::select_count,
    sql::col,
};

/// What stands at a place of a timeline, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dated {
    /// The entity itself, with its period or existence.
    Entity(i64),
    /// A relation.
    Relation(i64),
    /// A figure.
    Figure(i64),
}

const ENTITY: i32 = 1;
const RELATION: i32 = 2;

/// A row: its day, its noun's rank, its number.
type Place = (i32, i32, i64);

impl Store {
    /// A page of the dated facts of an entity.
    ///
    /// # Errors
    /// When a cursor is not of this list, or the database fails.
    pub async fn timeline(
        &self,
        view: &View,
        entity: i64,
        request: &PageRequest,
    ) -> Result<Page<Dated>, StoreError> {
        let column = |name| Column {
            name,
            expr: col("t", name),
            order: Order::Asc,
            bytes: false,
        };
        let keyset = Keyset {
            columns: ["day", "noun", "id"].map(column).to_vec(),
            request,
        };
        let mut select = self.dated(view, entity);
        select.exprs(["day", "noun", "id"].map(|name| col("t", name)));
        keyset.apply(&mut select)?;
        let mut places: Vec<Place> = Vec::new();
        for row in self.rows(&select).await? {
            let noun = row.try_get("", "noun")?;
            places.push((row.try_get("", "day")?, noun, row.try_get("", "id")?));
        }
        let page = keyset.page(places, |(day, noun, id)| {
            vec![json!(day), json!(noun), json!(id)]
        });
        Ok(page.map(|(_, noun, id)| match noun {
            ENTITY => Dated::Entity(id),
            RELATION => Dated::Relation(id),
            _ => Dated::Figure(id),
        }))
    }

    /// How many dated facts an entity has.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_timeline(&self, view: &View, entity: i64) -> Result<u64, StoreError> {
        let mut select = self.dated(view, entity);
        select_count(&mut select);
        self.number(&select).await
    }

    /// The dated facts `t` of an entity that the view shows.
    fn dated(&self, view: &View, entity: i64) -> SelectStatement {
        let conditions = Conditions::new(self.backend(), view);
        let shown = conditions.entity_exists(Expr::val(entity), None);
        let mut own = dated("entity", "e", ENTITY);
        own.and_where(col("e", "id").eq(entity))
            .cond_where(conditions.entity_seen("e"));
        let mut relations = dated("relation", "r", RELATION);
        let ends =
            ["subject_id", "object_id"].map(|end| conditions.names_some(col("r", end), &[entity]));
        let filter = RelationFilter::default();
        relations
            .cond_where(ends.into_iter().fold(Cond::any(), Cond::add))
            .cond_where(conditions.relation_seen("r"))
            .cond_where(conditions.relation("r", &filter, Here::Neither));
        let mut figures = dated("figure", "f", RELATION + 1);
        figures
            .and_where(conditions.names_some(col("f", "about_id"), &[entity]))
            .cond_where(conditions.figure_seen("f"))
            .cond_where(conditions.figure("f", &FigureFilter::default()));
        own.union(UnionType::All, relations)
            .union(UnionType::All, figures);
        let mut select = Query::select();
        select.from_subquery(own, Alias::new("t")).and_where(shown);
        select
    }
}

fn dated(table: &str, alias: &str, noun: i32) -> SelectStatement {
    let mut select = select_from(table, alias);
    select
        .expr_as(col(alias, "order_day"), Alias::new("day"))
        .expr_as(Expr::cust(noun.to_string()), Alias::new("noun"))
        .expr_as(col(alias, "id"), Alias::new("id"))
        .and_where(col(alias, "period_edtf").is_not_null());
    select
}
