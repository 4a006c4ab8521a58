//! Going through all that a viewer sees, a part at a time, for exports.
//!
//! In the order of numbers, which never change: a part begins after the last number of the
//! one before. Not here: lists for people, which have an order that means something.

use std::collections::HashMap;

use entity::{
    id::Noun,
    row::{entity as entity_row, identifier, name, relation},
};
use sea_orm::sea_query::{Alias, ExprTrait, JoinType, Order, SelectStatement};

use super::{
    RelationFilter, Store, StoreError, View,
    condition::{Conditions, Here, select_from},
    read::select_all,
    sql::{List, col},
    whole::stand_in,
};

/// A place in a document that supports a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The key of the document.
    pub document: String,
    /// From where to where in its text, in code points; none for reference data.
    pub span: Option<(i32, i32)>,
}

impl Store {
    /// The entities whose numbers come after this one, at most so many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entities_after(
        &self,
        view: &View,
        after: i64,
        limit: u64,
    ) -> Result<Vec<entity_row::Model>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from("entity", "e");
        select_all::<entity_row::Entity>(&mut select, "e", "");
        select.cond_where(conditions.entity_seen("e"));
        part(&mut select, "e", after, limit);
        self.models(&select, "").await
    }

    /// The names whose numbers come after this one, at most so many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn names_after(
        &self,
        view: &View,
        after: i64,
        limit: u64,
    ) -> Result<Vec<name::Model>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from("name", "t");
        select_all::<name::Entity>(&mut select, "t", "");
        select.cond_where(conditions.seen("name", "t"));
        part(&mut select, "t", after, limit);
        self.models(&select, "").await
    }

    /// The identifiers whose numbers come after this one, at most so many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn identifiers_after(
        &self,
        view: &View,
        after: i64,
        limit: u64,
    ) -> Result<Vec<identifier::Model>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from("identifier", "t");
        select_all::<identifier::Entity>(&mut select, "t", "");
        select.cond_where(conditions.seen("identifier", "t"));
        part(&mut select, "t", after, limit);
        self.models(&select, "").await
    }

    /// The relations that fit and whose numbers come after this one, at most so many, between those
    /// that stand for their ends.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn relations_after(
        &self,
        view: &View,
        filter: &RelationFilter,
        after: i64,
        limit: u64,
    ) -> Result<Vec<relation::Model>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from("relation", "r");
        select_all::<relation::Entity>(&mut select, "r", "");
        select
            .cond_where(conditions.relation_seen("r"))
            .cond_where(conditions.relation("r", filter, Here::Neither));
        part(&mut select, "r", after, limit);
        let mut found: Vec<relation::Model> = self.models(&select, "").await?;
        for relation in &mut found {
            stand_in(view, relation);
        }
        Ok(found)
    }

    /// The places that support these versions of facts, by version, in their recorded order;
    /// those in documents that the viewer sees.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn places_of(
        &self,
        view: &View,
        noun: Noun,
        rows: &[i64],
    ) -> Result<HashMap<i64, Vec<Place>>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from("citation", "c");
        let document = conditions
            .seen("entity", "d")
            .add(col("d", "id").eq(col("c", "document_id")));
        select
            .exprs(["fact_row", "span_start", "span_end"].map(|column| col("c", column)))
            .expr(col("d", "key"))
            .join_as(
                JoinType::InnerJoin,
                Alias::new("entity"),
                Alias::new("d"),
                document,
            )
            .and_where(col("c", "noun").eq(noun.as_str()))
            .and_where(conditions.one_of(col("c", "fact_row"), List::from(rows)))
            .order_by_expr(col("c", "position"), Order::Asc);
        let mut by_row: HashMap<i64, Vec<Place>> = HashMap::new();
        for row in self.rows(&select).await? {
            let start: Option<i32> = row.try_get("", "span_start")?;
            let end: Option<i32> = row.try_get("", "span_end")?;
            by_row
                .entry(row.try_get("", "fact_row")?)
                .or_default()
                .push(Place {
                    document: row.try_get("", "key")?,
                    span: start.zip(end),
                });
        }
        Ok(by_row)
    }
}

fn part(select: &mut SelectStatement, table: &str, after: i64, limit: u64) {
    select
        .and_where(col(table, "id").gt(after))
        .order_by_expr(col(table, "id"), Order::Asc)
        .limit(limit);
}
