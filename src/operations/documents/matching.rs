//! Whether a text is the one that the dossiers describe: its hash, its length, every span.

use std::{collections::BTreeSet, sync::Arc};

use entity::draft::{Batch, CitationDraft, Draft, Span, Value};

use super::{DocumentError, Supplied};
use crate::operations::{
    text::{Text, one_number, sha256},
    violation::{Code, Position, Violation},
};

const START: Position = Position { line: 1, column: 1 };

/// The text of the bytes.
pub(super) fn decode(supplied: &Supplied) -> Result<Text, DocumentError> {
    match String::from_utf8(supplied.bytes.clone()) {
        Ok(text) => Ok(Text::new(text)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&supplied.bytes[..valid]).into_owned();
            let before = Text::new(before);
            let end = i32::try_from(before.length()).unwrap_or(i32::MAX);
            let violation = Violation::new(
                &supplied.file.as_str().into(),
                before.position(end),
                "",
                Code::NotUtf8,
                "the text is not UTF-8 from here on",
            );
            Err(DocumentError::Violations(vec![violation]))
        }
    }
}

/// Holds a text against the dossiers of its document, and counts the spans that it bears out.
pub(super) fn check(
    supplied: &Supplied,
    document: &str,
    batch: &Batch,
    text: &Text,
) -> Result<usize, DocumentError> {
    let file: Arc<str> = supplied.file.as_str().into();
    let mut violations = described(&file, document, batch, text);
    let spans = spans(batch, document);
    for span in &spans {
        violations.extend(misplaced(&file, span, text));
    }
    if violations.is_empty() {
        violations.extend(unreadable(&file, batch, text));
    }
    if violations.is_empty() {
        Ok(spans.len())
    } else {
        Err(DocumentError::Violations(violations))
    }
}

/// Hash and length, as the document's entity has them.
fn described(file: &Arc<str>, document: &str, batch: &Batch, text: &Text) -> Vec<Violation> {
    let entity = batch
        .entities
        .iter()
        .map(|draft| &draft.content)
        .find(|content| content.key == document);
    let hash = entity.and_then(|entity| entity.sha256.clone());
    let length = entity.and_then(|entity| entity.text_length);
    let found = i32::try_from(text.length()).ok();
    let differs = [
        (
            "sha256",
            hash.as_deref().is_some_and(|hash| hash != text.sha256()),
            hash.unwrap_or_default(),
        ),
        (
            "length",
            length.is_some() && length != found,
            length.map(|length| length.to_string()).unwrap_or_default(),
        ),
    ];
    differs
        .into_iter()
        .filter(|(_, differs, _)| *differs)
        .map(|(name, _, expected)| {
            let message = format!("this is not the text of {document}: its {name} is another");
            Violation::new(
                file,
                START,
                format!("document.{name}"),
                Code::TextDiffers,
                message,
            )
            .expected(expected)
        })
        .collect()
}

/// A span that is not found in the text.
fn misplaced(file: &Arc<str>, span: &Span, text: &Text) -> Option<Violation> {
    let field = format!("spans.{}", span.name.as_deref().unwrap_or_default());
    let place = format!("[{}, {}]", span.start, span.end);
    let Some(part) = text.span(span.start, span.end) else {
        let message = format!("the span {place} reaches beyond the end of the text");
        let position = text.position(span.start);
        let violation = Violation::new(file, position, field, Code::SpanOutside, message);
        return Some(violation.expected(format!("an end of {} at most", text.length())));
    };
    let found = sha256(part);
    (found != span.sha256).then(|| {
        let message = format!("the text has the hash {found} at {place}");
        Violation::new(
            file,
            text.position(span.start),
            field,
            Code::SpanHash,
            message,
        )
        .expected(span.sha256.clone())
    })
}

/// Figures whose span does not hold one number.
fn unreadable(file: &Arc<str>, batch: &Batch, text: &Text) -> Vec<Violation> {
    let spans = batch
        .figures
        .iter()
        .filter_map(|figure| match &figure.content.value {
            Some(Value::Read(span, _)) => Some((&figure.content.key, span)),
            _ => None,
        });
    spans
        .filter(|(_, span)| {
            text.span(span.start, span.end)
                .and_then(one_number)
                .is_none()
        })
        .map(|(key, span)| {
            let message =
                format!("the figure {key} is to be read here, where no single number stands");
            let field = format!("spans.{}", span.name.as_deref().unwrap_or_default());
            Violation::new(
                file,
                text.position(span.start),
                field,
                Code::ValueUnreadable,
                message,
            )
        })
        .collect()
}

/// Every span into the document: those that are named, cited, or read from.
fn spans(batch: &Batch, document: &str) -> BTreeSet<Span> {
    fn cited<T>(drafts: &[Draft<T>]) -> impl Iterator<Item = &CitationDraft> {
        drafts.iter().flat_map(|draft| &draft.citations)
    }
    let citations = cited(&batch.entities)
        .chain(cited(&batch.names))
        .chain(cited(&batch.identifiers))
        .chain(cited(&batch.relations))
        .chain(cited(&batch.figures))
        .chain(cited(&batch.notes))
        .filter(|citation| citation.document == document)
        .filter_map(|citation| citation.span.clone());
    let named = batch
        .dossiers
        .iter()
        .flat_map(|dossier| dossier.spans.iter().cloned());
    citations.chain(named).collect()
}
