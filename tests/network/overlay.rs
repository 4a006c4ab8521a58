//! However a graph came to be as it is, it answers alike.

use entity::{
    time::QueryInterval,
    vocabulary::{Certainty, Direction, EntityKind, Modality, RelationKind},
};
use pretty_assertions::assert_eq;
use proptest::prelude::*;
use stakegraph::network::{
    EntityTest, PathQuestion, Pattern, Position, RelationTest, Sight, Snapshot, Step, Terms,
    neighbourhood, paths, trace,
};

use crate::model::{
    Change, KINDS, Model, Thing, Tie, asserted, changes, dump, ids, model, reading,
};

/// What every kernel answers, in ids.
fn answers(snapshot: &Snapshot, rank: u8) -> Vec<String> {
    let mut said = dump(snapshot);
    let all = asserted(&KINDS, rank);
    for id in 1..=6 {
        let Some(from) = snapshot.number(id) else {
            continue;
        };
        let around = reading(snapshot, rank, |reader| {
            neighbourhood(reader, &[from], 2, &all, 4)
        });
        let entities = around
            .entities
            .iter()
            .map(|entity| snapshot.entity_id(*entity));
        let relations = around
            .relations
            .iter()
            .map(|tie| snapshot.relation_id(*tie));
        let (entities, relations): (Vec<_>, Vec<_>) = (entities.collect(), relations.collect());
        said.push(format!(
            "{id}: {entities:?} {relations:?} {}",
            around.hidden
        ));
        for goal in id + 1..=6 {
            let Some(to) = snapshot.number(goal) else {
                continue;
            };
            for in_time_order in [None, Some(Certainty::Possible), Some(Certainty::Certain)] {
                let question = PathQuestion {
                    from,
                    to,
                    test: all.clone(),
                    max_length: 4,
                    first: 6,
                    shortest_only: false,
                    in_time_order,
                };
                let found = reading(snapshot, rank, |reader| paths(reader, &question));
                let chains = found.found.chains.iter().map(|chain| ids(snapshot, chain));
                said.push(format!(
                    "{:?} {} {}",
                    chains.collect::<Vec<_>>(),
                    found.more,
                    found.cut
                ));
            }
        }
    }
    said.extend(
        chains(snapshot, rank, 1_000)
            .iter()
            .map(|chain| format!("{chain:?}")),
    );
    said.extend(crate::gathering::answers(snapshot, rank));
    said
}

/// The snapshot after these changes, which the lists take as well.
fn changed(lists: &mut Model, snapshot: &Snapshot, changes: &[Change]) -> Snapshot {
    let mut edit = snapshot.edit();
    for change in changes {
        lists.change(&mut edit, change);
    }
    edit.finish(1)
}

fn pattern(rank: u8) -> Pattern {
    let step = |kinds: &[_], direction, min, max| Step {
        direction,
        test: asserted(kinds, rank),
        to: EntityTest::default(),
        min,
        max,
    };
    Pattern {
        from: EntityTest::default(),
        steps: vec![
            step(&KINDS[..2], Direction::Out, 1, 2),
            step(&KINDS[1..], Direction::Both, 0, 2),
        ],
    }
}

/// All chains of the pattern, asked for in pages.
fn chains(snapshot: &Snapshot, rank: u8, page: usize) -> Vec<Vec<i64>> {
    let pattern = pattern(rank);
    let mut all = Vec::new();
    let mut after: Option<Position> = None;
    loop {
        let found = reading(snapshot, rank, |reader| {
            trace(reader, &pattern, page, after.as_ref())
        });
        all.extend(found.chains.iter().map(|chain| ids(snapshot, chain)));
        let Some(next) = found.next else { return all };
        let again = Position::from_bytes(&next.to_bytes()).unwrap();
        assert_eq!(again, next);
        after = Some(again);
    }
}

/// Those who were there on some days and have a relation to one of the things.
fn related(rank: u8) -> Vec<EntityTest> {
    let named = |id| {
        Some(Box::new(EntityTest {
            among: Some(vec![id]),
            ..EntityTest::default()
        }))
    };
    let to = |kind, id, end| {
        let terms = Terms {
            kinds: [kind].into_iter().collect(),
            subject: named(id).filter(|_| end == 0),
            object: named(id).filter(|_| end == 1),
            other: named(id).filter(|_| end == 2),
            ..Terms::default()
        };
        RelationTest::new(terms, Some(&[Modality::Asserted]), &Sight::of_rank(rank))
    };
    let mut all = Vec::new();
    for (days, how) in [
        ("2018", Certainty::Possible),
        ("2019-10-17", Certainty::Possible),
        ("2019-10-17", Certainty::Certain),
        ("2021", Certainty::Possible),
    ] {
        let days = QueryInterval::parse(days).unwrap();
        for (kind, id, end) in KINDS
            .iter()
            .flat_map(|kind| (1..=6).flat_map(move |id| (0..3).map(move |end| (*kind, id, end))))
        {
            all.push(EntityTest {
                during: Some((days, how)),
                has: Some(Box::new(to(kind, id, end))),
                ..EntityTest::default()
            });
        }
    }
    all
}

/// A person who attended three events; who attended the first says himself when.
fn attendances() -> Model {
    let thing = |kind, period| Thing {
        name: "a".to_owned(),
        kind,
        period,
        reach: 0,
    };
    let mut graph = Model::default();
    graph.things.insert(1, thing(EntityKind::Person, None));
    for (id, period) in [(2, "2018/2018"), (3, "2019/2020"), (4, "2020/..")] {
        let event = thing(EntityKind::Event, Some(period));
        graph.things.insert(id, event);
        graph.ties.insert(id, attended(id, id == 2));
    }
    graph.settled()
}

fn attended(event: i64, own: bool) -> Tie {
    Tie {
        subject: 1,
        object: event,
        kind: RelationKind::Attended,
        modality: Modality::Asserted,
        period: Some("2018/2018"),
        own,
        reach: 0,
    }
}

/// Among whom those of some days are sought who were attended by the person.
fn sought(snapshot: &Snapshot, days: &str) -> Vec<i64> {
    let days = QueryInterval::parse(days).unwrap();
    let test = related(0).into_iter().find(|test| {
        let has = test.has.as_ref().map(|has| has.kinds());
        has.is_some_and(|kinds| kinds.has(RelationKind::Attended))
    });
    let test = EntityTest {
        during: Some((days, Certainty::Possible)),
        ..test.unwrap()
    };
    let seeds = reading(snapshot, 0, |reader| reader.seeds(&test)).unwrap();
    seeds
        .into_iter()
        .map(|seed| snapshot.entity_id(seed))
        .collect()
}

#[test]
fn those_of_other_days_are_not_looked_at_where_links_tell_their_days() {
    let mut graph = attendances();
    let snapshot = graph.built();
    assert_eq!(sought(&snapshot, "2018"), [1, 2]);
    assert_eq!(sought(&snapshot, "2021"), [1, 4]);
    // One more attendance, on other days than its event's: no link tells any more.
    let own = Change::Tie(5, attended(3, true));
    let snapshot = changed(&mut graph, &snapshot, &[own]);
    assert_eq!(sought(&snapshot, "2018"), [1, 2, 3, 4]);
}

#[test]
fn an_event_that_moved_is_found_though_who_attended_says_otherwise() {
    let mut graph = attendances();
    let snapshot = graph.built();
    let mut event = graph.things[&2].clone();
    event.period = Some("2021/2021");
    let snapshot = changed(&mut graph, &snapshot, &[Change::Thing(2, event)]);
    assert!(sought(&snapshot, "2021").contains(&2));
    assert!(sought(&snapshot.compacted().unwrap(), "2021").contains(&2));
}

proptest! {
    #[test]
    fn an_overlay_answers_like_a_rebuild(
        start in model(6, 20),
        changes in changes(6, 40),
        rank in 0_u8..3,
    ) {
        let mut now = start.clone();
        let mut snapshot = start.built();
        for part in changes.chunks(7) {
            let before = dump(&snapshot);
            let next = changed(&mut now, &snapshot, part);
            prop_assert_eq!(before, dump(&snapshot), "a reader's snapshot changed");
            snapshot = next;
        }
        let rebuilt = now.built();
        prop_assert_eq!(answers(&snapshot, rank), answers(&rebuilt, rank));
        prop_assert_eq!(dump(&snapshot.compacted().unwrap()), dump(&rebuilt));
    }

    #[test]
    fn what_links_tell_of_days_hides_nobody_who_was_there(
        start in model(6, 20),
        changes in changes(6, 30),
        rank in 0_u8..3,
    ) {
        let mut now = start.clone();
        let mut snapshot = start.built();
        for part in changes.chunks(5) {
            snapshot = changed(&mut now, &snapshot, part);
            for test in related(rank) {
                let (sought, all) = reading(&snapshot, rank, |reader| {
                    let shown = |entity| reader.shows(entity, &test);
                    let all = snapshot.entities().filter(|entity| shown(*entity));
                    (reader.seeds_that(&test, shown), all.collect::<Vec<u32>>())
                });
                prop_assert_eq!(sought, Some(all), "{:?}", test);
            }
        }
    }

    #[test]
    fn pages_of_chains_join_to_the_whole(start in model(6, 24), page in 1_usize..5) {
        let snapshot = start.built();
        let whole = chains(&snapshot, 2, 100_000);
        prop_assert_eq!(chains(&snapshot, 2, page), whole);
    }

    #[test]
    fn chains_go_on_where_they_were_when_the_graph_has_changed(
        start in model(6, 20),
        changes in changes(6, 6),
        page in 1_usize..9,
    ) {
        let mut now = start.clone();
        let before = start.built();
        let pattern = pattern(2);
        let first = reading(&before, 2, |reader| trace(reader, &pattern, page, None));
        let after = changed(&mut now, &before, &changes);
        if let Some(position) = first.next {
            let rest = reading(&after, 2, |reader| trace(reader, &pattern, 100_000, Some(&position)));
            let rest: Vec<_> = rest.chains.iter().map(|chain| ids(&after, chain)).collect();
            let whole = chains(&after, 2, 100_000);
            let seen: Vec<_> = first.chains.iter().map(|chain| ids(&before, chain)).collect();
            // Nothing is told twice, and what is told stands in the whole in this order.
            let unchanged = changes.is_empty();
            prop_assert!(!unchanged || rest == whole[seen.len()..]);
            let mut whole = whole.iter();
            prop_assert!(rest.iter().all(|chain| whole.any(|other| other == chain)));
        }
    }
}
