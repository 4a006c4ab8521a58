//! Spans: within their document, one hash a place, and as the text says where it is held.

use std::collections::HashMap;

use super::Look;
use crate::operations::{
    dossier::{At, Dossier, EntityBlock, NameBlock, Reading, Source},
    text::sha256,
    violation::{Code, Violation},
};
use entity::{draft::Span, vocabulary::NameKind};

impl<'a> Look<'a> {
    pub(super) fn spans(&mut self, dossier: &'a Dossier) {
        self.described(dossier);
        let held = self.held(dossier);
        for at in &dossier.spans {
            let span = &at.value;
            let field = format!("spans.{}", span.name.as_deref().unwrap_or_default());
            let beyond = dossier.length().is_some_and(|length| span.end > length);
            let part = held.map(|text| text.span(span.start, span.end));
            if beyond || part == Some(None) {
                let length =
                    held.map_or(dossier.length(), |text| i32::try_from(text.length()).ok());
                let message = format!("the span ends at {}", span.end);
                self.refuse(dossier, at.position, field, Code::SpanOutside, message)
                    .expected = length.map(|length| format!("an end of {length} at most"));
            } else if let Some(Some(part)) = part
                && sha256(part) != span.sha256
            {
                let message = "the text that is held has another hash here".to_owned();
                self.refuse(dossier, at.position, field, Code::SpanHash, message)
                    .expected = Some(sha256(part));
            }
        }
    }

    /// A document with spans has a length and a hash, those of the text where it is held.
    fn described(&mut self, dossier: &Dossier) {
        let Some(declared) = &dossier.document.declaration else {
            return;
        };
        let position = dossier.document.key.position;
        if !dossier.spans.is_empty() {
            let missing = [
                ("sha256", declared.sha256.is_none()),
                ("length", declared.length.is_none()),
            ];
            for (name, _) in missing.iter().filter(|(_, missing)| *missing) {
                let message = format!("a document with spans needs its `{name}`");
                let field = format!("document.{name}");
                self.refuse(dossier, position, field, Code::MissingField, message);
            }
        }
        let Some(text) = self.known.texts.get(&dossier.document.key.value) else {
            return;
        };
        let differs = [
            (
                "sha256",
                declared
                    .sha256
                    .as_ref()
                    .is_some_and(|at| at.value != text.sha256()),
                text.sha256().to_owned(),
            ),
            (
                "length",
                declared
                    .length
                    .is_some_and(|length| usize::try_from(length) != Ok(text.length())),
                text.length().to_string(),
            ),
        ];
        for (name, _, expected) in differs.into_iter().filter(|(_, differs, _)| *differs) {
            let message = format!("the text that is held has another {name}");
            let field = format!("document.{name}");
            self.refuse(dossier, position, field, Code::TextDiffers, message)
                .expected = Some(expected);
        }
    }

    /// The text of the dossier's document, when it is held and the one that is meant.
    fn held(&self, dossier: &Dossier) -> Option<&'a crate::operations::text::Text> {
        let text = self.known.texts.get(&dossier.document.key.value)?;
        let declared = dossier.document.declaration.as_ref()?;
        declared
            .sha256
            .as_ref()
            .is_some_and(|at| at.value == text.sha256())
            .then_some(text)
    }

    /// What stands in a span, when the text is held.
    pub(super) fn text_of(&self, dossier: &Dossier, name: &str) -> Option<&'a str> {
        let span = self.index.span(self.place, name)?;
        self.held(dossier)?.span(span.start, span.end)
    }

    /// A surface form stands in one of the spans that it cites.
    pub(super) fn surface(&mut self, dossier: &Dossier, block: &EntityBlock, name: &NameBlock) {
        if name.kind.value != NameKind::Surface || name.cite.is_empty() {
            return;
        }
        let parts: Vec<&str> = name
            .cite
            .iter()
            .filter_map(|cite| self.text_of(dossier, &cite.span.value))
            .collect();
        if parts.is_empty() || parts.contains(&name.text.value.as_str()) {
            return;
        }
        let message = format!(
            "the surface form \"{}\" is not what its span holds",
            name.text.value
        );
        let field = format!("{}.names[{}].text", block.path, name.index);
        self.refuse(
            dossier,
            name.text.position,
            field,
            Code::SurfaceDiffers,
            message,
        )
        .expected = Some("the text exactly as it stands in the span".to_owned());
    }

    /// A title that is read: its span is named, and holds what is carried along.
    pub(super) fn title(&mut self, dossier: &Dossier, block: &EntityBlock) {
        let title = block
            .declaration
            .as_ref()
            .and_then(|declared| declared.title.as_ref());
        let Some(At {
            value: Source::Read { span, carried },
            position,
        }) = title
        else {
            return;
        };
        let field = format!("{}.title", block.path);
        self.named_span(dossier, &field, &At::new(span.clone(), *position));
        if let (Some(carried), Some(read)) = (carried, self.text_of(dossier, span))
            && carried.as_str() != read
        {
            let message = format!("the span `{span}` holds another title than the one given");
            self.refuse(dossier, *position, field, Code::ValueUnreadable, message);
        }
    }
}

/// Spans of one document and one place with different hashes, in whatever dossiers.
pub(super) fn conflicts(readings: &[Reading]) -> Vec<Violation> {
    let mut first: HashMap<(&str, i32, i32), (&Dossier, &Span)> = HashMap::new();
    let mut violations = Vec::new();
    for dossier in readings
        .iter()
        .filter_map(|reading| reading.dossier.as_ref())
    {
        let document = dossier.document.key.value.as_str();
        for at in &dossier.spans {
            let span = &at.value;
            let place = (document, span.start, span.end);
            let (other, same_place) = *first.entry(place).or_insert((dossier, span));
            if same_place.sha256 == span.sha256 {
                continue;
            }
            let name = |span: &Span| span.name.clone().unwrap_or_default();
            let message = format!(
                "`{}` in {} is the same place with another hash",
                name(same_place),
                other.file
            );
            let field = format!("spans.{}", name(span));
            violations.push(
                Violation::new(
                    &dossier.file,
                    at.position,
                    field,
                    Code::SpanConflict,
                    message,
                )
                .expected(same_place.sha256.clone()),
            );
        }
    }
    violations
}
