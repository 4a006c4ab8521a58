//! Two rings around the ends of a path, and the distances between them.

use super::PathQuestion;
use crate::network::{Link, NumberMap, Reader, Way, runs};

/// How far entities are from one end, as far as is known.
struct Ring {
    distance: NumberMap<u32>,
    /// The entities at the greatest distance.
    edge: Vec<u32>,
    radius: u32,
}

impl Ring {
    fn around(entity: u32) -> Self {
        Self {
            distance: std::iter::once((entity, 0)).collect(),
            edge: vec![entity],
            radius: 0,
        }
    }
}

/// The rings of one question.
pub(super) struct Rings<'a> {
    reader: &'a Reader<'a>,
    question: &'a PathQuestion,
    start: Ring,
    goal: Ring,
    /// Entities of the start's ring beyond the goal's: how far they are from the goal, where that
    /// is near enough for the length that is covered.
    between: NumberMap<u32>,
}

impl<'a> Rings<'a> {
    pub(super) fn new(reader: &'a Reader<'a>, question: &'a PathQuestion) -> Self {
        Self {
            reader,
            question,
            start: Ring::around(question.from),
            goal: Ring::around(question.to),
            between: NumberMap::default(),
        }
    }

    /// Whether one of the ends has nothing around it that was not looked at.
    pub(super) fn exhausted(&self) -> bool {
        self.start.edge.is_empty() || self.goal.edge.is_empty()
    }

    /// Whether there may be paths of more links than this: not where all that can be reached is
    /// known and is too little.
    pub(super) fn leave_room(&self, links: u32) -> bool {
        let whole = [&self.start, &self.goal]
            .into_iter()
            .find(|ring| ring.edge.is_empty());
        whole.is_none_or(|ring| ring.distance.len() > links as usize + 1)
    }

    /// The least length of a path, when it is at most `longest`.
    pub(super) fn meet(&mut self, longest: u32) -> Option<u32> {
        while self.start.radius + self.goal.radius < longest {
            if self.exhausted() || self.reader.meter.halted().is_some() {
                return None;
            }
            let forwards = self.grow();
            let (grown, other) = if forwards {
                (&self.start, &self.goal)
            } else {
                (&self.goal, &self.start)
            };
            let met = |entity: &u32| other.distance.contains_key(entity);
            if grown.edge.iter().any(met) {
                return Some(self.start.radius + self.goal.radius);
            }
        }
        None
    }

    /// Makes the rings great enough for paths of this length; false when there are none.
    pub(super) fn cover(&mut self, length: u32) -> bool {
        while self.start.radius + self.goal.radius < length {
            if self.start.edge.is_empty() && self.goal.edge.is_empty() {
                // Both rings hold all that can be reached; their radius is what it is.
                break;
            }
            if self.reader.meter.halted().is_some() {
                return false;
            }
            self.grow();
        }
        self.measure(length);
        self.reader.meter.halted().is_none()
    }

    /// Whether the goal can be reached from an entity by at most so many links.
    pub(super) fn within(&self, entity: u32, links: u32) -> bool {
        let known = self.goal.distance.get(&entity);
        known
            .or_else(|| self.between.get(&entity))
            .is_some_and(|distance| *distance <= links)
    }

    /// Lets the ring grow that has fewer links at its edge; true when it is the start's.
    fn grow(&mut self) -> bool {
        let weight = |ring: &Ring| -> usize {
            let links = |entity: &u32| {
                let of = |way| self.reader.snapshot.links(*entity, way).len();
                of(Way::Out) + of(Way::In)
            };
            if ring.edge.is_empty() {
                return usize::MAX;
            }
            ring.edge.iter().map(links).sum()
        };
        let forwards = weight(&self.start) <= weight(&self.goal);
        let ring = if forwards {
            &mut self.start
        } else {
            &mut self.goal
        };
        ring.radius += 1;
        let mut edge = Vec::new();
        for near in &ring.edge {
            for way in Way::ALL {
                for link in passing(self.reader, self.question, *near, way, forwards) {
                    if let std::collections::hash_map::Entry::Vacant(place) =
                        ring.distance.entry(link.far)
                    {
                        place.insert(ring.radius);
                        edge.push(link.far);
                    }
                }
            }
        }
        ring.edge = edge;
        forwards
    }

    /// How far the entities of the start's ring are from the goal, where a path of this length may
    /// lead through them.
    fn measure(&mut self, length: u32) {
        self.between.clear();
        let (start, goal) = (&self.start.distance, &self.goal.distance);
        let mut edge: Vec<u32> = Vec::new();
        let radius = self.goal.radius;
        // The goal's edge, as far as it lies within the start's ring.
        let met = |entity: &u32| {
            start
                .get(entity)
                .is_some_and(|distance| distance + radius <= length)
        };
        edge.extend(self.goal.edge.iter().copied().filter(met));
        for distance in radius + 1..=length {
            let mut next = Vec::new();
            for near in &edge {
                for way in Way::ALL {
                    let links = self.reader.snapshot.links(*near, way);
                    for (_, link) in runs(links, self.question.test.kinds()) {
                        if !self.reader.meter.step() {
                            return;
                        }
                        let inside = start.get(&link.far).is_some_and(|d| d + distance <= length);
                        if inside
                            && !goal.contains_key(&link.far)
                            && !self.between.contains_key(&link.far)
                            && passes_back(self.reader, self.question, *near, (link, way))
                        {
                            self.between.insert(link.far, distance);
                            next.push(link.far);
                        }
                    }
                }
            }
            if next.is_empty() {
                return;
            }
            edge = next;
        }
    }
}

/// The links of an entity that a path may take, away from the start or towards the goal.
fn passing<'a>(
    reader: &'a Reader<'a>,
    question: &'a PathQuestion,
    near: u32,
    way: Way,
    forwards: bool,
) -> impl Iterator<Item = &'a Link> {
    runs(reader.snapshot.links(near, way), question.test.kinds())
        .take_while(|_| reader.meter.step())
        .filter(move |(_, link)| {
            if forwards {
                reader.passes(near, link, way, &question.test)
            } else {
                passes_back(reader, question, near, (link, way))
            }
        })
        .map(|(_, link)| link)
}

/// Whether a path may come to `near` by this link from its far end.
fn passes_back(
    reader: &Reader<'_>,
    question: &PathQuestion,
    near: u32,
    (link, way): (&Link, Way),
) -> bool {
    let back = Link { far: near, ..*link };
    reader.passes(link.far, &back, way.back(), &question.test)
}
