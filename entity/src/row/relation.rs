//! Relations between entities.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::vocabulary::{Basis, Confidence, Modality, RelationKind, SupportForm, Tier};

/// One version.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[sea_orm(table_name = "relation")]
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
    /// The kind.
    pub kind: RelationKind,
    /// The subject.
    pub subject_id: i64,
    /// The object.
    pub object_id: i64,
    /// A key of the role vocabulary.
    pub role: Option<String>,
    /// The actor for whom the subject acts.
    pub on_behalf_of_id: Option<i64>,
    /// The form of support.
    pub support_form: Option<SupportForm>,
    /// The number of the agreement.
    #[sea_orm(column_type = "Text", nullable)]
    pub agreement: Option<String>,
    /// How many this party sent.
    pub headcount: Option<i32>,
    /// At least how many times.
    pub recurrence_at_least: Option<i32>,
    /// In every such duration, ISO 8601.
    pub recurrence_every: Option<String>,
    /// In what way the source holds it to be so.
    pub modality: Modality,
    /// How the graph came to it.
    pub basis: Basis,
    /// Why, when inferred.
    #[sea_orm(column_type = "Text", nullable)]
    pub rule: Option<String>,
    /// The part of the subject that passed on, 0 to 1.
    pub share: Option<f64>,
    /// How far a reference row can be trusted.
    pub confidence: Option<Confidence>,
    /// Whether the period is that of its event.
    pub period_inherited: bool,
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
