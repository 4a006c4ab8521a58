//! What the dossiers of an import declare, for looking up.

use std::collections::{HashMap, HashSet};

use entity::{
    draft::Span,
    vocabulary::{EntityKind, nearest},
};

use super::Known;
use crate::operations::{
    dossier::{Dossier, EntityBlock, Reading, WHOLE, key},
    violation::{Code, Violation},
};

/// How often a mistyped key of an import is compared with another; the rest of a file in which
/// everything dangles would take the square of its size.
const COMPARISONS: usize = 200_000;

/// The entities, figures and spans of all dossiers.
#[derive(Debug)]
pub struct Index<'a> {
    entities: HashMap<&'a str, &'a EntityBlock>,
    figures: HashSet<String>,
    spans: Vec<HashMap<&'a str, Option<&'a Span>>>,
    unread: HashSet<&'a str>,
    known: &'a Known,
    complete: bool,
    compared: std::cell::Cell<usize>,
}

/// What a key stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found<'a> {
    /// An entity of this kind and type.
    Entity(EntityKind, Option<&'a str>),
    /// Something that stands in a part that could not be read.
    Unread,
    /// Nothing.
    Nothing,
}

impl<'a> Index<'a> {
    /// The index of all readings.
    #[must_use]
    pub fn of(readings: &'a [Reading], known: &'a Known) -> Self {
        let mut entities = HashMap::new();
        let mut figures = HashSet::new();
        for dossier in readings
            .iter()
            .filter_map(|reading| reading.dossier.as_ref())
        {
            for block in dossier.blocks().filter(|block| block.declaration.is_some()) {
                entities.entry(block.key.value.as_str()).or_insert(block);
            }
            figures.extend(dossier.figures.iter().map(key::of_figure));
        }
        Self {
            entities,
            figures,
            spans: readings.iter().map(span_names).collect(),
            unread: readings
                .iter()
                .flat_map(|reading| reading.unread.iter().map(String::as_str))
                .collect(),
            known,
            complete: readings.iter().all(|reading| reading.complete),
            compared: std::cell::Cell::new(0),
        }
    }

    /// What a key stands for.
    #[must_use]
    pub fn find(&self, key: &str) -> Found<'a> {
        let declared = self
            .entities
            .get(key)
            .and_then(|block| block.declaration.as_ref());
        if let Some(declaration) = declared {
            return Found::Entity(declaration.kind.value, declaration.entity_type.as_deref());
        }
        if let Some(known) = self.known.entities.get(key) {
            return Found::Entity(known.kind, known.entity_type.as_deref());
        }
        if self.unread.contains(key) || !self.complete {
            return Found::Unread;
        }
        Found::Nothing
    }

    /// The block that declares an entity in the files given.
    #[must_use]
    pub fn declared(&self, key: &str) -> Option<&'a EntityBlock> {
        self.entities.get(key).copied()
    }

    /// Whether a figure has this key.
    #[must_use]
    pub fn has_figure(&self, key: &str) -> bool {
        self.figures.contains(key)
            || self.known.figures.contains_key(key)
            || self.unread.contains(key)
            || !self.complete
    }

    /// The key that is nearest to a mistyped one.
    #[must_use]
    pub fn nearest_entity(&self, key: &str) -> Option<&str> {
        if !self.may_compare(self.entities.len()) {
            return None;
        }
        let mut keys: Vec<&str> = self.entities.keys().copied().collect();
        keys.sort_unstable();
        nearest(key, keys)
    }

    /// The key of a figure that is nearest to a mistyped one.
    #[must_use]
    pub fn nearest_figure(&self, key: &str) -> Option<&str> {
        if !self.may_compare(self.figures.len()) {
            return None;
        }
        let mut keys: Vec<&str> = self.figures.iter().map(String::as_str).collect();
        keys.sort_unstable();
        nearest(key, keys)
    }

    fn may_compare(&self, keys: usize) -> bool {
        let before = self.compared.replace(self.compared.get() + keys);
        before < COMPARISONS
    }

    /// Whether the dossier in this place names such a span.
    pub(super) fn names_span(&self, place: usize, name: &str) -> bool {
        self.spans
            .get(place)
            .is_some_and(|names| names.contains_key(name))
    }

    /// The span with a name in the dossier in this place.
    pub(super) fn span(&self, place: usize, name: &str) -> Option<&'a Span> {
        self.spans.get(place)?.get(name).copied().flatten()
    }

    pub(super) fn span_names(&self, place: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        let mut names: Vec<&'a str> = self
            .spans
            .get(place)
            .map(|names| names.keys().copied().collect())
            .unwrap_or_default();
        names.sort_unstable();
        names.into_iter()
    }

    /// Two dossiers with one key.
    pub(super) fn duplicate_dossiers(readings: &[Reading]) -> Vec<Violation> {
        let mut first: HashMap<&str, &Dossier> = HashMap::new();
        let mut violations = Vec::new();
        for dossier in readings
            .iter()
            .filter_map(|reading| reading.dossier.as_ref())
        {
            let key = dossier.key.value.as_str();
            if let Some(other) = first.get(key) {
                let message = format!("the dossier `{key}` stands already in {}", other.file);
                violations.push(Violation::new(
                    &dossier.file,
                    dossier.key.position,
                    "dossier",
                    Code::DuplicateDossier,
                    message,
                ));
            } else {
                first.insert(key, dossier);
            }
        }
        violations
    }
}

/// The spans of a dossier by name; without a span: those that could not be read.
fn span_names(reading: &Reading) -> HashMap<&str, Option<&Span>> {
    let unread = reading.unread.iter().map(|name| (name.as_str(), None));
    let mut names: HashMap<_, _> = unread.collect();
    if let Some(dossier) = &reading.dossier {
        for span in &dossier.spans {
            if let Some(name) = &span.value.name {
                names.insert(name, Some(&span.value));
            }
        }
        if dossier.is_reference() {
            names.insert(WHOLE, None);
        }
    }
    names
}
