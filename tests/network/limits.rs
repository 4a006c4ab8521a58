//! Work is bounded, and what was begun can be gone on with or ended from outside.

use entity::vocabulary::{Certainty, Direction, EntityKind, Modality, RelationKind};
use stakegraph::network::{
    Chains, EntityTest, Flag, Halt, Journey, Meter, PathQuestion, Pattern, Position, Reader, Sight,
    Snapshot, Step, Way, arrivals,
    gathering::{Gathering, gathered},
    neighbourhood, paths, trace,
};

use crate::model::{Model, Thing, Tie, asserted, ids};

/// Two hubs with many entities between them.
fn wide(width: i64) -> Snapshot {
    let mut model = Model::default();
    for id in 1..=width + 2 {
        let thing = Thing {
            name: format!("{id:09}"),
            kind: EntityKind::Person,
            period: None,
            reach: 0,
        };
        model.things.insert(id, thing);
    }
    let mut tie = |id, subject, object| {
        let tie = Tie {
            subject,
            object,
            kind: RelationKind::CooperatesWith,
            modality: Modality::Asserted,
            period: None,
            own: true,
            reach: 0,
        };
        model.ties.insert(id, tie);
    };
    for id in 3..=width + 2 {
        tie(id, 1, id);
        tie(1_000_000 + id, 2, id);
    }
    model.built()
}

fn pattern() -> Pattern {
    Pattern {
        from: EntityTest {
            among: Some(vec![1]),
            ..EntityTest::default()
        },
        steps: vec![Step {
            direction: Direction::Both,
            test: asserted(RelationKind::ALL, 0),
            to: EntityTest {
                among: Some(vec![2]),
                ..EntityTest::default()
            },
            min: 2,
            max: 2,
        }],
    }
}

fn traced(snapshot: &Snapshot, meter: &Meter, after: Option<&Position>) -> Chains {
    let sight = Sight::of_rank(0);
    let reader = Reader {
        snapshot,
        sight: &sight,
        meter,
    };
    trace(&reader, &pattern(), 1_000_000, after)
}

#[test]
fn chains_that_were_broken_off_by_the_budget_are_gone_on_with() {
    let snapshot = wide(3_000);
    let whole = traced(&snapshot, &Meter::unbounded(), None);
    assert_eq!((whole.chains.len(), whole.halted), (3_000, None));
    let (mut all, mut after, mut rounds) = (Vec::new(), None, 0);
    loop {
        let part = traced(
            &snapshot,
            &Meter::new(5_000, Flag::default()),
            after.as_ref(),
        );
        all.extend(part.chains.iter().map(|chain| ids(&snapshot, chain)));
        rounds += 1;
        let Some(next) = part.next else { break };
        assert_eq!(part.halted, Some(Halt::Budget));
        after = Some(next);
    }
    assert!(rounds > 1);
    let whole: Vec<_> = whole
        .chains
        .iter()
        .map(|chain| ids(&snapshot, chain))
        .collect();
    assert_eq!(all, whole);
}

#[test]
fn every_kernel_ends_when_it_is_told() {
    let snapshot = wide(20_000);
    let sight = Sight::of_rank(0);
    let [one, other] = [1, 2].map(|id| snapshot.number(id).unwrap());
    for expected in [Halt::Deadline, Halt::Cancelled, Halt::Budget] {
        let flag = Flag::default();
        let budget = if expected == Halt::Budget {
            10_000
        } else {
            u64::MAX
        };
        match expected {
            Halt::Deadline => flag.expire(),
            Halt::Cancelled => flag.cancel(),
            Halt::Budget => {}
        }
        let run = |body: &dyn Fn(&Reader<'_>)| {
            let meter = Meter::new(budget, flag.clone());
            let reader = Reader {
                snapshot: &snapshot,
                sight: &sight,
                meter: &meter,
            };
            body(&reader);
            assert_eq!(meter.halted(), Some(expected));
            assert!(meter.spent() < 30_000);
        };
        let test = asserted(RelationKind::ALL, 0);
        run(&|reader| drop(neighbourhood(reader, &[one], 3, &test, 10)));
        run(&|reader| drop(trace(reader, &pattern(), 1_000_000, None)));
        let question = PathQuestion {
            from: one,
            to: other,
            test: test.clone(),
            max_length: 6,
            first: 1_000_000,
            shortest_only: false,
            in_time_order: None,
        };
        run(&|reader| drop(paths(reader, &question)));
        let journey = Journey {
            from: vec![one],
            test: test.clone(),
            since: 0,
            until: i32::MAX,
            how: Certainty::Possible,
        };
        run(&|reader| drop(arrivals(reader, &journey)));
        let gathering = Gathering {
            test: test.clone(),
            subject: None,
            object: None,
            member: Way::Out,
            direct: true,
            members: None,
            holds: false,
            certainty: Certainty::Possible,
        };
        run(&|reader| {
            let found = gathered(reader, &gathering, &flag);
            assert_eq!(found.err(), Some(expected));
        });
    }
}

#[test]
fn a_snapshot_says_what_it_takes() {
    let footprint = wide(20_000).footprint();
    assert!(footprint.per_relation() <= 48.0, "{footprint:?}");
    assert!(footprint.per_entity() <= 120.0, "{footprint:?}");
}
