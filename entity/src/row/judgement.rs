//! Judgements: whether two entities are one, said by somebody, with the reason.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::vocabulary::{Tier, Verdict};

/// One version.
#[derive(Clone, Debug, PartialEq, Eq, Hash, DeriveEntityModel, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[sea_orm(table_name = "judgement")]
pub struct Model {
    /// The number of this version.
    #[sea_orm(primary_key)]
    pub row: i64,
    /// The number of the fact.
    pub id: i64,
    /// 1, 2, 3 … for each fact.
    pub version: i32,
    /// The stable key, see `id::judgement_key`.
    #[sea_orm(column_type = "Text")]
    pub key: String,
    /// The entity whose key comes first.
    pub one_id: i64,
    /// The other entity.
    pub other_id: i64,
    /// What was judged.
    pub verdict: Verdict,
    /// Why.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// Who may see it, of those who may see both entities.
    pub visibility: Tier,
    /// The rank of its visibility; a viewer needs those of both entities besides.
    pub reach: i16,
    /// When it was recorded.
    pub recorded_at: i64,
    /// When a later version or a retraction took its place.
    pub superseded_at: Option<i64>,
    /// When it was taken back.
    pub retracted_at: Option<i64>,
    /// Who judged.
    #[sea_orm(column_type = "Text")]
    pub recorded_by: String,
    /// Who took it back.
    #[sea_orm(column_type = "Text", nullable)]
    pub retracted_by: Option<String>,
    /// Why it was taken back.
    #[sea_orm(column_type = "Text", nullable)]
    pub retracted_because: Option<String>,
}

/// None: joins are written where they are asked, with their viewer.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
