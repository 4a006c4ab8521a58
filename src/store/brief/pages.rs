//! Lookups, links and lists of rows with a part of their columns.

use std::collections::HashMap;

use sea_orm::{
    DbBackend, DbErr, QueryResult,
    sea_query::{Alias, Expr, Query, SelectStatement},
};
use serde_json::Value as Json;

use super::{
    BriefPage, Cells, Counted, EntityBrief, EntityColumn, LinkBrief, Listing, RelationBrief, Shown,
};
use crate::store::{
    Cursor, EntityFilter, Held, LinkQuery, StoreError, View,
    condition::{Conditions, select_from},
    entities::{entities_counted, resolved, under_every_number},
    links::{Paging, counts},
    order::{entity_columns, or_default},
    page::Keyset,
    sql::{List, col},
};

impl Held<'_> {
    /// Entities with these numbers, as far as the view shows them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn brief_entities(
        &mut self,
        view: &View,
        ids: &[i64],
        columns: &[EntityColumn],
    ) -> Result<HashMap<i64, EntityBrief>, StoreError> {
        let conditions = Conditions::new(self.store.backend(), view);
        let mut select = select_from("entity", "e");
        EntityBrief::select(&mut select, "e", columns);
        select
            .and_where(conditions.one_of(col("e", "id"), List::Numbers(resolved(view, ids))))
            .cond_where(conditions.entity_seen("e"));
        let mut found = HashMap::with_capacity(ids.len());
        for row in self.rows(&select).await? {
            let entity = EntityBrief::read(&mut Cells::of(&row), columns)?;
            found.insert(entity.id, entity);
        }
        under_every_number(view, ids, &mut found);
        Ok(found)
    }

    /// A page of links for each parent, in one statement.
    ///
    /// # Errors
    /// When a cursor is not of this list and order, or the database fails.
    pub async fn brief_links(
        &mut self,
        view: &View,
        parents: &[i64],
        query: &LinkQuery,
        shown: &Shown,
    ) -> Result<HashMap<i64, BriefPage<LinkBrief>>, StoreError> {
        let orders = or_default(&query.order);
        let paging = Paging::new(Conditions::new(self.store.backend(), view), query, &orders);
        let keyset = paging.keyset("r", "n");
        let columns = shown.relation.iter().flat_map(|column| column.names());
        let select =
            paging.statement(parents, columns.map(|name| (*name).to_owned()), |select| {
                RelationBrief::select(select, "r", &shown.relation);
                EntityBrief::select(select, "n", &shown.entity);
                if shown.cursor {
                    keyset.select(select);
                }
            })?;
        let mut found: HashMap<i64, Vec<(LinkBrief, Vec<Json>)>> = HashMap::new();
        for row in self.rows(&select).await? {
            let mut cells = Cells::of(&row);
            let parent: i64 = cells.take()?;
            let link = LinkBrief {
                relation: RelationBrief::read(&mut cells, &shown.relation)?,
                node: EntityBrief::read(&mut cells, &shown.entity)?,
            };
            let place = cells.place(&keyset, shown)?;
            found.entry(parent).or_default().push((link, place));
        }
        let page = |parent: &i64| {
            let links = found.remove(parent).unwrap_or_default();
            (*parent, keyset.brief(links, shown))
        };
        Ok(parents.iter().map(page).collect())
    }

    /// A page of the entities that fit, and how many links they have.
    ///
    /// # Errors
    /// When a cursor is not of this list and order, or the database fails.
    pub async fn brief_list(
        &mut self,
        view: &View,
        listing: &Listing<'_>,
        shown: &Shown,
    ) -> Result<BriefPage<Counted>, StoreError> {
        let Listing { filter, page, .. } = *listing;
        let conditions = Conditions::new(self.store.backend(), view);
        let keyset = Keyset {
            columns: entity_columns(&or_default(listing.orders), "e"),
            request: page,
        };
        let mut select = select_from("entity", "e");
        EntityBrief::select(&mut select, "e", &shown.entity);
        let has_counts = !listing.counted.is_empty();
        if shown.cursor || has_counts {
            keyset.select(&mut select);
        }
        // Where few fit, the database has them all in hand to sort them.
        let is_counted = shown.total && page.is_first() && filter.is_narrow();
        if is_counted {
            select.expr_as(Expr::cust("COUNT(*) OVER ()"), Alias::new("total"));
        }
        select
            .cond_where(conditions.entity_seen("e"))
            .cond_where(conditions.entity("e", filter));
        keyset.apply(&mut select)?;
        if has_counts {
            select = with_counts(select, &keyset, (view, listing), self.store.backend());
        }
        let (mut found, mut total) = (Vec::new(), None);
        for row in self.rows_that_fit(&select, filter).await? {
            let mut cells = Cells::of(&row);
            let entity = EntityBrief::read(&mut cells, &shown.entity)?;
            let place = cells.place(&keyset, shown)?;
            if has_counts && !shown.cursor {
                cells.skip(keyset.columns.len());
            }
            if is_counted {
                total = u64::try_from(cells.take::<i64>()?).ok();
            }
            let counts = listing.counted.iter().map(|_| cells.take::<i64>());
            let counts = counts.map(|n| Ok(u64::try_from(n?).unwrap_or_default()));
            let counts = counts.collect::<Result<_, DbErr>>()?;
            found.push((Counted { entity, counts }, place));
        }
        let page = keyset.brief(found, shown);
        Ok(BriefPage {
            total: total.or(page.total),
            ..page
        })
    }

    /// How many entities fit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_entities(
        &mut self,
        view: &View,
        filter: &EntityFilter,
    ) -> Result<u64, StoreError> {
        let conditions = Conditions::new(self.store.backend(), view);
        let select = entities_counted(&conditions, filter);
        let rows = self.rows_that_fit(&select, filter).await?;
        let number: i64 = rows.first().map_or(Ok(0), |row| row.try_get_by_index(0))?;
        Ok(u64::try_from(number).unwrap_or_default())
    }

    /// The rows of a statement with this filter; one that names entities begins with these,
    /// whatever else it says.
    async fn rows_that_fit(
        &mut self,
        select: &SelectStatement,
        filter: &EntityFilter,
    ) -> Result<Vec<QueryResult>, StoreError> {
        if filter.is_narrow() {
            self.rows(select).await
        } else {
            self.rows_by_values(select).await
        }
    }

    /// How many links each parent has; the page of the query is not looked at.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_links(
        &mut self,
        view: &View,
        parents: &[i64],
        query: &LinkQuery,
    ) -> Result<HashMap<i64, u64>, StoreError> {
        let paging = Paging::new(Conditions::new(self.store.backend(), view), query, &[]);
        let rows = match paging.counting(parents) {
            Some(select) => self.rows(&select).await?,
            None => Vec::new(),
        };
        counts(parents, &rows)
    }
}

/// A page of entities as a table, and how many links each of its rows has: nothing is counted for
/// entities on other pages.
fn with_counts(
    page: SelectStatement,
    keyset: &Keyset<'_>,
    (view, listing): (&View, &Listing<'_>),
    backend: DbBackend,
) -> SelectStatement {
    let mut select = Query::select();
    select.expr(Expr::cust("p.*"));
    for query in &listing.counted {
        let paging = Paging::new(Conditions::new(backend, view), query, &[]);
        select.expr(paging.count_of(&col("p", "id")));
    }
    select.from_subquery(page, Alias::new("p"));
    keyset.placed("p", "o").sort(&mut select);
    select
}

impl Keyset<'_> {
    /// Selects the values that cursors are made of.
    fn select(&self, select: &mut SelectStatement) {
        for (at, column) in self.columns.iter().enumerate() {
            select.expr_as(column.expr.clone(), Alias::new(format!("o{at}")));
        }
    }

    /// The page of what was read, with the places of its items.
    fn brief<T>(&self, mut found: Vec<(T, Vec<Json>)>, shown: &Shown) -> BriefPage<T> {
        if self.request.backwards() {
            found.reverse();
        }
        let all = found.len() as u64;
        let (has_next, has_previous) = self.request.cut(&mut found);
        // What begins with the list and is not cut off is all of it.
        let total = (self.request.is_first() && !has_next).then_some(all);
        let name = self.name();
        let cursor = |(item, place): (T, Vec<Json>)| {
            let cursor = shown.cursor.then(|| Cursor::write(&name, &place));
            (item, cursor)
        };
        let (items, cursors): (Vec<T>, Vec<Option<Cursor>>) = found.into_iter().map(cursor).unzip();
        BriefPage {
            items,
            cursors: cursors.into_iter().flatten().collect(),
            has_next,
            has_previous,
            total,
        }
    }
}
