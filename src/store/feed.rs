//! The change log as a feed reads it: its entries by place, and the versions they speak of.
//!
//! Read a bounded batch at a time, from where the last one ended. What a viewer may see of an
//! entry hangs on the whole history of its fact, which [`Store::fact_versions`] tells; that
//! judgement is made above (`operations::feed`). The content of a fact is read here under its
//! viewer alone: [`Store::fact_rows`]. Not here: following the log as a whole (`changes`), and
//! judgements, which are no fact of a dossier.

use std::collections::HashMap;

use entity::{
    id::Noun,
    row::{
        change::{self, Act},
        entity as entities, figure, identifier, name, note, recording, relation,
    },
    vocabulary::EntityKind,
};
use sea_orm::{
    EntityTrait, FromQueryResult, QueryOrder, QueryResult, QuerySelect,
    sea_query::{Alias, Expr, ExprTrait, JoinType, Order, SelectStatement},
};

use super::{
    Store, StoreError, View,
    changes::noun_of,
    condition::{Conditions, select_from},
    read::select_all,
    record::POINTERS,
    sql::{List, col, one_of},
};

/// A recording, as the last one of a log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LogHead {
    /// Its place in the order of commits; 0 before the first.
    pub sequence: i64,
    /// When it was made, microseconds since 1970.
    pub recorded_at: i64,
}

/// A place in the log, after which something may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LogPlace {
    /// The recording.
    pub sequence: i64,
    /// Its last fact before the place; the place is behind all of them when there is none.
    pub fact: Option<(Noun, i64)>,
}

/// What a recording did to one fact, with the recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The place behind it.
    pub sequence: i64,
    /// What kind of fact.
    pub noun: Noun,
    /// Its number.
    pub fact_id: i64,
    /// The version that was made, or that a retraction ended.
    pub row: i64,
    /// What was done.
    pub act: Act,
    /// When, microseconds since 1970.
    pub recorded_at: i64,
    /// By whom; none where an older schema did not keep it.
    pub recorded_by: Option<String>,
}

/// A version of a fact, as far as a judgement of who saw it needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactVersion {
    /// The number of the version.
    pub row: i64,
    /// The rank that a viewer needs.
    pub reach: i16,
    /// When it was recorded.
    pub recorded_at: i64,
    /// When another version took its place, or it was retracted.
    pub superseded_at: Option<i64>,
    /// The entities that it speaks of and without which it is not seen; an entity speaks of itself.
    pub ends: Vec<i64>,
    /// The actor for whom the subject of a relation acts, who may be seen by fewer.
    pub behind: Option<i64>,
}

/// What an entity is and who may see it, by its last version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntitySort {
    /// What it is.
    pub kind: EntityKind,
    /// The rank that a viewer needs.
    pub reach: i16,
}

/// A version of a fact of any noun, whole.
#[derive(Clone, Debug)]
pub enum FactRow {
    /// An entity.
    Entity(Box<entities::Model>),
    /// A name.
    Name(Box<name::Model>),
    /// An identifier.
    Identifier(Box<identifier::Model>),
    /// A relation.
    Relation(Box<relation::Model>),
    /// A figure.
    Figure(Box<figure::Model>),
    /// A note.
    Note(Box<note::Model>),
}

impl LogPlace {
    /// Behind all that a recording did.
    #[must_use]
    pub const fn behind(sequence: i64) -> Self {
        Self {
            sequence,
            fact: None,
        }
    }
}

impl Entry {
    /// The place behind it.
    #[must_use]
    pub const fn place(&self) -> LogPlace {
        LogPlace {
            sequence: self.sequence,
            fact: Some((self.noun, self.fact_id)),
        }
    }
}

impl Store {
    /// The last recording that changed something.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn log_head(&self) -> Result<LogHead, StoreError> {
        let last = recording::Entity::find()
            .order_by_desc(recording::Column::Sequence)
            .limit(1)
            .one(&self.connection)
            .await?;
        Ok(last.map_or_else(LogHead::default, |last| LogHead {
            sequence: last.sequence,
            recorded_at: last.recorded_at,
        }))
    }

    /// The entries behind a place and not behind a recording, in order, at most so many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn log_entries(
        &self,
        behind: LogPlace,
        up_to: i64,
        limit: u64,
    ) -> Result<Vec<Entry>, StoreError> {
        let mut select = select_from("change", "c");
        select_all::<change::Entity>(&mut select, "c", "");
        select
            .exprs(["recorded_at", "recorded_by"].map(|column| col("r", column)))
            .join_as(
                JoinType::InnerJoin,
                Alias::new("recording"),
                Alias::new("r"),
                col("r", "sequence").eq(col("c", "sequence")),
            )
            .and_where(match behind.fact {
                None => col("c", "sequence").gt(behind.sequence),
                Some((noun, id)) => {
                    Expr::tuple(KEY.map(|column| col("c", column))).gt(Expr::tuple([
                        Expr::val(behind.sequence),
                        Expr::val(noun.as_str()),
                        Expr::val(id),
                    ]))
                }
            })
            .and_where(col("c", "sequence").lte(up_to))
            // A judgement is seen by who sees both its entities, which is not a thing of its versions.
            .and_where(col("c", "noun").ne(Noun::Judgement.as_str()))
            .limit(limit);
        for column in KEY {
            select.order_by_expr(col("c", column), Order::Asc);
        }
        self.rows(&select).await?.iter().map(entry).collect()
    }

    /// Every version of these facts in the order in which they were made, whoever may see them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn fact_versions(
        &self,
        noun: Noun,
        ids: &[i64],
    ) -> Result<HashMap<i64, Vec<FactVersion>>, StoreError> {
        let ends = ends_of(noun);
        let mut select = select_from(noun.as_str(), "t");
        select
            .exprs(VERSION.iter().chain(ends).map(|column| col("t", column)))
            .and_where(one_of(self.backend(), col("t", "id"), List::from(ids)))
            .order_by_expr(col("t", "id"), Order::Asc)
            .order_by_expr(col("t", "version"), Order::Asc);
        let mut found: HashMap<i64, Vec<FactVersion>> = HashMap::new();
        for row in self.rows(&select).await? {
            let id = row.try_get("", "id")?;
            found.entry(id).or_default().push(version(&row, ends)?);
        }
        Ok(found)
    }

    /// What these entities are, by the last version of each, whoever may see them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sorts_ever(&self, ids: &[i64]) -> Result<HashMap<i64, EntitySort>, StoreError> {
        let mut select = select_from("entity", "t");
        select
            .exprs(["id", "kind", "reach"].map(|column| col("t", column)))
            .and_where(one_of(self.backend(), col("t", "id"), List::from(ids)))
            .order_by_expr(col("t", "version"), Order::Asc);
        let mut found = HashMap::new();
        for row in self.rows(&select).await? {
            let sort = EntitySort {
                kind: row.try_get("", "kind")?,
                reach: row.try_get("", "reach")?,
            };
            found.insert(row.try_get("", "id")?, sort);
        }
        Ok(found)
    }

    /// These versions of facts, those that the viewer may see today, by their number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn fact_rows(
        &self,
        view: &View,
        noun: Noun,
        rows: &[i64],
    ) -> Result<HashMap<i64, FactRow>, StoreError> {
        macro_rules! read {
            ($module:ident, $variant:ident) => {{
                let select = self.versions_shown::<$module::Entity>(view, noun, rows);
                let found: Vec<$module::Model> = self.models(&select, "").await?;
                let whole = |row: $module::Model| (row.row, FactRow::$variant(Box::new(row)));
                found.into_iter().map(whole).collect()
            }};
        }
        Ok(match noun {
            Noun::Entity => read!(entities, Entity),
            Noun::Name => read!(name, Name),
            Noun::Identifier => read!(identifier, Identifier),
            Noun::Relation => read!(relation, Relation),
            Noun::Figure => read!(figure, Figure),
            Noun::Note => read!(note, Note),
            Noun::Judgement | Noun::Duplicate => HashMap::new(),
        })
    }

    fn versions_shown<E: EntityTrait>(
        &self,
        view: &View,
        noun: Noun,
        rows: &[i64],
    ) -> SelectStatement {
        let conditions = Conditions::new(self.backend(), view);
        let mut select = select_from(noun.as_str(), "t");
        select_all::<E>(&mut select, "t", "");
        select
            .and_where(conditions.one_of(col("t", "row"), List::from(rows)))
            .cond_where(conditions.open(noun.as_str(), "t"));
        select
    }
}

/// The order of the log.
const KEY: [&str; 3] = ["sequence", "noun", "fact_id"];

const VERSION: [&str; 5] = ["id", "row", "reach", "recorded_at", "superseded_at"];

/// The column of an entity that a fact's reach does not depend on.
const BEHIND: &str = "on_behalf_of_id";

/// The columns that name the entities of which a fact speaks.
fn ends_of(noun: Noun) -> &'static [&'static str] {
    let pointers = POINTERS.iter().find(|(table, _)| *table == noun.as_str());
    pointers.map_or(&[], |(_, columns)| columns)
}

fn version(row: &QueryResult, ends: &[&str]) -> Result<FactVersion, StoreError> {
    let mut found = FactVersion {
        row: row.try_get("", "row")?,
        reach: row.try_get("", "reach")?,
        recorded_at: row.try_get("", "recorded_at")?,
        superseded_at: row.try_get("", "superseded_at")?,
        ends: Vec::with_capacity(ends.len().max(1)),
        behind: None,
    };
    if ends.is_empty() {
        found.ends.push(row.try_get("", "id")?);
    }
    for column in ends {
        if *column == BEHIND {
            found.behind = row.try_get("", column)?;
        } else {
            found.ends.push(row.try_get("", column)?);
        }
    }
    Ok(found)
}

fn entry(row: &QueryResult) -> Result<Entry, StoreError> {
    let change = change::Model::from_query_result(row, "")?;
    Ok(Entry {
        sequence: change.sequence,
        noun: noun_of(&change)?,
        fact_id: change.fact_id,
        row: change.fact_row,
        act: change.act,
        recorded_at: row.try_get("", "recorded_at")?,
        recorded_by: row.try_get("", "recorded_by")?,
    })
}
