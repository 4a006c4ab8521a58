//! From dossiers to drafts: what is said, joined by key over all dossiers of an import.
//!
//! Sources that say the same are one fact with the citations of all. Where two say
//! different things under one key, that is a conflict, shown at the later place. Not here:
//! other rules (`validation`) and storing (`store`).

use std::collections::HashMap;

use entity::{
    draft::{
        Batch, CitationDraft, DossierDraft, Draft, EntityContent, FigureContent, IdentifierContent,
        NameContent, NoteContent, RelationContent, Span, name_key,
    },
    vocabulary::{Basis, NameKind, Tier},
};

use super::{
    dossier::{Cite, Dossier, EntityBlock, NameBlock, Reading, Source, key},
    text::Text,
    validation::Known,
    violation::{Position, Violation},
};

mod content;
mod joining;

use joining::{Joined, Origin};

/// The facts of all dossiers, and the conflicts between them.
#[must_use]
pub fn batch(readings: &[Reading], known: &Known) -> (Batch, Vec<Violation>) {
    let mut drafter = Drafter::new(known);
    for dossier in readings
        .iter()
        .filter_map(|reading| reading.dossier.as_ref())
    {
        drafter.dossier(dossier);
    }
    drafter.finish()
}

/// The names of a block with their keys and places.
pub(super) fn origin_of_names(
    block: &EntityBlock,
) -> impl Iterator<Item = (String, String, Position)> {
    block.names.iter().map(|name| {
        let path = format!("{}.names[{}]", block.path, name.index);
        (key_of_name(block, name), path, name.text.position)
    })
}

fn key_of_name(block: &EntityBlock, name: &NameBlock) -> String {
    name_key(
        &block.key.value,
        name.kind.value,
        name.language.as_deref(),
        &name.text.value,
    )
}

/// Gathers the drafts of one dossier after the other.
struct Drafter<'a> {
    known: &'a Known,
    dossiers: Vec<DossierDraft>,
    entities: Joined<'a, EntityContent>,
    names: Joined<'a, NameContent>,
    identifiers: Joined<'a, IdentifierContent>,
    relations: Joined<'a, RelationContent>,
    figures: Joined<'a, FigureContent>,
    notes: Joined<'a, NoteContent>,
    /// Evidence for entities that other dossiers declare.
    evidence: Vec<(&'a Dossier, &'a EntityBlock, Vec<CitationDraft>)>,
}

/// A dossier with its spans by name, and its document's text where it is held.
struct Said<'a> {
    dossier: &'a Dossier,
    spans: HashMap<&'a str, &'a Span>,
    text: Option<&'a Text>,
}

impl<'a> Drafter<'a> {
    fn new(known: &'a Known) -> Self {
        Self {
            known,
            dossiers: Vec::new(),
            entities: Joined::default(),
            names: Joined::default(),
            identifiers: Joined::default(),
            relations: Joined::default(),
            figures: Joined::default(),
            notes: Joined::default(),
            evidence: Vec::new(),
        }
    }

    fn dossier(&mut self, dossier: &'a Dossier) {
        let said = Said::new(dossier, self.known);
        self.dossiers.push(DossierDraft {
            key: dossier.key.value.clone(),
            document: dossier.document.key.value.clone(),
            spans: dossier.spans.iter().map(|at| at.value.clone()).collect(),
            sha256: dossier.sha256.clone(),
        });
        for block in dossier.blocks() {
            self.block(&said, block);
        }
        for relation in &dossier.relations {
            let origin = said.origin(format!("relations[{}]", relation.index), relation.position);
            let draft = said.draft(
                content::relation(&said, relation),
                relation.visibility.value,
                said.citations(&relation.cite),
            );
            self.relations.add(draft, origin);
        }
        for figure in &dossier.figures {
            let origin = said.origin(format!("figures[{}]", figure.index), figure.position);
            let draft = said.draft(
                content::figure(&said, figure),
                figure.visibility.value,
                said.citations(&figure.cite),
            );
            self.figures.add(draft, origin);
        }
        for (key, note) in key::of_notes(dossier) {
            let origin = said.origin(format!("notes[{}]", note.index), note.position);
            let draft = said.draft(
                content::note(key, note),
                note.visibility.value,
                said.citations(&note.cite),
            );
            self.notes.add(draft, origin);
        }
    }

    fn block(&mut self, said: &Said<'a>, block: &'a EntityBlock) {
        let evidence = said.evidence(block);
        if let Some(content) = content::entity(said, block) {
            let draft = said.draft(content, block.visibility.value, evidence.clone());
            let origin = said.origin(block.path.clone(), block.key.position);
            self.entities.add(draft, origin);
        } else if !block.cite.is_empty() {
            let cited = said.citations(&block.cite);
            self.evidence.push((said.dossier, block, cited));
        }
        let citations = |own: &[Cite]| {
            if own.is_empty() {
                evidence.clone()
            } else {
                said.citations(own)
            }
        };
        let tier = |own: Option<Tier>| own.unwrap_or(block.visibility.value);
        for (name, (key, path, position)) in block.names.iter().zip(origin_of_names(block)) {
            let recorded = block.declaration.is_some() && name.index == 0;
            let content = content::name(key, block, name, recorded);
            let visibility = tier(name.visibility.as_ref().map(|at| at.value));
            let draft = said.draft(content, visibility, citations(&name.cite));
            self.names.add(draft, said.origin(path, position));
        }
        for identifier in &block.identifiers {
            let path = format!("{}.identifiers[{}]", block.path, identifier.index);
            let visibility = tier(identifier.visibility.as_ref().map(|at| at.value));
            let draft = said.draft(
                content::identifier(block, identifier),
                visibility,
                citations(&identifier.cite),
            );
            let origin = said.origin(path, identifier.scheme.position);
            self.identifiers.add(draft, origin);
        }
    }

    fn finish(mut self) -> (Batch, Vec<Violation>) {
        for (dossier, block, citations) in std::mem::take(&mut self.evidence) {
            let stored = || self.known.drafts.get(&block.key.value);
            let key = &block.key.value;
            self.entities
                .support(key, &dossier.key.value, citations, stored);
        }
        let mut violations = Vec::new();
        let batch = Batch {
            dossiers: self.dossiers,
            entities: self.entities.finish(&mut violations),
            names: self.names.finish(&mut violations),
            identifiers: self.identifiers.finish(&mut violations),
            relations: self.relations.finish(&mut violations),
            figures: self.figures.finish(&mut violations),
            notes: self.notes.finish(&mut violations),
        };
        (batch, violations)
    }
}

impl<'a> Said<'a> {
    fn new(dossier: &'a Dossier, known: &'a Known) -> Self {
        let spans = dossier.spans.iter();
        Self {
            dossier,
            spans: spans
                .filter_map(|at| Some((at.value.name.as_deref()?, &at.value)))
                .collect(),
            text: known.texts.get(&dossier.document.key.value),
        }
    }

    fn origin(&self, path: String, position: Position) -> Origin<'a> {
        Origin {
            dossier: self.dossier,
            path,
            position,
        }
    }

    fn draft<T>(&self, content: T, visibility: Tier, citations: Vec<CitationDraft>) -> Draft<T> {
        Draft {
            content,
            visibility,
            citations,
            claims: [self.dossier.key.value.clone()].into(),
        }
    }

    /// The evidence for an entity: what it cites, or else what its names cite; a document is
    /// its own evidence, by its title where that is read from the text.
    fn evidence(&self, block: &EntityBlock) -> Vec<CitationDraft> {
        if !block.cite.is_empty() {
            return self.citations(&block.cite);
        }
        let mut citations: Vec<CitationDraft> = block
            .names
            .iter()
            .flat_map(|name| self.citations(&name.cite))
            .collect();
        citations.sort();
        citations.dedup();
        if citations.is_empty() && block.path == "document" {
            citations.extend(self.own_evidence(block));
        }
        citations
    }

    fn own_evidence(&self, block: &EntityBlock) -> Option<CitationDraft> {
        let span = match &block.declaration.as_ref()?.title.as_ref()?.value {
            Source::Read { span, .. } => Some((*self.spans.get(span.as_str())?).clone()),
            Source::Given(_) if self.dossier.is_reference() => None,
            Source::Given(_) => return None,
        };
        Some(self.citation(span, None))
    }

    /// Citations in the order of their places, each once.
    fn citations(&self, cites: &[Cite]) -> Vec<CitationDraft> {
        let found = cites.iter().filter_map(|cite| {
            let span = match self.spans.get(cite.span.value.as_str()) {
                Some(span) => Some((*span).clone()),
                None if self.dossier.is_reference() => None,
                // Refused elsewhere: no span of the dossier has this name.
                None => return None,
            };
            Some(self.citation(span, cite.note.clone()))
        });
        let mut citations: Vec<CitationDraft> = found.collect();
        citations.sort();
        citations.dedup();
        citations
    }

    fn citation(&self, span: Option<Span>, note: Option<String>) -> CitationDraft {
        CitationDraft {
            dossier: self.dossier.key.value.clone(),
            document: self.dossier.document.key.value.clone(),
            span,
            note,
        }
    }

    fn basis(&self, own: Option<Basis>) -> Basis {
        own.unwrap_or(if self.dossier.is_reference() {
            Basis::Reference
        } else {
            Basis::Stated
        })
    }

    /// A value, read from its span where the text is held.
    fn value<T: Clone>(
        &self,
        source: &Source<T>,
        read: fn(&str) -> Option<T>,
    ) -> Option<entity::draft::Value<T>> {
        use entity::draft::Value;
        match source {
            Source::Given(value) => Some(Value::Given(value.clone())),
            Source::Read { span, carried } => {
                let span = *self.spans.get(span.as_str())?;
                let part = self.text.and_then(|text| text.span(span.start, span.end));
                let value = part.and_then(read).or_else(|| carried.clone());
                // Values keep the place alone; what a dossier calls it may change.
                let place = Span {
                    name: None,
                    ..span.clone()
                };
                Some(Value::Read(place, value))
            }
        }
    }
}

/// The place of a name among those of its entity: the recorded one first, then by kind. It
/// hangs on nothing but the name, so that it is the same whichever dossiers come first.
const fn place_of_name(kind: NameKind, recorded: bool) -> i32 {
    if recorded {
        return 0;
    }
    match kind {
        NameKind::Official => 1,
        NameKind::Short => 2,
        NameKind::Alias => 3,
        NameKind::Former => 4,
        NameKind::Surface => 5,
    }
}
