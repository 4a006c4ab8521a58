//! Citations: the places that support a version of a fact.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[sea_orm(table_name = "citation")]
pub struct Model {
    /// A number.
    #[sea_orm(primary_key)]
    pub row: i64,
    /// What kind of fact it supports, see `id::Noun`.
    pub noun: String,
    /// The version that it supports.
    pub fact_row: i64,
    /// Its place among the version's citations.
    pub position: i32,
    /// The dossier that cites.
    #[sea_orm(column_type = "Text")]
    pub dossier: String,
    /// The document.
    pub document_id: i64,
    /// The name that the dossier gives the span.
    #[sea_orm(column_type = "Text", nullable)]
    pub span_name: Option<String>,
    /// The first code point.
    pub span_start: Option<i32>,
    /// One past the last code point.
    pub span_end: Option<i32>,
    /// The hash of the span.
    pub span_sha256: Option<String>,
    /// A word of the curator.
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
}

/// None: joins are written where they are asked, with their viewer.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
