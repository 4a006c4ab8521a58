//! Relations, figures, notes and spans of an exported dossier.

use std::collections::{BTreeMap, HashMap};

use entity::draft::{
    Batch, CitationDraft, DossierDraft, Draft, FigureContent, NoteContent, RelationContent, Span,
    Value,
};

use super::Seen;
use crate::operations::dossier::{
    At, Cite, FigureBlock, NoteBlock, Position, RelationBlock, Source, WHOLE, key,
};

/// A value that stands nowhere yet.
pub(super) fn at<T>(value: T) -> At<T> {
    At::new(value, Position::default())
}

/// The spans of a dossier by place, so that what cites a place finds its name.
pub(super) struct Spans {
    named: BTreeMap<String, Span>,
    names: HashMap<(i32, i32, String), String>,
}

impl Spans {
    /// The spans that the dossier names, and those that its facts cite without a name.
    pub(super) fn of(draft: &DossierDraft, batch: &Batch) -> Self {
        let mut spans = Self {
            named: BTreeMap::new(),
            names: HashMap::new(),
        };
        for span in &draft.spans {
            spans.keep(span);
        }
        let values = batch
            .figures
            .iter()
            .filter_map(|figure| match &figure.content.value {
                Some(Value::Read(span, _)) => Some(span),
                _ => None,
            });
        let titles = batch
            .entities
            .iter()
            .filter_map(|entity| match &entity.content.title {
                Some(Value::Read(span, _)) => Some(span),
                _ => None,
            });
        for span in values.chain(titles).chain(cited(batch)) {
            spans.keep(span);
        }
        spans
    }

    fn keep(&mut self, span: &Span) {
        let place = (span.start, span.end, span.sha256.clone());
        let own = span.name.clone();
        let taken = own.as_ref().is_some_and(|name| {
            self.named
                .get(name)
                .is_some_and(|other| (other.start, other.end) != (span.start, span.end))
        });
        if own.is_none() && self.names.contains_key(&place) {
            return;
        }
        let name = match own {
            Some(name) if !taken => name,
            _ => format!("at-{}-{}", span.start, span.end),
        };
        let named = Span {
            name: Some(name.clone()),
            ..span.clone()
        };
        self.named.insert(name.clone(), named);
        self.names.entry(place).or_insert(name);
    }

    /// The name of a span.
    pub(super) fn name(&self, span: &Span) -> String {
        let own = span.name.as_ref().filter(|name| {
            self.named
                .get(*name)
                .is_some_and(|other| (other.start, other.end) == (span.start, span.end))
        });
        let place = (span.start, span.end, span.sha256.clone());
        own.or_else(|| self.names.get(&place))
            .cloned()
            .unwrap_or_default()
    }

    pub(super) fn cites(&self, citations: &[CitationDraft]) -> Vec<Cite> {
        let cite = |citation: &CitationDraft| Cite {
            span: at(citation
                .span
                .as_ref()
                .map_or_else(|| WHOLE.to_owned(), |span| self.name(span))),
            note: citation.note.clone(),
        };
        citations.iter().map(cite).collect()
    }

    pub(super) fn source<T: Clone>(&self, value: &Value<T>) -> Source<T> {
        match value {
            Value::Given(value) => Source::Given(value.clone()),
            Value::Read(span, carried) => Source::Read {
                span: self.name(span),
                carried: carried.clone(),
            },
        }
    }

    pub(super) fn into_list(self) -> Vec<At<Span>> {
        let mut spans: Vec<Span> = self.named.into_values().collect();
        spans.sort_by(|a, b| (a.start, a.end, &a.name).cmp(&(b.start, b.end, &b.name)));
        spans.into_iter().map(at).collect()
    }
}

/// The spans that facts of a batch cite.
fn cited(batch: &Batch) -> impl Iterator<Item = &Span> {
    fn of<T>(drafts: &[Draft<T>]) -> impl Iterator<Item = &Span> {
        drafts
            .iter()
            .flat_map(|draft| &draft.citations)
            .filter_map(|citation| citation.span.as_ref())
    }
    of(&batch.entities)
        .chain(of(&batch.names))
        .chain(of(&batch.identifiers))
        .chain(of(&batch.relations))
        .chain(of(&batch.figures))
        .chain(of(&batch.notes))
}

pub(super) fn relations(batch: &Batch, spans: &Spans) -> Vec<RelationBlock> {
    let relation = |(index, draft)| relation(index, draft, spans);
    batch.relations.iter().enumerate().map(relation).collect()
}

fn relation(index: usize, draft: &Draft<RelationContent>, spans: &Spans) -> RelationBlock {
    let said = &draft.content;
    let mut block = RelationBlock {
        index,
        position: Position::default(),
        key: None,
        subject: at(said.subject.clone()),
        kind: at(said.kind),
        object: at(said.object.clone()),
        role: said.role.clone().map(at),
        on_behalf_of: said.on_behalf_of.clone().map(at),
        support_form: said.support_form.map(at),
        agreement: said.agreement.clone(),
        headcount: said.headcount,
        recurrence: said.recurrence.clone().map(at),
        modality: said.modality,
        // Always written out: whether a dossier is reference data may change.
        basis: Some(at(said.basis)),
        rule: said.rule.clone(),
        period: said.period.clone().map(at),
        share: said.share.map(at),
        confidence: said.confidence,
        visibility: at(draft.visibility),
        cite: spans.cites(&draft.citations),
    };
    if key::of_relation(&block) != said.key {
        block.key = Some(at(said.key.clone()));
    }
    block
}

pub(super) fn figures(batch: &Batch, seen: &Seen, spans: &Spans) -> Vec<FigureBlock> {
    let figure = |(index, draft)| figure(index, draft, seen, spans);
    batch.figures.iter().enumerate().map(figure).collect()
}

fn figure(index: usize, draft: &Draft<FigureContent>, seen: &Seen, spans: &Spans) -> FigureBlock {
    let said = &draft.content;
    let mut block = FigureBlock {
        index,
        position: Position::default(),
        key: None,
        about: at(said.about.clone()),
        measure: at(said.measure.clone()),
        kind: at(said.kind),
        value: said.value.as_ref().map(|value| at(spans.source(value))),
        lower: said.lower,
        upper: said.upper,
        approximate: said.approximate,
        unit: said.unit.clone().map(at),
        group: said.group.clone().map(at),
        // A whole that the tier does not see is not named to it.
        part_of: said
            .part_of
            .clone()
            .filter(|whole| seen.figures.contains(whole))
            .map(at),
        period: said.period.clone().map(at),
        modality: said.modality,
        // Always written out: whether a dossier is reference data may change.
        basis: Some(at(said.basis)),
        visibility: at(draft.visibility),
        cite: spans.cites(&draft.citations),
    };
    if key::of_figure(&block) != said.key {
        block.key = Some(at(said.key.clone()));
    }
    block
}

pub(super) fn notes(draft: &DossierDraft, batch: &Batch, spans: &Spans) -> Vec<NoteBlock> {
    let mut counts: HashMap<(&str, &str), usize> = HashMap::new();
    let mut blocks = Vec::new();
    for (index, note) in batch.notes.iter().enumerate() {
        let said: &NoteContent = &note.content;
        let n = counts
            .entry((said.about.as_str(), said.kind.as_str()))
            .or_default();
        *n += 1;
        let derived = key::of_note(&said.about, said.kind.as_str(), &draft.key, *n);
        blocks.push(NoteBlock {
            index,
            position: Position::default(),
            key: (derived != said.key).then(|| at(said.key.clone())),
            about: at(said.about.clone()),
            kind: said.kind,
            text: said
                .text
                .iter()
                .map(|(language, text)| (language.clone(), at(text.clone())))
                .collect(),
            visibility: at(note.visibility),
            cite: spans.cites(&note.citations),
        });
    }
    blocks
}
