//! However a graph came to be as it is, it answers alike.

use entity::vocabulary::{Certainty, Direction};
use pretty_assertions::assert_eq;
use proptest::prelude::*;
use stakegraph::network::{
    EntityTest, PathQuestion, Pattern, Position, Snapshot, Step, neighbourhood, paths, trace,
};

use crate::model::{KINDS, asserted, changes, dump, ids, model, reading};

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
            let mut edit = snapshot.edit();
            for change in part {
                now.change(&mut edit, change);
            }
            let next = edit.finish(1);
            prop_assert_eq!(before, dump(&snapshot), "a reader's snapshot changed");
            snapshot = next;
        }
        let rebuilt = now.built();
        prop_assert_eq!(answers(&snapshot, rank), answers(&rebuilt, rank));
        prop_assert_eq!(dump(&snapshot.compacted().unwrap()), dump(&rebuilt));
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
        let mut edit = before.edit();
        for change in &changes {
            now.change(&mut edit, change);
        }
        let after = edit.finish(1);
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
