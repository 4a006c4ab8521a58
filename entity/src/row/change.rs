//! Changes: what a recording did to which fact.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[sea_orm(table_name = "change")]
pub struct Model {
    /// The recording.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sequence: i64,
    /// What kind of fact, see `id::Noun`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub noun: String,
    /// The number of the fact.
    #[sea_orm(primary_key, auto_increment = false)]
    pub fact_id: i64,
    /// The version that it made, or that a retraction ended.
    pub fact_row: i64,
    /// What was done, see [`Act`].
    pub act: Act,
}

/// What a recording does to a fact.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize,
)]
#[serde(rename_all = "UPPERCASE")]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Act {
    /// Recorded for the first time, or again after a retraction.
    #[sea_orm(string_value = "ADDED")]
    Added,
    /// A new version in place of the one before.
    #[sea_orm(string_value = "AMENDED")]
    Amended,
    /// Ended for good.
    #[sea_orm(string_value = "RETRACTED")]
    Retracted,
}

/// None: joins are written where they are asked, with their viewer.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
