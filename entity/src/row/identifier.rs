//! Identifiers of entities in schemes of others.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::vocabulary::Tier;

/// One version.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[sea_orm(table_name = "identifier")]
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
    /// The scheme.
    pub scheme: String,
    /// The value in the scheme.
    #[sea_orm(column_type = "Text")]
    pub value: String,
    /// Where it can be looked up.
    #[sea_orm(column_type = "Text", nullable)]
    pub url: Option<String>,
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
