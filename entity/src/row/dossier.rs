//! Dossiers: what was imported, and when last.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[sea_orm(table_name = "dossier")]
pub struct Model {
    /// The dossier's key.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub key: String,
    /// Its document.
    pub document_id: i64,
    /// SHA-256 of the file.
    pub sha256: String,
    /// The spans that it names, a JSON list.
    #[sea_orm(column_type = "Text")]
    pub spans: String,
    /// When it was last recorded.
    pub recorded_at: i64,
    /// Who recorded it.
    pub recorded_by: String,
}

/// None: joins are written where they are asked, with their viewer.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
