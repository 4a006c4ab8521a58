//! The graph as of one place in the log of changes; cheap to copy, never changed.

use std::{cmp::Ordering, sync::Arc};

use entity::{time::QueryInterval, vocabulary::Certainty};

use super::{
    Builder, Edit, EntityFact, KindSet, Link, NetworkError, Node, RelationFact, Span, Way,
    base::Base,
    marks::{Distances, Marks},
    overlay::{Card, Entry, Overlay},
};

/// The graph, ready to be read; see [the module](super) for how.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub(super) base: Arc<Base>,
    pub(super) overlay: Overlay,
    sequence: i64,
}

impl Default for Snapshot {
    fn default() -> Self {
        Builder::default().finish(0)
    }
}

impl Snapshot {
    pub(super) fn new(base: Arc<Base>, overlay: Overlay, sequence: i64) -> Self {
        Self {
            base,
            overlay,
            sequence,
        }
    }

    /// Up to which entry of the log of changes it holds all.
    #[must_use]
    pub const fn sequence(&self) -> i64 {
        self.sequence
    }

    /// A copy to be changed.
    #[must_use]
    pub fn edit(&self) -> Edit {
        Edit::new(self.clone())
    }

    /// The same graph with nothing in the overlay; takes as long as building it.
    ///
    /// # Errors
    /// When there is more than the layout can hold.
    pub fn compacted(&self) -> Result<Self, NetworkError> {
        let mut builder = Builder::default();
        for entity in self.entities() {
            if let Some(fact) = self.entity_fact(entity) {
                builder.entity(&fact)?;
                for span in self.also(entity) {
                    builder.also(fact.id, Some(*span));
                }
            }
        }
        for entity in self.entities() {
            for link in self.links(entity, Way::Out) {
                builder.relation(&self.relation_fact(entity, link))?;
            }
        }
        Ok(builder.finish(self.sequence))
    }

    /// How many changes stand in the overlay, and how many facts in the base.
    #[must_use]
    pub fn drift(&self) -> (usize, usize) {
        let base = self.base.nodes.len() + self.base.relation_ids.len();
        (self.overlay.changes, base)
    }

    /// The number of the entity with an id.
    #[must_use]
    pub fn number(&self, id: i64) -> Option<u32> {
        self.slot(id).filter(|entity| self.node(*entity).is_some())
    }

    /// The number of the entity with an id, also when it ended.
    pub(super) fn slot(&self, id: i64) -> Option<u32> {
        let added = &self.overlay.by_id;
        self.base.find(id).or_else(|| {
            let place = added.binary_search_by_key(&id, |(id, _)| *id).ok()?;
            added.get(place).map(|(_, entity)| *entity)
        })
    }

    /// One more than the greatest number of an entity.
    #[must_use]
    pub const fn size(&self) -> u32 {
        self.overlay.entities
    }

    /// Room to mark entities in.
    pub(super) fn marks(&self) -> Marks<'_> {
        Marks::none(&self.base.rooms, self.size())
    }

    /// Room for distances from two ends.
    pub(super) fn distances(&self) -> Distances<'_> {
        Distances::unknown(&self.base.rooms, self.size())
    }

    /// The numbers of all entities, in no order that means anything.
    pub fn entities(&self) -> impl Iterator<Item = u32> {
        (0..self.size()).filter(|entity| self.node(*entity).is_some())
    }

    /// The numbers of all entities, by name in Latvian order, then by id; those after a place when
    /// one is given.
    pub fn by_name<'s>(
        &'s self,
        after: Option<(&[u8], i64)>,
    ) -> impl Iterator<Item = u32> + use<'s> {
        let place = |order: &[u32], of: &dyn Fn(u32) -> Ordering| {
            order.partition_point(|entity| of(*entity).is_le())
        };
        let (base, added) = (&self.base.by_name, &self.overlay.by_name);
        let (from, from_added) = after.map_or((0, 0), |after| {
            let in_base = |entity: u32| self.base_name_place(entity).cmp(&after);
            let in_added = |entity: u32| self.name_place(entity).cmp(&after);
            (place(base, &in_base), place(added, &in_added))
        });
        let rest = base.get(from..).unwrap_or(&[]).iter().copied();
        let rest = rest.filter(|entity| self.overlay.entries.get(*entity).is_none());
        let more = added.get(from_added..).unwrap_or(&[]).iter().copied();
        let (mut rest, mut more) = (rest.peekable(), more.peekable());
        std::iter::from_fn(move || match (rest.peek(), more.peek()) {
            (Some(one), Some(other)) if self.name_place(*one) > self.name_place(*other) => {
                more.next()
            }
            (None, _) => more.next(),
            _ => rest.next(),
        })
    }

    fn base_name_place(&self, entity: u32) -> (&[u8], i64) {
        let id = self
            .base
            .nodes
            .get(entity as usize)
            .map_or(0, |node| node.id);
        (self.base.sort_names.get(entity), id)
    }

    /// The place of an entity in the order of names.
    #[must_use]
    pub fn name_place(&self, entity: u32) -> (&[u8], i64) {
        match self.card(entity) {
            Some(card) => (&card.sort_name, card.node.id),
            None => self.base_name_place(entity),
        }
    }

    fn card(&self, entity: u32) -> Option<&Card> {
        match self.overlay.entries.get(entity)? {
            Entry::Here(card) => Some(card),
            Entry::Gone => None,
        }
    }

    /// What filters need of an entity.
    #[inline]
    #[must_use]
    pub fn node(&self, entity: u32) -> Option<&Node> {
        match self.overlay.entries.get(entity) {
            None => self.base.nodes.get(entity as usize),
            Some(Entry::Here(card)) => Some(&card.node),
            Some(Entry::Gone) => None,
        }
    }

    /// The id of an entity; zero when there is none with this number.
    #[must_use]
    pub fn entity_id(&self, entity: u32) -> i64 {
        self.node(entity).map_or(0, |node| node.id)
    }

    /// The key of an entity.
    #[must_use]
    pub fn key(&self, entity: u32) -> &str {
        let card = self.card(entity);
        card.map_or_else(|| self.base.keys.get(entity), |card| &card.key)
    }

    /// The recorded name of an entity.
    #[must_use]
    pub fn name(&self, entity: u32) -> &str {
        let card = self.card(entity);
        card.map_or_else(|| self.base.names.get(entity), |card| &card.name)
    }

    /// When the version of an entity was recorded.
    #[must_use]
    pub fn recorded_at(&self, node: &Node) -> i64 {
        self.stamp(node.stamp)
    }

    /// The links of an entity one way: by kind, then the first day, then the id.
    #[inline]
    #[must_use]
    pub fn links(&self, entity: u32, way: Way) -> &[Link] {
        self.links_of(entity, way, KindSet::ALL)
    }

    /// The same where some of them are of these kinds; nothing otherwise.
    #[inline]
    #[must_use]
    pub fn links_of(&self, entity: u32, way: Way, kinds: KindSet) -> &[Link] {
        let touched = match way {
            Way::Out => &self.overlay.out,
            Way::In => &self.overlay.back,
        };
        match touched.get(entity) {
            Some(links) => links,
            None => self.base.links_of(entity, way, kinds),
        }
    }

    /// The span with a number.
    #[inline]
    #[must_use]
    pub fn span(&self, span: u32) -> Span {
        Span::read_from(span).unwrap_or_else(|| self.span_at(span as usize))
    }

    fn span_at(&self, place: usize) -> Span {
        let base = &self.base.spans;
        let added = || self.overlay.spans.get(place - base.len());
        base.get(place)
            .or_else(added)
            .copied()
            .unwrap_or(Span::UNDATED)
    }

    /// The times at which an entity was there besides its own: those of others for which it stands.
    fn also(&self, entity: u32) -> &[Span] {
        self.base.also.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// Whether an entity, or one for which it stands, was there on the days asked for, in every
    /// reading or in some.
    #[must_use]
    pub fn existed(&self, entity: u32, asked: QueryInterval, how: Certainty) -> bool {
        let own = self.node(entity).map(|node| self.span(node.span));
        own.is_some_and(|own| {
            own.overlaps(asked, how)
                || self
                    .also(entity)
                    .iter()
                    .any(|span| span.overlaps(asked, how))
        })
    }

    /// Whether a link has the days of its far end, which no other time has joined.
    pub(super) fn tells(&self, link: &Link) -> bool {
        let far = self.node(link.far).map(|far| far.span);
        let alike = |far| far == link.span || self.span(far) == self.span(link.span);
        far.is_some_and(alike) && self.also(link.far).is_empty()
    }

    /// Kinds of which every link this way has the days of its far end.
    pub(super) fn telling(&self, way: Way) -> KindSet {
        let way = way as usize;
        let apart = self.base.apart[way].either(self.overlay.apart[way]);
        apart.others()
    }

    /// The id of the relation with a number.
    #[must_use]
    pub fn relation_id(&self, relation: u32) -> i64 {
        let place = relation as usize;
        match self.base.relation_ids.get(place) {
            Some(id) => *id,
            None => self.added(place).map_or(0, |added| added.id),
        }
    }

    /// When the version of the relation with a number was recorded.
    #[must_use]
    pub fn relation_recorded_at(&self, relation: u32) -> i64 {
        let place = relation as usize;
        let stamp = self.base.relation_stamps.get(place).copied();
        self.stamp(stamp.unwrap_or_else(|| self.added(place).map_or(0, |added| added.stamp)))
    }

    /// For whom the subject of the relation with a number acts.
    #[must_use]
    pub fn on_behalf_of(&self, relation: u32) -> Option<u32> {
        let place = relation as usize;
        let entity = if place < self.base.relation_ids.len() {
            self.base.behalves.get(relation)
        } else {
            self.added(place).map(|added| added.behalf)
        };
        entity.filter(|entity| self.node(*entity).is_some())
    }

    fn added(&self, place: usize) -> Option<&super::overlay::Added> {
        let place = place.checked_sub(self.base.relation_ids.len())?;
        self.overlay.relations.get(place)
    }

    fn stamp(&self, stamp: u32) -> i64 {
        let place = stamp as usize;
        let added = || self.overlay.stamps.get(place - self.base.stamps.len());
        self.base
            .stamps
            .get(place)
            .or_else(added)
            .copied()
            .unwrap_or(0)
    }

    /// The place of a link in its list.
    #[must_use]
    pub fn link_place(&self, link: &Link) -> (u32, i32, i64) {
        let day = self.span(link.span).order_day;
        (
            link.facts.kind_place(),
            day,
            self.relation_id(link.relation),
        )
    }

    /// The role, type or country with a number; nothing for zero.
    #[must_use]
    pub fn word(&self, word: u16) -> Option<&str> {
        self.overlay.words.text(word)
    }

    /// The number of a role, type or country; nothing when no fact has it.
    #[must_use]
    pub fn find_word(&self, word: &str) -> Option<u16> {
        self.overlay.words.find(word)
    }

    /// An entity as a fact.
    #[must_use]
    pub fn entity_fact(&self, entity: u32) -> Option<EntityFact<'_>> {
        let node = self.node(entity)?;
        Some(EntityFact {
            id: node.id,
            kind: node.kind,
            entity_type: self.word(node.entity_type),
            country: self.word(node.country),
            status: node.status,
            flag: node.flag,
            span: Some(self.span(node.span)).filter(Span::is_dated),
            reach: node.reach,
            recorded_at: self.recorded_at(node),
            key: self.key(entity),
            name: self.name(entity),
            sort_name: self.name_place(entity).0,
        })
    }

    /// A relation as a fact, seen from its subject.
    #[must_use]
    pub fn relation_fact(&self, subject: u32, link: &Link) -> RelationFact<'_> {
        let facts = link.facts;
        RelationFact {
            id: self.relation_id(link.relation),
            subject: self.entity_id(subject),
            object: self.entity_id(link.far),
            kind: facts.kind(),
            role: self.word(facts.role()),
            on_behalf_of: self
                .on_behalf_of(link.relation)
                .map(|entity| self.entity_id(entity)),
            modality: facts.modality(),
            basis: facts.basis(),
            support_form: facts.support_form(),
            span: Some(self.span(link.span)).filter(Span::is_dated),
            reach: facts.reach(),
            recorded_at: self.relation_recorded_at(link.relation),
        }
    }
}
