//! Writes are seen by whoever asks after them, whichever process made them.

use std::time::Duration;

use entity::vocabulary::{EntityKind::Organisation, RelationKind::WorksFor, Tier};
use stakegraph::{
    operations::snapshots::Snapshots,
    store::{Store, View},
};
use test_support::{
    TestDatabase,
    build::{Dossier, open, viewer},
    each_empty_database,
};

/// A person who works for an office; the dossier says no more and no less.
fn employed(number: usize, office: &str) -> Dossier {
    let person = format!("person-{number}");
    let mut dossier = Dossier::new(&format!("dossier-{number}"));
    dossier.person(&person);
    dossier.entity(office, Organisation);
    dossier.relation(&person, WorksFor, office);
    dossier
}

/// All relations of a snapshot, as ids of subject, relation and object.
async fn relations(snapshots: &Snapshots, view: &View) -> Vec<[i64; 3]> {
    use stakegraph::network::Way;
    let snapshot = snapshots.of(view).await.unwrap();
    let mut all = Vec::new();
    for entity in snapshot.entities() {
        for link in snapshot.links(entity, Way::Out) {
            let fact = snapshot.relation_fact(entity, link);
            all.push([fact.subject, fact.id, fact.object]);
        }
    }
    all.sort_unstable();
    all
}

/// The same, of a snapshot that is built now.
async fn built_anew(database: &TestDatabase) -> Vec<[i64; 3]> {
    let store = Store::open(database.url()).await.unwrap();
    let all = relations(&Snapshots::new(store.clone()), &View::public()).await;
    store.close().await.unwrap();
    all
}

fn each_database(body: impl AsyncFn(&TestDatabase, Store)) {
    each_empty_database(async |database: &TestDatabase| {
        let store = open(database).await;
        body(database, store.clone()).await;
        store.close().await.unwrap();
    });
}

#[test]
fn two_services_over_one_database_see_each_other() {
    each_database(async |database, store| {
        let other = Store::open(database.url()).await.unwrap();
        let services = [Snapshots::new(store.clone()), Snapshots::new(other.clone())];
        let everybody = View::public();
        for round in 0..6 {
            let writer = [&store, &other][round % 2];
            let dossier = employed(round % 3, &format!("office-{round}"));
            dossier
                .record(writer, i64::try_from(round).unwrap() * 10)
                .await
                .unwrap();
            let fresh = built_anew(database).await;
            for service in &services {
                let snapshot = service.latest().await.unwrap();
                assert_eq!(snapshot.sequence(), store.last_sequence().await.unwrap());
                assert_eq!(relations(service, &everybody).await, fresh, "round {round}");
            }
        }
        other.close().await.unwrap();
    });
}

#[test]
fn a_writer_who_commits_late_loses_nothing() {
    each_database(async |database, store| {
        let other = Store::open(database.url()).await.unwrap();
        let snapshots = Snapshots::new(store.clone());
        let everybody = View::public();
        snapshots.latest().await.unwrap();
        // Many writers at once, on two pools, while a reader follows without pause.
        let writers = (0..24).map(|number| {
            let store = if number % 2 == 0 {
                store.clone()
            } else {
                other.clone()
            };
            tokio::spawn(async move {
                let office = format!("office-{number}");
                employed(number, &office).record(&store, 0).await.unwrap();
            })
        });
        let writers: Vec<_> = writers.collect();
        while writers.iter().any(|writer| !writer.is_finished()) {
            let before = store.last_sequence().await.unwrap();
            let snapshot = snapshots.latest().await.unwrap();
            assert!(snapshot.sequence() >= before);
        }
        for writer in writers {
            writer.await.unwrap();
        }
        let fresh = built_anew(database).await;
        assert_eq!(fresh.len(), 24);
        assert_eq!(relations(&snapshots, &everybody).await, fresh);
        other.close().await.unwrap();
    });
}

#[test]
fn earlier_moments_are_kept_and_closed_facts_leave_them() {
    each_database(async |_, store| {
        employed(1, "office").record(&store, 0).await.unwrap();
        employed(1, "agency").record(&store, 1_000).await.unwrap();
        let snapshots = Snapshots::new(store.clone());
        let mut view = viewer(Tier::Public);
        view.lens.known = Some(test_support::build::NOW + 500);
        let first = snapshots.of(&view).await.unwrap();
        let again = snapshots.of(&view).await.unwrap();
        assert!(std::sync::Arc::ptr_eq(&first, &again));
        let mut closed = employed(1, "agency");
        closed.closed("person-1", Tier::Partner);
        closed.record(&store, 2_000).await.unwrap();
        let later = snapshots.of(&view).await.unwrap();
        let person = entity::id::number(entity::id::Noun::Entity, "person-1");
        let reach = |snapshot: &stakegraph::network::Snapshot| {
            let number = snapshot.number(person).unwrap();
            snapshot.node(number).unwrap().reach
        };
        assert_eq!((reach(&first), reach(&later)), (0, 1));
    });
}

#[test]
fn whoever_asks_for_the_place_in_the_log_is_answered_also_when_others_leave() {
    each_database(async |_, store| {
        employed(0, "office").record(&store, 0).await.unwrap();
        let snapshots = Snapshots::new(store.clone());
        let asking = (0..200_u64).map(|at| {
            let snapshots = snapshots.clone();
            tokio::spawn(async move {
                // Every third leaves: some before their turn, some while the log is asked for all.
                let patience = match at % 3 {
                    0 => Duration::from_micros(at * 20),
                    _ => Duration::from_secs(30),
                };
                let place = tokio::time::timeout(patience, snapshots.place()).await;
                (at % 3 == 0, place)
            })
        });
        for asked in asking.collect::<Vec<_>>() {
            let (leaves, place) = asked.await.unwrap();
            match place {
                Ok(place) => assert_eq!(place.unwrap(), 1),
                Err(_) => assert!(leaves, "who stays is answered"),
            }
        }
    });
}
