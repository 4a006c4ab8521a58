//! Entities: people, bodies, places, events, projects and documents.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::vocabulary::{EntityKind, EventStatus, Tier};

/// One version.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[sea_orm(table_name = "entity")]
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
    /// What it is.
    pub kind: EntityKind,
    /// The recorded name.
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// Its language.
    pub name_language: Option<String>,
    /// The recorded name's place in Latvian order, compared byte by byte.
    #[serde(skip)]
    pub sort_name: Vec<u8>,
    /// The type, a word of the list of its kind.
    pub entity_type: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Events: what is reported of its taking place.
    pub status: Option<EventStatus>,
    /// Events: held online.
    pub online: Option<bool>,
    /// Persons: named by a source.
    pub named: Option<bool>,
    /// Documents: the curators hold the text.
    pub held: Option<bool>,
    /// Documents: the title, where it is known here.
    #[sea_orm(column_type = "Text", nullable)]
    pub title: Option<String>,
    /// Documents: where the title is read from.
    pub title_start: Option<i32>,
    /// Documents: one past the title's last code point.
    pub title_end: Option<i32>,
    /// Documents: the hash of the title's span.
    pub title_sha256: Option<String>,
    /// Documents: the language of the text.
    pub language: Option<String>,
    /// Documents: where it was published.
    #[sea_orm(column_type = "Text", nullable)]
    pub url: Option<String>,
    /// Documents: SHA-256 of the text's bytes.
    pub sha256: Option<String>,
    /// Documents: the length of the text in code points.
    pub text_length: Option<i32>,
    /// Documents: EDTF of publication.
    pub published_on: Option<String>,
    /// Municipalities: degrees north.
    pub latitude: Option<f64>,
    /// Municipalities: degrees east.
    pub longitude: Option<f64>,
    /// Keys of what an undetermined name may mean, a JSON list.
    #[sea_orm(column_type = "Text")]
    pub possibly: String,
    /// Our own words, a JSON object from language to text.
    #[sea_orm(column_type = "Text")]
    pub description: String,
    /// Documents: reference data, cited without spans.
    pub reference: bool,
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
