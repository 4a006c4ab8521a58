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

use super::{Chain, Chains, Link, Reader, RelationTest, Span, Way};

mod rings;

use rings::Rings;

/// What is asked of the paths between two entities.
#[derive(Clone, Debug)]
pub struct PathQuestion {
    /// Where they begin.
    pub from: u32,
    /// Where they end.
    pub to: u32,
    /// Which relations they may take.
    pub test: RelationTest,
    /// How many relations they may have.
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

/// What the links taken so far demand of the next ones.
#[derive(Clone, Copy)]
struct Clock(i32);

impl Search<'_> {
    fn run(&mut self) {
        let question = self.question;
        if question.from == question.to {
            self.tell();
            return;
        }
        let mut rings = Rings::new(self.reader, question);
        let Some(shortest) = rings.meet(question.max_length) else {
            self.paths.cut = !rings.exhausted();
            return;
        };
        for length in shortest..=question.max_length {
            if !rings.cover(length) || self.is_over() {
                return;
            }
            self.extend(&rings, length, Clock(i32::MIN));
            if question.shortest_only && !self.paths.found.chains.is_empty() {
                return;
            }
        }
        self.paths.cut = !self.is_over() && rings.leave_room(question.max_length);
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

    /// Goes on from the last entity where the goal can still be reached by `left` links.
    fn extend(&mut self, rings: &Rings<'_>, left: u32, clock: Clock) {
        let Some(near) = self.entities.last().copied() else {
            return;
        };
        let reader = self.reader;
        for way in Way::ALL {
            let links = reader.snapshot.links(near, way);
            for (_, link) in super::runs(links, self.question.test.kinds()) {
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
                let Some(clock) = self.tick(clock, link) else {
                    continue;
                };
                self.entities.push(link.far);
                self.links.push(*link);
                if ends {
                    self.tell();
                } else {
                    self.extend(rings, left - 1, clock);
                }
                self.entities.pop();
                self.links.pop();
            }
        }
    }

    /// The clock behind a link; nothing when the link is over by then.
    fn tick(&self, clock: Clock, link: &Link) -> Option<Clock> {
        let Some(how) = self.question.in_time_order else {
            return Some(clock);
        };
        clock.behind(self.reader.snapshot.span(link.span), how)
    }
}

impl Clock {
    /// The latest beginning of the links so far, in the reading that counts.
    fn behind(self, span: &Span, how: Certainty) -> Option<Self> {
        let (start, end) = match how {
            Certainty::Possible => (span.earliest_start, span.latest_end),
            Certainty::Certain => (span.latest_start, span.earliest_end),
        };
        // What is undated or doubtful has its inner days beyond every other: never certain.
        let certain = how == Certainty::Possible || start < i32::MAX;
        (certain && self.0 <= end).then_some(Self(self.0.max(start)))
    }
}
