//! The keys of numbers, for turning rows back into contents.

use std::collections::HashMap;

use ::entity::row::{entity, figure};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr,
};

use super::ends::CHUNK;
use crate::store::{
    StoreError,
    sql::{List, one_of},
};

/// Keys by number, of entities and figures.
pub(crate) struct Keys(HashMap<i64, String>);

impl Keys {
    pub(super) async fn load<C: ConnectionTrait>(db: &C, ids: &[i64]) -> Result<Self, StoreError> {
        let mut keys = of_entities(db, ids).await?;
        keys.extend(of_figures(db, ids).await?);
        Ok(Self(keys))
    }

    /// The key of a number that a row of `noun` holds.
    pub(super) fn get(&self, id: i64, noun: &'static str) -> Result<String, StoreError> {
        self.0.get(&id).cloned().ok_or_else(|| StoreError::Corrupt {
            noun,
            key: String::new(),
            what: format!("the number {id}, which is nothing's"),
        })
    }
}

/// The keys of entities, current or not.
pub(super) async fn of_entities<C: ConnectionTrait>(
    db: &C,
    ids: &[i64],
) -> Result<HashMap<i64, String>, StoreError> {
    let mut keys = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let among = one_of(
            db.get_database_backend(),
            Expr::col(entity::Column::Id),
            List::from(chunk),
        );
        let found: Vec<(i64, String)> = entity::Entity::find()
            .select_only()
            .columns([entity::Column::Id, entity::Column::Key])
            .filter(among)
            .filter(entity::Column::Version.eq(1))
            .into_tuple()
            .all(db)
            .await?;
        keys.extend(found);
    }
    Ok(keys)
}

async fn of_figures<C: ConnectionTrait>(
    db: &C,
    ids: &[i64],
) -> Result<HashMap<i64, String>, StoreError> {
    let mut keys = HashMap::new();
    for chunk in ids.chunks(CHUNK) {
        let among = one_of(
            db.get_database_backend(),
            Expr::col(figure::Column::Id),
            List::from(chunk),
        );
        let found: Vec<(i64, String)> = figure::Entity::find()
            .select_only()
            .columns([figure::Column::Id, figure::Column::Key])
            .filter(among)
            .filter(figure::Column::Version.eq(1))
            .into_tuple()
            .all(db)
            .await?;
        keys.extend(found);
    }
    Ok(keys)
}
