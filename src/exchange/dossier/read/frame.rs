//! A dossier while it is read: its parts as they come, in whatever order.

use std::{
    collections::{BTreeSet, HashSet},
    sync::Arc,
};

use entity::draft::Span;

use super::super::{
    check::Checker,
    decode,
    fields::DOSSIER,
    node::{Data, Entry, Node},
    rules::TextRule,
    shape::{Field, Need, Shape},
};
use crate::operations::{
    dossier::{At, Dossier, EntityBlock, FigureBlock, Loose, NoteBlock, Reading, RelationBlock},
    violation::{Code, Position, Violation},
};

/// What has been read of a dossier so far.
pub(super) struct Frame {
    pub(super) checker: Checker,
    file: Arc<str>,
    position: Position,
    key: Option<At<String>>,
    document: Option<EntityBlock>,
    spans: Vec<At<Span>>,
    entities: Vec<EntityBlock>,
    relations: Vec<RelationBlock>,
    figures: Vec<FigureBlock>,
    notes: Vec<NoteBlock>,
    unread: BTreeSet<String>,
    loose: Vec<Loose>,
    broken: bool,
    complete: bool,
}

impl Frame {
    pub(super) fn new(file: &Arc<str>, position: Position) -> Self {
        Self {
            checker: Checker::new(file),
            file: Arc::clone(file),
            position,
            key: None,
            document: None,
            spans: Vec::new(),
            entities: Vec::new(),
            relations: Vec::new(),
            figures: Vec::new(),
            notes: Vec::new(),
            unread: BTreeSet::new(),
            loose: Vec::new(),
            broken: false,
            complete: true,
        }
    }

    /// A field that is read as a whole.
    pub(super) fn single(&mut self, field: &'static Field, mut node: Node) {
        self.note_keys(field.name, "key", &node);
        let right = self
            .checker
            .within(field.name, |checker| checker.value(&mut node, &field.shape));
        self.settle(right);
        match field.name {
            _ if !right => self.broken |= field.need == Need::Required,
            "dossier" => self.key = text(node),
            "document" => {
                self.document = decode::document(node);
                if let Some(document) = &self.document {
                    self.unread.remove(&document.key.value);
                }
            }
            _ => {}
        }
    }

    /// One item of a list.
    pub(super) fn item(&mut self, list: &str, shape: &Shape, place: usize, mut node: Node) {
        let step = format!("{list}[{place}]");
        let right = self
            .checker
            .within(&step, |checker| checker.value(&mut node, shape));
        self.settle(right);
        if !right {
            self.note_keys(list, "key", &node);
            return;
        }
        match list {
            _ if list == "relations" => self.relations.extend(decode::relation(place, node)),
            _ if list == "figures" => self.figures.extend(decode::figure(place, node)),
            _ => self.notes.extend(decode::note(place, node)),
        }
    }

    /// One entry of a mapping.
    pub(super) fn entry(
        &mut self,
        map: &str,
        (rule, shape): (&'static TextRule, &Shape),
        mut entry: Entry,
        fresh: bool,
    ) {
        let right = self.checker.within(map, |checker| {
            if !fresh {
                checker.duplicate(&entry);
                return false;
            }
            let key = checker.key(&entry.key, entry.key_position, rule);
            let value =
                checker.within(&entry.key, |checker| checker.value(&mut entry.value, shape));
            key && value
        });
        self.settle(right);
        if !right {
            self.unread.insert(entry.key);
        } else if map == "spans" {
            self.spans
                .extend(decode::span(&entry.key, entry.key_position, entry.value));
        } else {
            self.entities
                .extend(decode::entity(&entry.key, entry.key_position, entry.value));
        }
    }

    /// Refuses a list or mapping without anything in it.
    pub(super) fn empty(&mut self, field: &Field, position: Position) {
        self.checker.within(field.name, |checker| {
            let message = "this is empty; leave the field out".to_owned();
            checker.refuse(position, Code::BadValue, message);
        });
    }

    /// Refuses that fields are missing.
    pub(super) fn missing(&mut self, seen: &HashSet<&str>) {
        for field in DOSSIER.fields {
            if field.need == Need::Required && !seen.contains(field.name) {
                self.checker.missing(field, self.position);
                self.broken = true;
            }
        }
    }

    /// The rest of the dossier cannot be read.
    pub(super) fn incomplete(&mut self) {
        self.broken = true;
        self.complete = false;
    }

    /// The reading, with what was refused on the way to the nodes.
    pub(super) fn finish(mut self, sha256: String, refused: Vec<Violation>) -> Reading {
        let mut violations = self.checker.violations;
        violations.extend(refused);
        violations.sort_by_key(|violation| (violation.line, violation.column));
        let frame = match (self.key, self.document) {
            (Some(key), Some(document)) if !self.broken => Some((key, document)),
            _ => None,
        };
        if frame.is_none() {
            let keys = self.entities.iter().map(|block| block.key.value.clone());
            self.unread.extend(keys);
            let keys = self
                .figures
                .iter()
                .map(crate::operations::dossier::key::of_figure);
            self.unread.extend(keys);
        }
        Reading {
            dossier: frame.map(|(key, document)| Dossier {
                file: self.file,
                sha256,
                key,
                document,
                spans: self.spans,
                entities: self.entities,
                relations: self.relations,
                figures: self.figures,
                notes: self.notes,
            }),
            unread: self.unread,
            complete: self.complete,
            loose: self.loose,
            violations,
        }
    }

    /// The references of a broken part are still followed; those of a right one are its own.
    fn settle(&mut self, right: bool) {
        let references = std::mem::take(&mut self.checker.references);
        if !right {
            self.loose.extend(references);
        }
    }

    /// Keys that stand in a broken part: nothing that refers to them dangles.
    fn note_keys(&mut self, part: &str, field: &str, node: &Node) {
        let Data::Map(entries) = &node.data else {
            return;
        };
        if !matches!(part, "document" | "figures") {
            return;
        }
        for entry in entries {
            if let (true, Data::Scalar(key, _)) = (entry.key == field, &entry.value.data) {
                self.unread.insert(key.clone());
            }
        }
    }
}

fn text(node: Node) -> Option<At<String>> {
    match node.data {
        Data::Scalar(text, _) => Some(At::new(text, node.position)),
        _ => None,
    }
}
