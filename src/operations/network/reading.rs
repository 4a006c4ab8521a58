//! Which relations tie whom: from the graph in memory to dense numbers.

use std::{collections::HashMap, sync::Arc};

use entity::vocabulary::{Certainty, Direction, KindTime};

use super::Question;
use crate::{
    network::{
        EntityTest, Flag, Halt, Meter, Reader, RelationTest, Snapshot, Span, Way,
        measures::ties::Ties,
        projection::{Affiliation, Affiliations},
        runs,
    },
    operations::snapshots::{Compiler, Names, SnapshotError, Snapshots},
    store::{RelationFilter, View},
};

/// So many relations and entities are looked at, at most.
const BUDGET: u64 = 100_000_000;
/// So many relations tie, at most.
const MOST: usize = 20_000_000;

/// Relations and members by number, before they are tied.
pub(super) struct Read {
    how: How,
    members: Numbers,
    things: Numbers,
    ties: Vec<Affiliation>,
    certainty: Certainty,
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

/// A question, with all that it takes to read what it is about.
pub(super) struct Asked {
    snapshot: Arc<Snapshot>,
    names: Names,
    view: View,
    question: Question,
    filter: RelationFilter,
}

impl Asked {
    /// Takes the snapshot of the view, and finds the names that the filters ask for.
    pub(super) async fn new(
        snapshots: &Snapshots,
        view: &View,
        question: &Question,
    ) -> Result<Self, SnapshotError> {
        let is_symmetric = question.tie.spec().inverse.is_none();
        let filter = filter(view, question, is_symmetric);
        let mut names = Names::default();
        names.of_relation(&filter);
        if let Some(members) = &question.members {
            names.of_entity(members);
        }
        Ok(Self {
            snapshot: snapshots.of(view).await?,
            names: names.find(snapshots.store(), view).await?,
            view: view.clone(),
            question: question.clone(),
            filter,
        })
    }

    /// Reads members and the relations that tie them.
    pub(super) fn read(&self, flag: &Flag) -> Result<Read, Halt> {
        let compiler = Compiler {
            snapshot: &self.snapshot,
            view: &self.view,
            names: &self.names,
        };
        let sight = compiler.sight();
        let meter = Meter::new(BUDGET, flag.clone());
        let reader = Reader {
            snapshot: &self.snapshot,
            sight: &sight,
            meter: &meter,
        };
        let members = self.question.members.as_ref();
        let members = members.map(|members| compiler.entity(members));
        let test = compiler.relation(&self.filter);
        let mut read = self.nothing();
        for entity in self.snapshot.entities() {
            meter.step();
            let is_member = |test: &EntityTest| reader.shows(entity, test);
            if members.as_ref().is_some_and(is_member) {
                read.members.of(self.snapshot.entity_id(entity));
            }
            self.add_links(&reader, entity, &test, &mut read);
            if let Some(halt) = meter.halted() {
                return Err(halt);
            }
            if read.ties.len() > MOST {
                return Err(Halt::Budget);
            }
        }
        Ok(read)
    }

    fn nothing(&self) -> Read {
        let is_symmetric = self.question.tie.spec().inverse.is_none();
        let is_direct = is_symmetric || self.question.direction == Direction::Both;
        Read {
            how: if is_direct { How::Direct } else { How::Shared },
            members: Numbers::default(),
            things: Numbers::default(),
            ties: Vec::new(),
            certainty: self.view.lens.certainty,
        }
    }

    /// Adds the relations of which an entity is the subject.
    fn add_links(&self, reader: &Reader<'_>, subject: u32, test: &RelationTest, read: &mut Read) {
        let holds = self.question.tie.spec().time == KindTime::State;
        let snapshot = reader.snapshot;
        for (_, link) in runs(snapshot.links(subject, Way::Out), test.kinds()) {
            if !reader.meter.step() || !reader.passes_alone(subject, link, test) {
                continue;
            }
            let ends = (snapshot.entity_id(subject), snapshot.entity_id(link.far));
            let held = holds.then(|| *snapshot.span(link.span));
            read.add(self.question.direction, ends, held);
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
    fn add(&mut self, direction: Direction, (subject, object): (i64, i64), held: Option<Span>) {
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
            held,
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
