//! What a connection shows: the links of an entity, or entities.

use super::Missed;
use crate::{
    network::Reader,
    operations::pages::{EntityPages, LinkPages, Part, Tie},
};

/// A relation as one stands to it: from which entity it was reached.
#[derive(Clone, Copy)]
pub(super) struct Reached {
    pub(super) parent: u32,
    pub(super) tie: Tie,
}

/// A list of which a page is shown.
pub(super) trait List {
    /// What it holds.
    type Item: Copy;

    /// The page.
    fn page(&self, reader: &Reader<'_>) -> Result<Part<Self::Item>, Missed>;

    /// How many there are on all pages.
    fn count(&self, reader: &Reader<'_>) -> Result<usize, Missed>;

    /// The cursor of an item.
    fn cursor(&self, reader: &Reader<'_>, item: Self::Item) -> String;

    /// The entity that an item is or leads to.
    fn far(&self, item: Self::Item) -> u32;

    /// The relation of an item.
    fn reached(&self, item: Self::Item) -> Option<Reached>;
}

/// The links of one entity.
pub(super) struct Links<'p> {
    pub(super) pages: &'p LinkPages,
    pub(super) parent: u32,
}

impl List for Links<'_> {
    type Item = Tie;

    fn page(&self, reader: &Reader<'_>) -> Result<Part<Tie>, Missed> {
        self.pages.page(reader, self.parent)
    }

    fn count(&self, reader: &Reader<'_>) -> Result<usize, Missed> {
        self.pages.count(reader, self.parent)
    }

    fn cursor(&self, reader: &Reader<'_>, tie: Tie) -> String {
        self.pages.cursor(reader, &tie).0
    }

    fn far(&self, tie: Tie) -> u32 {
        tie.link.far
    }

    fn reached(&self, tie: Tie) -> Option<Reached> {
        let parent = self.parent;
        Some(Reached { parent, tie })
    }
}

impl List for EntityPages {
    type Item = u32;

    fn page(&self, reader: &Reader<'_>) -> Result<Part<u32>, Missed> {
        Self::page(self, reader)
    }

    fn count(&self, reader: &Reader<'_>) -> Result<usize, Missed> {
        Self::count(self, reader)
    }

    fn cursor(&self, reader: &Reader<'_>, entity: u32) -> String {
        Self::cursor(self, reader, entity).0
    }

    fn far(&self, entity: u32) -> u32 {
        entity
    }

    fn reached(&self, _: u32) -> Option<Reached> {
        None
    }
}
