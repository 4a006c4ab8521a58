//! Conditions where some entities stand for others: what is said of these is said of those.
//!
//! The pairs are one bind, an object of JSON that both databases look up in place; without the
//! lens each of these is the plain condition. Not here: who stands for whom (`standing`).

use entity::{
    id::{Noun, number},
    time::QueryInterval,
    vocabulary::Certainty,
};
use sea_orm::{
    DbBackend,
    sea_query::{Alias, Cond, Condition, Expr, ExprTrait, Func, Query, UnionType},
};

use super::{Conditions, select_from, time::overlaps};
use crate::store::{
    EntityFilter, StandIns,
    sql::{List, col},
};

impl Conditions<'_> {
    pub(super) fn stands(&self) -> Option<&StandIns> {
        let stands = self.view.lens.stands.as_deref();
        stands.filter(|stands| !stands.is_empty())
    }

    /// The number of the entity that stands for this one. The table is looked into for those of
    /// which it knows alone: that list is hashed, the table is not.
    pub(in crate::store) fn today(&self, number: Expr) -> Expr {
        let Some(stands) = self.stands() else {
            return number;
        };
        let replaced = self.one_of(number.clone(), List::Numbers(stands.replaced()));
        let by = self.looked_up(stands, number.clone());
        Expr::expr(Expr::case(replaced, by).finally(number))
    }

    /// Another entity stands for this one; nothing when none stands for any.
    pub(super) fn replaced(&self, number: Expr) -> Option<Expr> {
        let stands = self.stands()?;
        Some(self.one_of(number, List::Numbers(stands.replaced())))
    }

    fn looked_up(&self, stands: &StandIns, number: Expr) -> Expr {
        let json = Expr::val(stands.json());
        if self.backend == DbBackend::Postgres {
            let text = Func::cust(Alias::new("jsonb_extract_path_text"))
                .args([json.cast_as("jsonb"), number.cast_as("text")]);
            return Expr::expr(text).cast_as("bigint");
        }
        let path = Func::cust(Alias::new("printf")).args([Expr::val("$.\"%d\""), number]);
        let found = Func::cust(Alias::new("json_extract")).args([json, Expr::expr(path)]);
        Expr::expr(found)
    }

    /// The column names this entity, or one for which it stands; an index of the column serves.
    pub(in crate::store) fn names_one(&self, column: Expr, entity: Expr) -> Expr {
        let Some(stands) = self.stands() else {
            return column.eq(entity);
        };
        let alias = self.alias('s');
        let (function, json) = match self.backend {
            DbBackend::Postgres => ("jsonb_each_text", Expr::val(stands.json()).cast_as("jsonb")),
            _ => ("json_each", Expr::val(stands.json())),
        };
        let number = |field| col(&alias, field).cast_as("bigint");
        let mut all = Query::select();
        all.expr(number("key"))
            .from_function(
                Func::cust(Alias::new(function)).arg(json),
                Alias::new(&alias),
            )
            .and_where(number("value").eq(entity.clone()));
        let itself = Query::select().expr(entity).take();
        column.in_subquery(all.union(UnionType::All, itself).take())
    }

    /// The column names one of these entities, or one for which they stand.
    pub(in crate::store) fn names_some(&self, column: Expr, entities: &[i64]) -> Expr {
        let list = match self.stands() {
            Some(stands) => List::Numbers(stands.rolled(entities)),
            None => List::from(entities),
        };
        self.one_of(column, list)
    }

    /// The entities that a filter names by key or id.
    pub(super) fn named_entities(&self, table: &str, filter: &EntityFilter) -> Condition {
        let mut all = Cond::all();
        if let Some(numbers) = &filter.name {
            all = all.add(self.one_of(col(table, "id"), List::from(numbers.as_slice())));
        }
        let Some(stands) = self.stands() else {
            if let Some(numbers) = &filter.id {
                all = all.add(self.one_of(col(table, "id"), List::from(numbers.as_slice())));
            }
            if let Some(keys) = &filter.key {
                all = all.add(self.one_of(col(table, "key"), List::Texts(keys.clone())));
            }
            return all;
        };
        let keys = filter.key.as_ref().map(|keys| {
            let numbers = keys.iter().map(|key| number(Noun::Entity, key));
            numbers.collect::<Vec<_>>()
        });
        for asked in [filter.id.clone(), keys].into_iter().flatten() {
            let today = asked.into_iter().map(|id| stands.of(id)).collect();
            all = all.add(self.one_of(col(table, "id"), List::Numbers(today)));
        }
        all
    }

    /// The entity, or one for which it stands, has a period that overlaps these days.
    pub(super) fn existed(&self, table: &str, asked: QueryInterval, how: Certainty) -> Condition {
        let own = overlaps(table, asked, how);
        let Some(stands) = self.stands() else {
            return own;
        };
        let alias = self.alias('o');
        let mut others = select_from("entity", &alias);
        others
            .expr(self.today(col(&alias, "id")))
            .and_where(self.one_of(col(&alias, "id"), List::Numbers(stands.replaced())))
            .cond_where(self.seen("entity", &alias))
            .cond_where(overlaps(&alias, asked, how));
        Cond::any()
            .add(own)
            .add(col(table, "id").in_subquery(others))
    }
}
