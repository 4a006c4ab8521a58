//! From checked nodes to the records of a dossier.
//!
//! The checker has taken out what is wrong, so a value that is there is right; one that
//! cannot be decoded all the same is treated as missing. To add a field: take it here.

use std::collections::BTreeMap;

use entity::{draft::Span, vocabulary::Tier};

use super::node::{Data, Entry, Node};
use crate::operations::dossier::{At, Cite, Position, Source};

mod entity_block;
mod facts;

pub(super) use entity_block::{document, entity};
pub(super) use facts::{figure, note, relation};

/// The fields of one record, taken out one by one.
pub(super) struct Fields {
    entries: Vec<Entry>,
    pub(super) position: Position,
}

impl Fields {
    /// The fields of a node; none when it is no mapping.
    pub(super) fn of(node: Node) -> Option<Self> {
        match node.data {
            Data::Map(entries) => Some(Self {
                entries,
                position: node.position,
            }),
            _ => None,
        }
    }

    fn take(&mut self, name: &str) -> Option<Node> {
        let place = self.entries.iter().position(|entry| entry.key == name)?;
        Some(self.entries.swap_remove(place).value)
    }

    pub(super) fn text_at(&mut self, name: &str) -> Option<At<String>> {
        text_at(self.take(name)?)
    }

    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        Some(self.text_at(name)?.value)
    }

    /// A word, or anything else that parses.
    pub(super) fn parsed_at<T: std::str::FromStr>(&mut self, name: &str) -> Option<At<T>> {
        parsed_at(&self.take(name)?)
    }

    pub(super) fn parsed<T: std::str::FromStr>(&mut self, name: &str) -> Option<T> {
        Some(self.parsed_at(name)?.value)
    }

    pub(super) fn boolean(&mut self, name: &str) -> Option<bool> {
        let text = self.text(name)?;
        Some(text.eq_ignore_ascii_case("true"))
    }

    /// A whole number, which may be written `28.0`.
    pub(super) fn count(&mut self, name: &str) -> Option<i32> {
        whole(&self.take(name)?)
    }

    pub(super) fn list(&mut self, name: &str) -> Vec<Node> {
        self.take(name).map(list).unwrap_or_default()
    }

    pub(super) fn texts(&mut self, name: &str) -> Vec<At<String>> {
        self.list(name).into_iter().filter_map(text_at).collect()
    }

    pub(super) fn by_language(&mut self, name: &str) -> BTreeMap<String, At<String>> {
        let Some(Data::Map(entries)) = self.take(name).map(|node| node.data) else {
            return BTreeMap::new();
        };
        entries
            .into_iter()
            .filter_map(|entry| Some((entry.key, text_at(entry.value)?)))
            .collect()
    }

    pub(super) fn visibility(&mut self) -> Option<At<Tier>> {
        self.parsed_at("visibility")
    }

    pub(super) fn visibility_or_public(&mut self) -> At<Tier> {
        let default = At::new(Tier::Public, self.position);
        self.visibility().unwrap_or(default)
    }

    pub(super) fn cite(&mut self) -> Vec<Cite> {
        match self.take("cite") {
            None => Vec::new(),
            Some(Node {
                data: Data::List(items),
                ..
            }) => items.into_iter().filter_map(cite).collect(),
            Some(node) => cite(node).into_iter().collect(),
        }
    }

    /// A title: given, or read from a span.
    pub(super) fn title(&mut self) -> Option<At<Source<String>>> {
        let node = self.take("title")?;
        let position = node.position;
        if let Data::Scalar(text, _) = node.data {
            return Some(At::new(Source::Given(text), position));
        }
        let mut fields = Self::of(node)?;
        let text = fields.text("text");
        let source = match (fields.text("span"), text) {
            (Some(span), carried) => Source::Read { span, carried },
            (None, Some(text)) => Source::Given(text),
            (None, None) => return None,
        };
        Some(At::new(source, position))
    }

    /// A value: given, or read from a span.
    pub(super) fn value(&mut self) -> Option<At<Source<f64>>> {
        let node = self.take("value")?;
        let position = node.position;
        if let Data::Scalar(..) = node.data {
            let given: At<f64> = parsed_at(&node)?;
            return Some(At::new(Source::Given(given.value), position));
        }
        let mut fields = Self::of(node)?;
        let carried = fields.parsed("value");
        let span = fields.text("read")?;
        Some(At::new(Source::Read { span, carried }, position))
    }
}

/// A named span.
pub(super) fn span(name: &str, key_position: Position, node: Node) -> Option<At<Span>> {
    let items = list(node);
    let [start, end, sha256] = <[Node; 3]>::try_from(items).ok()?;
    let span = Span {
        name: Some(name.to_owned()),
        start: whole(&start)?,
        end: whole(&end)?,
        sha256: text_at(sha256)?.value,
    };
    Some(At::new(span, key_position))
}

fn cite(node: Node) -> Option<Cite> {
    if let Data::Scalar(..) = node.data {
        return Some(Cite {
            span: text_at(node)?,
            note: None,
        });
    }
    let mut fields = Fields::of(node)?;
    Some(Cite {
        span: fields.text_at("span")?,
        note: fields.text("note"),
    })
}

fn list(node: Node) -> Vec<Node> {
    match node.data {
        Data::List(items) => items,
        _ => Vec::new(),
    }
}

fn text_at(node: Node) -> Option<At<String>> {
    match node.data {
        Data::Scalar(text, _) => Some(At::new(text, node.position)),
        _ => None,
    }
}

fn parsed_at<T: std::str::FromStr>(node: &Node) -> Option<At<T>> {
    match &node.data {
        Data::Scalar(text, _) => Some(At::new(text.parse().ok()?, node.position)),
        _ => None,
    }
}

fn whole(node: &Node) -> Option<i32> {
    let number: At<f64> = parsed_at(node)?;
    // The checker has held it to whole numbers of 32 bits.
    #[expect(clippy::cast_possible_truncation, reason = "bounded by the checker")]
    Some(number.value as i32)
}
