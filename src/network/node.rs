//! What filters need of an entity, and its words.

use entity::vocabulary::{EntityKind, EventStatus};

/// An entity, as far as filters need it; its words stand apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// The id of the fact.
    pub id: i64,
    /// The number of its span.
    pub span: u32,
    /// The number of the time when this version was recorded.
    pub(super) stamp: u32,
    pub(super) entity_type: u16,
    pub(super) country: u16,
    pub(super) kind: EntityKind,
    pub(super) status: Option<EventStatus>,
    /// Documents that are held, persons who are named.
    pub(super) flag: Option<bool>,
    /// The rank that a viewer needs.
    pub reach: u8,
}

impl Node {
    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> EntityKind {
        self.kind
    }

    /// Events: what is reported of its taking place.
    #[must_use]
    pub const fn status(&self) -> Option<EventStatus> {
        self.status
    }

    /// Documents: whether the curators hold the text.
    #[must_use]
    pub fn held(&self) -> Option<bool> {
        self.flag.filter(|_| self.kind == EntityKind::Document)
    }

    /// Persons: whether a source names them.
    #[must_use]
    pub fn named(&self) -> Option<bool> {
        self.flag.filter(|_| self.kind == EntityKind::Person)
    }

    /// The type as a number, see [`Snapshot::word`](super::Snapshot::word); zero for none.
    #[must_use]
    pub const fn entity_type(&self) -> u16 {
        self.entity_type
    }

    /// The country as a number, see [`Snapshot::word`](super::Snapshot::word); zero for none.
    #[must_use]
    pub const fn country(&self) -> u16 {
        self.country
    }
}

/// Texts one after another, with where each ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) -> Result<(), super::NetworkError> {
        self.text.push_str(text);
        self.ends.push(super::number(self.text.len(), "texts")?);
        Ok(())
    }

    pub(super) fn get(&self, place: u32) -> &str {
        let range = range(&self.ends, place);
        range.and_then(|range| self.text.get(range)).unwrap_or("")
    }

    pub(super) fn bytes(&self) -> usize {
        self.text.len() + self.ends.len() * size_of::<u32>()
    }

    pub(super) fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

/// Strings of bytes one after another, with where each ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Bytes {
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

impl Bytes {
    pub(super) fn push(&mut self, bytes: &[u8]) -> Result<(), super::NetworkError> {
        self.bytes.extend_from_slice(bytes);
        self.ends.push(super::number(self.bytes.len(), "texts")?);
        Ok(())
    }

    pub(super) fn get(&self, place: u32) -> &[u8] {
        let range = range(&self.ends, place);
        range.and_then(|range| self.bytes.get(range)).unwrap_or(&[])
    }

    pub(super) fn bytes(&self) -> usize {
        self.bytes.len() + self.ends.len() * size_of::<u32>()
    }

    pub(super) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

fn range(ends: &[u32], place: u32) -> Option<std::ops::Range<usize>> {
    let place = place as usize;
    let start = place
        .checked_sub(1)
        .map_or(Some(0), |before| ends.get(before).map(|end| *end as usize))?;
    Some(start..*ends.get(place)? as usize)
}
