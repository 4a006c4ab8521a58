//! Making a base out of facts.
//!
//! Entities come first, then relations, in any order; the base does not depend on the order but
//! for the numbers, which never leave.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use entity::vocabulary::{Basis, EntityKind, EventStatus, Modality, RelationKind, SupportForm};

use super::{
    Facts, Link, NetworkError, Node, Snapshot, Span,
    base::{Base, Side},
    number,
    overlay::Overlay,
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
    spans: HashMap<Span, u32>,
    stamps: HashMap<i64, u32>,
    places: HashMap<i64, u32>,
    pending: Vec<Pending>,
}

/// A relation whose place is not yet known.
#[derive(Clone, Copy, Debug)]
struct Pending {
    subject: u32,
    object: u32,
    id: i64,
    span: u32,
    stamp: u32,
    facts: Facts,
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
            stamp: place_of(&mut self.stamps, &mut self.base.stamps, fact.recorded_at)?,
            facts: Facts::new(fact.kind, role, quality),
        };
        number(self.pending.len() + 1, "relations")?;
        self.pending.push(pending);
        Ok(())
    }

    /// The snapshot, as of this place in the log of changes.
    #[must_use]
    pub fn finish(mut self, sequence: i64) -> Snapshot {
        self.places = HashMap::new();
        self.spans = HashMap::new();
        if self.base.spans.is_empty() {
            self.base.spans.push(Span::UNDATED);
        }
        self.sides();
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
        match span {
            None => Ok(0),
            Some(span) => place_of(&mut self.spans, &mut self.base.spans, span),
        }
    }

    /// The two tables of links. The way out gives the relations their numbers.
    fn sides(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        let entities = self.base.nodes.len();
        let mut out = placed(entities, &pending, |relation| relation.subject);
        drop(pending);
        let spans = &self.base.spans;
        let key = |relation: &Pending| order_of(relation.facts, spans, relation.span, relation.id);
        for entity in 0..entities {
            out.rows[range(&out.starts, entity)].sort_unstable_by_key(key);
        }
        let links = out.rows.iter().zip(0..).map(|(relation, place)| Link {
            far: relation.object,
            relation: place,
            span: relation.span,
            facts: relation.facts,
        });
        let mut starts = count(entities, out.rows.iter().map(|relation| relation.object));
        self.base.out.links = links.collect();
        self.base.relation_ids = out.rows.iter().map(|relation| relation.id).collect();
        self.base.relation_stamps = out.rows.iter().map(|relation| relation.stamp).collect();
        let mut back = vec![NOWHERE; out.rows.len()];
        let mut next = starts.clone();
        for (relation, place) in out.rows.iter().zip(0..) {
            let at = &mut next[relation.object as usize];
            back[*at as usize] = Link {
                far: relation.subject,
                relation: place,
                span: relation.span,
                facts: relation.facts,
            };
            *at += 1;
        }
        let ids = &self.base.relation_ids;
        for entity in 0..entities {
            back[range(&starts, entity)].sort_unstable_by_key(|link| {
                order_of(link.facts, spans, link.span, ids[link.relation as usize])
            });
        }
        starts.shrink_to_fit();
        self.base.out.starts = out.starts;
        self.base.back = Side {
            starts,
            links: back,
        };
    }

    fn indexes(&mut self) {
        let all = 0..number(self.base.nodes.len(), "entities").unwrap_or(u32::MAX);
        let base = &self.base;
        let mut by_id: Vec<u32> = all.clone().collect();
        by_id.sort_unstable_by_key(|entity| base.nodes[*entity as usize].id);
        let mut by_name: Vec<u32> = all.collect();
        by_name.sort_unstable_by_key(|entity| {
            (
                base.sort_names.get(*entity),
                base.nodes[*entity as usize].id,
            )
        });
        self.base.by_id = by_id;
        self.base.by_name = by_name;
    }
}

/// A link to nowhere, to be written over.
const NOWHERE: Link = Link {
    far: 0,
    relation: 0,
    span: 0,
    facts: Facts::NONE,
};

/// The place of a relation in a list of links: by kind, then the first day, then the id.
pub(super) fn order_of(facts: Facts, spans: &[Span], span: u32, id: i64) -> (u32, i32, i64) {
    (facts.kind_place(), spans[span as usize].order_day, id)
}

/// Rows sorted by entity, and where those of each begin.
struct Placed {
    starts: Vec<u32>,
    rows: Vec<Pending>,
}

fn placed(entities: usize, pending: &[Pending], of: impl Fn(&Pending) -> u32) -> Placed {
    let starts = count(entities, pending.iter().map(&of));
    let mut next = starts.clone();
    let mut rows = pending.to_vec();
    for relation in pending {
        let at = &mut next[of(relation) as usize];
        rows[*at as usize] = *relation;
        *at += 1;
    }
    Placed { starts, rows }
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
    known: &mut HashMap<T, u32>,
    table: &mut Vec<T>,
    value: T,
) -> Result<u32, NetworkError> {
    if let Some(place) = known.get(&value) {
        return Ok(*place);
    }
    let place = number(table.len(), "different times")?;
    table.push(value);
    known.insert(value, place);
    Ok(place)
}
