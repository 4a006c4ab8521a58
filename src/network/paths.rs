//! How two entities are connected: the shortest chains of relations, then the next shortest.
//!
//! 1. Relations are followed from either end. No entity stands in a path twice.
//! 2. Two rings grow, one around each end, the smaller one first, until they meet or the greatest
//!    length is spent. Where they meet is the least length.
//! 3. For each length from there on, what lies between the rings is measured: how far each entity
//!    of the first ring is from the goal. A walk from the start then goes only where the goal is
//!    still within reach, so that it wastes no step on the shortest paths and few on the others.
//! 4. Paths of one length come in the order of the links that they take: out before in, by kind,
//!    first day and id.
//!
//! In time order means that one can take the links one after another without going back in time: a
//! link may be taken on any day on which it holds. Where dates are imprecise, a path counts when
//! some reading of them allows it, or only when every reading does, as the question says. So for
//! any two links of the path, the later one must not have ended before the earlier one began.

use entity::vocabulary::Certainty;

use super::{Chain, Chains, Link, Reader, RelationTest, Way};

mod rings;

use rings::{LONGEST, Rings};

/// What is asked of the paths between two entities.
#[derive(Clone, Debug)]
pub struct PathQuestion {
    /// Where they begin.
    pub from: u32,
    /// Where they end.
    pub to: u32,
    /// Which relations they may take.
    pub test: RelationTest,
    /// How many relations they may have; 250 at most.
    pub max_length: u32,
    /// How many are wanted.
    pub first: usize,
    /// Only the shortest.
    pub shortest_only: bool,
    /// Whether each link must not be earlier than those before, in some reading or in every one.
    pub in_time_order: Option<Certainty>,
}

/// Paths, and why there are no more of them.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    /// The paths and whether the work was broken off; a position is never given.
    pub found: Chains,
    /// There are more than were wanted.
    pub more: bool,
    /// Longer ones were not looked for.
    pub cut: bool,
}

/// The paths between two entities, the shortest first.
#[must_use]
pub fn paths(reader: &Reader<'_>, question: &PathQuestion) -> Paths {
    let mut search = Search {
        reader,
        question,
        paths: Paths::default(),
        entities: vec![question.from],
        links: Vec::new(),
    };
    if reader.sees(question.from) && reader.sees(question.to) {
        search.run();
    }
    search.paths.found.halted = reader.meter.halted();
    search.paths
}

struct Search<'a> {
    reader: &'a Reader<'a>,
    question: &'a PathQuestion,
    paths: Paths,
    entities: Vec<u32>,
    links: Vec<Link>,
}

impl Search<'_> {
    fn run(&mut self) {
        let question = self.question;
        if question.from == question.to {
            self.tell();
            return;
        }
        let mut rings = Rings::new(self.reader, question);
        let longest = question.max_length.min(LONGEST);
        let Some(shortest) = rings.meet(longest) else {
            self.paths.cut = !rings.exhausted();
            return;
        };
        for length in shortest..=longest {
            if !rings.cover(length) || self.is_over() {
                return;
            }
            self.extend(&rings, length, i32::MIN);
            if question.shortest_only && !self.paths.found.chains.is_empty() {
                return;
            }
        }
        self.paths.cut = !self.is_over() && rings.leave_room(longest);
    }

    fn is_over(&self) -> bool {
        self.paths.more || self.reader.meter.halted().is_some()
    }

    fn tell(&mut self) {
        if self.paths.found.chains.len() == self.question.first {
            self.paths.more = true;
            return;
        }
        self.paths.found.chains.push(Chain {
            entities: self.entities.clone(),
            relations: self.links.iter().map(|link| link.relation).collect(),
        });
    }

    /// Goes on from the last entity where the goal can still be reached by `left` links, none of
    /// which may be over before `since`, the latest beginning of those taken.
    fn extend(&mut self, rings: &Rings<'_>, left: u32, since: i32) {
        let Some(near) = self.entities.last().copied() else {
            return;
        };
        let reader = self.reader;
        for way in Way::ALL {
            let kinds = self.question.test.kinds();
            let links = reader.snapshot.links_of(near, way, kinds);
            for (_, link) in super::runs(links, kinds) {
                if !reader.meter.step() || self.is_over() {
                    return;
                }
                let ends = link.far == self.question.to;
                if ends != (left == 1) || !rings.within(link.far, left - 1) {
                    continue;
                }
                if self.entities.contains(&link.far)
                    || !reader.passes(near, link, way, &self.question.test)
                {
                    continue;
                }
                let Some(since) = self.taken(since, link) else {
                    continue;
                };
                self.entities.push(link.far);
                self.links.push(*link);
                if ends {
                    self.tell();
                } else {
                    self.extend(rings, left - 1, since);
                }
                self.entities.pop();
                self.links.pop();
            }
        }
    }

    /// The latest beginning with a link; nothing when the link is over by then.
    fn taken(&self, since: i32, link: &Link) -> Option<i32> {
        match self.question.in_time_order {
            None => Some(since),
            Some(how) => self.reader.snapshot.span(link.span).taken(since, how),
        }
    }
}
