//! Conditions on time: what a period has to do with the days asked for, see `entity::time`.

use entity::{time::QueryInterval, vocabulary::Certainty};
use sea_orm::sea_query::{Cond, Condition, Expr, ExprTrait};

use super::{Conditions, known_not, select_from};
use crate::store::sql::col;

impl Conditions<'_> {
    /// The table's period overlaps these days, as far as the lens shows any of them: where they
    /// have none in common with the lens's valid time, nothing does, dated or not.
    pub(super) fn during(
        &self,
        table: &str,
        asked: QueryInterval,
        how: Option<Certainty>,
    ) -> Condition {
        self.shown(asked, |shown| {
            overlaps(table, shown, how.unwrap_or(Certainty::Possible))
        })
    }

    /// The same of an entity, which under the lens may stand for others.
    pub(super) fn entity_during(
        &self,
        table: &str,
        asked: QueryInterval,
        how: Option<Certainty>,
    ) -> Condition {
        self.shown(asked, |shown| {
            self.existed(table, shown, how.unwrap_or(Certainty::Possible))
        })
    }

    fn shown(
        &self,
        asked: QueryInterval,
        condition: impl Fn(QueryInterval) -> Condition,
    ) -> Condition {
        let shown = match self.view.lens.valid {
            Some(valid) => asked.intersect(valid),
            None => Some(asked),
        };
        shown.map_or_else(|| Cond::all().add(Expr::val(1).eq(0)), condition)
    }

    /// A fact whose id is known is certainly outside the lens's valid time neither itself, where
    /// it is dated, nor with one of the entities in these columns.
    pub(in crate::store) fn within(&self, table: &str, dated: bool, ends: &[&str]) -> Condition {
        let Some(valid) = self.view.lens.valid else {
            return Cond::all();
        };
        let own = dated.then(|| overlaps(table, valid, self.view.lens.certainty));
        let all = own.into_iter().fold(Cond::all(), Condition::add);
        ends.iter().fold(all, |all, end| {
            let alias = self.alias('o');
            let mut absent = select_from("entity", &alias);
            absent
                .expr(Expr::val(1))
                .and_where(col(&alias, "id").eq(self.today(col(table, end))))
                .cond_where(self.seen("entity", &alias))
                .and_where(known_not(self.existed(&alias, valid, Certainty::Possible)));
            all.add(Expr::exists(absent).not())
        })
    }
}

/// The table's period overlaps the interval, in every reading or in some; see `entity::time`. What
/// is undated has no first day either, which indexes hold.
pub(super) fn overlaps(table: &str, asked: QueryInterval, how: Certainty) -> Condition {
    let (first, last) = (asked.first.0, asked.last.0);
    match how {
        Certainty::Certain => Cond::all()
            .add(col(table, "period_certain").eq(true))
            .add(col(table, "latest_start").lte(last))
            .add(col(table, "earliest_end").gte(first)),
        Certainty::Possible => Cond::any().add(col(table, "earliest_start").is_null()).add(
            Cond::all()
                .add(col(table, "earliest_start").lte(last))
                .add(col(table, "latest_end").gte(first)),
        ),
    }
}
