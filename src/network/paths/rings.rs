//! Two rings around the ends of a path, and the distances between them.

use super::PathQuestion;
use crate::network::{
    Candidate, Reader, Way,
    marks::{Distances, Far},
};

/// The two rings, by their place in [`Far::rings`].
const START: usize = 0;
const GOAL: usize = 1;

/// The longest path that distances are kept for.
pub(super) const LONGEST: u32 = 250;

/// What lies around one end.
struct Ring {
    /// The entities at the greatest distance.
    edge: Vec<u32>,
    /// How many links there are at them: no ring is heavier than one that is whole.
    weight: usize,
    radius: u32,
    /// How many entities lie in it.
    size: usize,
}

/// The rings of one question.
pub(super) struct Rings<'a> {
    reader: &'a Reader<'a>,
    question: &'a PathQuestion,
    /// Whether it matters from which end a relation is looked at.
    sided: bool,
    known: Distances<'a>,
    both: [Ring; 2],
    /// Entities of the start's ring beyond the goal's whose distance from the goal is known, which
    /// is near enough for the length that is covered.
    between: Vec<u32>,
}

impl<'a> Rings<'a> {
    pub(super) fn new(reader: &'a Reader<'a>, question: &'a PathQuestion) -> Self {
        let mut known = reader.snapshot.distances();
        let ring = |entity| Ring {
            edge: vec![entity],
            weight: weight(reader, question, &[entity]),
            radius: 0,
            size: 1,
        };
        for (side, entity) in [question.from, question.to].into_iter().enumerate() {
            let mut far = known.of(entity);
            far.rings[side] = 1;
            known.note(entity, far);
        }
        Self {
            reader,
            question,
            sided: question.test.is_sided(),
            known,
            both: [ring(question.from), ring(question.to)],
            between: Vec::new(),
        }
    }

    /// Whether one of the ends has nothing around it that was not looked at.
    pub(super) fn exhausted(&self) -> bool {
        self.both.iter().any(|ring| ring.edge.is_empty())
    }

    /// Whether there may be paths of more links than this: not where all that can be reached is
    /// known and is too little.
    pub(super) fn leave_room(&self, links: u32) -> bool {
        let whole = self.both.iter().find(|ring| ring.edge.is_empty());
        whole.is_none_or(|ring| ring.size > links as usize + 1)
    }

    fn radius(&self) -> u32 {
        self.both.iter().map(|ring| ring.radius).sum()
    }

    /// The least length of a path, when it is at most `longest`.
    pub(super) fn meet(&mut self, longest: u32) -> Option<u32> {
        while self.radius() < longest {
            if self.exhausted() || self.reader.meter.halted().is_some() {
                return None;
            }
            if self.grow() {
                return Some(self.radius());
            }
        }
        None
    }

    /// Makes the rings great enough for paths of this length; false when there are none.
    pub(super) fn cover(&mut self, length: u32) -> bool {
        while self.radius() < length {
            if self.both.iter().all(|ring| ring.edge.is_empty()) {
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
    #[inline]
    pub(super) fn within(&self, entity: u32, links: u32) -> bool {
        let far = self.known.of(entity);
        let distance = match far.rings[GOAL] {
            0 => far.between,
            ring => ring,
        };
        distance != 0 && u32::from(distance) <= links + 1
    }

    /// Lets the ring grow that has fewer links at its edge; true when it meets the other.
    fn grow(&mut self) -> bool {
        let side = usize::from(self.both[START].weight > self.both[GOAL].weight);
        let (reader, question, sided) = (self.reader, self.question, self.sided);
        let ring = &mut self.both[side];
        ring.radius += 1;
        let mark = u8::try_from(ring.radius + 1).unwrap_or(u8::MAX);
        let known = &mut self.known;
        let (mut met, mut next) = (false, Vec::new());
        for near in &ring.edge {
            reader.each_link(*near, &question.test, |candidate| {
                let entity = candidate.link.far;
                let mut far = known.of(entity);
                if far.rings[side] == 0 && taken(&candidate, side == GOAL && sided) {
                    far.rings[side] = mark;
                    met |= far.rings[1 - side] != 0;
                    known.note(entity, far);
                    next.push(entity);
                }
            });
        }
        ring.size += next.len();
        ring.weight = weight(reader, question, &next);
        ring.edge = next;
        met
    }

    /// How far the entities of the start's ring are from the goal, where a path of this length may
    /// lead through them.
    fn measure(&mut self, length: u32) {
        for entity in self.between.drain(..) {
            let far = self.known.of(entity);
            self.known.note(entity, Far { between: 0, ..far });
        }
        let (reader, question, sided) = (self.reader, self.question, self.sided);
        let (known, between) = (&mut self.known, &mut self.between);
        // The first ring's mark is the distance and one.
        let inside = |far: Far, distance: u32| {
            far.rings[START] != 0 && u32::from(far.rings[START]) + distance <= length + 1
        };
        let goal = &self.both[GOAL];
        // The goal's edge, as far as it lies within the start's ring.
        let edge = goal.edge.iter().copied();
        let mut edge: Vec<u32> = edge
            .filter(|entity| inside(known.of(*entity), goal.radius))
            .collect();
        for distance in goal.radius + 1..=length {
            let mark = u8::try_from(distance + 1).unwrap_or(u8::MAX);
            let mut next = Vec::new();
            for near in &edge {
                reader.each_link(*near, &question.test, |candidate| {
                    let entity = candidate.link.far;
                    let far = known.of(entity);
                    let is_new = far.rings[GOAL] == 0 && far.between == 0;
                    if inside(far, distance) && is_new && taken(&candidate, sided) {
                        let between = mark;
                        known.note(entity, Far { between, ..far });
                        next.push(entity);
                    }
                });
            }
            between.extend(&next);
            if next.is_empty() || reader.meter.halted().is_some() {
                return;
            }
            edge = next;
        }
    }
}

/// How many links there are at the edge of a ring.
fn weight(reader: &Reader<'_>, question: &PathQuestion, edge: &[u32]) -> usize {
    if edge.is_empty() {
        return usize::MAX;
    }
    let (snapshot, kinds) = (reader.snapshot, question.test.kinds());
    let links = |entity: &u32| {
        let of = |way| snapshot.links_of(*entity, way, kinds).len();
        of(Way::Out) + of(Way::In)
    };
    edge.iter().map(links).sum()
}

/// Whether a path may take a link: away from the entity at which it stands, or, where it matters
/// from which end one looks, to it.
#[inline]
fn taken(candidate: &Candidate<'_, '_>, towards: bool) -> bool {
    if towards {
        candidate.passes_back()
    } else {
        candidate.passes()
    }
}
