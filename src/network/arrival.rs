//! How early everything can be reached from some entities by links taken in time order.
//!
//! In time order means what it means for paths: a link may be taken on any day on which it holds,
//! and no link earlier than the one before. Whoever stands at an entity earlier can do all that
//! others can who come later, so that the earliest way to each is found by going through the days
//! (Dijkstra's way). Where dates are imprecise, the day told is the earliest that some reading of
//! them allows, or the earliest that every reading allows; what is undated or doubtful is never
//! certain. Not here: the way itself, which `paths` gives for one goal.

use entity::vocabulary::Certainty;

use super::{Reader, RelationTest};

/// What is asked.
#[derive(Clone, Debug)]
pub struct Journey {
    /// Where it begins.
    pub from: Vec<u32>,
    /// Which relations may be taken.
    pub test: RelationTest,
    /// The day on which it begins.
    pub since: i32,
    /// The last day on which one may arrive.
    pub until: i32,
    /// Whether some reading of imprecise dates is enough.
    pub how: Certainty,
}

/// An entity and the first day on which it can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrival {
    /// The day, since 1970.
    pub day: i32,
    /// The entity.
    pub entity: u32,
}

/// Later than every day.
const NEVER: i32 = i32::MAX;

/// All that can be reached, in the order of arrival. When the meter has halted, a part of it: what
/// is told is right, and what was not reached is missing.
#[must_use]
pub fn arrivals(reader: &Reader<'_>, journey: &Journey) -> Vec<Arrival> {
    let mut first = vec![NEVER; reader.snapshot.size() as usize];
    let mut due = Due::since(journey.since);
    for start in journey.from.iter().filter(|start| reader.sees(**start)) {
        first[*start as usize] = journey.since;
        due.push(journey.since, *start);
    }
    let mut reached = Vec::new();
    while let Some((day, entity)) = due.pop() {
        if first[entity as usize] != day {
            continue;
        }
        if !reader.meter.step() {
            break;
        }
        reached.push(Arrival { day, entity });
        // Told once: a later entry of the same day finds nothing to do.
        first[entity as usize] = i32::MIN;
        reader.each_link(entity, &journey.test, |candidate| {
            let link = candidate.link;
            let known = &mut first[link.far as usize];
            if *known <= day || !candidate.passes() {
                return;
            }
            let span = reader.snapshot.span(link.span);
            let then = span.taken(day, journey.how);
            if let Some(then) = then.filter(|then| then < known && *then <= journey.until) {
                *known = then;
                due.push(then, link.far);
            }
        });
    }
    reached
}

/// Entities by the day on which they are due: a radix heap, for days are asked in ascending order.
struct Due {
    /// The last day given out, with its sign turned so that days compare as they are.
    last: u32,
    /// By the highest bit in which a day differs from the last one; those of that day come first.
    waiting: [Vec<(u32, u32)>; 33],
}

impl Due {
    fn since(day: i32) -> Self {
        Self {
            last: turned(day),
            waiting: [const { Vec::new() }; 33],
        }
    }

    fn push(&mut self, day: i32, entity: u32) {
        let day = turned(day);
        self.waiting[place(day, self.last)].push((day, entity));
    }

    fn pop(&mut self) -> Option<(i32, u32)> {
        if self.waiting[0].is_empty() {
            let next = self.waiting.iter_mut().find(|days| !days.is_empty())?;
            let moved = std::mem::take(next);
            self.last = moved.iter().map(|(day, _)| *day).min()?;
            for (day, entity) in moved {
                self.waiting[place(day, self.last)].push((day, entity));
            }
        }
        let (day, entity) = self.waiting[0].pop()?;
        Some((turned_back(day), entity))
    }
}

const SIGN: u32 = 1 << 31;

const fn turned(day: i32) -> u32 {
    day.cast_unsigned() ^ SIGN
}

const fn turned_back(day: u32) -> i32 {
    (day ^ SIGN).cast_signed()
}

const fn place(day: u32, last: u32) -> usize {
    (u32::BITS - (day ^ last).leading_zeros()) as usize
}
