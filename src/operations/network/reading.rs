//! Which relations tie whom: from the store to dense numbers.

use std::{collections::HashMap, sync::Arc};

use entity::{
    time::Day,
    vocabulary::{Direction, KindTime},
};

use super::{NetworkFailure, Question};
use crate::{
    network::{
        Flag, Halt, Span,
        measures::ties::Ties,
        projection::{Affiliation, Affiliations},
    },
    store::{EntityFilter, RelationFilter, Store, Tied, View},
};

/// So many relations are read at a time.
const PART: u64 = 10_000;
/// So many relations, or members, at most.
const MOST: usize = 3_000_000;

/// Relations and members by number, before they are tied.
pub(super) struct Read {
    how: How,
    members: Numbers,
    things: Numbers,
    ties: Vec<Affiliation>,
    certainty: entity::vocabulary::Certainty,
}

/// How relations tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    /// Those who share a thing.
    Shared,
    /// The two ends.
    Direct,
}

/// What members share; empty where ties are direct.
#[derive(Debug, Default)]
pub(super) struct Shared {
    affiliations: Option<Affiliations>,
    things: Vec<i64>,
}

impl Shared {
    pub(super) fn things(&self) -> &[i64] {
        &self.things
    }

    pub(super) fn between(&self, a: u32, b: u32) -> Vec<i64> {
        let Some(affiliations) = &self.affiliations else {
            return Vec::new();
        };
        let shared = affiliations.shared(a as usize, b as usize);
        let things = shared.iter().map(|thing| self.things.get(*thing as usize));
        things.flatten().copied().collect()
    }
}

/// Dense numbers for ids, in the order in which they come.
#[derive(Default)]
struct Numbers {
    ids: Vec<i64>,
    of: HashMap<i64, u32>,
}

impl Numbers {
    fn of(&mut self, id: i64) -> u32 {
        let next = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        *self.of.entry(id).or_insert_with(|| {
            self.ids.push(id);
            next
        })
    }

    /// The ids in order, and for each number so far its place among them.
    fn sorted(self) -> (Vec<i64>, Vec<u32>) {
        let mut order: Vec<(i64, u32)> = self.ids.into_iter().zip(0..).collect();
        order.sort_unstable();
        let mut places = vec![0; order.len()];
        for (place, (_, number)) in (0..).zip(&order) {
            places[*number as usize] = place;
        }
        (order.into_iter().map(|(id, _)| id).collect(), places)
    }
}

/// Reads what a question is about.
pub(super) async fn read(
    store: &Store,
    view: &View,
    question: &Question,
) -> Result<Read, NetworkFailure> {
    let spec = question.tie.spec();
    let is_direct = spec.inverse.is_none() || question.direction == Direction::Both;
    let mut read = Read {
        how: if is_direct { How::Direct } else { How::Shared },
        members: Numbers::default(),
        things: Numbers::default(),
        ties: Vec::new(),
        certainty: view.lens.certainty,
    };
    if let Some(members) = &question.members {
        read.all(store, view, members).await?;
    }
    let holds = spec.time == KindTime::State;
    let filter = filter(view, question, spec.inverse.is_none());
    let mut after = -1;
    loop {
        let part = store.tied_after(view, &filter, after, PART).await;
        let part = part.map_err(Arc::new)?;
        let Some(last) = part.last() else {
            return Ok(read);
        };
        after = last.id;
        for tied in &part {
            read.add(view, question.direction, tied, holds);
        }
        if read.ties.len() > MOST {
            return Err(NetworkFailure::TooLarge);
        }
    }
}

/// The relations that tie.
fn filter(view: &View, question: &Question, is_symmetric: bool) -> RelationFilter {
    let members = || question.members.clone().map(Box::new);
    let through = || question.through.clone().map(Box::new);
    let (subject, object) = match question.direction {
        _ if is_symmetric => (members(), members()),
        Direction::In => (through(), members()),
        Direction::Out | Direction::Both => (members(), through()),
    };
    RelationFilter {
        kind: Some(vec![question.tie]),
        during: question.during,
        certainty: Some(view.lens.certainty),
        subject,
        object,
        ..RelationFilter::default()
    }
}

impl Read {
    /// Everybody who is asked for, tied or not.
    async fn all(
        &mut self,
        store: &Store,
        view: &View,
        members: &EntityFilter,
    ) -> Result<(), NetworkFailure> {
        let mut after = -1;
        loop {
            let part = store.numbers_after(view, members, after, PART).await;
            let part = part.map_err(Arc::new)?;
            let Some(last) = part.last() else {
                return Ok(());
            };
            after = *last;
            for id in part {
                self.members.of(view.lens.resolved(id));
            }
            if self.members.ids.len() > MOST {
                return Err(NetworkFailure::TooLarge);
            }
        }
    }

    fn add(&mut self, view: &View, direction: Direction, tied: &Tied, holds: bool) {
        let subject = view.lens.resolved(tied.subject_id);
        let object = view.lens.resolved(tied.object_id);
        let (member, thing) = match direction {
            Direction::In => (object, subject),
            Direction::Out | Direction::Both => (subject, object),
        };
        let others = match self.how {
            How::Shared => &mut self.things,
            How::Direct => &mut self.members,
        };
        let thing = others.of(thing);
        self.ties.push(Affiliation {
            member: self.members.of(member),
            thing,
            held: holds.then(|| span(tied)),
        });
    }

    /// The members in the order of their numbers, their ties, and what they share.
    pub(super) fn tied(self, flag: &Flag) -> Result<(Vec<i64>, Ties, Shared), Halt> {
        let (members, places) = self.members.sorted();
        let mut ties = self.ties;
        for tie in &mut ties {
            tie.member = places[tie.member as usize];
        }
        if self.how == How::Direct {
            let ends = ties
                .iter()
                .map(|tie| (tie.member, places[tie.thing as usize], 1.0));
            let ties = Ties::new(members.len(), &ends.collect::<Vec<_>>());
            return Ok((members, ties, Shared::default()));
        }
        let (things, places) = self.things.sorted();
        for tie in &mut ties {
            tie.thing = places[tie.thing as usize];
        }
        let affiliations = Affiliations::new(members.len(), ties, self.certainty);
        let ties = affiliations.ties(flag)?;
        let shared = Shared {
            affiliations: Some(affiliations),
            things,
        };
        Ok((members, ties, shared))
    }
}

/// When a relation held.
fn span(tied: &Tied) -> Span {
    let days = (
        tied.earliest_start,
        tied.latest_start,
        tied.earliest_end,
        tied.latest_end,
    );
    let (Some(earliest_start), Some(latest_start), Some(earliest_end), Some(latest_end)) = days
    else {
        return Span::UNDATED;
    };
    Span::of(&entity::time::Bounds {
        earliest_start: Day(earliest_start),
        latest_start: Day(latest_start),
        earliest_end: Day(earliest_end),
        latest_end: Day(latest_end),
        certain: tied.period_certain,
        order_day: Day(tied.order_day),
    })
}
