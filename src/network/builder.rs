//! Making a base out of facts.
//!
//! Entities come first, then relations, in any order; the base does not depend on the order but
//! for the numbers, which never leave.

use std::{hash::Hash, sync::Arc};

use entity::vocabulary::{Basis, EntityKind, EventStatus, Modality, RelationKind, SupportForm};

use super::{
    Facts, KindSet, Link, NetworkError, Node, Snapshot, Span,
    base::{Base, Behalves, NOBODY, Row},
    hash::FactMap,
    number,
    overlay::Overlay,
    span::TIMES,
    words::Words,
};

/// An entity to be held in memory.
#[derive(Clone, Copy, Debug)]
pub struct EntityFact<'a> {
    /// The id of the fact.
    pub id: i64,
    /// What it is.
    pub kind: EntityKind,
    /// The type.
    pub entity_type: Option<&'a str>,
    /// The country.
    pub country: Option<&'a str>,
    /// Events: what is reported of its taking place.
    pub status: Option<EventStatus>,
    /// Documents: held; persons: named.
    pub flag: Option<bool>,
    /// When it was.
    pub span: Option<Span>,
    /// The rank that a viewer needs.
    pub reach: u8,
    /// When this version was recorded.
    pub recorded_at: i64,
    /// The key.
    pub key: &'a str,
    /// The recorded name.
    pub name: &'a str,
    /// Its place in Latvian order, compared byte by byte.
    pub sort_name: &'a [u8],
}

/// A relation to be held in memory.
#[derive(Clone, Copy, Debug)]
pub struct RelationFact<'a> {
    /// The id of the fact.
    pub id: i64,
    /// The id of the subject.
    pub subject: i64,
    /// The id of the object.
    pub object: i64,
    /// The kind.
    pub kind: RelationKind,
    /// The role.
    pub role: Option<&'a str>,
    /// The id of the actor for whom the subject acts.
    pub on_behalf_of: Option<i64>,
    /// In what way the source holds it to be so.
    pub modality: Modality,
    /// How the graph came to it.
    pub basis: Basis,
    /// The form of support.
    pub support_form: Option<SupportForm>,
    /// When it was.
    pub span: Option<Span>,
    /// The rank that a viewer needs.
    pub reach: u8,
    /// When this version was recorded.
    pub recorded_at: i64,
}

/// A base in the making.
#[derive(Debug, Default)]
pub struct Builder {
    base: Base,
    words: Words,
    spans: FactMap<Span>,
    stamps: FactMap<i64>,
    places: FactMap<i64>,
    pending: Vec<Pending>,
}

/// A relation whose place is not yet known.
#[derive(Clone, Copy, Debug)]
struct Pending {
    subject: u32,
    object: u32,
    id: i64,
    span: u32,
    /// The day of the span, for the order.
    day: i32,
    stamp: u32,
    behalf: u32,
    facts: Facts,
}

impl Pending {
    /// A row to be written over.
    const NONE: Self = Self {
        subject: 0,
        object: 0,
        id: 0,
        span: 0,
        day: 0,
        stamp: 0,
        behalf: NOBODY,
        facts: Facts::NONE,
    };

    /// The place in a list of links: by kind, then the first day, then the id.
    const fn order(&self) -> (u32, i32, i64) {
        (self.facts.kind_place(), self.day, self.id)
    }

    const fn link(&self, far: u32, relation: u32) -> Link {
        Link {
            far,
            relation,
            span: self.span,
            facts: self.facts,
        }
    }
}

impl Builder {
    /// Takes an entity in.
    ///
    /// # Errors
    /// When there are more than the layout can hold.
    pub fn entity(&mut self, fact: &EntityFact<'_>) -> Result<(), NetworkError> {
        let place = number(self.base.nodes.len(), "entities")?;
        let node = Node {
            id: fact.id,
            span: self.span(fact.span)?,
            stamp: place_of(&mut self.stamps, &mut self.base.stamps, fact.recorded_at)?,
            entity_type: self.words.intern(fact.entity_type)?,
            country: self.words.intern(fact.country)?,
            kind: fact.kind,
            status: fact.status,
            flag: fact.flag,
            reach: fact.reach,
        };
        self.base.nodes.push(node);
        self.base.keys.push(fact.key)?;
        self.base.names.push(fact.name)?;
        self.base.sort_names.push(fact.sort_name)?;
        self.places.insert(fact.id, place);
        Ok(())
    }

    /// Takes in a further time at which an entity was there that was taken in before: that of one
    /// for which it stands. Each time is asked by itself; between two of them it was not there.
    pub fn also(&mut self, id: i64, span: Option<Span>) {
        if let Some(place) = self.places.get(&id) {
            let also = self.base.also.entry(*place).or_default();
            also.push(span.unwrap_or(Span::UNDATED));
        }
    }

    /// Takes a relation in, whose entities were taken in before.
    ///
    /// # Errors
    /// When an entity is missing, or there are more than the layout can hold.
    pub fn relation(&mut self, fact: &RelationFact<'_>) -> Result<(), NetworkError> {
        let place = |entity: i64| {
            self.places
                .get(&entity)
                .copied()
                .ok_or(NetworkError::Dangling {
                    relation: fact.id,
                    entity,
                })
        };
        let (subject, object) = (place(fact.subject)?, place(fact.object)?);
        // A relation is seen by nobody who does not see both its ends. The store holds to that;
        // as known earlier, an end may have been closed after the relation had ended.
        let reach = [subject, object]
            .iter()
            .filter_map(|end| self.base.nodes.get(*end as usize))
            .fold(fact.reach, |reach, node| reach.max(node.reach));
        let quality = Facts::quality(fact.modality, fact.basis, fact.support_form, reach);
        let role = self.words.intern(fact.role)?;
        let pending = Pending {
            subject,
            object,
            id: fact.id,
            span: self.span(fact.span)?,
            day: fact.span.unwrap_or(Span::UNDATED).order_day,
            stamp: place_of(&mut self.stamps, &mut self.base.stamps, fact.recorded_at)?,
            behalf: self.behalf(fact.on_behalf_of),
            facts: Facts::new(fact.kind, role, quality),
        };
        number(self.pending.len() + 1, "relations")?;
        self.pending.push(pending);
        Ok(())
    }

    /// For whom one acts who ended is not shown, as of anybody who ended.
    fn behalf(&self, id: Option<i64>) -> u32 {
        let place = id.and_then(|id| self.places.get(&id));
        place.copied().unwrap_or(NOBODY)
    }

    /// The snapshot, as of this place in the log of changes.
    #[must_use]
    pub fn finish(mut self, sequence: i64) -> Snapshot {
        self.places = FactMap::default();
        self.spans = FactMap::default();
        if self.base.spans.is_empty() {
            self.base.spans.push(Span::UNDATED);
        }
        self.sides();
        self.compare();
        self.indexes();
        let overlay = Overlay {
            words: Arc::new(self.words),
            entities: number(self.base.nodes.len(), "entities").unwrap_or(u32::MAX),
            ..Overlay::default()
        };
        self.base.keys.shrink();
        self.base.names.shrink();
        self.base.sort_names.shrink();
        self.base.nodes.shrink_to_fit();
        self.base.spans.shrink_to_fit();
        Snapshot::new(Arc::new(self.base), overlay, sequence)
    }

    fn span(&mut self, span: Option<Span>) -> Result<u32, NetworkError> {
        if self.base.spans.is_empty() {
            self.base.spans.push(Span::UNDATED);
        }
        let (known, table) = (&mut self.spans, &mut self.base.spans);
        Span::number(span, |span| place_of(known, table, span))
    }

    /// The two tables of links. The way out gives the relations their numbers.
    fn sides(&mut self) {
        let entities = self.base.nodes.len();
        let pending = std::mem::take(&mut self.pending);
        let mut out = Placed::new(entities, pending.iter(), |relation| relation.subject);
        drop(pending);
        out.sort(Pending::order);
        let numbered = out.rows.iter().zip(0..);
        let links = numbered.map(|(relation, number)| relation.link(relation.object, number));
        self.base.links[0] = links.collect();
        self.base.relation_ids = out.rows.iter().map(|relation| relation.id).collect();
        self.base.relation_stamps = out.rows.iter().map(|relation| relation.stamp).collect();
        self.base.behalves = Behalves::of(out.rows.iter().map(|row| row.behalf).collect());
        // The stamp is told: its place is taken by the number.
        for (relation, number) in out.rows.iter_mut().zip(0..) {
            relation.stamp = number;
        }
        let mut back = Placed::new(entities, out.rows.iter(), |relation| relation.object);
        let starts = std::mem::take(&mut out.starts);
        drop(out);
        back.sort(Pending::order);
        let links = back.rows.iter();
        let links = links.map(|relation| relation.link(relation.subject, relation.stamp));
        self.base.links[1] = links.collect();
        self.rows([&starts, &back.starts]);
    }

    /// Where the links of each entity begin, and of which kinds they are.
    fn rows(&mut self, starts: [&[u32]; 2]) {
        let kinds = |way: usize, entity: usize| {
            let links = self.base.links[way].get(range(starts[way], entity));
            KindSet::of_links(links.unwrap_or(&[])).folded()
        };
        let entities = self.base.nodes.len();
        let mut rows: Vec<Row> = (0..entities)
            .map(|entity| Row {
                starts: starts.map(|starts| starts[entity]),
                kinds: [kinds(0, entity), kinds(1, entity)],
            })
            .collect();
        rows.push(Row {
            starts: starts.map(|starts| starts[entities]),
            kinds: [0; 2],
        });
        rows.shrink_to_fit();
        self.base.rows = rows;
    }

    /// Of which kinds all links tell when their far ends were.
    fn compare(&mut self) {
        let base = &self.base;
        let apart = |links: &Vec<Link>| {
            links.iter().fold(KindSet::NONE, |apart, link| {
                let kind = link.facts.kind_place();
                if apart.has_place(kind) || base.tells(link) {
                    apart
                } else {
                    apart.with_place(kind)
                }
            })
        };
        self.base.apart = self.base.links.each_ref().map(apart);
    }

    fn indexes(&mut self) {
        let base = &self.base;
        let mut by_id: Vec<(i64, u32)> = base.nodes.iter().map(|node| node.id).zip(0..).collect();
        by_id.sort_unstable();
        // Most names differ early: few are compared as a whole.
        let start = |entity: u32| {
            let name = base.sort_names.get(entity);
            let mut start = [0; 8];
            let shared = name.len().min(8);
            start[..shared].copy_from_slice(&name[..shared]);
            u64::from_be_bytes(start)
        };
        let all = 0..number(base.nodes.len(), "entities").unwrap_or(u32::MAX);
        let mut by_name: Vec<(u64, u32)> = all.map(|entity| (start(entity), entity)).collect();
        let place = |entity: u32| (base.sort_names.get(entity), base.nodes[entity as usize].id);
        by_name.sort_unstable_by(|one, other| {
            let starts = one.0.cmp(&other.0);
            starts.then_with(|| place(one.1).cmp(&place(other.1)))
        });
        self.base.by_id = by_id.into_iter().map(|(_, entity)| entity).collect();
        self.base.by_name = by_name.into_iter().map(|(_, entity)| entity).collect();
    }
}

/// Rows sorted by entity, and where those of each begin.
struct Placed {
    starts: Vec<u32>,
    rows: Vec<Pending>,
}

impl Placed {
    fn new<'a>(
        entities: usize,
        rows: impl Iterator<Item = &'a Pending> + Clone,
        of: impl Fn(&Pending) -> u32,
    ) -> Self {
        let starts = count(entities, rows.clone().map(&of));
        let mut next = starts.clone();
        let all = starts.last().map_or(0, |all| *all as usize);
        let mut placed = vec![Pending::NONE; all];
        for row in rows {
            let at = &mut next[of(row) as usize];
            placed[*at as usize] = *row;
            *at += 1;
        }
        Self {
            starts,
            rows: placed,
        }
    }

    /// Sorts the rows of each entity.
    fn sort<K: Ord>(&mut self, key: impl Fn(&Pending) -> K) {
        for entity in 0..self.starts.len() - 1 {
            self.rows[range(&self.starts, entity)].sort_unstable_by_key(&key);
        }
    }
}

/// Where the rows of each entity begin, and after the last where all end.
fn count(entities: usize, of: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut starts = vec![0; entities + 1];
    for entity in of {
        starts[entity as usize + 1] += 1;
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    starts
}

fn range(starts: &[u32], entity: usize) -> std::ops::Range<usize> {
    starts[entity] as usize..starts[entity + 1] as usize
}

/// The place of a value in a table, where it is put when it is new.
fn place_of<T: Copy + Eq + Hash>(
    known: &mut FactMap<T>,
    table: &mut Vec<T>,
    value: T,
) -> Result<u32, NetworkError> {
    if let Some(place) = known.get(&value) {
        return Ok(*place);
    }
    let place = number(table.len(), TIMES)?;
    table.push(value);
    known.insert(value, place);
    Ok(place)
}
