//! What a plan reads from: the graph in memory, or what was read for it from the database.

use std::borrow::Cow;

use entity::{
    time::Day,
    vocabulary::{Basis, EntityKind, EventStatus, Modality, RelationKind, SupportForm},
};

use super::{Kinds, Missed};

/// Who knows what the fields of entities and relations say.
///
/// What was not read, or cannot be told, is [`Missed`].
pub(super) trait Source {
    /// An entity.
    type Entity: Copy;
    /// A relation, and from which end it was reached.
    type Relation: Copy;

    /// The entity that was asked for, if it is one of these kinds.
    fn found(&self, asked: usize, kinds: Kinds) -> Result<Option<Self::Entity>, Missed>;
    /// The list that was asked for.
    fn list(&self, asked: usize) -> Result<impl List<Self>, Missed>;
    /// The links of an entity that were asked for.
    fn links(&self, asked: usize, parent: Self::Entity) -> Result<impl List<Self>, Missed>;
    /// Does a step of work; false when there was too much.
    fn steps(&self) -> bool;

    fn id(&self, entity: Self::Entity) -> i64;
    fn kind(&self, entity: Self::Entity) -> EntityKind;
    fn key(&self, entity: Self::Entity) -> &str;
    fn name(&self, entity: Self::Entity) -> &str;
    fn entity_type(&self, entity: Self::Entity) -> Option<&str>;
    fn country(&self, entity: Self::Entity) -> Option<&str>;
    fn status(&self, entity: Self::Entity) -> Option<EventStatus>;
    fn named(&self, entity: Self::Entity) -> Option<bool>;
    fn held(&self, entity: Self::Entity) -> Option<bool>;
    fn period(&self, entity: Self::Entity, needs: Needs) -> Result<Option<Dates<'_>>, Missed>;
    fn recorded_at(&self, entity: Self::Entity) -> i64;

    fn relation_id(&self, relation: Self::Relation) -> i64;
    fn relation_kind(&self, relation: Self::Relation) -> Result<RelationKind, Missed>;
    fn subject(&self, relation: Self::Relation) -> Result<Self::Entity, Missed>;
    fn object(&self, relation: Self::Relation) -> Result<Self::Entity, Missed>;
    fn on_behalf_of(&self, relation: Self::Relation) -> Result<Option<Self::Entity>, Missed>;
    fn role(&self, relation: Self::Relation) -> Option<&str>;
    fn support_form(&self, relation: Self::Relation) -> Option<SupportForm>;
    fn modality(&self, relation: Self::Relation) -> Result<Modality, Missed>;
    fn basis(&self, relation: Self::Relation) -> Result<Basis, Missed>;
    fn relation_period(
        &self,
        relation: Self::Relation,
        needs: Needs,
    ) -> Result<Option<Dates<'_>>, Missed>;
    fn relation_recorded_at(&self, relation: Self::Relation) -> i64;
}

/// A list of which a page is shown.
pub(super) trait List<S: Source + ?Sized> {
    /// What it holds.
    type Item: Copy;

    /// The page.
    fn page(&self) -> Result<Cow<'_, Page<Self::Item>>, Missed>;

    /// How many there are on all pages.
    fn count(&self) -> Result<u64, Missed>;

    /// The cursor of the item at a place of the page.
    fn cursor(&self, page: &Page<Self::Item>, place: usize) -> Result<Cow<'_, str>, Missed>;

    /// The entity that an item is or leads to.
    fn far(&self, item: Self::Item) -> Result<S::Entity, Missed>;

    /// The relation of an item.
    fn reached(&self, item: Self::Item) -> Result<S::Relation, Missed>;
}

/// A part of a list.
pub(super) use crate::operations::pages::Part as Page;

/// What a period is asked for, beside its outer days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Needs {
    /// How it is written.
    pub(super) text: bool,
    /// The days between which it began and ended.
    pub(super) inner: bool,
}

/// A period, as far as it was needed.
#[derive(Clone, Debug)]
pub(super) struct Dates<'a> {
    /// In EDTF.
    pub(super) edtf: Cow<'a, str>,
    /// Earliest and latest start, earliest and latest end.
    pub(super) days: [Day; 4],
}
