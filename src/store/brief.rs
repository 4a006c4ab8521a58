//! Entities and relations with the columns that an answer shows, and no others.
//!
//! A list of fifty events that shows their names reads fifty names, not two thousand columns. Who
//! asks says which columns he wants; what he did not ask for is empty. Conditions, orders and pages
//! are those of whole rows: the same statements ([`pages`]), with fewer columns. A new column is a
//! variant and two lines. Not here: whole rows (`entities`, `links`).

mod pages;

use entity::{
    time::Day,
    vocabulary::{Basis, EntityKind, EventStatus, Modality, RelationKind, SupportForm},
};
use sea_orm::{
    DbErr, QueryResult, TryGetable,
    sea_query::{Expr, SelectStatement},
};
use serde_json::Value as Json;

use super::{Cursor, EntityFilter, EntityOrder, LinkQuery, PageRequest, page::Keyset, sql::col};

/// A column of an entity beside its number and kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityColumn {
    /// Its key.
    Key,
    /// Its recorded name.
    Name,
    /// Its type.
    Type,
    /// Its country.
    Country,
    /// Whether an event was held.
    Status,
    /// Whether a person is named.
    Named,
    /// Whether a document is held.
    Held,
    /// Its period.
    Period,
    /// When it was recorded.
    RecordedAt,
}

/// A column of a relation beside its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationColumn {
    /// What it says.
    Kind,
    /// The number of its subject.
    Subject,
    /// The number of its object.
    Object,
    /// For whom its subject acts.
    OnBehalfOf,
    /// In what capacity.
    Role,
    /// The form of support.
    SupportForm,
    /// In what way the source holds it to be so.
    Modality,
    /// How the graph came to it.
    Basis,
    /// Its period.
    Period,
    /// When it was recorded.
    RecordedAt,
}

/// A period as it is written, and its days: earliest and latest start, earliest and latest end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// In EDTF.
    pub edtf: String,
    /// The days.
    pub days: [Day; 4],
}

/// An entity with some of its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityBrief {
    /// Its number.
    pub id: i64,
    /// What it is.
    pub kind: EntityKind,
    /// Its key.
    pub key: String,
    /// Its recorded name.
    pub name: String,
    /// Its type.
    pub entity_type: Option<String>,
    /// Its country.
    pub country: Option<String>,
    /// Whether an event was held.
    pub status: Option<EventStatus>,
    /// Whether a person is named.
    pub named: Option<bool>,
    /// Whether a document is held.
    pub held: Option<bool>,
    /// Its period.
    pub period: Option<Written>,
    /// When it was recorded, in microseconds since 1970.
    pub recorded_at: i64,
}

/// A relation with some of its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RelationBrief {
    /// Its number.
    pub id: i64,
    /// What it says.
    pub kind: Option<RelationKind>,
    /// The number of its subject.
    pub subject_id: Option<i64>,
    /// The number of its object.
    pub object_id: Option<i64>,
    /// For whom its subject acts.
    pub on_behalf_of_id: Option<i64>,
    /// In what capacity.
    pub role: Option<String>,
    /// The form of support.
    pub support_form: Option<SupportForm>,
    /// In what way the source holds it to be so.
    pub modality: Option<Modality>,
    /// How the graph came to it.
    pub basis: Option<Basis>,
    /// Its period.
    pub period: Option<Written>,
    /// When it was recorded, in microseconds since 1970.
    pub recorded_at: i64,
}

/// Which entities, in which order, which page of them, and what is counted of each.
#[derive(Clone, Debug)]
pub struct Listing<'q> {
    /// Such as this says.
    pub filter: &'q EntityFilter,
    /// By name when empty.
    pub orders: &'q [EntityOrder],
    /// Which page.
    pub page: &'q PageRequest,
    /// Links that are counted and not shown; their pages are not looked at.
    pub counted: Vec<&'q LinkQuery>,
}

/// An entity of a list with some of its columns, and how many links of each counted kind it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The entity.
    pub entity: EntityBrief,
    /// As many as were asked for, in their order.
    pub counts: Vec<u64>,
}

/// A relation with its far end, both with some of their columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkBrief {
    /// The relation.
    pub relation: RelationBrief,
    /// The entity at the other end.
    pub node: EntityBrief,
}

/// What a page shows of each of its items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Columns of entities.
    pub entity: Vec<EntityColumn>,
    /// Columns of relations.
    pub relation: Vec<RelationColumn>,
    /// Whether cursors are shown.
    pub cursor: bool,
    /// Whether it is shown how many there are on all pages; a page says so where it costs little.
    pub total: bool,
}

/// A part of a list, with cursors where they are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct BriefPage<T> {
    /// The items, in the order of the list.
    pub items: Vec<T>,
    /// As many cursors, or none.
    pub cursors: Vec<Cursor>,
    /// Whether items follow.
    pub has_next: bool,
    /// Whether items precede.
    pub has_previous: bool,
    /// How many there are on all pages, where this page tells.
    pub total: Option<u64>,
}

/// The cells of a row, from the first to the last.
pub(super) struct Cells<'r> {
    row: &'r QueryResult,
    next: usize,
}

impl<'r> Cells<'r> {
    pub(super) const fn of(row: &'r QueryResult) -> Self {
        Self { row, next: 0 }
    }

    /// The next cell.
    pub(super) fn take<T: TryGetable>(&mut self) -> Result<T, DbErr> {
        let at = self.next;
        self.next += 1;
        self.row.try_get_by_index(at)
    }

    /// Leaves so many cells.
    pub(super) const fn skip(&mut self, cells: usize) {
        self.next += cells;
    }

    /// The values that the cursor of this row is made of, when it is shown.
    pub(super) fn place(&mut self, keyset: &Keyset<'_>, shown: &Shown) -> Result<Vec<Json>, DbErr> {
        if !shown.cursor {
            return Ok(Vec::new());
        }
        let columns = keyset.columns.iter().map(|column| {
            Ok(match column.name {
                "name" => hex::encode(self.take::<Vec<u8>>()?).into(),
                "key" | "kind" | "role" => self.take::<String>()?.into(),
                "day" | "reverse" => self.take::<i32>()?.into(),
                _ => self.take::<i64>()?.into(),
            })
        });
        columns.collect()
    }

    fn period(&mut self) -> Result<Option<Written>, DbErr> {
        let Some(edtf) = self.take::<Option<String>>()? else {
            self.skip(PERIOD.len() - 1);
            return Ok(None);
        };
        let mut days = [Day(0); 4];
        for day in &mut days {
            *day = Day(self.take()?);
        }
        Ok(Some(Written { edtf, days }))
    }
}

const PERIOD: &[&str] = &[
    "period_edtf",
    "earliest_start",
    "latest_start",
    "earliest_end",
    "latest_end",
];

impl EntityColumn {
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Key => &["key"],
            Self::Name => &["name"],
            Self::Type => &["entity_type"],
            Self::Country => &["country"],
            Self::Status => &["status"],
            Self::Named => &["named"],
            Self::Held => &["held"],
            Self::Period => PERIOD,
            Self::RecordedAt => &["recorded_at"],
        }
    }
}

impl RelationColumn {
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Kind => &["kind"],
            Self::Subject => &["subject_id"],
            Self::Object => &["object_id"],
            Self::OnBehalfOf => &["on_behalf_of_id"],
            Self::Role => &["role"],
            Self::SupportForm => &["support_form"],
            Self::Modality => &["modality"],
            Self::Basis => &["basis"],
            Self::Period => PERIOD,
            Self::RecordedAt => &["recorded_at"],
        }
    }
}

impl EntityBrief {
    /// Selects these columns of the table.
    pub(super) fn select(select: &mut SelectStatement, table: &str, columns: &[EntityColumn]) {
        let names = columns.iter().flat_map(|column| column.names());
        let names = ["id", "kind"].iter().chain(names);
        select.exprs(names.map(|name| col(table, name)).collect::<Vec<Expr>>());
    }

    /// Reads them.
    pub(super) fn read(cells: &mut Cells<'_>, columns: &[EntityColumn]) -> Result<Self, DbErr> {
        let mut found = Self {
            id: cells.take()?,
            kind: cells.take()?,
            key: String::new(),
            name: String::new(),
            entity_type: None,
            country: None,
            status: None,
            named: None,
            held: None,
            period: None,
            recorded_at: 0,
        };
        for column in columns {
            match column {
                EntityColumn::Key => found.key = cells.take()?,
                EntityColumn::Name => found.name = cells.take()?,
                EntityColumn::Type => found.entity_type = cells.take()?,
                EntityColumn::Country => found.country = cells.take()?,
                EntityColumn::Status => found.status = cells.take()?,
                EntityColumn::Named => found.named = cells.take()?,
                EntityColumn::Held => found.held = cells.take()?,
                EntityColumn::Period => found.period = cells.period()?,
                EntityColumn::RecordedAt => found.recorded_at = cells.take()?,
            }
        }
        Ok(found)
    }
}

impl RelationBrief {
    /// Selects these columns of the table.
    pub(super) fn select(select: &mut SelectStatement, table: &str, columns: &[RelationColumn]) {
        let names = columns.iter().flat_map(|column| column.names());
        let names = ["id"].iter().chain(names);
        select.exprs(names.map(|name| col(table, name)).collect::<Vec<Expr>>());
    }

    /// Reads them.
    pub(super) fn read(cells: &mut Cells<'_>, columns: &[RelationColumn]) -> Result<Self, DbErr> {
        let mut found = Self {
            id: cells.take()?,
            ..Self::default()
        };
        for column in columns {
            match column {
                RelationColumn::Kind => found.kind = Some(cells.take()?),
                RelationColumn::Subject => found.subject_id = Some(cells.take()?),
                RelationColumn::Object => found.object_id = Some(cells.take()?),
                RelationColumn::OnBehalfOf => found.on_behalf_of_id = cells.take()?,
                RelationColumn::Role => found.role = cells.take()?,
                RelationColumn::SupportForm => found.support_form = cells.take()?,
                RelationColumn::Modality => found.modality = Some(cells.take()?),
                RelationColumn::Basis => found.basis = Some(cells.take()?),
                RelationColumn::Period => found.period = cells.period()?,
                RelationColumn::RecordedAt => found.recorded_at = cells.take()?,
            }
        }
        Ok(found)
    }
}
