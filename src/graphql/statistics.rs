//! Statistics, as clients ask for them and see them.
//!
//! Not here: what is counted (`store`) and what may be told (`operations::statistics`).

use std::sync::Arc;

use async_graphql::{Context, Object, Result};
use entity::vocabulary::{StatisticDimension, StatisticSubject};

use crate::{
    operations::statistics::{Row, StatisticError, statistics},
    store::StatisticQuery,
};

use super::{
    error::{bad_input, from_store},
    filter::{EntityWhere, RelationWhere, entity_filter, relation_filter},
    interface::Entity,
    limits::{GROUPS, bounded},
    record::Record,
    scope::{Scope, loaders},
};

/// What is asked for.
pub(crate) struct Asked {
    /// What is counted.
    pub(crate) of: StatisticSubject,
    /// In which groups.
    pub(crate) group_by: Vec<StatisticDimension>,
    /// Only relations like this.
    pub(crate) relations: Option<RelationWhere>,
    /// Only such entities.
    pub(crate) entities: Option<EntityWhere>,
    /// How many rows.
    pub(crate) first: Option<i32>,
}

/// The rows of a statistic.
///
/// # Errors
/// When an argument has a value that it cannot have, or the store fails.
pub(crate) async fn find(
    ctx: &Context<'_>,
    scope: Scope,
    asked: Asked,
) -> Result<Vec<StatisticRow>> {
    let first = bounded("first", asked.first, GROUPS.0, 0..=GROUPS.1)?;
    let query = StatisticQuery {
        of: asked.of,
        group_by: asked.group_by,
        relations: asked
            .relations
            .map(|w| relation_filter(Some(w)))
            .transpose()?,
        entities: asked.entities.map(|w| entity_filter(Some(w))).transpose()?,
    };
    let found = statistics(&loaders(ctx)?.store, &scope, &query).await;
    let found = found.map_err(|failure| match failure {
        StatisticError::Dimensions(told) => bad_input(told),
        StatisticError::Store(failure) => from_store(Arc::new(failure)),
    })?;
    let row = |row| StatisticRow {
        row,
        scope: scope.clone(),
    };
    Ok(found.into_iter().take(first).map(row).collect())
}

/// A group of a statistic, and how many are in it.
pub(crate) struct StatisticRow {
    row: Row,
    scope: Scope,
}

/// The entity of a group, if it has one.
pub(crate) async fn entity_of_group(
    ctx: &Context<'_>,
    scope: &Scope,
    id: Option<i64>,
) -> Result<Option<Entity>> {
    let Some(id) = id else {
        return Ok(None);
    };
    let row = loaders(ctx)?.entities.get(scope, id).await;
    let row = row.map_err(from_store)?;
    Ok(row.map(|row| Record::new(row, scope).into()))
}

/// A group of a statistic, and how many are in it.
#[Object]
impl StatisticRow {
    /// What the group has in common, one key for each dimension, in their order: a word, a year,
    /// the key of an entity; empty where there is none.
    async fn keys(&self) -> &[String] {
        &self.row.keys
    }

    /// The municipality or project of the group; the first of `groupBy` when both are.
    async fn entity(&self, ctx: &Context<'_>) -> Option<Result<Entity>> {
        let found = entity_of_group(ctx, &self.scope, self.row.entity).await;
        found.transpose()
    }

    /// How many; null when it is suppressed.
    async fn count(&self) -> Option<u64> {
        self.row.count
    }

    /// Of figures: their sum, parts left out of which the whole is added; null where they are of
    /// several measures, units, kinds or modalities, or have no values.
    async fn sum(&self) -> Option<f64> {
        self.row.sum
    }

    /// Whether the count is withheld, because it is of fewer than five people or would tell
    /// such a count. It is never shown as zero.
    async fn suppressed(&self) -> bool {
        self.row.suppressed
    }
}
