//! A snapshot that is being changed.
//!
//! Entities are put first and dropped last, relations in between. A relation that is put takes the
//! place of the one with the same id; where that one stands is told by the entities that its
//! versions had as subjects, for the tables know relations by their ends only.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use super::{
    EntityFact, Facts, Link, NetworkError, Node, RelationFact, Snapshot, Span, Way,
    base::NOBODY,
    number,
    overlay::{Added, Card, Chunks, Entry, Pages},
    span::TIMES,
};

/// A changed copy in the making.
#[derive(Clone, Debug)]
pub struct Edit {
    snapshot: Snapshot,
    spans: HashMap<Span, u32>,
    stamps: HashMap<i64, u32>,
    /// Entities that were at another time before.
    moved: Vec<u32>,
}

impl Edit {
    pub(super) fn new(snapshot: Snapshot) -> Self {
        Self {
            snapshot,
            spans: HashMap::new(),
            stamps: HashMap::new(),
            moved: Vec::new(),
        }
    }

    /// The changed snapshot, as of this place in the log of changes.
    #[must_use]
    pub fn finish(mut self, sequence: i64) -> Snapshot {
        for entity in std::mem::take(&mut self.moved) {
            for way in Way::ALL {
                let links = self.snapshot.links(entity, way).to_vec();
                for link in links {
                    let back = Link {
                        far: entity,
                        ..link
                    };
                    self.compare(way.back(), &back);
                }
            }
        }
        Snapshot::new(self.snapshot.base, self.snapshot.overlay, sequence)
    }

    /// Adds or amends an entity.
    ///
    /// # Errors
    /// When there are more than the layout can hold.
    pub fn put_entity(&mut self, fact: &EntityFact<'_>) -> Result<(), NetworkError> {
        let node = Node {
            id: fact.id,
            span: self.span(fact.span)?,
            stamp: self.stamp(fact.recorded_at)?,
            entity_type: self.word(fact.entity_type)?,
            country: self.word(fact.country)?,
            kind: fact.kind,
            status: fact.status,
            flag: fact.flag,
            reach: fact.reach,
        };
        let entity = match self.snapshot.slot(fact.id) {
            Some(entity) => entity,
            None => self.new_slot(fact.id)?,
        };
        let before = self.snapshot.node(entity);
        if before.is_some_and(|before| before.span != node.span) {
            self.moved.push(entity);
        }
        self.unname(entity);
        let card = Card {
            node,
            key: fact.key.into(),
            name: fact.name.into(),
            sort_name: fact.sort_name.into(),
        };
        let overlay = &mut self.snapshot.overlay;
        overlay.entries.set(entity, Entry::Here(Arc::new(card)));
        overlay.changes += 1;
        self.name(entity);
        Ok(())
    }

    /// Ends an entity, whose relations ended before.
    pub fn drop_entity(&mut self, id: i64) {
        if let Some(entity) = self.snapshot.number(id) {
            self.unname(entity);
            let overlay = &mut self.snapshot.overlay;
            overlay.entries.set(entity, Entry::Gone);
            overlay.changes += 1;
        }
    }

    /// Adds or amends a relation; `subjects` are the ids of all that its versions spoke of.
    ///
    /// # Errors
    /// When an entity is missing, or there are more than the layout can hold.
    pub fn put_relation(
        &mut self,
        fact: &RelationFact<'_>,
        subjects: &[i64],
    ) -> Result<(), NetworkError> {
        self.drop_relation(fact.id, subjects);
        let subject = self.end(fact.id, fact.subject)?;
        let object = self.end(fact.id, fact.object)?;
        let role = self.word(fact.role)?;
        let quality = Facts::quality(fact.modality, fact.basis, fact.support_form, fact.reach);
        let (base, added) = (&self.snapshot.base, &self.snapshot.overlay.relations);
        let relation = number(base.relation_ids.len() + added.len(), "relations")?;
        let out = Link {
            far: object,
            relation,
            span: self.span(fact.span)?,
            facts: Facts::new(fact.kind, role, quality),
        };
        let stamp = self.stamp(fact.recorded_at)?;
        let behalf = fact.on_behalf_of.and_then(|id| self.snapshot.number(id));
        let behalf = behalf.unwrap_or(NOBODY);
        let overlay = &mut self.snapshot.overlay;
        overlay.relations.push(Added {
            id: fact.id,
            stamp,
            behalf,
        });
        overlay.changes += 1;
        let back = Link {
            far: subject,
            ..out
        };
        self.compare(Way::Out, &out);
        self.compare(Way::In, &back);
        self.insert(subject, Way::Out, out);
        self.insert(object, Way::In, back);
        Ok(())
    }

    /// Ends a relation; `subjects` are the ids of all that its versions spoke of.
    pub fn drop_relation(&mut self, id: i64, subjects: &[i64]) {
        for subject in subjects {
            let Some(subject) = self.snapshot.slot(*subject) else {
                continue;
            };
            let links = self.snapshot.links(subject, Way::Out);
            let is_it = |link: &&Link| self.snapshot.relation_id(link.relation) == id;
            if let Some(link) = links.iter().find(is_it).copied() {
                self.remove(subject, Way::Out, link.relation);
                self.remove(link.far, Way::In, link.relation);
                self.snapshot.overlay.changes += 1;
            }
        }
    }

    /// Remembers whether links like this one tell when their far ends were.
    fn compare(&mut self, way: Way, link: &Link) {
        if !self.snapshot.tells(link) {
            let apart = &mut self.snapshot.overlay.apart[way as usize];
            *apart = apart.with_place(link.facts.kind_place());
        }
    }

    fn end(&self, relation: i64, entity: i64) -> Result<u32, NetworkError> {
        let missing = NetworkError::Dangling { relation, entity };
        self.snapshot.number(entity).ok_or(missing)
    }

    fn insert(&mut self, entity: u32, way: Way, link: Link) {
        let place = self.snapshot.link_place(&link);
        let mut links = self.snapshot.links(entity, way).to_vec();
        let at = links.partition_point(|other| self.snapshot.link_place(other) < place);
        links.insert(at, link);
        self.lists(way).set(entity, links.into());
    }

    fn remove(&mut self, entity: u32, way: Way, relation: u32) {
        let links = self.snapshot.links(entity, way).iter().copied();
        let rest: Arc<[Link]> = links.filter(|link| link.relation != relation).collect();
        self.lists(way).set(entity, rest);
    }

    fn lists(&mut self, way: Way) -> &mut Pages<Arc<[Link]>> {
        match way {
            Way::Out => &mut self.snapshot.overlay.out,
            Way::In => &mut self.snapshot.overlay.back,
        }
    }

    fn new_slot(&mut self, id: i64) -> Result<u32, NetworkError> {
        let overlay = &mut self.snapshot.overlay;
        let entity = overlay.entities;
        overlay.entities = entity
            .checked_add(1)
            .ok_or(NetworkError::Full("entities"))?;
        let by_id = Arc::make_mut(&mut overlay.by_id);
        let at = by_id.partition_point(|(other, _)| *other < id);
        by_id.insert(at, (id, entity));
        Ok(entity)
    }

    /// Takes an entity into the order of names, with the name that it has now.
    fn name(&mut self, entity: u32) {
        let mut by_name = std::mem::take(&mut self.snapshot.overlay.by_name);
        let place = self.snapshot.name_place(entity);
        let at = by_name.partition_point(|other| self.snapshot.name_place(*other) < place);
        Arc::make_mut(&mut by_name).insert(at, entity);
        self.snapshot.overlay.by_name = by_name;
    }

    /// Takes it out again, while it has that name.
    fn unname(&mut self, entity: u32) {
        if !matches!(
            self.snapshot.overlay.entries.get(entity),
            Some(Entry::Here(_))
        ) {
            return;
        }
        let mut by_name = std::mem::take(&mut self.snapshot.overlay.by_name);
        let place = self.snapshot.name_place(entity);
        let at = by_name.partition_point(|other| self.snapshot.name_place(*other) < place);
        if by_name.get(at) == Some(&entity) {
            Arc::make_mut(&mut by_name).remove(at);
        }
        self.snapshot.overlay.by_name = by_name;
    }

    fn word(&mut self, word: Option<&str>) -> Result<u16, NetworkError> {
        let words = &mut self.snapshot.overlay.words;
        if words.knows(word) {
            return Ok(word.and_then(|word| words.find(word)).unwrap_or(0));
        }
        Arc::make_mut(words).intern(word)
    }

    fn span(&mut self, span: Option<Span>) -> Result<u32, NetworkError> {
        let before = self.snapshot.base.spans.len();
        let (known, added) = (&mut self.spans, &mut self.snapshot.overlay.spans);
        Span::number(span, |span| place_of(known, added, before, span))
    }

    fn stamp(&mut self, stamp: i64) -> Result<u32, NetworkError> {
        let before = self.snapshot.base.stamps.len();
        place_of(
            &mut self.stamps,
            &mut self.snapshot.overlay.stamps,
            before,
            stamp,
        )
    }
}

/// The place of a value behind those of the base; the same value is put there once an edit.
fn place_of<T: Copy + Eq + Hash>(
    known: &mut HashMap<T, u32>,
    added: &mut Chunks<T>,
    before: usize,
    value: T,
) -> Result<u32, NetworkError> {
    if let Some(place) = known.get(&value) {
        return Ok(*place);
    }
    let place = number(before + added.len(), TIMES)?;
    added.push(value);
    known.insert(value, place);
    Ok(place)
}
