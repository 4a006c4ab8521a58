//! Events of some days that are related to named entities, from which many relations have their days.

use entity::vocabulary::EntityKind;
use proptest::{prelude::*, test_runner::TestRunner};
use stakegraph::operations::{
    search::{AskedEntity, AskedRelation},
    snapshots::Snapshots,
};
use test_support::build::each_store;

use super::{
    KINDS, QUESTIONS, SIZE, certainties, days, drawn, entities_agree, key, record, some, views,
};

/// Events of some days with relations to named entities, from which many have their days.
fn related_events() -> impl Strategy<Value = AskedEntity> {
    let named = || {
        prop::collection::vec((0..SIZE).prop_map(key), 4..SIZE).prop_map(|key| {
            Some(Box::new(AskedEntity {
                key: Some(key),
                ..AskedEntity::default()
            }))
        })
    };
    let of_kinds = prop::sample::subsequence(KINDS.to_vec(), 1..=3);
    let has = (some(of_kinds, 0.8), named(), 0..3_usize);
    let has = has.prop_map(|(kind, named, end)| {
        let at = |place| named.clone().filter(|_| place == end);
        AskedRelation {
            kind,
            subject: at(0),
            object: at(1),
            other: at(2),
            ..AskedRelation::default()
        }
    });
    let kinds = prop::sample::select(vec![
        vec![EntityKind::Event],
        vec![EntityKind::Event, EntityKind::Project],
    ]);
    (kinds, days(), certainties(), has).prop_map(|(kinds, during, certainty, has)| AskedEntity {
        kind: Some(kinds),
        during: Some(during),
        certainty,
        has: Some(Box::new(has)),
        ..AskedEntity::default()
    })
}

#[test]
fn events_are_found_by_what_they_are_related_to_whosever_the_days_are() {
    each_store(async |store| {
        let mut runner = TestRunner::deterministic();
        record(&store, &mut runner).await;
        let snapshots = Snapshots::new(store.clone());
        let mut answers = 0;
        for _ in 0..2 * QUESTIONS {
            let view = store.settled(drawn(&mut runner, &views())).await.unwrap();
            let filter = drawn(&mut runner, &related_events());
            answers += entities_agree(&store, &snapshots, &view, &filter).await;
        }
        assert!(answers > 100, "too few answers: {answers}");
    });
}
