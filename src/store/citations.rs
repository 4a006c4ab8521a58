//! Finding the citations of facts, with their quotes.
//!
//! A quote is cut from the held text by the database, so that no whole text travels. It is
//! withheld where its span meets the number of a figure above the viewer's tier: the span
//! and its hash stay, the words do not.

use std::collections::HashMap;

use entity::{
    id::Noun,
    row::{
        citation::{Entity as Citations, Model as CitationRow},
        entity::{Entity as Entities, Model as EntityRow},
    },
};
use sea_orm::{
    FromQueryResult,
    sea_query::{Alias, Cond, Expr, ExprTrait, Func, JoinType, Order, SelectStatement},
};

use super::{
    Store, StoreError, View,
    condition::{Conditions, select_from},
    read::select_all,
    sql::{List, col},
};

/// A citation with its document and, where the text is held, its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Cited {
    /// The citation.
    pub citation: CitationRow,
    /// The document.
    pub document: EntityRow,
    /// The span itself, when the text is held and the viewer may read it.
    pub quote: Option<String>,
    /// Whether the span was checked against the text.
    pub verified: bool,
}

impl Store {
    /// The citations of these versions of facts, in their recorded order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn citations_of(
        &self,
        view: &View,
        noun: Noun,
        rows: &[i64],
    ) -> Result<HashMap<i64, Vec<Cited>>, StoreError> {
        let select = self.citing(view, noun, rows);
        let mut by_row: HashMap<i64, Vec<Cited>> = HashMap::new();
        for row in self.rows(&select).await? {
            let citation = CitationRow::from_query_result(&row, "c_")?;
            let held: Option<i64> = row.try_get("", "held_text")?;
            by_row.entry(citation.fact_row).or_default().push(Cited {
                document: EntityRow::from_query_result(&row, "d_")?,
                quote: row.try_get("", "quote")?,
                verified: held.is_some() && citation.span_start.is_some(),
                citation,
            });
        }
        Ok(by_row)
    }

    fn citing(&self, view: &View, noun: Noun, rows: &[i64]) -> SelectStatement {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from("citation", "c");
        select_all::<Citations>(&mut select, "c", "c_");
        select_all::<Entities>(&mut select, "d", "d_");
        let words =
            Expr::case(masked(view), Expr::cust("NULL")).finally(Func::cust("substr").args([
                col("t", "text"),
                col("c", "span_start").add(1),
                col("c", "span_end").sub(col("c", "span_start")),
            ]));
        let document = conditions
            .seen("entity", "d")
            .add(col("d", "id").eq(col("c", "document_id")));
        select
            .expr_as(col("t", "document_id"), Alias::new("held_text"))
            .expr_as(words, Alias::new("quote"))
            .join_as(
                JoinType::InnerJoin,
                Alias::new("entity"),
                Alias::new("d"),
                document,
            )
            .join_as(
                JoinType::LeftJoin,
                Alias::new("document_text"),
                Alias::new("t"),
                col("t", "document_id").eq(col("c", "document_id")),
            )
            .and_where(col("c", "noun").eq(noun.as_str()))
            .and_where(conditions.one_of(col("c", "fact_row"), List::from(rows)))
            .order_by_expr(col("c", "position"), Order::Asc);
        select
    }
}

/// The span of `c` meets the number of a figure which the viewer may not see: the span from
/// which its value is read, or where none is told, all that supports the figure.
fn masked(view: &View) -> Expr {
    let meets = |table: &'static str, start: &'static str, end: &'static str| {
        Cond::all()
            .add(col(table, start).lt(col("c", "span_end")))
            .add(col(table, end).gt(col("c", "span_start")))
    };
    let number_is_elsewhere = Cond::any()
        .add(col("hf", "value_start").is_null())
        .add(col("hf", "value_start").lt(col("h", "span_start")))
        .add(col("hf", "value_end").gt(col("h", "span_end")));
    let mut hidden = select_from("citation", "h");
    hidden
        .expr(Expr::val(1))
        .join_as(
            JoinType::InnerJoin,
            Alias::new("figure"),
            Alias::new("hf"),
            col("hf", "row").eq(col("h", "fact_row")),
        )
        .and_where(col("h", "noun").eq(Noun::Figure.as_str()))
        .and_where(col("h", "document_id").eq(col("c", "document_id")))
        .cond_where(meets("h", "span_start", "span_end"))
        .cond_where(number_is_elsewhere.add(meets("hf", "value_start", "value_end")))
        .and_where(col("hf", "superseded_at").is_null())
        .and_where(col("hf", "reach").gt(view.rank()));
    Expr::exists(hidden)
}
