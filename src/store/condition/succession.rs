//! Conditions under `succession: TODAY`: bodies that ended are those that stand for them.
//!
//! The pairs are one bind, an object of JSON that both databases look up in place; without the
//! lens each of these is the plain condition. Not here: who stands for whom (`succession`).

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
    EntityFilter, Successors,
    sql::{List, col},
};

impl Conditions<'_> {
    fn successors(&self) -> Option<&Successors> {
        let successors = self.view.lens.today.as_deref();
        successors.filter(|successors| !successors.is_empty())
    }

    /// The number of the body that stands for this one.
    pub(in crate::store) fn today(&self, number: Expr) -> Expr {
        match self.successor(number.clone()) {
            Some(successor) => Expr::expr(Func::coalesce([successor, number])),
            None => number,
        }
    }

    /// The number of the body that followed this one; nothing when it did not end.
    pub(super) fn successor(&self, number: Expr) -> Option<Expr> {
        let json = Expr::val(self.successors()?.json());
        if self.backend == DbBackend::Postgres {
            let text = Func::cust(Alias::new("jsonb_extract_path_text"))
                .args([json.cast_as("jsonb"), number.cast_as("text")]);
            return Some(Expr::expr(text).cast_as("bigint"));
        }
        let path = Func::cust(Alias::new("printf")).args([Expr::val("$.\"%d\""), number]);
        let found = Func::cust(Alias::new("json_extract")).args([json, Expr::expr(path)]);
        Some(Expr::expr(found))
    }

    /// The column names this entity, or one for which it stands; an index of the column serves.
    pub(in crate::store) fn names_one(&self, column: Expr, entity: Expr) -> Expr {
        let Some(successors) = self.successors() else {
            return column.eq(entity);
        };
        let alias = self.alias('s');
        let (function, json) = match self.backend {
            DbBackend::Postgres => (
                "jsonb_each_text",
                Expr::val(successors.json()).cast_as("jsonb"),
            ),
            _ => ("json_each", Expr::val(successors.json())),
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
        let list = match self.successors() {
            Some(successors) => List::Numbers(successors.rolled(entities)),
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
        let Some(successors) = self.successors() else {
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
            let today = asked.into_iter().map(|id| successors.of(id)).collect();
            all = all.add(self.one_of(col(table, "id"), List::Numbers(today)));
        }
        all
    }

    /// The entity, or one for which it stands, has a period that overlaps these days.
    pub(super) fn existed(&self, table: &str, asked: QueryInterval, how: Certainty) -> Condition {
        let own = overlaps(table, asked, how);
        let Some(successors) = self.successors() else {
            return own;
        };
        let alias = self.alias('o');
        let mut ended = select_from("entity", &alias);
        ended
            .expr(self.today(col(&alias, "id")))
            .and_where(self.one_of(col(&alias, "id"), List::Numbers(successors.ended())))
            .cond_where(self.seen("entity", &alias))
            .cond_where(overlaps(&alias, asked, how));
        Cond::any()
            .add(own)
            .add(col(table, "id").in_subquery(ended))
    }
}
