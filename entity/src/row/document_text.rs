//! The texts of documents that were supplied here.

use sea_orm::entity::prelude::*;

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_text")]
pub struct Model {
    /// The document.
    #[sea_orm(primary_key, auto_increment = false)]
    pub document_id: i64,
    /// SHA-256 of the bytes as received.
    pub sha256: String,
    /// The text.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// When it was supplied.
    pub recorded_at: i64,
    /// Who supplied it.
    pub recorded_by: String,
}

/// None: joins are written where they are asked, with their viewer.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
