//! Other people's networks as facts of ours, for comparing figures.
//!
//! Strict: a field that a converter does not know, a row with a cell too many or a reference to
//! nothing fails the test, so that no figure agrees by leaving things out. Each makes one
//! [`Sheet`]. Not here: what the figures are.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use entity::{
    draft::{Batch, DossierDraft, Draft, EntityContent, NameContent, RelationContent, name_key},
    vocabulary::{Basis, EntityKind, Modality, NameKind, RelationKind, Tier},
};
use stakegraph::store::{Recording, Store};

pub mod ldbc;
pub mod networks;
pub mod popolo;
pub mod seimas;

/// Facts of one source in the making.
#[derive(Debug)]
pub struct Sheet {
    source: String,
    batch: Batch,
    known: BTreeSet<String>,
}

impl Sheet {
    /// A source with a document, to which all facts are claimed.
    #[must_use]
    pub fn new(source: &str) -> Self {
        let document = format!("{source}-source");
        let dossier = DossierDraft {
            key: source.to_owned(),
            document: document.clone(),
            spans: Vec::new(),
            sha256: "0".repeat(64),
        };
        let mut sheet = Self {
            source: source.to_owned(),
            batch: Batch {
                dossiers: vec![dossier],
                ..Batch::default()
            },
            known: BTreeSet::new(),
        };
        sheet.entity(&document, EntityKind::Document, Some("OTHER"), source);
        sheet
    }

    /// Adds an entity; its key must be new.
    pub fn entity(&mut self, key: &str, kind: EntityKind, kind_type: Option<&str>, name: &str) {
        assert!(self.known.insert(key.to_owned()), "{key} is told twice");
        let named = self.draft(NameContent {
            key: name_key(key, NameKind::Official, None, name),
            entity: key.to_owned(),
            text: name.to_owned(),
            language: None,
            kind: NameKind::Official,
            candidates: Vec::new(),
            position: 0,
        });
        self.batch.names.push(named);
        let draft = self.draft(EntityContent {
            key: key.to_owned(),
            kind,
            name: name.to_owned(),
            name_language: None,
            entity_type: kind_type.map(str::to_owned),
            country: None,
            status: None,
            online: None,
            named: (kind == EntityKind::Person).then_some(true),
            held: (kind == EntityKind::Document).then_some(false),
            title: None,
            language: None,
            url: None,
            sha256: None,
            text_length: None,
            published_on: None,
            period: None,
            position: None,
            possibly: Vec::new(),
            description: BTreeMap::new(),
            reference: false,
        });
        self.batch.entities.push(draft);
    }

    /// Adds a relation between entities that are there; the last part of its key tells it from
    /// others of its ends and kind.
    pub fn relation(
        &mut self,
        subject: &str,
        kind: RelationKind,
        object: &str,
        (period, part): (Option<String>, &str),
    ) {
        for end in [subject, object] {
            assert!(self.known.contains(end), "{end} is not there");
        }
        let draft = self.draft(RelationContent {
            key: format!("{subject}/{kind}/{object}/{part}"),
            kind,
            subject: subject.to_owned(),
            object: object.to_owned(),
            role: None,
            on_behalf_of: None,
            support_form: None,
            agreement: None,
            headcount: None,
            recurrence: None,
            modality: Modality::Asserted,
            basis: Basis::Stated,
            rule: None,
            period,
            share: None,
            confidence: None,
        });
        self.batch.relations.push(draft);
    }

    /// Records all of it.
    pub async fn record(&self, store: &Store) {
        let recording = Recording {
            batch: &self.batch,
            texts: &[],
            by: "a test",
            now: 1_600_000_000_000_000,
            dry_run: false,
        };
        store.record(recording).await.expect("it is recorded");
    }

    fn draft<T>(&self, content: T) -> Draft<T> {
        Draft {
            content,
            visibility: Tier::Public,
            citations: Vec::new(),
            claims: BTreeSet::from([self.source.clone()]),
        }
    }
}

/// A text as a part of a key: lower case, hyphens for all else, and what is not ASCII by number.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for char in text.chars().flat_map(char::to_lowercase) {
        match char {
            'a'..='z' | '0'..='9' => slug.push(char),
            _ if char.is_ascii() => slug.push('-'),
            _ => slug.extend(format!("u{:x}", u32::from(char)).chars()),
        }
    }
    let parts: Vec<&str> = slug.split('-').filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// The rows of a table whose header is exactly this one.
fn table(file: &Path, separator: char, header: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(file).expect("the table can be read");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(header), "{}", file.display());
    let width = header.split(separator).count();
    let rows = lines.map(|line| {
        let cells: Vec<String> = line
            .split(separator)
            .map(|cell| cell.trim_matches('"').to_owned())
            .collect();
        assert_eq!(cells.len(), width, "{}: {line}", file.display());
        cells
    });
    rows.collect()
}

/// The fields of a JSON object, all of which must be among those known.
fn fields<'a>(
    object: &'a serde_json::Value,
    known: &[&str],
) -> &'a serde_json::Map<String, serde_json::Value> {
    let object = object.as_object().expect("an object");
    for key in object.keys() {
        assert!(
            known.contains(&key.as_str()),
            "the field {key} is not known"
        );
    }
    object
}
