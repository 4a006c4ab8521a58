//! Recordings: the transactions that changed something, in the order of their commits.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[sea_orm(table_name = "recording")]
pub struct Model {
    /// Its place in that order, from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    /// The time that its facts have, later than that of any before.
    #[sea_orm(unique)]
    pub recorded_at: i64,
    /// Who recorded; none where an older schema did not keep it.
    pub recorded_by: Option<String>,
}

/// None: joins are written where they are asked, with their viewer.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
