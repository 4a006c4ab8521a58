//! A plan reads what was fetched for it from the database.

use std::{borrow::Cow, collections::HashMap};

use entity::vocabulary::{Basis, EntityKind, EventStatus, Modality, RelationKind, SupportForm};

use super::{
    Kinds, Missed, bit,
    source::{Dates, List, Needs, Page, Source},
};
use crate::store::{Cursor, EntityBrief, RelationBrief, Written};

/// What was fetched. Entities and relations are known by their place; an entity that was met at
/// two places of a plan stands here twice, each time with the columns that are shown there.
#[derive(Debug, Default)]
pub(super) struct Stored {
    pub(super) entities: Vec<EntityBrief>,
    pub(super) relations: Vec<Tied>,
    /// The entities that were asked for, by question; nothing where the viewer sees none.
    pub(super) found: HashMap<usize, Option<usize>>,
    /// The lists that were asked for, by question and number of the entity whose links they are.
    pub(super) lists: HashMap<(usize, Option<i64>), Listed>,
}

/// A relation with the places of those of its ends that are shown.
#[derive(Debug, Default)]
pub(super) struct Tied {
    pub(super) relation: RelationBrief,
    pub(super) subject: Option<usize>,
    pub(super) object: Option<usize>,
    pub(super) on_behalf_of: Option<usize>,
}

/// A list: its page when that is shown, and how many it holds when that is shown.
#[derive(Debug, Default)]
pub(super) struct Listed {
    pub(super) page: Option<Page<Item>>,
    pub(super) cursors: Vec<Cursor>,
    pub(super) total: Option<u64>,
}

/// An item of a list: the places of an entity and of the relation that leads to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) entity: usize,
    pub(super) relation: Option<usize>,
}

impl Stored {
    fn end(&self, of: usize, end: fn(&Tied) -> Option<usize>) -> Result<usize, Missed> {
        end(&self.relations[of]).ok_or(Missed)
    }

    fn listed(&self, asked: usize, parent: Option<i64>) -> Result<&Listed, Missed> {
        self.lists.get(&(asked, parent)).ok_or(Missed)
    }
}

fn dates(period: Option<&Written>) -> Option<Dates<'_>> {
    period.map(|written| Dates {
        edtf: Cow::Borrowed(&written.edtf),
        days: written.days,
    })
}

impl Source for Stored {
    type Entity = usize;
    type Relation = usize;

    fn found(&self, asked: usize, kinds: Kinds) -> Result<Option<usize>, Missed> {
        let found = *self.found.get(&asked).ok_or(Missed)?;
        Ok(found.filter(|entity| bit(self.entities[*entity].kind) & kinds != 0))
    }

    fn list(&self, asked: usize) -> Result<impl List<Self>, Missed> {
        self.listed(asked, None)
    }

    fn links(&self, asked: usize, parent: usize) -> Result<impl List<Self>, Missed> {
        self.listed(asked, Some(self.entities[parent].id))
    }

    fn steps(&self) -> bool {
        true
    }

    fn id(&self, entity: usize) -> i64 {
        self.entities[entity].id
    }

    fn kind(&self, entity: usize) -> EntityKind {
        self.entities[entity].kind
    }

    fn key(&self, entity: usize) -> &str {
        &self.entities[entity].key
    }

    fn name(&self, entity: usize) -> &str {
        &self.entities[entity].name
    }

    fn entity_type(&self, entity: usize) -> Option<&str> {
        self.entities[entity].entity_type.as_deref()
    }

    fn country(&self, entity: usize) -> Option<&str> {
        self.entities[entity].country.as_deref()
    }

    fn status(&self, entity: usize) -> Option<EventStatus> {
        self.entities[entity].status
    }

    fn named(&self, entity: usize) -> Option<bool> {
        self.entities[entity].named
    }

    fn held(&self, entity: usize) -> Option<bool> {
        self.entities[entity].held
    }

    fn period(&self, entity: usize, _: Needs) -> Result<Option<Dates<'_>>, Missed> {
        Ok(dates(self.entities[entity].period.as_ref()))
    }

    fn recorded_at(&self, entity: usize) -> i64 {
        self.entities[entity].recorded_at
    }

    fn relation_id(&self, of: usize) -> i64 {
        self.relations[of].relation.id
    }

    fn relation_kind(&self, of: usize) -> Result<RelationKind, Missed> {
        self.relations[of].relation.kind.ok_or(Missed)
    }

    fn subject(&self, of: usize) -> Result<usize, Missed> {
        self.end(of, |tied| tied.subject)
    }

    fn object(&self, of: usize) -> Result<usize, Missed> {
        self.end(of, |tied| tied.object)
    }

    fn on_behalf_of(&self, of: usize) -> Result<Option<usize>, Missed> {
        Ok(self.relations[of].on_behalf_of)
    }

    fn role(&self, of: usize) -> Option<&str> {
        self.relations[of].relation.role.as_deref()
    }

    fn support_form(&self, of: usize) -> Option<SupportForm> {
        self.relations[of].relation.support_form
    }

    fn modality(&self, of: usize) -> Result<Modality, Missed> {
        self.relations[of].relation.modality.ok_or(Missed)
    }

    fn basis(&self, of: usize) -> Result<Basis, Missed> {
        self.relations[of].relation.basis.ok_or(Missed)
    }

    fn relation_period(&self, of: usize, _: Needs) -> Result<Option<Dates<'_>>, Missed> {
        Ok(dates(self.relations[of].relation.period.as_ref()))
    }

    fn relation_recorded_at(&self, of: usize) -> i64 {
        self.relations[of].relation.recorded_at
    }
}

impl List<Stored> for &Listed {
    type Item = Item;

    fn page(&self) -> Result<Cow<'_, Page<Item>>, Missed> {
        self.page.as_ref().map(Cow::Borrowed).ok_or(Missed)
    }

    fn count(&self) -> Result<u64, Missed> {
        self.total.ok_or(Missed)
    }

    fn cursor(&self, _: &Page<Item>, place: usize) -> Result<Cow<'_, str>, Missed> {
        let cursor = self.cursors.get(place).ok_or(Missed)?;
        Ok(Cow::Borrowed(&cursor.0))
    }

    fn far(&self, item: Item) -> Result<usize, Missed> {
        Ok(item.entity)
    }

    fn reached(&self, item: Item) -> Result<usize, Missed> {
        item.relation.ok_or(Missed)
    }
}
