//! Finding judgements: who judged what of two entities, and which of them make one of two.
//!
//! A viewer sees a judgement when he sees it and both its entities. Not here: what stands for
//! what in consequence (`standing`), writing (`record::judgement`).

use std::collections::HashMap;

use entity::{
    row::judgement::{Entity, Model},
    vocabulary::Verdict,
};
use sea_orm::{
    FromQueryResult,
    sea_query::{Alias, Cond, Expr, ExprTrait, JoinType, Order, Query, SelectStatement},
};

use super::{
    Store, StoreError, View,
    condition::{Conditions, select_from},
    read::select_all,
    sql::{List, col},
};

/// Two entities that were judged to be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Same {
    pub(super) one: Side,
    pub(super) other: Side,
}

/// One of the two.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub(super) struct Side {
    pub(super) id: i64,
    pub(super) key: String,
    pub(super) reach: i16,
}

/// The columns of judgements that name their entities, and the aliases of these.
const SIDES: [(&str, &str); 2] = [("one_id", "a"), ("other_id", "b")];

impl Store {
    /// The pairs that were judged to be the same, as far as the view shows them.
    pub(super) async fn judged_same(&self, view: &View) -> Result<Vec<Same>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = judged(&conditions);
        for (_, side) in SIDES {
            for column in ["id", "key", "reach"] {
                select.expr_as(col(side, column), Alias::new(format!("{side}_{column}")));
            }
        }
        select
            .cond_where(conditions.seen("judgement", "j"))
            .and_where(col("j", "verdict").eq(Verdict::Same.as_str()));
        let rows = self.rows(&select).await?;
        rows.iter()
            .map(|row| {
                Ok(Same {
                    one: Side::from_query_result(row, "a_")?,
                    other: Side::from_query_result(row, "b_")?,
                })
            })
            .collect()
    }

    /// The last sequence of the log, and whether anything was ever judged.
    pub(super) async fn ever_judged(&self) -> Result<(i64, bool), StoreError> {
        let last = select_from("recording", "g")
            .expr(col("g", "sequence").max())
            .take();
        let any = select_from("judgement", "j")
            .expr(col("j", "row").max())
            .take();
        let mut select = Query::select();
        select
            .expr_as(
                Expr::SubQuery(None, Box::new(last.into())),
                Alias::new("last"),
            )
            .expr_as(
                Expr::SubQuery(None, Box::new(any.into())),
                Alias::new("judged"),
            );
        let row = self.rows(&select).await?.pop();
        let Some(row) = row else {
            return Ok((0, false));
        };
        let (last, judged): (Option<i64>, Option<i64>) =
            (row.try_get("", "last")?, row.try_get("", "judged")?);
        Ok((last.unwrap_or(0), judged.is_some()))
    }

    /// Every judgement that the view shows, by key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn judgements(&self, view: &View) -> Result<Vec<Model>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = judged(&conditions);
        select_all::<Entity>(&mut select, "j", "");
        select.cond_where(conditions.seen("judgement", "j"));
        self.models(&select, "").await
    }

    /// The judgements that name these entities or others for which they stand, by key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn judgements_of(
        &self,
        view: &View,
        entities: &[i64],
    ) -> Result<HashMap<i64, Vec<Model>>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let among = List::Numbers(view.lens.with_joined(entities));
        let mut select = judged(&conditions);
        select_all::<Entity>(&mut select, "j", "");
        let named = SIDES.map(|(column, _)| conditions.one_of(col("j", column), among.clone()));
        select
            .cond_where(conditions.seen("judgement", "j"))
            .cond_where(named.into_iter().fold(Cond::any(), Cond::add));
        let found: Vec<Model> = self.models(&select, "").await?;
        let mut by_entity: HashMap<i64, Vec<Model>> = HashMap::new();
        for row in found {
            let [one, other] = [row.one_id, row.other_id].map(|id| view.lens.resolved(id));
            if one != other {
                by_entity.entry(other).or_default().push(row.clone());
            }
            by_entity.entry(one).or_default().push(row);
        }
        Ok(by_entity)
    }

    /// The last versions of these judgements, also of those that were taken back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn judgements_ever(
        &self,
        view: &View,
        ids: &[i64],
    ) -> Result<HashMap<i64, Model>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = judged(&conditions);
        select_all::<Entity>(&mut select, "j", "");
        select
            .and_where(conditions.one_of(col("j", "id"), List::from(ids)))
            .and_where(col("j", "recorded_at").lte(view.lens.known.unwrap_or(i64::MAX)))
            .order_by_expr(col("j", "version"), Order::Asc);
        let found: Vec<Model> = self.models(&select, "").await?;
        let mut last = HashMap::new();
        for mut row in found {
            row.retracted_at = view.lens.shown(row.retracted_at);
            if row.retracted_at.is_none() {
                (row.retracted_by, row.retracted_because) = (None, None);
            }
            last.insert(row.id, row);
        }
        // What a later version closed stays closed.
        last.retain(|_, row: &mut Model| row.reach <= view.rank());
        Ok(last)
    }
}

/// Judgements `j` with both their entities, which the view shows.
fn judged(conditions: &Conditions<'_>) -> SelectStatement {
    let mut select = select_from("judgement", "j");
    for (column, side) in SIDES {
        let on = conditions
            .seen("entity", side)
            .add(col(side, "id").eq(col("j", column)));
        let entity = Alias::new("entity");
        select.join_as(JoinType::InnerJoin, entity, Alias::new(side), on);
    }
    select.order_by_expr(col("j", "key"), Order::Asc);
    select
}
