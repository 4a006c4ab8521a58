//! Holds nodes against the table of fields and gathers every violation.
//!
//! What is wrong is taken out of the tree, so that decoding meets only what is right; a
//! record that lost something weighty is broken as a whole. Not here: anything that needs
//! two facts, or the document's text. To check more of one text: a rule in `rules`.

use std::{collections::HashSet, sync::Arc};

use entity::vocabulary::nearest;

use super::{
    node::{Data, Entry, Node},
    rules::{ENTITY_REFERENCE, SPAN_REFERENCE, TextRule},
    shape::{Field, Need, NumberRule, Record, Shape, Tuple, WordList},
};
use crate::operations::{
    dossier::{Loose, Target},
    sensitive,
    violation::{At, Code, Position, Violation},
};

mod kinds;

use kinds::kind_of;

/// Checks nodes and remembers where it is.
pub(super) struct Checker {
    file: Arc<str>,
    path: String,
    pub(super) violations: Vec<Violation>,
    /// The references that were met.
    pub(super) references: Vec<Loose>,
}

impl Checker {
    pub(super) fn new(file: &Arc<str>) -> Self {
        Self {
            file: Arc::clone(file),
            path: String::new(),
            violations: Vec::new(),
            references: Vec::new(),
        }
    }

    /// Does something one step further down the path.
    pub(super) fn within<T>(&mut self, step: &str, work: impl FnOnce(&mut Self) -> T) -> T {
        let length = self.path.len();
        if length > 0 && !step.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(step);
        let done = work(self);
        self.path.truncate(length);
        done
    }

    /// Whether a node has a shape; what is wrong below it is taken out where that is enough.
    pub(super) fn value(&mut self, node: &mut Node, shape: &Shape) -> bool {
        if let Data::Broken = node.data {
            return false;
        }
        if !shape.looks_like(&node.data) {
            self.wrong_type(node, shape);
            return false;
        }
        let position = node.position;
        match (shape, &mut node.data) {
            (Shape::Text(rule), Data::Scalar(text, _)) => self.text(text, position, rule),
            (Shape::Word(list), Data::Scalar(text, _)) => self.word(text, position, list),
            (Shape::Number(rule), Data::Scalar(text, _)) => self.number(text, position, *rule),
            (Shape::Format, Data::Scalar(text, _)) => self.format(text, position),
            (Shape::List(shape), Data::List(items)) => self.list(items, position, shape),
            (Shape::Tuple(tuple), Data::List(items)) => self.tuple(items, position, tuple),
            (Shape::Record(record), Data::Map(entries)) => self.record(entries, position, record),
            (Shape::Map(rule, shape), Data::Map(entries)) => {
                self.map(entries, position, rule, shape)
            }
            (Shape::Choice(shapes), _) => shapes
                .iter()
                .find(|shape| shape.looks_like(&node.data))
                .is_some_and(|shape| self.value(node, shape)),
            _ => true,
        }
    }

    /// Whether a key keeps a rule; where it stands is not yet on the path.
    pub(super) fn key(&mut self, key: &str, position: Position, rule: &'static TextRule) -> bool {
        self.within(key, |checker| checker.text(key, position, rule))
    }

    /// Refuses a field that its record does not have.
    pub(super) fn unknown_field(&mut self, entry: &Entry, record: &Record) {
        let (code, message) = if sensitive::is_sensitive_field(&entry.key) {
            let message = format!(
                "`{}` would record ethnicity, religion or health; no such thing is recorded of a person",
                entry.key
            );
            (Code::Art9Field, message)
        } else {
            (
                Code::UnknownField,
                format!("`{}` is no field of this place", entry.key),
            )
        };
        let names = record.fields.iter().map(|field| field.name);
        let expected: Vec<_> = names.clone().collect();
        let near = match code {
            Code::UnknownField => nearest(&entry.key, names),
            _ => None,
        };
        self.within(&entry.key, |checker| {
            let violation = checker.violation(entry.key_position, code, message);
            checker.violations.push(
                violation
                    .expected(format!("one of {}", expected.join(", ")))
                    .nearest(near),
            );
        });
    }

    /// Refuses a second entry with the same key.
    pub(super) fn duplicate(&mut self, entry: &Entry) {
        self.within(&entry.key, |checker| {
            let message = format!("`{}` stands here a second time", entry.key);
            checker.refuse(entry.key_position, Code::DuplicateKey, message);
        });
    }

    /// Refuses that a field is not there.
    pub(super) fn missing(&mut self, field: &Field, position: Position) {
        self.within(field.name, |checker| {
            let violation = checker
                .violation(
                    position,
                    Code::MissingField,
                    format!("`{}` is missing", field.name),
                )
                .expected(field.shape.expected());
            checker.violations.push(violation);
        });
    }

    pub(super) fn refuse(&mut self, position: Position, code: Code, message: String) {
        let violation = self.violation(position, code, message);
        self.violations.push(violation);
    }

    fn violation(&self, position: Position, code: Code, message: String) -> Violation {
        Violation::new(&self.file, position, self.path.clone(), code, message)
    }

    pub(super) fn wrong_type(&mut self, node: &Node, shape: &Shape) {
        let quotes = match (shape, &node.data) {
            (Shape::Text(_), Data::Scalar(text, _)) if !text.is_empty() => "; put it in quotes",
            _ => "",
        };
        let message = format!("here stands {}{quotes}", node.data.name());
        let violation = self
            .violation(node.position, Code::WrongType, message)
            .expected(shape.expected());
        self.violations.push(violation);
    }

    fn text(&mut self, text: &str, position: Position, rule: &'static TextRule) -> bool {
        match rule.check(text) {
            Ok(()) => {
                self.refers(text, position, rule);
                true
            }
            Err(wrong) => {
                let expected = wrong.expected.unwrap_or(rule.expected);
                let violation = self.violation(position, wrong.code, wrong.message);
                self.violations.push(violation.expected(expected));
                false
            }
        }
    }

    /// Remembers a reference, in case what it stands in turns out to be broken.
    fn refers(&mut self, text: &str, position: Position, rule: &'static TextRule) {
        let to = if std::ptr::eq(rule, &raw const ENTITY_REFERENCE) {
            Target::Entity
        } else if std::ptr::eq(rule, &raw const SPAN_REFERENCE) {
            Target::Span
        } else {
            return;
        };
        self.references.push(Loose {
            field: self.path.clone(),
            key: At::new(text.to_owned(), position),
            to,
        });
    }

    fn word(&mut self, text: &str, position: Position, list: &WordList) -> bool {
        let words = (list.words)();
        let known = words.contains(&text);
        if !known {
            self.unknown_word(text, position, &words, list.name);
        }
        known
    }

    fn unknown_word(&mut self, text: &str, position: Position, words: &[&str], name: &str) {
        let (code, message) = if sensitive::is_sensitive_word(text) {
            let message = format!("`{text}` would record ethnicity, religion or health");
            (Code::Art9Field, message)
        } else {
            (Code::UnknownWord, format!("`{text}` is not {name}"))
        };
        let near = nearest(text, words.iter().copied());
        let violation = self
            .violation(position, code, message)
            .expected(format!("{name}: {}", words.join(", ")))
            .nearest(near);
        self.violations.push(violation);
    }

    fn number(&mut self, text: &str, position: Position, rule: NumberRule) -> bool {
        let takes = text.parse().is_ok_and(|value: f64| rule.takes(value));
        if !takes {
            let message = format!("{text} is out of bounds");
            let violation = self.violation(position, Code::BadValue, message);
            self.violations.push(violation.expected(rule.expected()));
        }
        takes
    }

    fn format(&mut self, text: &str, position: Position) -> bool {
        let known = text == "1";
        if !known {
            let message = format!("format {text} is not read by this version");
            let violation = self.violation(position, Code::UnknownFormat, message);
            self.violations.push(violation.expected("the number 1"));
        }
        known
    }

    fn list(&mut self, items: &mut [Node], position: Position, shape: &Shape) -> bool {
        if items.is_empty() {
            self.empty(position);
            return false;
        }
        let mut right = true;
        let mut any = false;
        for (place, item) in items.iter_mut().enumerate() {
            if self.within(&format!("[{place}]"), |checker| checker.value(item, shape)) {
                any = true;
            } else {
                // Left in its place, so that those after it keep theirs.
                item.data = Data::Broken;
                right = false;
            }
        }
        // Of a list of records the right ones are still judged.
        right || (any && matches!(shape, Shape::Record(_)))
    }

    fn empty(&mut self, position: Position) {
        let message = "this is empty".to_owned();
        let violation = self.violation(position, Code::BadValue, message);
        self.violations
            .push(violation.expected("something in it, or the field left out"));
    }

    fn tuple(&mut self, items: &mut [Node], position: Position, tuple: &Tuple) -> bool {
        if items.len() != tuple.items.len() {
            let message = format!("here stand {} values", items.len());
            let violation = self.violation(position, Code::BadSpan, message);
            self.violations.push(violation.expected(tuple.name));
            return false;
        }
        let mut right = true;
        for (place, (item, shape)) in items.iter_mut().zip(tuple.items).enumerate() {
            right &= self.within(&format!("[{place}]"), |checker| checker.value(item, shape));
        }
        let numbers: Vec<f64> = items.iter().filter_map(number_of).collect();
        if right && tuple.ascending && numbers.first() >= numbers.get(1) {
            let message = "the span ends before it begins, or is empty".to_owned();
            let violation = self.violation(position, Code::BadSpan, message);
            self.violations
                .push(violation.expected("a start and an end after it"));
            return false;
        }
        right
    }

    fn map(
        &mut self,
        entries: &mut Vec<Entry>,
        position: Position,
        rule: &'static TextRule,
        shape: &Shape,
    ) -> bool {
        if entries.is_empty() {
            self.empty(position);
            return false;
        }
        let before = entries.len();
        let mut seen = HashSet::new();
        entries.retain_mut(|entry| {
            if !seen.insert(entry.key.clone()) {
                self.duplicate(entry);
                return false;
            }
            let key = self.key(&entry.key, entry.key_position, rule);
            let value = self.within(&entry.key, |checker| checker.value(&mut entry.value, shape));
            key && value
        });
        entries.len() == before
    }

    fn record(&mut self, entries: &mut Vec<Entry>, position: Position, record: &Record) -> bool {
        let kind = kind_of(entries, record);
        let mut broken = false;
        let mut seen = HashSet::new();
        entries.retain_mut(|entry| {
            let Some(field) = record.field(&entry.key) else {
                self.unknown_field(entry, record);
                return false;
            };
            if !seen.insert(field.name) {
                self.duplicate(entry);
                return false;
            }
            let right = self.within(field.name, |checker| {
                checker.of_kind(entry, field, record, kind)
                    && checker.value(&mut entry.value, &field.shape)
                    && checker.type_of_kind(&entry.value, field, kind)
            });
            broken |= !right && field.need != Need::Optional;
            right
        });
        for field in record.fields {
            let required = field.need == Need::Required || kind.needs(field);
            if required && !seen.contains(field.name) {
                self.missing(field, position);
                broken = true;
            }
        }
        if !record.one_of.is_empty() && !record.one_of.iter().any(|name| seen.contains(name)) {
            let message = format!("one of {} must be there", record.one_of.join(", "));
            self.refuse(position, Code::MissingField, message);
            broken = true;
        }
        !broken
    }
}

fn number_of(node: &Node) -> Option<f64> {
    match &node.data {
        Data::Scalar(text, _) => text.parse().ok(),
        _ => None,
    }
}
