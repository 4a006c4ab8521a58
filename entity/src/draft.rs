//! Facts before they are stored: what a dossier or a curator says, by keys.
//!
//! A [`Draft`] is a content with its visibility, its citations and the dossiers that claim
//! it. The store turns drafts into versioned rows; equal drafts make equal rows in every
//! installation. Not here: reading dossiers (`exchange`) and judging them (`operations`).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    id::{Noun, number},
    vocabulary::{
        Basis, Confidence, EntityKind, EventStatus, FigureKind, Modality, NameKind, NoteKind,
        RelationKind, SupportForm, Tier,
    },
};

/// A fact with who may see it, what supports it and which dossiers claim it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Draft<T> {
    /// What is said.
    pub content: T,
    /// Who may see it.
    pub visibility: Tier,
    /// What it rests on, in the order of the dossiers.
    pub citations: Vec<CitationDraft>,
    /// The dossiers that say it; a fact that none claims any more is retracted.
    #[serde(skip)]
    pub claims: BTreeSet<String>,
}

/// A content that has a noun and a stable key.
pub trait Content: Serialize {
    /// What kind of fact it is.
    const NOUN: Noun;

    /// Its stable key.
    fn key(&self) -> &str;

    /// Its number, derived from the key.
    fn id(&self) -> i64 {
        number(Self::NOUN, self.key())
    }
}

impl<T: Content> Draft<T> {
    /// A hash over all that is said; two versions with one fingerprint say the same.
    ///
    /// # Errors
    /// When the content cannot be written as JSON (a figure that is not finite).
    pub fn fingerprint(&self) -> Result<String, serde_json::Error> {
        Ok(hex::encode(Sha256::digest(serde_json::to_vec(self)?)))
    }
}

/// A place in a document that supports a fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CitationDraft {
    /// The dossier that cites.
    pub dossier: String,
    /// The key of the document.
    pub document: String,
    /// Where in its text; none only for reference data.
    pub span: Option<Span>,
    /// A word of the curator on this citation.
    pub note: Option<String>,
}

/// A part of a text, by Unicode code points, and its hash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Span {
    /// The name that its dossier gives it.
    pub name: Option<String>,
    /// The first code point.
    pub start: i32,
    /// One past the last code point.
    pub end: i32,
    /// SHA-256 of the span's UTF-8, in lower-case hexadecimal.
    pub sha256: String,
}

/// A value that is given, or that is to be read from a span once the text is held.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value<T> {
    /// Given in the dossier.
    Given(T),
    /// To be read from the span; the value when the text is held.
    Read(Span, Option<T>),
}

impl<T> Value<T> {
    /// The value, where it is known here.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Given(value) | Self::Read(_, Some(value)) => Some(value),
            Self::Read(_, None) => None,
        }
    }
}

/// A person, organisation, municipality, event, project or document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EntityContent {
    /// The stable, readable key.
    pub key: String,
    /// What it is.
    pub kind: EntityKind,
    /// The recorded name: the first of its names.
    pub name: String,
    /// The language of the recorded name, a BCP 47 tag.
    pub name_language: Option<String>,
    /// The type, a word of the list of its kind; persons have none.
    pub entity_type: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Events: what is reported of its taking place.
    pub status: Option<EventStatus>,
    /// Events: whether it was held online, where said.
    pub online: Option<bool>,
    /// Persons: whether a source names them.
    pub named: Option<bool>,
    /// Documents: whether the curators hold the text.
    pub held: Option<bool>,
    /// Documents: the title.
    pub title: Option<Value<String>>,
    /// Documents: the language of the text.
    pub language: Option<String>,
    /// Documents: where it was published.
    pub url: Option<String>,
    /// Documents: SHA-256 of the text's bytes.
    pub sha256: Option<String>,
    /// Documents: the length of the text in code points.
    pub text_length: Option<i32>,
    /// Documents: EDTF of publication.
    pub published_on: Option<String>,
    /// Events and projects: when; municipalities: when it existed. EDTF.
    pub period: Option<String>,
    /// Municipalities: latitude and longitude in degrees.
    pub position: Option<(f64, f64)>,
    /// Municipalities of type UNDETERMINED: keys of what the name may mean.
    pub possibly: Vec<String>,
    /// Our own words on it, by language.
    pub description: BTreeMap<String, String>,
    /// Documents: whether it is reference data, cited without spans.
    pub reference: bool,
}

/// A name of an entity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NameContent {
    /// The stable key, see [`name_key`].
    pub key: String,
    /// The key of the entity.
    pub entity: String,
    /// The name as written, NFC.
    pub text: String,
    /// A BCP 47 tag.
    pub language: Option<String>,
    /// What the name is to its bearer.
    pub kind: NameKind,
    /// For an ambiguous surface form: the names it may stand for.
    pub candidates: Vec<String>,
    /// The place among the entity's names; the first is the recorded name.
    pub position: i32,
}

/// The key of a name: names are the same when entity, kind, language and text are.
#[must_use]
pub fn name_key(entity: &str, kind: NameKind, language: Option<&str>, text: &str) -> String {
    format!("{entity}/{kind}/{}/{text}", language.unwrap_or("und"))
}

/// An identifier of an entity in a scheme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IdentifierContent {
    /// The stable key: entity, scheme and value.
    pub key: String,
    /// The key of the entity.
    pub entity: String,
    /// The scheme, such as `iso-3166-2`.
    pub scheme: String,
    /// The value in the scheme.
    pub value: String,
    /// Where it can be looked up.
    pub url: Option<String>,
}

/// A relation between two entities.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RelationContent {
    /// The stable key.
    pub key: String,
    /// The kind.
    pub kind: RelationKind,
    /// The key of the subject.
    pub subject: String,
    /// The key of the object.
    pub object: String,
    /// A key of the role vocabulary.
    pub role: Option<String>,
    /// The key of the actor for whom the subject acts.
    pub on_behalf_of: Option<String>,
    /// SUPPORTS and FUNDS: the form, as far as the source goes.
    pub support_form: Option<SupportForm>,
    /// The number of the agreement.
    pub agreement: Option<String>,
    /// How many this party sent.
    pub headcount: Option<i32>,
    /// How often, for commitments and plans.
    pub recurrence: Option<RecurrenceDraft>,
    /// In what way the source holds it to be so.
    pub modality: Modality,
    /// How the graph came to it.
    pub basis: Basis,
    /// Why, when inferred.
    pub rule: Option<String>,
    /// EDTF, when it has a date of its own.
    pub period: Option<String>,
    /// `SUCCEEDED_BY`: the part of the subject that passed on, 0 to 1.
    pub share: Option<f64>,
    /// Reference data: how far this row can be trusted.
    pub confidence: Option<Confidence>,
}

/// At least so many times in every period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecurrenceDraft {
    /// At least how many times.
    pub at_least: Option<i32>,
    /// An ISO 8601 duration, such as P1Y.
    pub every: String,
}

/// A number that is stated, aimed at or counted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureContent {
    /// The stable key.
    pub key: String,
    /// The key of the entity it is about.
    pub about: String,
    /// A key of the measure vocabulary.
    pub measure: String,
    /// Stated, target or counted.
    pub kind: FigureKind,
    /// The value, where one is given.
    pub value: Option<Value<f64>>,
    /// The lower bound.
    pub lower: Option<f64>,
    /// The upper bound.
    pub upper: Option<f64>,
    /// Whether the source says about.
    pub approximate: bool,
    /// The unit.
    pub unit: Option<String>,
    /// The group that is counted.
    pub group: Option<String>,
    /// The key of the figure that this one is a part of.
    pub part_of: Option<String>,
    /// EDTF.
    pub period: Option<String>,
    /// In what way the source holds it to be so.
    pub modality: Modality,
    /// How the graph came to it.
    pub basis: Basis,
}

/// A statement without a relation, in our own words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NoteContent {
    /// The stable key.
    pub key: String,
    /// The key of the entity it is about.
    pub about: String,
    /// What it records.
    pub kind: NoteKind,
    /// The words, by language.
    pub text: BTreeMap<String, String>,
}

macro_rules! contents {
    ($($content:ident = $noun:ident),+ $(,)?) => { $(
        impl Content for $content {
            const NOUN: Noun = Noun::$noun;

            fn key(&self) -> &str {
                &self.key
            }
        }
    )+ };
}

contents! {
    EntityContent = Entity,
    NameContent = Name,
    IdentifierContent = Identifier,
    RelationContent = Relation,
    FigureContent = Figure,
    NoteContent = Note,
}

/// What one import says: its dossiers and all facts in them, joined by key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// The dossiers, whose earlier claims this batch replaces.
    pub dossiers: Vec<DossierDraft>,
    /// Entities.
    pub entities: Vec<Draft<EntityContent>>,
    /// Names of entities, of these or of stored ones.
    pub names: Vec<Draft<NameContent>>,
    /// Identifiers of entities.
    pub identifiers: Vec<Draft<IdentifierContent>>,
    /// Relations.
    pub relations: Vec<Draft<RelationContent>>,
    /// Figures.
    pub figures: Vec<Draft<FigureContent>>,
    /// Notes.
    pub notes: Vec<Draft<NoteContent>>,
}

/// A dossier as such.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierDraft {
    /// Its key.
    pub key: String,
    /// The key of its document.
    pub document: String,
    /// The spans that it names.
    pub spans: Vec<Span>,
    /// SHA-256 of the file.
    pub sha256: String,
}
