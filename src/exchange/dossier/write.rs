//! Writing dossiers as YAML that a curator can go on with.
//!
//! One line a span, name and fact; entities in blocks. What is the default is left out.
//! Reading what was written gives the same dossier. Not here: which facts (`operations`).

use std::{collections::BTreeMap, fmt::Write};

use entity::vocabulary::{EntityKind, EventStatus, FigureKind, Modality, Tier};

use super::node::Scalar;
use crate::operations::dossier::{
    At, Cite, Declaration, Dossier, EntityBlock, FigureBlock, IdentifierBlock, NameBlock,
    NoteBlock, RelationBlock, Source,
};

/// A dossier as YAML.
#[must_use]
pub fn write(dossier: &Dossier) -> String {
    let mut text = String::from("# yaml-language-server: $schema=../dossier.schema.json\n");
    line(&mut text, 0, "dossier", &scalar(&dossier.key.value));
    line(&mut text, 0, "format", "1");
    text.push_str("document:\n");
    line(&mut text, 2, "key", &scalar(&dossier.document.key.value));
    block(&mut text, 2, &dossier.document, true);
    if !dossier.spans.is_empty() {
        text.push_str("spans:\n");
    }
    for span in dossier.spans.iter().map(|at| &at.value) {
        let name = span.name.as_deref().unwrap_or_default();
        let value = format!("[{}, {}, {}]", span.start, span.end, scalar(&span.sha256));
        line(&mut text, 2, name, &value);
    }
    if !dossier.entities.is_empty() {
        text.push_str("entities:\n");
    }
    for entity in &dossier.entities {
        let _ = writeln!(text, "  {}:", scalar(&entity.key.value));
        block(&mut text, 4, entity, false);
    }
    section(&mut text, "relations", &dossier.relations, relation);
    section(&mut text, "figures", &dossier.figures, figure);
    section(&mut text, "notes", &dossier.notes, note);
    text
}

fn section<T>(text: &mut String, name: &str, facts: &[T], write: fn(&T) -> Flow) {
    if !facts.is_empty() {
        // Writing to a string cannot fail, here and below.
        let _ = writeln!(text, "{name}:");
    }
    for fact in facts {
        let _ = writeln!(text, "  - {}", write(fact).close());
    }
}

fn line(text: &mut String, indent: usize, name: &str, value: &str) {
    let _ = writeln!(text, "{:indent$}{}: {value}", "", scalar(name));
}

fn some_line(text: &mut String, indent: usize, name: &str, value: Option<String>) {
    if let Some(value) = value {
        line(text, indent, name, &value);
    }
}

fn block(text: &mut String, indent: usize, block: &EntityBlock, document: bool) {
    if let Some(declared) = &block.declaration {
        declaration(text, indent, declared, document);
    }
    if block.visibility.value != Tier::Public {
        line(text, indent, "visibility", block.visibility.value.as_str());
    }
    lists(text, indent, "names", &block.names, name);
    lists(text, indent, "identifiers", &block.identifiers, identifier);
    some_line(text, indent, "cite", cites(&block.cite));
    if is_bare(block) {
        // A mapping with nothing in it would be no mapping at all.
        line(text, indent, "visibility", block.visibility.value.as_str());
    }
}

fn is_bare(block: &EntityBlock) -> bool {
    block.declaration.is_none()
        && block.visibility.value == Tier::Public
        && block.names.is_empty()
        && block.identifiers.is_empty()
        && block.cite.is_empty()
}

fn lists<T>(text: &mut String, indent: usize, name: &str, items: &[T], write: fn(&T) -> Flow) {
    if !items.is_empty() {
        let _ = writeln!(text, "{:indent$}{name}:", "");
    }
    for item in items {
        let _ = writeln!(text, "{:indent$}  - {}", "", write(item).close());
    }
}

fn declaration(text: &mut String, indent: usize, said: &Declaration, document: bool) {
    let kind = said.kind.value;
    let is_document = kind == EntityKind::Document;
    if !document {
        line(text, indent, "kind", kind.as_str());
    }
    let held_by_default = document && said.sha256.is_some();
    let fields = [
        ("type", optional(said.entity_type.as_ref())),
        ("country", optional(said.country.as_ref())),
        (
            "status",
            said.status
                .filter(|status| *status != EventStatus::Unknown)
                .map(|status| status.to_string()),
        ),
        ("online", said.online.map(|online| online.to_string())),
        (
            "named",
            said.named
                .filter(|named| !named)
                .map(|named| named.to_string()),
        ),
        ("language", optional(said.language.as_ref())),
        ("sha256", optional(said.sha256.as_ref().map(|at| &at.value))),
        ("length", said.length.map(|length| length.to_string())),
        ("title", said.title.as_ref().map(|at| title(&at.value))),
        ("url", optional(said.url.as_ref())),
        (
            if document { "published" } else { "publishedOn" },
            optional(said.published_on.as_ref()),
        ),
        (
            "held",
            said.held
                .filter(|held| is_document && *held != held_by_default)
                .map(|held| held.to_string()),
        ),
        ("reference", said.reference.then(|| "true".to_owned())),
        (
            if kind == EntityKind::Municipality {
                "existed"
            } else {
                "period"
            },
            optional(said.period.as_ref().map(|at| &at.value)),
        ),
        (
            "position",
            said.position
                .map(|(north, east)| format!("[{north}, {east}]")),
        ),
        ("possibly", list(&said.possibly)),
        ("description", texts(&said.description)),
    ];
    for (name, value) in fields {
        some_line(text, indent, name, value);
    }
}

fn title(source: &Source<String>) -> String {
    match source {
        Source::Given(text) => scalar(text),
        Source::Read { span, carried } => {
            let mut flow = Flow::new();
            flow.text("span", span);
            flow.some("text", optional(carried.as_ref()));
            flow.close()
        }
    }
}

fn name(name: &NameBlock) -> Flow {
    let mut flow = Flow::new();
    flow.text("text", &name.text.value);
    flow.some("language", optional(name.language.as_ref()));
    flow.raw("kind", name.kind.value.as_str());
    flow.some("candidates", list(&name.candidates));
    flow.some("visibility", word(name.visibility.as_ref()));
    flow.some("cite", cites(&name.cite));
    flow
}

fn identifier(identifier: &IdentifierBlock) -> Flow {
    let mut flow = Flow::new();
    flow.text("scheme", &identifier.scheme.value);
    flow.text("value", &identifier.value.value);
    flow.some("url", optional(identifier.url.as_ref()));
    flow.some("visibility", word(identifier.visibility.as_ref()));
    flow.some("cite", cites(&identifier.cite));
    flow
}

fn relation(relation: &RelationBlock) -> Flow {
    let mut flow = Flow::new();
    flow.some("key", value(relation.key.as_ref()));
    flow.text("subject", &relation.subject.value);
    flow.raw("kind", relation.kind.value.as_str());
    flow.text("object", &relation.object.value);
    flow.some("role", value(relation.role.as_ref()));
    flow.some("onBehalfOf", value(relation.on_behalf_of.as_ref()));
    flow.some("supportForm", word(relation.support_form.as_ref()));
    flow.some("agreement", optional(relation.agreement.as_ref()));
    flow.some(
        "headcount",
        relation.headcount.map(|count| count.to_string()),
    );
    if let Some(recurrence) = relation.recurrence.as_ref().map(|at| &at.value) {
        let mut inner = Flow::new();
        inner.some(
            "atLeast",
            recurrence.at_least.map(|times| times.to_string()),
        );
        inner.text("every", &recurrence.every);
        flow.raw("recurrence", &inner.close());
    }
    if relation.modality != Modality::Asserted {
        flow.raw("modality", relation.modality.as_str());
    }
    flow.some("basis", word(relation.basis.as_ref()));
    flow.some("rule", optional(relation.rule.as_ref()));
    flow.some("period", value(relation.period.as_ref()));
    flow.some("share", word(relation.share.as_ref()));
    flow.some(
        "confidence",
        relation.confidence.map(|word| word.to_string()),
    );
    flow.tier(relation.visibility.value);
    flow.some("cite", cites(&relation.cite));
    flow
}

fn figure(figure: &FigureBlock) -> Flow {
    let mut flow = Flow::new();
    flow.some("key", value(figure.key.as_ref()));
    flow.text("about", &figure.about.value);
    flow.text("measure", &figure.measure.value);
    flow.raw("kind", figure.kind.value.as_str());
    match figure.value.as_ref().map(|at| &at.value) {
        None => {}
        Some(Source::Given(number)) => flow.raw("value", &number.to_string()),
        Some(Source::Read { span, carried }) => {
            let mut inner = Flow::new();
            inner.text("read", span);
            inner.some("value", carried.map(|number| number.to_string()));
            flow.raw("value", &inner.close());
        }
    }
    flow.some("lower", figure.lower.map(|bound| bound.to_string()));
    flow.some("upper", figure.upper.map(|bound| bound.to_string()));
    if figure.approximate {
        flow.raw("approximate", "true");
    }
    flow.some("unit", value(figure.unit.as_ref()));
    flow.some("group", value(figure.group.as_ref()));
    flow.some("partOf", value(figure.part_of.as_ref()));
    flow.some("period", value(figure.period.as_ref()));
    let default = match figure.kind.value {
        FigureKind::Target => Modality::Planned,
        FigureKind::Stated | FigureKind::Counted => Modality::Asserted,
    };
    if figure.modality != default {
        flow.raw("modality", figure.modality.as_str());
    }
    flow.some("basis", word(figure.basis.as_ref()));
    flow.tier(figure.visibility.value);
    flow.some("cite", cites(&figure.cite));
    flow
}

fn note(note: &NoteBlock) -> Flow {
    let mut flow = Flow::new();
    flow.some("key", value(note.key.as_ref()));
    flow.text("about", &note.about.value);
    flow.raw("kind", note.kind.as_str());
    flow.some("text", texts(&note.text));
    flow.tier(note.visibility.value);
    flow.some("cite", cites(&note.cite));
    flow
}

fn cites(cites: &[Cite]) -> Option<String> {
    let cite = |cite: &Cite| match &cite.note {
        None => scalar(&cite.span.value),
        Some(note) => {
            let mut flow = Flow::new();
            flow.text("span", &cite.span.value);
            flow.text("note", note);
            flow.close()
        }
    };
    match cites {
        [] => None,
        [Cite { span, note: None }] => Some(scalar(&span.value)),
        _ => {
            let cites: Vec<String> = cites.iter().map(cite).collect();
            Some(format!("[{}]", cites.join(", ")))
        }
    }
}

fn texts(texts: &BTreeMap<String, At<String>>) -> Option<String> {
    let mut flow = Flow::new();
    for (language, text) in texts {
        flow.text(language, &text.value);
    }
    (!texts.is_empty()).then(|| flow.close())
}

fn list(items: &[At<String>]) -> Option<String> {
    let written: Vec<String> = items.iter().map(|item| scalar(&item.value)).collect();
    (!items.is_empty()).then(|| format!("[{}]", written.join(", ")))
}

fn optional(text: Option<&String>) -> Option<String> {
    text.map(|text| scalar(text))
}

fn value(text: Option<&At<String>>) -> Option<String> {
    text.map(|at| scalar(&at.value))
}

fn word<T: ToString>(word: Option<&At<T>>) -> Option<String> {
    word.map(|at| at.value.to_string())
}

/// A scalar: plain where nobody can take it for anything else, else in quotes.
fn scalar(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        && Scalar::of_plain(text) == Scalar::Text;
    if plain {
        return text.to_owned();
    }
    // A JSON string is a YAML scalar in double quotes.
    serde_json::Value::from(text).to_string()
}

/// A mapping on one line.
struct Flow(String);

impl Flow {
    fn new() -> Self {
        Self(String::from("{"))
    }

    fn text(&mut self, name: &str, text: &str) {
        self.raw(name, &scalar(text));
    }

    fn raw(&mut self, name: &str, value: &str) {
        if self.0.len() > 1 {
            self.0.push_str(", ");
        }
        let _ = write!(self.0, "{}: {value}", scalar(name));
    }

    fn some(&mut self, name: &str, value: Option<String>) {
        if let Some(value) = value {
            self.raw(name, &value);
        }
    }

    fn tier(&mut self, tier: Tier) {
        if tier != Tier::Public {
            self.raw("visibility", tier.as_str());
        }
    }

    fn close(mut self) -> String {
        self.0.push('}');
        self.0
    }
}
