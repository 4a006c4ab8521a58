//! Claims: which dossier says which fact.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[sea_orm(table_name = "claim")]
pub struct Model {
    /// The dossier.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub dossier: String,
    /// What kind of fact, see `id::Noun`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub noun: String,
    /// The number of the fact.
    #[sea_orm(primary_key, auto_increment = false)]
    pub fact_id: i64,
}

/// None: joins are written where they are asked, with their viewer.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
