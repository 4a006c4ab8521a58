//! What a dossier says, decoded and with the place of everything that can be wrong.
//!
//! The records between the doors of the format (`exchange` reads and writes them) and what
//! the service does with them: validation points at their positions, the import turns them
//! into drafts. Not here: YAML, and what is allowed. To add a field: add it here, to the
//! table of fields in `exchange::dossier`, and to the drafting of the import.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use entity::{
    draft::{RecurrenceDraft, Span},
    vocabulary::{
        Basis, Confidence, EntityKind, EventStatus, FigureKind, Modality, NameKind, NoteKind,
        RelationKind, SupportForm, Tier,
    },
};

use super::violation::Violation;
pub use super::violation::{At, Position};

pub mod key;

/// What reading one dossier gave: what could be read, and all that was wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The dossier, as far as it could be read; none when its frame is broken.
    pub dossier: Option<Dossier>,
    /// Entity and figure keys that stand in parts that could not be read: they are no
    /// dangling keys elsewhere.
    pub unread: BTreeSet<String>,
    /// Whether the whole file could be read; else nothing is known of what stands in its rest.
    pub complete: bool,
    /// References that stand in parts that could not be read: they are followed all the same.
    pub loose: Vec<Loose>,
    /// Everything that was wrong.
    pub violations: Vec<Violation>,
}

/// A reference in a part that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loose {
    /// The field in which it stands.
    pub field: String,
    /// The key or name.
    pub key: At<String>,
    /// What it must stand for.
    pub to: Target,
}

/// What a reference must stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// An entity.
    Entity,
    /// A span of the dossier.
    Span,
}

/// One dossier.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// The file in which it stands, as it was given.
    pub file: Arc<str>,
    /// SHA-256 of the file; of several dossiers in one file, of this one's lines.
    pub sha256: String,
    /// Its key.
    pub key: At<String>,
    /// Its document, as the entity that it becomes.
    pub document: EntityBlock,
    /// The spans that it names.
    pub spans: Vec<At<Span>>,
    /// Entities: declared here, or named further.
    pub entities: Vec<EntityBlock>,
    /// Relations.
    pub relations: Vec<RelationBlock>,
    /// Figures.
    pub figures: Vec<FigureBlock>,
    /// Notes.
    pub notes: Vec<NoteBlock>,
}

/// The name of the span by which reference data cites its document as a whole.
pub const WHOLE: &str = "source";

impl Dossier {
    /// Whether its document is reference data, cited without spans.
    #[must_use]
    pub fn is_reference(&self) -> bool {
        self.document
            .declaration
            .as_ref()
            .is_some_and(|declared| declared.reference)
    }

    /// The length of the document's text in code points, when it is given.
    #[must_use]
    pub fn length(&self) -> Option<i32> {
        self.document.declaration.as_ref()?.length
    }

    /// The document and the entities.
    pub fn blocks(&self) -> impl Iterator<Item = &EntityBlock> {
        std::iter::once(&self.document).chain(&self.entities)
    }
}

/// What a dossier says of one entity.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityBlock {
    /// Its key.
    pub key: At<String>,
    /// Where the block stands in the dossier: `document` or `entities.KEY`.
    pub path: String,
    /// What it is; none in a block that only adds to an entity declared elsewhere.
    pub declaration: Option<Box<Declaration>>,
    /// Who may see it.
    pub visibility: At<Tier>,
    /// Names, in their order.
    pub names: Vec<NameBlock>,
    /// Identifiers.
    pub identifiers: Vec<IdentifierBlock>,
    /// The evidence that it exists.
    pub cite: Vec<Cite>,
}

/// What an entity is.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    /// Its kind.
    pub kind: At<EntityKind>,
    /// Its type, a word of the list of its kind.
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
    /// Documents: the title.
    pub title: Option<At<Source<String>>>,
    /// Documents: the language of the text.
    pub language: Option<String>,
    /// Documents: where it was published.
    pub url: Option<String>,
    /// Documents: SHA-256 of the text's bytes.
    pub sha256: Option<At<String>>,
    /// Documents: the length of the text in code points.
    pub length: Option<i32>,
    /// Documents: EDTF of publication.
    pub published_on: Option<String>,
    /// Events and projects: when; municipalities: when it existed.
    pub period: Option<At<String>>,
    /// Municipalities: degrees north and east.
    pub position: Option<(f64, f64)>,
    /// Keys of what an undetermined name may mean.
    pub possibly: Vec<At<String>>,
    /// Our own words, by language.
    pub description: BTreeMap<String, At<String>>,
    /// Documents: reference data.
    pub reference: bool,
}

/// A value that stands in the dossier, or that is read from a span of the text.
#[derive(Clone, Debug, PartialEq)]
pub enum Source<T> {
    /// It stands here.
    Given(T),
    /// It is read from the span with this name.
    Read {
        /// The name of the span.
        span: String,
        /// What was read, in an export from a database that holds the text.
        carried: Option<T>,
    },
}

/// A name of an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct NameBlock {
    /// Its place in the block, from 0.
    pub index: usize,
    /// The name as written.
    pub text: At<String>,
    /// A BCP 47 tag.
    pub language: Option<String>,
    /// What the name is to its bearer.
    pub kind: At<NameKind>,
    /// What an ambiguous form may stand for.
    pub candidates: Vec<At<String>>,
    /// Who may see it, when not the entity's tier.
    pub visibility: Option<At<Tier>>,
    /// What it rests on, when not what the entity rests on.
    pub cite: Vec<Cite>,
}

/// An identifier of an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct IdentifierBlock {
    /// Its place in the block, from 0.
    pub index: usize,
    /// The scheme.
    pub scheme: At<String>,
    /// The value.
    pub value: At<String>,
    /// Where it can be looked up.
    pub url: Option<String>,
    /// Who may see it, when not the entity's tier.
    pub visibility: Option<At<Tier>>,
    /// What it rests on, when not what the entity rests on.
    pub cite: Vec<Cite>,
}

/// A citation: the name of a span, and a word of the curator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    /// The name of the span.
    pub span: At<String>,
    /// A word of the curator.
    pub note: Option<String>,
}

/// A relation.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationBlock {
    /// Its place in the list, from 0.
    pub index: usize,
    /// Where it stands.
    pub position: Position,
    /// Its key, when it is not derived.
    pub key: Option<At<String>>,
    /// The key of the subject.
    pub subject: At<String>,
    /// The kind.
    pub kind: At<RelationKind>,
    /// The key of the object.
    pub object: At<String>,
    /// The role.
    pub role: Option<At<String>>,
    /// The key of the actor for whom the subject acts.
    pub on_behalf_of: Option<At<String>>,
    /// The form of support.
    pub support_form: Option<At<SupportForm>>,
    /// The number of the agreement.
    pub agreement: Option<String>,
    /// How many this party sent.
    pub headcount: Option<i32>,
    /// How often.
    pub recurrence: Option<At<RecurrenceDraft>>,
    /// In what way the source holds it to be so.
    pub modality: Modality,
    /// How the graph came to it; none: as its dossier does.
    pub basis: Option<At<Basis>>,
    /// Why.
    pub rule: Option<String>,
    /// EDTF.
    pub period: Option<At<String>>,
    /// The part of the subject that passed on.
    pub share: Option<At<f64>>,
    /// How far the row can be trusted.
    pub confidence: Option<Confidence>,
    /// Who may see it.
    pub visibility: At<Tier>,
    /// What it rests on.
    pub cite: Vec<Cite>,
}

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureBlock {
    /// Its place in the list, from 0.
    pub index: usize,
    /// Where it stands.
    pub position: Position,
    /// Its key, when it is not derived.
    pub key: Option<At<String>>,
    /// The key of the entity that it is about.
    pub about: At<String>,
    /// The measure.
    pub measure: At<String>,
    /// Stated, target or counted.
    pub kind: At<FigureKind>,
    /// The value.
    pub value: Option<At<Source<f64>>>,
    /// The lower bound.
    pub lower: Option<f64>,
    /// The upper bound.
    pub upper: Option<f64>,
    /// The source says about.
    pub approximate: bool,
    /// The unit.
    pub unit: Option<At<String>>,
    /// The group that is counted.
    pub group: Option<At<String>>,
    /// The key of the figure that this one is a part of.
    pub part_of: Option<At<String>>,
    /// EDTF.
    pub period: Option<At<String>>,
    /// In what way the source holds it to be so.
    pub modality: Modality,
    /// How the graph came to it; none: as its dossier does.
    pub basis: Option<At<Basis>>,
    /// Who may see it.
    pub visibility: At<Tier>,
    /// What it rests on.
    pub cite: Vec<Cite>,
}

/// A note.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteBlock {
    /// Its place in the list, from 0.
    pub index: usize,
    /// Where it stands.
    pub position: Position,
    /// Its key, when it is not derived.
    pub key: Option<At<String>>,
    /// The key of the entity that it is about.
    pub about: At<String>,
    /// What it records.
    pub kind: NoteKind,
    /// Our own words, by language.
    pub text: BTreeMap<String, At<String>>,
    /// Who may see it.
    pub visibility: At<Tier>,
    /// What it rests on.
    pub cite: Vec<Cite>,
}
