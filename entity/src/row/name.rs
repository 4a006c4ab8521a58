//! Names of entities, with the forms in which texts write them.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::vocabulary::{NameKind, Tier};

/// One version.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[sea_orm(table_name = "name")]
pub struct Model {
    /// The number of this version.
    #[sea_orm(primary_key)]
    pub row: i64,
    /// The number of the fact.
    pub id: i64,
    /// 1, 2, 3 … for each fact.
    pub version: i32,
    /// The stable key.
    #[sea_orm(column_type = "Text")]
    pub key: String,
    /// The entity.
    pub entity_id: i64,
    /// The name as written.
    #[sea_orm(column_type = "Text")]
    pub text: String,
    /// The name folded for comparison: lower case, no diacritics.
    #[sea_orm(column_type = "Text")]
    #[serde(skip)]
    pub folded: String,
    /// A BCP 47 tag.
    pub language: Option<String>,
    /// What the name is to its bearer.
    pub kind: NameKind,
    /// What an ambiguous form may stand for, a JSON list.
    #[sea_orm(column_type = "Text")]
    pub candidates: String,
    /// The place among the entity's names.
    pub position: i32,
    /// Who may see it.
    pub visibility: Tier,
    /// The rank that a viewer needs: its own visibility and that of its entities.
    pub reach: i16,
    /// A hash over all that this version says.
    pub fingerprint: String,
    /// When it was recorded.
    pub recorded_at: i64,
    /// When a later version or a retraction took its place.
    pub superseded_at: Option<i64>,
    /// When it was retracted.
    pub retracted_at: Option<i64>,
    /// Who recorded it.
    pub recorded_by: String,
}

/// None: joins are written where they are asked, with their viewer.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
