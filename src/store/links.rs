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
use sea_orm::{FromQueryResult, QueryResult};

use super::{
    Page, PageRequest, RelationFilter, RelationOrder, Store, StoreError, View,
    condition::{Conditions, Here},
    order::{or_default, relation_values},
    read::{column_names, select_all},
};
pub(super) use paging::Paging;

mod paging;

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
        let shown = column_names::<Relations>();
        let select = paging.statement(parents, shown, |select| {
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
        match paging.counting(parents) {
            Some(select) => counts(parents, &self.rows(&select).await?),
            None => Ok(HashMap::new()),
        }
    }
}

/// The numbers in rows of parents and counts; of those that have no row none.
pub(super) fn counts(
    parents: &[i64],
    rows: &[QueryResult],
) -> Result<HashMap<i64, u64>, StoreError> {
    let mut found: HashMap<i64, u64> = parents.iter().map(|parent| (*parent, 0)).collect();
    for row in rows {
        let (parent, number): (i64, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        *found.entry(parent).or_default() += u64::try_from(number).unwrap_or_default();
    }
    Ok(found)
}
