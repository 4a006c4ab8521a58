//! Neighbourhoods, paths and what people share, asked of the floor and of the graph in memory in
//! turn.

use entity::{
    time::QueryInterval,
    vocabulary::{Certainty, EntityKind, Modality},
};
use stakegraph::network::{
    EntityTest, Flag, Journey, KindSet, Meter, PathQuestion, Reader, RelationTest, Sight, Snapshot,
    Terms, Way, arrivals,
    gathering::{Gathering, gathered},
    paths, reach,
};

use crate::{
    clock::Times,
    floor::{Filter, Floor, Room},
    ours::id,
    world::{ASKED, ATTENDED, CONTACT, EPOCH, KINDS, MEMBER, ORGANISED, PART, World},
};

/// How often all questions are asked.
const ROUNDS: usize = 3;
/// The kinds that neighbourhoods take, and those that paths take.
pub(crate) const NEAR: [u8; 3] = [ATTENDED, MEMBER, ORGANISED];
pub(crate) const ALONG: [u8; 4] = [ATTENDED, MEMBER, ORGANISED, CONTACT];

/// The times of one question, of the floor and of the graph in memory.
#[derive(Debug, Default)]
pub(crate) struct Both {
    pub(crate) floor: Times,
    pub(crate) ours: Times,
}

/// The same filter as `Filter::new` makes.
pub(crate) fn test(kinds: &[u8]) -> RelationTest {
    let years = QueryInterval::parse("2016/2025").expect("these are years");
    let terms = Terms {
        kinds: kinds
            .iter()
            .map(|kind| KINDS[usize::from(*kind)])
            .collect::<KindSet>(),
        during: Some((years, Certainty::Possible)),
        ..Terms::default()
    };
    RelationTest::new(terms, Some(&[Modality::Asserted]), &Sight::of_rank(0))
}

/// Reads a snapshot as everybody.
pub(crate) fn reading<T>(snapshot: &Snapshot, body: impl FnOnce(&Reader<'_>) -> T) -> T {
    let sight = Sight::of_rank(0);
    let meter = Meter::new(u64::MAX, Flag::default());
    body(&Reader {
        snapshot,
        sight: &sight,
        meter: &meter,
    })
}

/// A question about the network, asked of both.
pub(crate) struct Asking<'a> {
    pub(crate) world: &'a World,
    pub(crate) floor: &'a Floor,
    pub(crate) snapshot: &'a Snapshot,
}

impl Asking<'_> {
    fn number(&self, entity: u32) -> u32 {
        self.snapshot
            .number(id(entity))
            .expect("the entity is there")
    }

    /// How many lie within so many relations of each start.
    pub(crate) fn around(&self, room: &mut Room, depth: u32) -> Both {
        let filter = Filter::new(&NEAR, ASKED);
        let test = test(&NEAR);
        let mut both = Both::default();
        for _ in 0..ROUNDS {
            let starts = &self.world.starts;
            let floor = starts.iter().map(|start| {
                both.floor
                    .note(|| self.floor.around(room, *start, depth, filter))
            });
            let floor: usize = floor.sum();
            let numbers: Vec<u32> = starts.iter().map(|start| self.number(*start)).collect();
            let ours = numbers.iter().map(|start| {
                let count = |reader: &Reader<'_>| reach(reader, &[*start], depth, &test).len() - 1;
                both.ours.note(|| reading(self.snapshot, count))
            });
            assert_eq!(ours.sum::<usize>(), floor, "both find the same");
        }
        both
    }

    /// All shortest ways between two people each; the floor counts them, the graph in memory gives
    /// up to a hundred.
    pub(crate) fn shortest(&self, room: &mut Room) -> Both {
        let filter = Filter::new(&ALONG, ASKED);
        let test = test(&ALONG);
        let mut both = Both::default();
        for _ in 0..ROUNDS {
            let pairs = &self.world.pairs;
            let floor = pairs.iter().map(|pair| {
                let found = both.floor.note(|| self.floor.shortest(room, *pair, filter));
                found.map(|(length, ways)| (length, ways.min(100.0)))
            });
            let floor: Vec<_> = floor.collect();
            let questions = pairs.iter().map(|pair| PathQuestion {
                from: self.number(pair.0),
                to: self.number(pair.1),
                test: test.clone(),
                max_length: 12,
                first: 100,
                shortest_only: true,
                in_time_order: None,
            });
            let questions: Vec<PathQuestion> = questions.collect();
            for (question, floor) in questions.iter().zip(floor) {
                let found = both
                    .ours
                    .note(|| reading(self.snapshot, |reader| paths(reader, question)));
                let chains = &found.found.chains;
                let ours = chains.first().map(|chain| {
                    let length = u32::try_from(chain.relations.len()).unwrap_or(0);
                    (length, f64::from(u32::try_from(chains.len()).unwrap_or(0)))
                });
                assert_eq!(ours, floor, "both find the same");
            }
        }
        both
    }

    /// The pairs of people who attended events of a project together.
    pub(crate) fn together(&self, room: &mut Room) -> Both {
        let sight = Sight::of_rank(2);
        let all = |kind: u8, object| {
            let terms = Terms {
                kinds: [KINDS[usize::from(kind)]].into_iter().collect(),
                object,
                ..Terms::default()
            };
            RelationTest::new(terms, Some(&[Modality::Asserted]), &sight)
        };
        let mut both = Both::default();
        for _ in 0..ROUNDS {
            for project in &self.world.projects {
                let floor = both.floor.note(|| self.floor.together(room, *project));
                let project = EntityTest {
                    among: Some(vec![id(*project)]),
                    ..EntityTest::default()
                };
                let part = all(PART, Some(Box::new(project)));
                let gathering = Gathering {
                    test: all(ATTENDED, None),
                    subject: None,
                    object: Some(EntityTest {
                        kind: Some(vec![EntityKind::Event]),
                        has: Some(Box::new(part)),
                        ..EntityTest::default()
                    }),
                    member: Way::Out,
                    direct: false,
                    members: None,
                    holds: false,
                    certainty: Certainty::Possible,
                };
                let gather = |reader: &Reader<'_>| gathered(reader, &gathering, &Flag::default());
                let found = both.ours.note(|| reading(self.snapshot, gather));
                let ties = found.expect("it is not stopped").ties;
                let weights: f64 = (0..ties.len()).map(|at| ties.strength(at)).sum();
                assert_eq!(ties.ties(), floor.0, "both find the same pairs");
                let shared = f64::from(u32::try_from(floor.1).expect("it is small"));
                assert!((weights / 2.0 - shared).abs() < 0.5, "and the same weights");
            }
        }
        both
    }

    /// How early everybody can be reached from some people.
    pub(crate) fn arrivals(&self) -> Both {
        let filter = Filter::new(&ALONG, ASKED);
        let [since, until] = [ASKED.0, ASKED.1].map(|day| EPOCH + i32::from(day));
        let mut both = Both::default();
        for start in &self.world.starts[..10] {
            let floor = both.floor.note(|| self.floor.arrivals(*start, filter));
            let journey = Journey {
                from: vec![self.number(*start)],
                test: test(&ALONG),
                since,
                until,
                how: Certainty::Certain,
            };
            let ours = both
                .ours
                .note(|| reading(self.snapshot, |reader| arrivals(reader, &journey)));
            assert_eq!(ours.len(), floor, "both reach the same");
        }
        both
    }
}
