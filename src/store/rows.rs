//! Flat rows for dashboards: a fact with what its ends are called, in one statement a page.
//!
//! Not here: how a row is told (`graphql`) and written (`http`).

use entity::{
    row::{
        entity::Model as EntityRow,
        relation::{Entity as Relations, Model as Relation},
    },
    vocabulary::{EntityKind, RelationKind},
};
use sea_orm::{
    FromQueryResult, QueryResult,
    sea_query::{Alias, ExprTrait, JoinType, SelectStatement},
};

use super::{
    EntityFilter, EntityOrder, LinkQuery, Page, PageRequest, RelationFilter, RelationOrder, Store,
    StoreError, View,
    condition::{Conditions, Here, select_from},
    order::{relation_columns, relation_values},
    page::Keyset,
    read::select_all,
    sql::col,
};
use entity::vocabulary::Direction;

/// A relation with what its ends are called.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationRow {
    /// The relation.
    pub relation: Relation,
    /// The subject.
    pub subject: Called,
    /// The object.
    pub object: Called,
}

/// What an entity is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// Its key.
    pub key: String,
    /// Its recorded name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Its country, where it has one.
    pub country: Option<String>,
}

/// An event with the first of its municipalities and of its projects.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow {
    /// The event.
    pub event: EntityRow,
    /// Where it took place.
    pub place: Option<Called>,
    /// The project that it is a part of or realises.
    pub project: Option<Called>,
}

const ORDER: &[RelationOrder] = &[RelationOrder::PeriodAsc];

impl Store {
    /// A page of the relations that fit, by period.
    ///
    /// # Errors
    /// When the cursor is not of this list, or the database fails.
    pub async fn relation_rows(
        &self,
        view: &View,
        filter: &RelationFilter,
        request: &PageRequest,
    ) -> Result<Page<RelationRow>, StoreError> {
        let conditions = Conditions::new(self.backend(), view);
        let keyset = Keyset {
            columns: relation_columns(ORDER, "r", "o"),
            request,
        };
        let mut select = select_from("relation", "r");
        select_all::<Relations>(&mut select, "r", "r_");
        for (alias, end) in [("s", "subject_id"), ("o", "object_id")] {
            let on = conditions
                .entity_seen(alias)
                .add(col(alias, "id").eq(conditions.today(col("r", end))));
            select.join_as(
                JoinType::InnerJoin,
                Alias::new("entity"),
                Alias::new(alias),
                on,
            );
            select_called(&mut select, alias);
        }
        select
            .cond_where(conditions.relation_seen("r"))
            .cond_where(conditions.relation("r", filter, Here::Neither));
        keyset.apply(&mut select)?;
        let mut rows = Vec::new();
        for row in self.rows(&select).await? {
            rows.push(RelationRow {
                relation: Relation::from_query_result(&row, "r_")?,
                subject: called(&row, "s")?,
                object: called(&row, "o")?,
            });
        }
        Ok(keyset.page(rows, |row| relation_values(ORDER, &row.relation, &[])))
    }

    /// A page of the events that fit, by period.
    ///
    /// # Errors
    /// When the cursor is not of this list, or the database fails.
    pub async fn event_rows(
        &self,
        view: &View,
        filter: &EntityFilter,
        request: &PageRequest,
    ) -> Result<Page<EventRow>, StoreError> {
        let events = EntityFilter {
            kind: Some(vec![EntityKind::Event]),
            and: Some(vec![filter.clone()]),
            ..EntityFilter::default()
        };
        let order = [EntityOrder::PeriodAsc];
        let page = self.list_entities(view, &events, &order, request).await?;
        let ids: Vec<i64> = page.items.iter().map(|(_, event)| event.id).collect();
        let firsts = async |kinds: &[RelationKind], of| {
            let query = first_link(kinds, of);
            self.links(view, &ids, &query).await
        };
        let places = firsts(&[RelationKind::TookPlaceIn], EntityKind::Municipality).await?;
        let wholes = [RelationKind::PartOf, RelationKind::Realises];
        let projects = firsts(&wholes, EntityKind::Project).await?;
        let first = |found: &std::collections::HashMap<i64, Page<super::Link>>, id| {
            let (_, link) = found.get(&id)?.items.first()?;
            Some(Called::from(&link.node))
        };
        Ok(page.map(|event| EventRow {
            place: first(&places, event.id),
            project: first(&projects, event.id),
            event,
        }))
    }
}

impl From<&EntityRow> for Called {
    fn from(row: &EntityRow) -> Self {
        Self {
            key: row.key.clone(),
            name: row.name.clone(),
            kind: row.kind,
            country: row.country.clone(),
        }
    }
}

/// The first relation of these kinds to an entity of a kind.
fn first_link(kinds: &[RelationKind], of: EntityKind) -> LinkQuery {
    let other = EntityFilter {
        kind: Some(vec![of]),
        ..EntityFilter::default()
    };
    LinkQuery {
        kinds: Some(kinds.to_vec()),
        direction: Direction::Out,
        filter: RelationFilter {
            other: Some(Box::new(other)),
            ..RelationFilter::default()
        },
        order: Vec::new(),
        page: PageRequest::forward(1, None),
    }
}

fn select_called(select: &mut SelectStatement, alias: &str) {
    for column in ["key", "name", "kind", "country"] {
        select.expr_as(col(alias, column), Alias::new(format!("{alias}_{column}")));
    }
}

fn called(row: &QueryResult, alias: &str) -> Result<Called, StoreError> {
    let column = |column| format!("{alias}_{column}");
    Ok(Called {
        key: row.try_get("", &column("key"))?,
        name: row.try_get("", &column("name"))?,
        kind: row.try_get("", &column("kind"))?,
        country: row.try_get("", &column("country"))?,
    })
}
