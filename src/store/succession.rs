//! The steps from a body that ended to those that came after it.
//!
//! A municipality ended when it was succeeded and nothing says that it goes on; it resolves
//! through all steps, at each to the successor with the largest share. Not here: the table that
//! they make (`standing`), nor what it does to a condition (`condition::succession`).

use entity::{
    time::Day,
    vocabulary::{EntityKind, Modality, RelationKind},
};
use sea_orm::sea_query::{Alias, ExprTrait, JoinType};

use super::{
    Store, StoreError, View,
    condition::{Conditions, select_from},
    sql::col,
};

/// One step: a body, one that came after it, and how much of it went there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Step {
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) share: f64,
}

impl Store {
    /// The steps that a view shows.
    pub(super) async fn steps(&self, view: &View) -> Result<Vec<Step>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from("relation", "r");
        let body = conditions
            .seen("entity", "e")
            .add(col("e", "id").eq(col("r", "subject_id")))
            .add(col("e", "kind").eq(EntityKind::Municipality.as_str()));
        select
            .exprs([
                col("r", "subject_id"),
                col("r", "object_id"),
                col("r", "share"),
                col("e", "earliest_end"),
            ])
            .join_as(
                JoinType::InnerJoin,
                Alias::new("entity"),
                Alias::new("e"),
                body,
            )
            .cond_where(conditions.seen("relation", "r"))
            .and_where(col("r", "kind").eq(RelationKind::SucceededBy.as_str()))
            .and_where(col("r", "modality").eq(Modality::Asserted.as_str()));
        let mut steps = Vec::new();
        for row in self.rows(&select).await? {
            let goes_on = Some(Day::POS_INFINITY.0);
            if row.try_get::<Option<i32>>("", "earliest_end")? == goes_on {
                continue;
            }
            let share: Option<f64> = row.try_get("", "share")?;
            steps.push(Step {
                from: row.try_get("", "subject_id")?,
                to: row.try_get("", "object_id")?,
                share: share.unwrap_or(1.0),
            });
        }
        Ok(steps)
    }
}
