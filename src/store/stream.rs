//! Facts as the graph in memory takes them in, whoever may see them.
//!
//! Versions never change but for their end, so that what was current at a recorded moment reads
//! alike whenever it is read: a reader who goes through the tables part by part, as of one
//! moment, gets one state of the graph without holding a transaction open. Without a viewer,
//! because the reach stands in each line and is compared where the graph is read. Not here: what
//! changed since (`changes`).

use std::collections::HashMap;

use entity::{
    row::recording,
    vocabulary::{Basis, EntityKind, EventStatus, Modality, RelationKind, SupportForm},
};
use sea_orm::{
    EntityTrait, FromQueryResult, QueryOrder,
    sea_query::{Alias, Cond, Expr, ExprTrait, Func, Order, Query, SelectStatement},
};

use super::{
    Store, StoreError,
    condition::select_from,
    sql::{List, col, one_of},
};

mod copied;
mod feed;

pub use feed::Feed;

/// A version of an entity, as far as the graph in memory needs it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct EntityLine {
    /// The number of this version.
    pub row: i64,
    /// The number of the fact.
    pub id: i64,
    /// The key.
    pub key: String,
    /// What it is.
    pub kind: EntityKind,
    /// The recorded name.
    pub name: String,
    /// Its place in Latvian order.
    pub sort_name: Vec<u8>,
    /// The type.
    pub entity_type: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// Events: what is reported of its taking place.
    pub status: Option<EventStatus>,
    /// Persons: named by a source.
    pub named: Option<bool>,
    /// Documents: the curators hold the text.
    pub held: Option<bool>,
    /// Its date or interval as recorded.
    pub period_edtf: Option<String>,
    /// When it was.
    #[sea_orm(nested)]
    pub days: Days,
    /// The rank that a viewer needs.
    pub reach: i16,
    /// When it was recorded.
    pub recorded_at: i64,
}

/// A version of a relation, as far as the graph in memory needs it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct RelationLine {
    /// The number of this version.
    pub row: i64,
    /// The number of the fact.
    pub id: i64,
    /// The subject.
    pub subject_id: i64,
    /// The object.
    pub object_id: i64,
    /// The kind.
    pub kind: RelationKind,
    /// The role.
    pub role: Option<String>,
    /// The actor for whom the subject acts.
    pub on_behalf_of_id: Option<i64>,
    /// In what way the source holds it to be so.
    pub modality: Modality,
    /// How the graph came to it.
    pub basis: Basis,
    /// The form of support.
    pub support_form: Option<SupportForm>,
    /// Its date or interval as recorded.
    pub period_edtf: Option<String>,
    /// When it was.
    #[sea_orm(nested)]
    pub days: Days,
    /// The rank that a viewer needs.
    pub reach: i16,
    /// When it was recorded.
    pub recorded_at: i64,
}

/// The columns of a period.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Days {
    /// No reading starts before it.
    pub earliest_start: Option<i32>,
    /// No reading starts after it.
    pub latest_start: Option<i32>,
    /// No reading ends before it.
    pub earliest_end: Option<i32>,
    /// No reading ends after it.
    pub latest_end: Option<i32>,
    /// False when the date is approximate or uncertain.
    pub period_certain: bool,
    /// The first day written.
    pub order_day: i32,
}

/// As of which moment versions are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// As the last recording left them.
    Last(i64),
    /// As they were known then: what a viewer of today may see, for a fact that was closed to him
    /// since is closed in its earlier versions too.
    Known(i64),
}

/// The columns that a line has besides its period, reach and numbers.
const ENTITY: &[&str] = &[
    "key",
    "kind",
    "name",
    "sort_name",
    "entity_type",
    "country",
    "status",
    "named",
    "held",
];
const RELATION: &[&str] = &[
    "subject_id",
    "object_id",
    "kind",
    "role",
    "on_behalf_of_id",
    "modality",
    "basis",
    "support_form",
];
const COMMON: &[&str] = &[
    "row",
    "id",
    "period_edtf",
    "earliest_start",
    "latest_start",
    "earliest_end",
    "latest_end",
    "period_certain",
    "order_day",
    "recorded_at",
];

impl Store {
    /// The last recording that changed something: its sequence and its time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_recording(&self) -> Result<Option<(i64, i64)>, StoreError> {
        let last = recording::Entity::find()
            .order_by_desc(recording::Column::Sequence)
            .one(&self.connection)
            .await?;
        Ok(last.map(|last| (last.sequence, last.recorded_at)))
    }

    /// All entities of a moment.
    #[must_use]
    pub fn entity_lines(&self, moment: Moment) -> Feed<EntityLine> {
        let part = move |after, most| part("entity", ENTITY, moment, (after, most));
        feed::begin(self.clone(), part)
    }

    /// All relations of a moment.
    #[must_use]
    pub fn relation_lines(&self, moment: Moment) -> Feed<RelationLine> {
        let part = move |after, most| part("relation", RELATION, moment, (after, most));
        feed::begin(self.clone(), part)
    }

    /// These versions of entities, current or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entity_versions(&self, rows: &[i64]) -> Result<Vec<EntityLine>, StoreError> {
        let mut select = lines("entity", ENTITY);
        select.expr(col("t", "reach")).and_where(one_of(
            self.backend(),
            col("t", "row"),
            List::from(rows),
        ));
        self.models(&select, "").await
    }

    /// These versions of relations, current or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn relation_versions(&self, rows: &[i64]) -> Result<Vec<RelationLine>, StoreError> {
        let mut select = lines("relation", RELATION);
        select.expr(col("t", "reach")).and_where(one_of(
            self.backend(),
            col("t", "row"),
            List::from(rows),
        ));
        self.models(&select, "").await
    }

    /// All subjects that versions of these relations had.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn subjects_ever(&self, ids: &[i64]) -> Result<HashMap<i64, Vec<i64>>, StoreError> {
        let mut select = select_from("relation", "t");
        select
            .distinct()
            .exprs([col("t", "id"), col("t", "subject_id")])
            .and_where(one_of(self.backend(), col("t", "id"), List::from(ids)));
        let mut subjects: HashMap<i64, Vec<i64>> = HashMap::new();
        for row in self.rows(&select).await? {
            let (id, subject) = (row.try_get("", "id")?, row.try_get("", "subject_id")?);
            subjects.entry(id).or_default().push(subject);
        }
        Ok(subjects)
    }
}

fn lines(table: &str, own: &[&'static str]) -> SelectStatement {
    let mut select = select_from(table, "t");
    select.exprs(COMMON.iter().chain(own).map(|column| col("t", column)));
    select
}

/// The versions of a moment: as many as are given of those behind one, in order, or all in any.
fn part(
    table: &str,
    own: &[&'static str],
    moment: Moment,
    (after, most): (i64, Option<u64>),
) -> SelectStatement {
    let mut select = lines(table, own);
    let time = match moment {
        Moment::Last(time) => {
            select.expr(col("t", "reach"));
            time
        }
        Moment::Known(time) => {
            select.expr_as(widest(table), Alias::new("reach"));
            time
        }
    };
    let open = Cond::any()
        .add(col("t", "superseded_at").is_null())
        .add(col("t", "superseded_at").gt(time));
    select
        .and_where(col("t", "recorded_at").lte(time))
        .cond_where(open);
    if let Some(most) = most {
        select
            .and_where(col("t", "row").gt(after))
            .order_by_expr(col("t", "row"), Order::Asc)
            .limit(most);
    }
    select
}

/// The greatest reach of a version and of those after it.
fn widest(table: &str) -> Expr {
    let mut later = Query::select();
    later
        .from_as(Alias::new(table), Alias::new("l"))
        .expr(Expr::expr(Func::max(col("l", "reach"))))
        .and_where(col("l", "id").eq(col("t", "id")))
        .and_where(col("l", "version").gte(col("t", "version")));
    Expr::SubQuery(None, Box::new(later.into()))
}
