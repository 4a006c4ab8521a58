//! Kernels against the plainest program that does what they promise.

use std::collections::{BTreeSet, VecDeque};

use entity::vocabulary::{Direction, Modality};
use proptest::prelude::*;
use stakegraph::network::{EntityTest, PathQuestion, Pattern, Step, neighbourhood, paths, trace};

use crate::model::{KINDS, Model, asserted, ids, model, reading};

/// The ties at an entity that a viewer sees: the tie, and its far end.
fn at(model: &Model, id: i64, rank: u8) -> Vec<(i64, i64)> {
    let seen = model
        .ties
        .iter()
        .filter(|(_, tie)| tie.modality == Modality::Asserted && model.reach(tie) <= rank);
    seen.flat_map(|(tie_id, tie)| {
        let out = (tie.subject == id).then_some((*tie_id, tie.object));
        let back = (tie.object == id && tie.subject != id).then_some((*tie_id, tie.subject));
        out.into_iter().chain(back)
    })
    .collect()
}

fn simple_paths(model: &Model, rank: u8, goal: i64, path: &[i64], found: &mut BTreeSet<Vec<i64>>) {
    let here = path[path.len() - 1];
    if here == goal {
        found.insert(path.to_vec());
        return;
    }
    if path.len() > 6 {
        return;
    }
    for (tie, far) in at(model, here, rank) {
        let been = path.iter().step_by(2).any(|id| *id == far);
        if !been {
            let longer = [path, &[tie, far]].concat();
            simple_paths(model, rank, goal, &longer, found);
        }
    }
}

fn around(model: &Model, rank: u8, from: i64, depth: u32) -> BTreeSet<i64> {
    let mut known = BTreeSet::from([from]);
    let mut queue = VecDeque::from([(from, 0)]);
    while let Some((id, level)) = queue.pop_front() {
        if level < depth {
            for (_, far) in at(model, id, rank) {
                if known.insert(far) {
                    queue.push_back((far, level + 1));
                }
            }
        }
    }
    known
}

/// Chains of one kind out, one to three times, then of another kind in once.
fn chains(model: &Model, rank: u8, chain: &[i64], found: &mut BTreeSet<Vec<i64>>) {
    let here = chain[chain.len() - 1];
    let hops = chain.len() / 2;
    for (id, tie) in &model.ties {
        let used = chain.iter().skip(1).step_by(2).any(|other| other == id);
        if used || tie.modality != Modality::Asserted || model.reach(tie) > rank {
            continue;
        }
        if tie.kind == KINDS[0] && tie.subject == here && hops < 3 {
            chains(model, rank, &[chain, &[*id, tie.object]].concat(), found);
        }
        if tie.kind == KINDS[1] && tie.object == here && hops >= 1 {
            found.insert([chain, &[*id, tie.subject]].concat());
        }
    }
}

proptest! {
    #[test]
    fn paths_are_all_simple_paths_the_shortest_first(start in model(6, 14), rank in 0_u8..3) {
        let snapshot = start.built();
        let (Some(from), Some(to)) = (snapshot.number(1), snapshot.number(2)) else {
            return Ok(());
        };
        let question = PathQuestion {
            from,
            to,
            test: asserted(&KINDS, rank),
            max_length: 3,
            first: 10_000,
            shortest_only: false,
            in_time_order: None,
        };
        let found = reading(&snapshot, rank, |reader| paths(reader, &question));
        let found: Vec<_> = found.found.chains.iter().map(|chain| ids(&snapshot, chain)).collect();
        prop_assert!(found.is_sorted_by_key(Vec::len));
        let mut expected = BTreeSet::new();
        let sees = |id: i64| start.things[&id].reach <= rank;
        if sees(1) && sees(2) {
            simple_paths(&start, rank, 2, &[1], &mut expected);
        }
        let count = found.len();
        let found: BTreeSet<_> = found.into_iter().collect();
        prop_assert_eq!(found.len(), count, "a path stands twice");
        let short = expected.into_iter().filter(|path| path.len() <= 7);
        prop_assert_eq!(found, short.collect::<BTreeSet<_>>());
    }

    #[test]
    fn a_neighbourhood_is_all_within_reach_and_counts_what_it_hides(
        start in model(8, 16),
        rank in 0_u8..3,
        depth in 0_u32..4,
        first in 0_usize..9,
    ) {
        let snapshot = start.built();
        let test = asserted(&KINDS, rank);
        let from = snapshot.number(1).unwrap();
        let found = reading(&snapshot, rank, |r| neighbourhood(r, &[from], depth, &test, first));
        let expected = if start.things[&1].reach <= rank {
            around(&start, rank, 1, depth)
        } else {
            BTreeSet::new()
        };
        prop_assert_eq!(found.entities.len() + found.hidden, expected.len());
        prop_assert_eq!(found.entities.len(), expected.len().min(first));
        let shown: BTreeSet<i64> = found.entities.iter().map(|e| snapshot.entity_id(*e)).collect();
        prop_assert!(shown.is_subset(&expected));
        let between = start.ties.iter().filter(|(_, tie)| {
            let ends = shown.contains(&tie.subject) && shown.contains(&tie.object);
            ends && tie.modality == Modality::Asserted && start.reach(tie) <= rank
        });
        let between: BTreeSet<i64> = between.map(|(id, _)| *id).collect();
        let relations = found.relations.iter().map(|tie| snapshot.relation_id(*tie));
        prop_assert_eq!(relations.collect::<BTreeSet<i64>>(), between);
    }

    #[test]
    fn chains_are_all_that_fit_the_pattern_each_once(start in model(6, 20), rank in 0_u8..3) {
        let snapshot = start.built();
        let step = |kind, direction, max| Step {
            direction,
            test: asserted(&[kind], rank),
            to: EntityTest::default(),
            min: 1,
            max,
        };
        let pattern = Pattern {
            from: EntityTest::default(),
            steps: vec![step(KINDS[0], Direction::Out, 3), step(KINDS[1], Direction::In, 1)],
        };
        let found = reading(&snapshot, rank, |reader| trace(reader, &pattern, 100_000, None));
        let found: Vec<_> = found.chains.iter().map(|chain| ids(&snapshot, chain)).collect();
        let mut expected = BTreeSet::new();
        for (id, thing) in &start.things {
            if thing.reach <= rank {
                chains(&start, rank, &[*id], &mut expected);
            }
        }
        let count = found.len();
        let found: BTreeSet<_> = found.into_iter().collect();
        prop_assert_eq!(found.len(), count, "a chain stands twice");
        prop_assert_eq!(found, expected);
    }
}
