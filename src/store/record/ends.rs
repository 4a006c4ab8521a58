//! The entities that facts point to: what follows from them, and that they are there.

use std::collections::{HashMap, HashSet};

use entity::{
    draft::Draft,
    id::{Noun, number},
    row::entity::{Column, Entity},
    vocabulary::{EntityKind, Tier},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, QueryFilter,
    QuerySelect,
    sea_query::{Alias, Cond, Expr, ExprTrait, Query},
};

use super::fact::Fact;
use crate::store::{
    StoreError,
    sql::{List, col, one_of},
};

/// How many numbers are asked for at once.
pub(super) const CHUNK: usize = 10_000;

/// An entity that something points to.
#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct End {
    pub id: i64,
    pub kind: EntityKind,
    pub visibility: Tier,
    pub period_edtf: Option<String>,
}

/// The entities that a set of drafts points to.
pub(crate) struct Ends(HashMap<i64, End>);

impl Ends {
    pub(super) async fn load<F: Fact>(
        tx: &DatabaseTransaction,
        drafts: &[Draft<F>],
    ) -> Result<Self, StoreError> {
        let ids: HashSet<i64> = drafts
            .iter()
            .flat_map(|draft| draft.content.points_to())
            .map(|key| number(Noun::Entity, key))
            .collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        let mut ends = HashMap::with_capacity(ids.len());
        for chunk in ids.chunks(CHUNK) {
            let found: Vec<End> = Entity::find()
                .select_only()
                .columns([
                    Column::Id,
                    Column::Kind,
                    Column::Visibility,
                    Column::PeriodEdtf,
                ])
                .filter(Column::SupersededAt.is_null())
                .filter(one_of(
                    tx.get_database_backend(),
                    Expr::col(Column::Id),
                    List::from(chunk),
                ))
                .into_model()
                .all(tx)
                .await?;
            ends.extend(found.into_iter().map(|end| (end.id, end)));
        }
        Ok(Self(ends))
    }

    /// The entity with this key, to which `by` points.
    pub(super) fn get(&self, key: &str, by: &str) -> Result<&End, StoreError> {
        self.0
            .get(&number(Noun::Entity, key))
            .ok_or_else(|| StoreError::Dangling {
                key: by.to_owned(),
                missing: key.to_owned(),
            })
    }
}

/// Where facts point to entities: the table and its columns.
pub(crate) const POINTERS: &[(&str, &[&str])] = &[
    ("name", &["entity_id"]),
    ("identifier", &["entity_id"]),
    ("relation", &["subject_id", "object_id", "on_behalf_of_id"]),
    ("figure", &["about_id"]),
    ("note", &["about_id"]),
];

/// The current facts of a table that point to one of these entities.
pub(super) async fn touching(
    tx: &DatabaseTransaction,
    table: &str,
    entities: &HashSet<i64>,
) -> Result<Vec<i64>, StoreError> {
    let Some((_, columns)) = POINTERS.iter().find(|(name, _)| *name == table) else {
        return Ok(Vec::new());
    };
    let entities: Vec<i64> = entities.iter().copied().collect();
    let mut found = Vec::new();
    for column in *columns {
        for chunk in entities.chunks(CHUNK) {
            let mut select = Query::select();
            select
                .from_as(Alias::new(table), Alias::new("t"))
                .expr(col("t", "id"))
                .and_where(col("t", "superseded_at").is_null())
                .and_where(one_of(
                    tx.get_database_backend(),
                    col("t", column),
                    List::from(chunk),
                ));
            for row in tx.query_all(&select).await? {
                found.push(row.try_get("", "id")?);
            }
        }
    }
    Ok(found)
}

/// A current fact that points to one of these ended entities, with the entity's key.
pub(super) async fn pointing(
    tx: &DatabaseTransaction,
    table: &str,
    column: &str,
    ended: &HashMap<i64, String>,
) -> Result<Option<(String, String)>, StoreError> {
    let ids: Vec<i64> = ended.keys().copied().collect();
    for chunk in ids.chunks(CHUNK) {
        let mut select = Query::select();
        select
            .from_as(Alias::new(table), Alias::new("t"))
            .expr(col("t", "key"))
            .expr_as(col("t", column), Alias::new("missing"))
            .cond_where(Cond::all().add(col("t", "superseded_at").is_null()))
            .and_where(one_of(
                tx.get_database_backend(),
                col("t", column),
                List::from(chunk),
            ))
            .limit(1);
        if let Some(row) = tx.query_one(&select).await? {
            let missing: i64 = row.try_get("", "missing")?;
            let key = ended.get(&missing).cloned().unwrap_or_default();
            return Ok(Some((row.try_get("", "key")?, key)));
        }
    }
    Ok(None)
}
