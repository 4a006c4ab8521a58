//! Other people's networks as facts of ours, for comparing figures.
//!
//! Strict: a field that a converter does not know, a row with a cell too many or a reference to
//! nothing fails the test, so that no figure agrees by leaving things out. Each makes one
//! [`Sheet`]. Not here: what the figures are.

use std::{collections::BTreeSet, fs, path::Path};

use entity::vocabulary::{EntityKind, RelationKind};
use stakegraph::store::Store;

use crate::build::Dossier;

pub mod ldbc;
pub mod networks;
pub mod popolo;
pub mod seimas;

/// Facts of one source in the making.
#[derive(Debug)]
pub struct Sheet {
    dossier: Dossier,
    known: BTreeSet<String>,
}

impl Sheet {
    /// A source with a document, to which all facts are claimed.
    #[must_use]
    pub fn new(source: &str) -> Self {
        Self {
            dossier: Dossier::new(source),
            known: BTreeSet::new(),
        }
    }

    /// Adds an entity; its key must be new.
    pub fn entity(&mut self, key: &str, kind: EntityKind, kind_type: Option<&str>, name: &str) {
        assert!(self.known.insert(key.to_owned()), "{key} is told twice");
        let entity = self.dossier.called(key, kind, name);
        entity.content.entity_type = kind_type.map(str::to_owned);
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
        let relation = &mut self.dossier.relation(subject, kind, object).content;
        relation.key = format!("{}/{part}", relation.key);
        relation.period = period;
    }

    /// Records all of it.
    pub async fn record(&self, store: &Store) {
        let recorded = self.dossier.record(store, 0).await;
        recorded.expect("it is recorded");
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
