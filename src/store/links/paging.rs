//! The statement of a page of links for each of many parents.

use entity::vocabulary::Direction;
use sea_orm::{
    DbBackend,
    sea_query::{Alias, Cond, Expr, ExprTrait, JoinType, Query, SelectStatement, UnionType},
};

use super::{LinkQuery, Way, ways};
use crate::store::{
    RelationOrder, StoreError,
    condition::{Conditions, select_from},
    order::{relation_column, relation_columns},
    page::Keyset,
    read::select_count,
    sql::{List, col, from_list, listed},
};

/// One question for links, on the way to SQL.
pub(in crate::store) struct Paging<'a> {
    conditions: Conditions<'a>,
    query: &'a LinkQuery,
    orders: &'a [RelationOrder],
}

impl<'a> Paging<'a> {
    pub(in crate::store) const fn new(
        conditions: Conditions<'a>,
        query: &'a LinkQuery,
        orders: &'a [RelationOrder],
    ) -> Self {
        Self {
            conditions,
            query,
            orders,
        }
    }

    /// The order of the relations in one table, with the far ends in another.
    pub(in crate::store) fn keyset(&self, table: &str, far: &str) -> Keyset<'_> {
        Keyset {
            columns: relation_columns(self.orders, table, far),
            request: &self.query.page,
        }
    }

    /// The parents, the relations of their pages as `r`, and the far ends as `n`; `choose` selects
    /// their columns behind the parent's number, those of relations among `shown`.
    pub(in crate::store) fn statement(
        &self,
        parents: &[i64],
        shown: impl IntoIterator<Item = String>,
        choose: impl FnOnce(&mut SelectStatement),
    ) -> Result<SelectStatement, StoreError> {
        let backend = self.conditions.backend;
        let parent = listed(backend, "p");
        let mut select = Query::select();
        from_list(backend, &mut select, List::from(parents), "p");
        select.expr_as(parent.clone(), Alias::new("parent"));
        choose(&mut select);
        let rows = self.rows_of(&parent, &self.carried(shown))?;
        let r = Alias::new("r");
        let (entity, n) = (Alias::new("entity"), Alias::new("n"));
        let far = self
            .conditions
            .entity_seen("n")
            .add(col("n", "id").eq(self.conditions.today(self.far_end(&parent))));
        if backend == DbBackend::Postgres {
            let always = Cond::all().add(Expr::val(true));
            select
                .join_lateral(JoinType::InnerJoin, rows, r, always)
                .join_as(JoinType::InnerJoin, entity, n, far);
        } else {
            // CROSS JOIN keeps SQLite from turning the order of the tables round; it has no ON.
            select
                .join_as(JoinType::CrossJoin, Alias::new("relation"), r, Cond::all())
                .join_as(JoinType::CrossJoin, entity, n, Cond::all())
                .and_where(col("r", "row").in_subquery(rows))
                .cond_where(far);
        }
        self.keyset("r", "n").sort(&mut select);
        Ok(select)
    }

    fn far_end(&self, parent: &Expr) -> Expr {
        match ways(self.query.direction) {
            [way] => col("r", way.far()),
            _ => Expr::expr(
                Expr::case(
                    self.conditions
                        .today(col("r", "subject_id"))
                        .eq(parent.clone()),
                    col("r", "object_id"),
                )
                .finally(col("r", "subject_id")),
            ),
        }
    }

    /// The columns with which a relation leaves the select of its page: all that is needed of it,
    /// where that select is joined; else its row, by which it is found again.
    fn carried(&self, shown: impl IntoIterator<Item = String>) -> Vec<String> {
        if self.conditions.backend != DbBackend::Postgres {
            return vec!["row".to_owned()];
        }
        let needed = ["id", "subject_id", "object_id"].into_iter();
        let needed = needed.chain(self.orders.iter().copied().filter_map(relation_column));
        let mut carried: Vec<String> = needed.map(str::to_owned).collect();
        carried.extend(shown);
        carried.sort_unstable();
        carried.dedup();
        carried
    }

    /// The relations of one parent's page, with these columns.
    fn rows_of(&self, parent: &Expr, carried: &[String]) -> Result<SelectStatement, StoreError> {
        if let [way] = ways(self.query.direction) {
            return self.rows_one_way(*way, parent, (carried, false));
        }
        let mut both = nested(self.rows_one_way(Way::Out, parent, (carried, true))?, "o");
        both.union(
            UnionType::All,
            nested(self.rows_one_way(Way::In, parent, (carried, true))?, "i"),
        );
        let mut select = Query::select();
        for column in carried {
            select.expr_as(col("b", column), Alias::new(column));
        }
        select.from_subquery(both, Alias::new("b"));
        self.keyset("r", "n").placed("b", "c").sort(&mut select);
        select.limit(self.query.page.limit() + 1);
        Ok(select)
    }

    fn rows_one_way(
        &self,
        way: Way,
        parent: &Expr,
        (carried, with_order): (&[String], bool),
    ) -> Result<SelectStatement, StoreError> {
        let mut select = self.fitting(way);
        for column in carried {
            select.expr_as(col("q", column), Alias::new(column));
        }
        select.and_where(
            self.conditions
                .names_one(col("q", way.near()), parent.clone()),
        );
        let keyset = self.keyset("q", "f");
        if self.orders.contains(&RelationOrder::OtherNameAsc) {
            let end = self
                .conditions
                .seen("entity", "f")
                .add(col("f", "id").eq(self.conditions.today(col("q", way.far()))));
            select.join_as(
                JoinType::InnerJoin,
                Alias::new("entity"),
                Alias::new("f"),
                end,
            );
        }
        if with_order {
            for (at, column) in keyset.columns.iter().enumerate() {
                select.expr_as(column.expr.clone(), Alias::new(format!("c{at}")));
            }
        }
        keyset.apply(&mut select)?;
        Ok(select)
    }

    /// The relations `q` that fit, in one direction, of any parent.
    fn fitting(&self, way: Way) -> SelectStatement {
        let mut select = select_from("relation", "q");
        select
            .cond_where(self.conditions.relation_seen("q"))
            .cond_where(
                self.conditions
                    .relation("q", &self.query.filter, way.here()),
            );
        if let Some(kinds) = &self.query.kinds {
            select.and_where(self.conditions.kinds("q", kinds));
        }
        if self.query.direction == Direction::Both && way == Way::In {
            // A relation of an entity with itself is met on the way out.
            let [subject, object] =
                ["subject_id", "object_id"].map(|end| self.conditions.today(col("q", end)));
            select.and_where(subject.ne(object));
        }
        select
    }

    /// The parents and how many links they have, in each direction.
    pub(in crate::store) fn counting(&self, parents: &[i64]) -> Option<SelectStatement> {
        let ways = ways(self.query.direction).iter();
        let mut counts = ways.map(|way| self.counted(*way, parents));
        let mut select = counts.next()?;
        for more in counts {
            select.union(UnionType::All, more);
        }
        Some(select)
    }

    /// How many links the entity of this number has.
    pub(in crate::store) fn count_of(&self, parent: &Expr) -> Expr {
        let counts = ways(self.query.direction).iter().map(|way| {
            let mut select = self.fitting(*way);
            select_count(&mut select);
            let near = col("q", way.near());
            select.and_where(self.conditions.names_one(near, parent.clone()));
            Expr::from(select)
        });
        counts
            .reduce(ExprTrait::add)
            .unwrap_or_else(|| Expr::val(0))
    }

    fn counted(&self, way: Way, parents: &[i64]) -> SelectStatement {
        let mut select = self.fitting(way);
        let parent = Alias::new("parent");
        select.expr_as(self.conditions.today(col("q", way.near())), parent.clone());
        select_count(&mut select);
        select
            .and_where(self.conditions.names_some(col("q", way.near()), parents))
            .add_group_by([Expr::col(parent)]);
        select
    }
}

/// A sorted and limited select as a member of a union, which SQLite takes only when nested.
fn nested(select: SelectStatement, alias: &str) -> SelectStatement {
    let mut outer = Query::select();
    outer
        .expr(Expr::cust("*"))
        .from_subquery(select, Alias::new(alias));
    outer
}
