//! Joining facts of one noun by key.

use std::collections::{BTreeSet, HashMap};

use entity::draft::{
    CitationDraft, Content, Draft, EntityContent, FigureContent, IdentifierContent, NameContent,
    NoteContent, RelationContent,
};

use crate::operations::{
    dossier::Dossier,
    violation::{Code, Position, Violation},
};

/// Where a fact stands.
pub(super) struct Origin<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) path: String,
    pub(super) position: Position,
}

/// The facts of one noun, by key, in the order in which they came.
pub(super) struct Joined<'a, T> {
    drafts: Vec<Draft<T>>,
    origins: Vec<Vec<Origin<'a>>>,
    places: HashMap<String, usize>,
    violations: Vec<Violation>,
}

impl<T> Default for Joined<'_, T> {
    fn default() -> Self {
        Self {
            drafts: Vec::new(),
            origins: Vec::new(),
            places: HashMap::new(),
            violations: Vec::new(),
        }
    }
}

/// What two drafts of one key must agree on.
pub(super) trait Joins: Content + PartialEq {
    /// Takes from another content that says the same what hangs on its place alone.
    fn settle(&mut self, _other: &Self) {}
}

impl Joins for EntityContent {}
impl Joins for IdentifierContent {}
impl Joins for RelationContent {}
impl Joins for FigureContent {}
impl Joins for NoteContent {}

impl Joins for NameContent {
    /// The recorded name of one dossier may be a further name of another.
    fn settle(&mut self, other: &Self) {
        self.position = self.position.min(other.position);
    }
}

impl<'a, T: Joins> Joined<'a, T> {
    /// Adds a fact; one that is there already gets its citations and claims.
    pub(super) fn add(&mut self, mut draft: Draft<T>, origin: Origin<'a>) {
        let key = draft.content.key().to_owned();
        let Some(place) = self.places.get(&key).copied() else {
            self.places.insert(key, self.drafts.len());
            self.drafts.push(draft);
            self.origins.push(vec![origin]);
            return;
        };
        let (stands, origins) = (&mut self.drafts[place], &mut self.origins[place]);
        if let Some(first) = origins
            .iter()
            .find(|first| std::ptr::eq(first.dossier, origin.dossier))
        {
            let line = first.position.line;
            let message = format!("`{key}` stands already in line {line}");
            self.violations
                .push(origin.violation(Code::DuplicateFact, message));
            return;
        }
        stands.content.settle(&draft.content);
        draft.content.settle(&stands.content);
        if stands.content != draft.content || stands.visibility != draft.visibility {
            let message = conflict(stands, &draft, &origins[0]);
            self.violations
                .push(origin.violation(Code::Conflict, message));
        }
        stands.citations.append(&mut draft.citations);
        stands.citations.sort();
        stands.citations.dedup();
        stands.claims.append(&mut draft.claims);
        origins.push(origin);
    }

    /// Adds evidence to a fact that another dossier says, or that is stored.
    pub(super) fn support<'d>(
        &mut self,
        key: &str,
        dossier: &str,
        mut citations: Vec<CitationDraft>,
        stored: impl FnOnce() -> Option<&'d Draft<T>>,
    ) where
        T: Clone + 'd,
    {
        if !self.places.contains_key(key)
            && let Some(stored) = stored()
        {
            self.places.insert(key.to_owned(), self.drafts.len());
            self.drafts.push(Draft {
                content: stored.content.clone(),
                visibility: stored.visibility,
                citations: Vec::new(),
                claims: BTreeSet::new(),
            });
            self.origins.push(Vec::new());
        }
        let Some(place) = self.places.get(key).copied() else {
            return;
        };
        let stands = &mut self.drafts[place];
        stands.citations.append(&mut citations);
        stands.citations.sort();
        stands.citations.dedup();
        stands.claims.insert(dossier.to_owned());
    }

    /// The facts, and the violations that joining found.
    pub(super) fn finish(self, violations: &mut Vec<Violation>) -> Vec<Draft<T>> {
        violations.extend(self.violations);
        self.drafts
    }
}

impl Origin<'_> {
    fn violation(&self, code: Code, message: String) -> Violation {
        Violation::new(
            &self.dossier.file,
            self.position,
            self.path.clone(),
            code,
            message,
        )
    }
}

/// Which fields differ, by their names in JSON.
fn conflict<T: Content>(stands: &Draft<T>, other: &Draft<T>, first: &Origin<'_>) -> String {
    let fields = |draft: &Draft<T>| serde_json::to_value(&draft.content).unwrap_or_default();
    let (one, two) = (fields(stands), fields(other));
    let mut differ: Vec<&str> = one
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, value)| two.get(name.as_str()) != Some(value))
        .map(|(name, _)| name.as_str())
        .collect();
    if stands.visibility != other.visibility {
        differ.push("visibility");
    }
    format!(
        "`{}` is said differently in {}:{}: {}",
        stands.content.key(),
        first.dossier.file,
        first.position.line,
        differ.join(", ")
    )
}
