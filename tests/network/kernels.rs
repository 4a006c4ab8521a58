//! What the kernels promise where dates, sides and ambiguity matter.

use std::collections::BTreeMap;

use entity::vocabulary::{Certainty, Direction, EntityKind, Modality, RelationKind};
use pretty_assertions::assert_eq;
use stakegraph::network::{EntityTest, PathQuestion, Pattern, Snapshot, Step, paths, trace};

use crate::model::{Model, Thing, Tie, asserted, ids, reading};

/// Things `1..=count` and ties between them with their periods.
fn graph(count: i64, ties: &[(i64, RelationKind, i64, Option<&'static str>)]) -> Snapshot {
    let thing = |id: i64| Thing {
        name: id.to_string(),
        kind: EntityKind::Person,
        period: None,
        reach: 0,
    };
    let tie = |(subject, kind, object, period): &(i64, RelationKind, i64, _)| Tie {
        subject: *subject,
        object: *object,
        kind: *kind,
        modality: Modality::Asserted,
        period: *period,
        own: true,
        reach: 0,
    };
    let mut model = Model::default();
    model.things = (1..=count).map(|id| (id, thing(id))).collect();
    model.ties = (101..)
        .zip(ties.iter().map(tie))
        .collect::<BTreeMap<_, _>>();
    model.built()
}

fn in_order(ties: &[(i64, RelationKind, i64, Option<&'static str>)], how: Certainty) -> bool {
    let snapshot = graph(3, ties);
    let question = PathQuestion {
        from: snapshot.number(1).unwrap(),
        to: snapshot.number(3).unwrap(),
        test: asserted(RelationKind::ALL, 0),
        max_length: 4,
        first: 10,
        shortest_only: false,
        in_time_order: Some(how),
    };
    let found = reading(&snapshot, 0, |reader| paths(reader, &question));
    !found.found.chains.is_empty()
}

#[test]
fn time_order_is_honest_about_imprecise_dates() {
    use Certainty::{Certain, Possible};
    let path = |first, second| {
        [
            (1, RelationKind::Attended, 2, first),
            (2, RelationKind::Attended, 3, second),
        ]
    };
    let cases = [
        // Days that are known, in order and not.
        (
            Some("2018-01-01/2018-02-01"),
            Some("2019-01-01/2019-02-01"),
            true,
            true,
        ),
        (
            Some("2019-01-01/2019-02-01"),
            Some("2018-01-01/2018-02-01"),
            false,
            false,
        ),
        // What goes on can still be taken later.
        (
            Some("2019-01-01/2019-02-01"),
            Some("2018-01-01/.."),
            true,
            true,
        ),
        // An end that nobody knows may be late enough.
        (
            Some("2019-01-01/2019-02-01"),
            Some("2018-01-01/"),
            true,
            false,
        ),
        // Begun and ended in one year: perhaps before June.
        (
            Some("2019-06-01/2019-06-30"),
            Some("2019/2019"),
            true,
            false,
        ),
        // At some time in that year, and nobody says for how long.
        (Some("2018-06-01/2018-06-30"), Some("2019"), true, true),
        (
            Some("2019-06/2019-07"),
            Some("2019-05/2019-06"),
            true,
            false,
        ),
        // Without a date, or with a doubtful one, nothing is certain.
        (None, Some("2019-01-01/2019-02-01"), true, false),
        (
            Some("2018~/2018"),
            Some("2019-01-01/2019-02-01"),
            true,
            false,
        ),
        (
            Some("2021~/2021"),
            Some("2019-01-01/2019-02-01"),
            false,
            false,
        ),
    ];
    for (first, second, possible, certain) in cases {
        let found = [Possible, Certain].map(|how| in_order(&path(first, second), how));
        assert_eq!(found, [possible, certain], "{first:?} {second:?}");
    }
}

#[test]
fn a_chain_that_can_be_read_in_two_ways_is_told_once() {
    let part = RelationKind::PartOf;
    let snapshot = graph(
        4,
        &[(1, part, 2, None), (2, part, 3, None), (3, part, 4, None)],
    );
    let step = || Step {
        direction: Direction::Out,
        test: asserted(&[part], 0),
        to: EntityTest::default(),
        min: 1,
        max: 3,
    };
    let pattern = Pattern {
        from: EntityTest {
            among: Some(vec![1]),
            ..EntityTest::default()
        },
        steps: vec![step(), step()],
    };
    let found = reading(&snapshot, 0, |reader| trace(reader, &pattern, 10, None));
    let found: Vec<_> = found
        .chains
        .iter()
        .map(|chain| ids(&snapshot, chain))
        .collect();
    assert_eq!(
        found,
        [vec![1, 101, 2, 102, 3], vec![1, 101, 2, 102, 3, 103, 4]]
    );
}

#[test]
fn a_symmetric_kind_is_followed_both_ways() {
    let with = RelationKind::CooperatesWith;
    let snapshot = graph(3, &[(2, with, 1, None), (2, with, 3, None)]);
    let pattern = Pattern {
        from: EntityTest {
            among: Some(vec![1]),
            ..EntityTest::default()
        },
        steps: vec![Step {
            direction: Direction::Out,
            test: asserted(&[with], 0),
            to: EntityTest::default(),
            min: 1,
            max: 2,
        }],
    };
    let found = reading(&snapshot, 0, |reader| trace(reader, &pattern, 10, None));
    let found: Vec<_> = found
        .chains
        .iter()
        .map(|chain| ids(&snapshot, chain))
        .collect();
    assert_eq!(found, [vec![1, 101, 2], vec![1, 101, 2, 102, 3]]);
}
