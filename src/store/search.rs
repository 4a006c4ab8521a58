//! Finding entities by what they are called: a first search, by words and their beginnings.
//!
//! Diacritics and case do not count. A name that is the text scores 1, one that has all
//! its words 0.9, one with words that begin so 0.7. Inflection and typos are not known here.

use entity::{
    row::entity::{Entity, Model},
    vocabulary::EntityKind,
};
use sea_orm::{
    FromQueryResult,
    sea_query::{
        Alias, Cond, Condition, Expr, ExprTrait, JoinType, Order, OverStatement, Query,
        SelectStatement, WindowStatement,
    },
};
use serde_json::json;

use super::{
    Page, PageRequest, Store, StoreError, View,
    collation::fold,
    condition::{Conditions, select_from},
    page::{Column, Keyset},
    read::{select_all, select_count},
    sql::{List, col},
};

/// What to look for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SearchQuery {
    /// A name, or the beginnings of its words.
    pub text: String,
    /// Among these kinds; among all when absent.
    pub kinds: Option<Vec<EntityKind>>,
    /// Which page.
    pub page: PageRequest,
}

/// An entity that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The entity.
    pub entity: Model,
    /// How well the name fits, 0 to 1.
    pub score: f64,
    /// The name that fits.
    pub matched: String,
}

/// Scores are compared as whole numbers, so that both databases agree on ties.
const SCORE_UNIT: f64 = 1000.0;

impl Store {
    /// A page of what is called so, the best first.
    ///
    /// # Errors
    /// When a cursor is not of this search, or the database fails.
    pub async fn search(
        &self,
        view: &View,
        query: &SearchQuery,
    ) -> Result<Page<Found>, StoreError> {
        let keyset = Keyset {
            columns: columns(),
            request: &query.page,
        };
        let mut select = self.found(view, query);
        select_all::<Entity>(&mut select, "e", "e_");
        select.exprs([col("m", "points"), col("m", "matched")]);
        keyset.apply(&mut select)?;
        let mut found = Vec::new();
        for row in self.rows(&select).await? {
            let points: i32 = row.try_get("", "points")?;
            found.push(Found {
                entity: Model::from_query_result(&row, "e_")?,
                score: f64::from(points) / SCORE_UNIT,
                matched: row.try_get("", "matched")?,
            });
        }
        Ok(keyset.page(found, |hit| {
            #[expect(clippy::cast_possible_truncation, reason = "a score is at most 1")]
            let points = (hit.score * SCORE_UNIT).round() as i64;
            vec![
                json!(points),
                json!(hex::encode(&hit.entity.sort_name)),
                json!(hit.entity.id),
            ]
        }))
    }

    /// How many entities are called so.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_found(&self, view: &View, query: &SearchQuery) -> Result<u64, StoreError> {
        let mut select = self.found(view, query);
        select_count(&mut select);
        self.number(&select).await
    }

    /// Entities `e` joined with the best of their names `m`.
    fn found(&self, view: &View, query: &SearchQuery) -> SelectStatement {
        let conditions = Conditions::new(self.backend(), view);
        let best = conditions
            .entity_seen("e")
            .add(col("e", "id").eq(col("m", "entity_id")))
            .add(col("m", "place").eq(1));
        let mut select = Query::select();
        select
            .from_subquery(ranked(&conditions, &fold(&query.text)), Alias::new("m"))
            .join_as(
                JoinType::InnerJoin,
                Alias::new("entity"),
                Alias::new("e"),
                best,
            );
        if let Some(kinds) = &query.kinds {
            let words = List::words(kinds.iter().map(|kind| kind.as_str()));
            select.and_where(conditions.one_of(col("e", "kind"), words));
        }
        select
    }
}

fn columns() -> Vec<Column> {
    let column = |name, expr, order| Column {
        name,
        expr,
        order,
        bytes: name == "name",
    };
    vec![
        column("points", col("m", "points"), Order::Desc),
        column("name", col("e", "sort_name"), Order::Asc),
        column("id", col("e", "id"), Order::Asc),
    ]
}

/// The names that fit, each entity's best in place 1.
fn ranked(conditions: &Conditions<'_>, folded: &str) -> SelectStatement {
    let mut hits = select_from("name", "n");
    hits.exprs([col("n", "position"), col("n", "id")])
        .expr_as(
            conditions.today(col("n", "entity_id")),
            Alias::new("entity_id"),
        )
        .expr_as(col("n", "text"), Alias::new("matched"))
        .expr_as(points(conditions, folded), Alias::new("points"))
        .cond_where(conditions.seen("name", "n"))
        .cond_where(every_word(conditions, folded, |words, word| {
            begins(words, word)
        }));
    let mut window = WindowStatement::new();
    window
        .add_partition_by(col("h", "entity_id"))
        .order_by_expr(col("h", "points"), Order::Desc)
        .order_by_expr(col("h", "position"), Order::Asc)
        .order_by_expr(col("h", "id"), Order::Asc);
    let mut ranked = Query::select();
    ranked
        .exprs([
            col("h", "entity_id"),
            col("h", "matched"),
            col("h", "points"),
        ])
        .expr_window_as(Expr::cust("ROW_NUMBER()"), window, Alias::new("place"))
        .from_subquery(hits, Alias::new("h"));
    ranked
}

fn points(conditions: &Conditions<'_>, folded: &str) -> Expr {
    let whole = every_word(conditions, folded, |words, word| words.eq(word));
    Expr::expr(
        Expr::case(Cond::all().add(col("n", "folded").eq(folded)), 1000)
            .case(whole, 900)
            .finally(700),
    )
}

fn every_word(
    conditions: &Conditions<'_>,
    folded: &str,
    test: impl Fn(Expr, &str) -> Expr,
) -> Condition {
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Cond::all().add(Expr::val(1).eq(0));
    }
    words.into_iter().fold(Cond::all(), |all, word| {
        all.add(conditions.has_word("n", |words| test(words, word)))
    })
}

/// The word begins so: a range, which an index serves in both databases.
fn begins(words: Expr, word: &str) -> Expr {
    words
        .clone()
        .gte(word)
        .and(words.lt(format!("{word}\u{10ffff}")))
}
