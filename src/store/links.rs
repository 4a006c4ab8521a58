//! The relations of many entities at once, a page for each, in one statement.
//!
//! 1. The parents are one bind, a list.
//! 2. For each parent the database itself picks the rows of the page, by index and limit:
//!    a LATERAL select on PostgreSQL, a correlated `IN` with a limit on SQLite, which has
//!    no LATERAL. No child list is cut in memory.
//! 3. Where both directions are asked for, a page of each is merged and cut again.
//! 4. The rows are joined with their far ends and handed out by parent.

use std::collections::HashMap;

use entity::{
    row::{
        entity::{Entity as Entities, Model as EntityRow},
        relation::{Entity as Relations, Model as RelationRow},
    },
    vocabulary::{Direction, RelationKind},
};
use sea_orm::{
    DbBackend, FromQueryResult,
    sea_query::{Alias, Cond, Expr, ExprTrait, JoinType, Query, SelectStatement, UnionType},
};

use super::{
    Page, PageRequest, RelationFilter, RelationOrder, Store, StoreError, View,
    condition::{Conditions, Here, select_from},
    order::{or_default, relation_columns, relation_values},
    page::Keyset,
    read::{select_all, select_count},
    sql::{List, col, from_list, listed},
};

/// Which relations of an entity, in which order, and which page of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LinkQuery<N = Vec<i64>> {
    /// Of these kinds; of all when absent.
    pub kinds: Option<Vec<RelationKind>>,
    /// From the entity, to it, or both.
    pub direction: Direction,
    /// Such as this says; its own kinds narrow `kinds`.
    pub filter: RelationFilter<N>,
    /// By period when empty.
    pub order: Vec<RelationOrder>,
    /// Which page.
    pub page: PageRequest,
}

/// A relation with its far end.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The relation.
    pub relation: RelationRow,
    /// The entity at the other end.
    pub node: EntityRow,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Out,
    In,
}

impl Way {
    const fn near(self) -> &'static str {
        match self {
            Self::Out => "subject_id",
            Self::In => "object_id",
        }
    }

    const fn far(self) -> &'static str {
        match self {
            Self::Out => "object_id",
            Self::In => "subject_id",
        }
    }

    const fn here(self) -> Here {
        match self {
            Self::Out => Here::Subject,
            Self::In => Here::Object,
        }
    }
}

const fn ways(direction: Direction) -> &'static [Way] {
    match direction {
        Direction::Out => &[Way::Out],
        Direction::In => &[Way::In],
        Direction::Both => &[Way::Out, Way::In],
    }
}

impl Store {
    /// A page of links for each parent, in one statement.
    ///
    /// # Errors
    /// When a cursor is not of this list and order, or the database fails.
    pub async fn links(
        &self,
        view: &View,
        parents: &[i64],
        query: &LinkQuery,
    ) -> Result<HashMap<i64, Page<Link>>, StoreError> {
        let orders = or_default(&query.order);
        let paging = Paging::new(Conditions::new(self.backend(), view), query, &orders);
        let select = paging.statement(parents, |select| {
            select_all::<Relations>(select, "r", "r_");
            select_all::<Entities>(select, "n", "n_");
        })?;
        let mut found: HashMap<i64, Vec<Link>> =
            parents.iter().map(|parent| (*parent, Vec::new())).collect();
        for row in self.rows(&select).await? {
            let parent: i64 = row.try_get("", "parent")?;
            let relation = RelationRow::from_query_result(&row, "r_")?;
            let node = EntityRow::from_query_result(&row, "n_")?;
            found
                .entry(parent)
                .or_default()
                .push(Link { relation, node });
        }
        let keyset = paging.keyset("r", "n");
        let page = |links| {
            keyset.page(links, |link: &Link| {
                relation_values(&orders, &link.relation, &link.node.sort_name)
            })
        };
        Ok(found
            .into_iter()
            .map(|(parent, links)| (parent, page(links)))
            .collect())
    }

    /// How many links each parent has, in one statement; the page of the query is not looked at.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_links(
        &self,
        view: &View,
        parents: &[i64],
        query: &LinkQuery,
    ) -> Result<HashMap<i64, u64>, StoreError> {
        let paging = Paging::new(Conditions::new(self.backend(), view), query, &[]);
        let mut counts = ways(query.direction)
            .iter()
            .map(|way| paging.counted(*way, parents));
        let Some(mut select) = counts.next() else {
            return Ok(HashMap::new());
        };
        for more in counts {
            select.union(UnionType::All, more);
        }
        let mut found: HashMap<i64, u64> = parents.iter().map(|parent| (*parent, 0)).collect();
        for row in self.rows(&select).await? {
            let (parent, number): (i64, i64) = (row.try_get("", "parent")?, row.try_get("", "n")?);
            *found.entry(parent).or_default() += u64::try_from(number).unwrap_or_default();
        }
        Ok(found)
    }
}

/// One question for links, on the way to SQL.
pub(super) struct Paging<'a> {
    conditions: Conditions<'a>,
    query: &'a LinkQuery,
    orders: &'a [RelationOrder],
}

impl<'a> Paging<'a> {
    pub(super) const fn new(
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
    pub(super) fn keyset(&self, table: &str, far: &str) -> Keyset<'_> {
        Keyset {
            columns: relation_columns(self.orders, table, far),
            request: &self.query.page,
        }
    }

    /// The parents, the rows of their pages as `r`, and the far ends as `n`; `choose` selects their
    /// columns behind the parent's number.
    pub(super) fn statement(
        &self,
        parents: &[i64],
        choose: impl FnOnce(&mut SelectStatement),
    ) -> Result<SelectStatement, StoreError> {
        let backend = self.conditions.backend;
        let parent = listed(backend, "p");
        let mut select = Query::select();
        from_list(backend, &mut select, List::from(parents), "p");
        select.expr_as(parent.clone(), Alias::new("parent"));
        choose(&mut select);
        let rows = self.rows_of(&parent)?;
        let (relation, r) = (Alias::new("relation"), Alias::new("r"));
        let (entity, n) = (Alias::new("entity"), Alias::new("n"));
        let far = self
            .conditions
            .entity_seen("n")
            .add(col("n", "id").eq(self.conditions.today(self.far_end(&parent))));
        if backend == DbBackend::Postgres {
            let always = Cond::all().add(Expr::val(true));
            select
                .join_lateral(JoinType::InnerJoin, rows, Alias::new("s"), always)
                .join_as(
                    JoinType::InnerJoin,
                    relation,
                    r,
                    col("r", "row").eq(col("s", "row")),
                )
                .join_as(JoinType::InnerJoin, entity, n, far);
        } else {
            // CROSS JOIN keeps SQLite from turning the order of the tables round; it has no ON.
            select
                .join_as(JoinType::CrossJoin, relation, r, Cond::all())
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

    /// The row numbers of one parent's page.
    fn rows_of(&self, parent: &Expr) -> Result<SelectStatement, StoreError> {
        if let [way] = ways(self.query.direction) {
            return self.rows_one_way(*way, parent, false);
        }
        let mut both = nested(self.rows_one_way(Way::Out, parent, true)?, "o");
        both.union(
            UnionType::All,
            nested(self.rows_one_way(Way::In, parent, true)?, "i"),
        );
        let mut select = Query::select();
        select
            .expr_as(col("b", "row"), Alias::new("row"))
            .from_subquery(both, Alias::new("b"));
        let keyset = self.keyset("r", "n");
        let columns = keyset
            .columns
            .iter()
            .enumerate()
            .map(|(at, column)| super::page::Column {
                expr: col("b", &format!("c{at}")),
                ..column.clone()
            });
        Keyset {
            columns: columns.collect(),
            request: keyset.request,
        }
        .sort(&mut select);
        select.limit(self.query.page.limit() + 1);
        Ok(select)
    }

    fn rows_one_way(
        &self,
        way: Way,
        parent: &Expr,
        with_order: bool,
    ) -> Result<SelectStatement, StoreError> {
        let mut select = self.fitting(way);
        select.expr_as(col("q", "row"), Alias::new("row"));
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
