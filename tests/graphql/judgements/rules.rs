//! Which judgements agree, which are refused, and that any order of them leads to the same.

use std::collections::BTreeSet;

use entity::{
    id::Noun,
    vocabulary::{
        EntityKind::Municipality,
        RelationKind::{Attended, CooperatesWith},
        Verdict,
    },
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};
use stakegraph::{
    operations::duplicates::{Hand, JudgeError, judge},
    store::Act::{Added, Amended},
};

use super::{each_graph, everything, hand, judged, steward, undone};
use test_support::build::{Dossier, each_store};

use crate::world::World;

#[test]
fn what_contradicts_earlier_judgements_is_refused_with_the_chain() {
    each_store(async |store| {
        let mut dossier = Dossier::new("people");
        for key in ["a", "b", "c", "d"] {
            dossier.person(key);
        }
        dossier.entity("town", Municipality);
        dossier.record(&store, 0).await.unwrap();
        let word = async |one, verdict, other| judged(&store, one, verdict, other).await;
        word("a", Verdict::Same, "b").await.unwrap();
        word("c", Verdict::Same, "d").await.unwrap();
        word("b", Verdict::Different, "c").await.unwrap();
        let sequence = store.last_sequence().await.unwrap();
        let Err(JudgeError::Conflict(against)) = word("a", Verdict::Same, "d").await else {
            panic!("it contradicts");
        };
        let told: Vec<_> = against
            .chain
            .iter()
            .map(|link| (link.keys.join(" "), link.verdict))
            .collect();
        let expected = [
            ("a b", Verdict::Same),
            ("b c", Verdict::Different),
            ("c d", Verdict::Same),
        ];
        assert_eq!(
            told,
            expected.map(|(keys, verdict)| (keys.to_owned(), verdict))
        );
        undone(&store, &["b", "c"]).await.unwrap();
        word("a", Verdict::Same, "d").await.unwrap();
        for verdict in [Verdict::Different, Verdict::Unsure] {
            let refused = word("b", verdict, "c").await;
            let Err(JudgeError::Conflict(against)) = refused else {
                panic!("the two are one: {refused:?}");
            };
            assert_eq!(against.chain.len(), 3);
        }
        assert!(matches!(
            word("a", Verdict::Same, "town").await,
            Err(JudgeError::Unfit(_))
        ));
        assert!(matches!(
            word("a", Verdict::Same, "a").await,
            Err(JudgeError::Unfit(_))
        ));
        let unknown = word("a", Verdict::Same, "tovn").await;
        assert!(
            unknown
                .unwrap_err()
                .to_string()
                .contains("did you mean town?")
        );
        let none = undone(&store, &["b", "c"]).await;
        assert!(
            matches!(none, Err(JudgeError::NotJudged(_))),
            "it was taken back already"
        );
        assert_eq!(store.last_sequence().await.unwrap(), sequence + 2);
    });
}

#[test]
fn a_later_judgement_takes_the_place_of_the_earlier_and_says_who() {
    each_graph(async |world| {
        let store = &world.store;
        let first = judged(store, "malda", Verdict::Unsure, "malda-a")
            .await
            .unwrap();
        let again = judged(store, "malda-a", Verdict::Unsure, "malda")
            .await
            .unwrap();
        assert_eq!(again, first, "what says nothing new is left alone");
        let view = steward();
        let dry = Hand {
            dry_run: true,
            ..hand(&view)
        };
        judge(store, ["malda", "malda-a"], Verdict::Same, dry)
            .await
            .unwrap();
        assert_eq!(
            world.data("{ people { totalCount } }").await["people"]["totalCount"],
            3
        );
        let second = judged(store, "malda", Verdict::Different, "malda-a")
            .await
            .unwrap();
        assert_eq!((first.id, first.version, second.version), (second.id, 1, 2));
        let changes = store.changes(1, 10).await.unwrap().unwrap();
        let acts: Vec<_> = changes
            .iter()
            .map(|change| (change.noun, change.act))
            .collect();
        assert_eq!(acts, [(Noun::Judgement, Added), (Noun::Judgement, Amended)]);
    });
}

const SIZE: usize = 9;

fn person(number: usize) -> String {
    format!("person-{number}")
}

/// People who are tied at random.
fn people(ties: &[(usize, usize)]) -> Dossier {
    let mut dossier = Dossier::new("people");
    for number in 0..SIZE {
        dossier.person(&person(number));
        dossier.event(&format!("event-{number}"), Some("2020"));
    }
    let known: BTreeSet<_> = ties.iter().collect();
    for (one, other) in known {
        dossier.relation(&person(*one), Attended, &format!("event-{other}"));
        if one != other {
            dossier.relation(&person(*one), CooperatesWith, &person(*other));
        }
    }
    dossier
}

#[test]
fn judgements_in_any_order_make_the_same_clusters_and_are_undone_exactly() {
    each_store(async |store| {
        let mut runner = TestRunner::deterministic();
        let pairs = || prop::collection::vec((0..SIZE, 0..SIZE), 1..14);
        let ties = pairs().new_tree(&mut runner).unwrap().current();
        people(&ties).record(&store, 0).await.unwrap();
        let world = World::over(store.clone());
        let before = everything(&world).await;
        for _ in 0..6 {
            let mut same = pairs().new_tree(&mut runner).unwrap().current();
            same.retain(|(one, other)| one != other);
            let mut states = Vec::new();
            for _ in 0..2 {
                for (one, other) in &same {
                    judged(&store, &person(*one), Verdict::Same, &person(*other))
                        .await
                        .unwrap();
                }
                states.push(everything(&world).await);
                for (one, other) in same.iter().rev() {
                    // The same pair may have been drawn twice.
                    let _ = undone(&store, &[&person(*one), &person(*other)]).await;
                }
                assert_eq!(everything(&world).await, before, "{same:?}");
                same.reverse();
            }
            assert_eq!(states[0], states[1], "{same:?}");
        }
    });
}
