//! Who is tied to whom, and how early one gets somewhere: against plain programs, and however the
//! graph came to be as it is.

use std::collections::{BTreeMap, BTreeSet};

use entity::vocabulary::{Certainty, EntityKind, Modality, RelationKind};
use proptest::prelude::*;
use stakegraph::network::{
    EntityTest, Flag, Journey, RelationTest, Sight, Snapshot, Terms, Way, arrivals,
    gathering::{Gathering, gathered},
    measures::{Measured, betweenness::Betweenness, leiden::Leiden, pagerank::PageRank},
};

use crate::model::{KINDS, Model, asserted, model, reading, span};

/// Every way of asking who is tied to whom that differs in what is walked through.
fn questions(rank: u8) -> Vec<Gathering> {
    let named = |ids: &[i64]| EntityTest {
        among: Some(ids.to_vec()),
        ..EntityTest::default()
    };
    let near = EntityTest {
        kind: Some(vec![EntityKind::Person, EntityKind::Event]),
        has: Some(Box::new(tied_to(KINDS[1], named(&[2]), rank))),
        ..EntityTest::default()
    };
    let any = EntityTest {
        any: Some(vec![named(&[1, 2]), named(&[5]), near.clone()]),
        ..EntityTest::default()
    };
    let ends = [None, Some(named(&[1, 3, 4])), Some(near), Some(any)];
    let mut all = Vec::new();
    for subject in &ends {
        for object in &ends {
            for (member, direct) in [(Way::Out, false), (Way::In, false), (Way::Out, true)] {
                all.push(Gathering {
                    test: asserted(&KINDS[..1], rank),
                    subject: subject.clone(),
                    object: object.clone(),
                    member,
                    direct,
                    members: subject.clone().filter(|_| direct),
                    holds: direct != (member == Way::In),
                    certainty: [Certainty::Possible, Certainty::Certain][usize::from(direct)],
                });
            }
        }
    }
    all
}

/// Relations of a kind to such an object.
fn tied_to(kind: RelationKind, object: EntityTest, rank: u8) -> RelationTest {
    let terms = Terms {
        kinds: [kind].into_iter().collect(),
        object: Some(Box::new(object)),
        ..Terms::default()
    };
    RelationTest::new(terms, Some(&[Modality::Asserted]), &Sight::of_rank(rank))
}

/// The same question, put so that no entity can be told from it.
fn veiled(asked: &Gathering) -> Gathering {
    let veil = |test: &Option<EntityTest>| {
        test.clone().map(|test| EntityTest {
            not: Some(Box::new(EntityTest {
                not: Some(Box::new(test)),
                ..EntityTest::default()
            })),
            ..EntityTest::default()
        })
    };
    Gathering {
        subject: veil(&asked.subject),
        object: veil(&asked.object),
        members: veil(&asked.members),
        ..asked.clone()
    }
}

fn told(snapshot: &Snapshot, rank: u8, asked: &Gathering) -> String {
    let flag = Flag::default();
    let found = reading(snapshot, rank, |reader| gathered(reader, asked, &flag)).unwrap();
    let all = Measured {
        betweenness: Some(Betweenness::default()),
        pagerank: Some(PageRank::default()),
        components: true,
        communities: Some(Leiden::default()),
    };
    let figures = all.figures(&found.ties, &flag).unwrap();
    format!(
        "{:?} {:?} {:?} {figures:?}",
        found.members, found.things, found.ties
    )
}

/// All that is told of who is tied to whom and of when one arrives, in ids.
pub(crate) fn answers(snapshot: &Snapshot, rank: u8) -> Vec<String> {
    let asked = questions(rank);
    let mut said: Vec<String> = asked
        .iter()
        .map(|asked| told(snapshot, rank, asked))
        .collect();
    for start in 1..=6 {
        for how in [Certainty::Possible, Certainty::Certain] {
            said.push(format!("{:?}", days(snapshot, rank, start, how)));
        }
    }
    said
}

/// The day of 2019-06-01.
const SINCE: i32 = 18_048;
/// The day of 2021-01-01.
const UNTIL: i32 = 18_628;

fn days(snapshot: &Snapshot, rank: u8, start: i64, how: Certainty) -> BTreeMap<i64, i32> {
    let journey = Journey {
        from: snapshot.number(start).into_iter().collect(),
        test: asserted(&KINDS, rank),
        since: SINCE,
        until: UNTIL,
        how,
    };
    let found = reading(snapshot, rank, |reader| arrivals(reader, &journey));
    assert!(found.is_sorted_by_key(|arrival| arrival.day));
    let count = found.len();
    let days = found
        .iter()
        .map(|arrival| (snapshot.entity_id(arrival.entity), arrival.day));
    let days: BTreeMap<i64, i32> = days.collect();
    assert_eq!(days.len(), count, "nobody arrives twice");
    days
}

/// The days of arrival, found by trying every relation until none helps.
fn plain_days(model: &Model, rank: u8, start: i64, how: Certainty) -> BTreeMap<i64, i32> {
    let mut days = BTreeMap::new();
    if model
        .things
        .get(&start)
        .is_some_and(|thing| thing.reach <= rank)
    {
        days.insert(start, SINCE);
    }
    let seen =
        |tie: &&crate::model::Tie| tie.modality == Modality::Asserted && model.reach(tie) <= rank;
    let ties: Vec<_> = model.ties.values().filter(seen).collect();
    loop {
        let before = days.clone();
        for tie in &ties {
            for (near, far) in [(tie.subject, tie.object), (tie.object, tie.subject)] {
                let Some(since) = days.get(&near).copied() else {
                    continue;
                };
                let (start, end) = match (span(model.derived(tie).period), how) {
                    (None, Certainty::Possible) => (i32::MIN, i32::MAX),
                    (None, Certainty::Certain) => continue,
                    (Some(span), Certainty::Possible) => (span.earliest_start, span.latest_end),
                    (Some(span), Certainty::Certain) => (span.latest_start, span.earliest_end),
                };
                let then = since.max(start);
                let known = days.get(&far).copied().unwrap_or(i32::MAX);
                if since <= end && then <= UNTIL && then < known {
                    days.insert(far, then);
                }
            }
        }
        if days == before {
            return days;
        }
    }
}

/// The pairs of members who share a thing, where having part in it is enough.
fn plain_pairs(model: &Model, rank: u8) -> BTreeMap<(i64, i64), usize> {
    let mut parts: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for tie in model.ties.values() {
        let seen = tie.modality == Modality::Asserted && model.reach(tie) <= rank;
        if seen && tie.kind == KINDS[0] {
            parts.entry(tie.object).or_default().insert(tie.subject);
        }
    }
    let mut pairs = BTreeMap::new();
    for members in parts.values() {
        for one in members {
            for other in members.range(one + 1..) {
                *pairs.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    pairs
}

proptest! {
    #[test]
    fn what_leads_to_few_entities_finds_the_same(start in model(7, 40), rank in 0_u8..3) {
        let snapshot = start.built();
        for asked in questions(rank) {
            let veiled = veiled(&asked);
            prop_assert_eq!(told(&snapshot, rank, &asked), told(&snapshot, rank, &veiled));
        }
    }

    #[test]
    fn members_are_tied_by_what_they_share(start in model(7, 40), rank in 0_u8..3) {
        let snapshot = start.built();
        let asked = Gathering {
            holds: false,
            ..questions(rank).swap_remove(0)
        };
        let flag = Flag::default();
        let found = reading(&snapshot, rank, |reader| gathered(reader, &asked, &flag)).unwrap();
        let mut pairs = BTreeMap::new();
        for (place, member) in found.members.iter().enumerate() {
            for (other, weight) in found.ties.row_of(place) {
                let other = found.members[other as usize];
                if *member < other {
                    pairs.insert((*member, other), weight);
                }
            }
        }
        let expected = plain_pairs(&start, rank).into_iter();
        let expected = expected.map(|(pair, shared)| (pair, f64::from(u32::try_from(shared).unwrap())));
        prop_assert_eq!(pairs, expected.collect::<BTreeMap<_, _>>());
    }

    #[test]
    fn one_arrives_as_early_as_can_be(start in model(7, 20), rank in 0_u8..3) {
        let snapshot = start.built();
        for from in 1..=7 {
            for how in [Certainty::Possible, Certainty::Certain] {
                prop_assert_eq!(
                    days(&snapshot, rank, from, how),
                    plain_days(&start, rank, from, how)
                );
            }
        }
    }
}
