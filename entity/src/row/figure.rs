//! Figures: numbers that are stated, aimed at or counted.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::vocabulary::{Basis, FigureKind, Modality, Tier};

/// One version.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[sea_orm(table_name = "figure")]
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
    /// The entity it is about.
    pub about_id: i64,
    /// A key of the measure vocabulary.
    pub measure: String,
    /// Stated, target or counted.
    pub kind: FigureKind,
    /// The value, where it is known here.
    pub value: Option<f64>,
    /// Where the value is read from.
    pub value_start: Option<i32>,
    /// One past the value's last code point.
    pub value_end: Option<i32>,
    /// The hash of the value's span.
    pub value_sha256: Option<String>,
    /// The lower bound.
    pub lower: Option<f64>,
    /// The upper bound.
    pub upper: Option<f64>,
    /// Whether the source says about.
    pub approximate: bool,
    /// The unit.
    pub unit: Option<String>,
    /// The group that is counted.
    #[sea_orm(column_type = "Text", nullable)]
    pub population: Option<String>,
    /// The figure that this one is a part of.
    pub part_of_id: Option<i64>,
    /// In what way the source holds it to be so.
    pub modality: Modality,
    /// How the graph came to it.
    pub basis: Basis,
    /// The date or interval as recorded, EDTF.
    pub period_edtf: Option<String>,
    /// Days since 1970; see `time`.
    pub earliest_start: Option<i32>,
    /// Days since 1970; see `time`.
    pub latest_start: Option<i32>,
    /// Days since 1970; see `time`.
    pub earliest_end: Option<i32>,
    /// Days since 1970; see `time`.
    pub latest_end: Option<i32>,
    /// False when the date is approximate or uncertain.
    pub period_certain: bool,
    /// The first day written, for ordering; the greatest day when undated.
    pub order_day: i32,
    /// The first day negated, for the opposite order; the greatest day when undated.
    pub reverse_order_day: i32,
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
