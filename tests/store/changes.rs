//! The change log: what every recording did, in the order of the commits, without a gap.

use std::collections::BTreeSet;

use entity::{
    id::{Noun, number},
    vocabulary::RelationKind::Attended,
};
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database};
use stakegraph::store::{Act, Change, Recording, Store};
use test_support::build::{Dossier, NOW, each_store, open};
use test_support::{TestDatabase, each_empty_database};

/// More than any test here changes.
const ALL: u64 = 10_000;

fn visit() -> Dossier {
    visit_with(None)
}

/// The same, with how many one party sent.
fn visit_with(headcount: Option<i32>) -> Dossier {
    let mut dossier = Dossier::new("visit");
    dossier.person("anna");
    dossier.event("visit-2019", Some("2019-10-17"));
    let attended = dossier.relation("anna", Attended, "visit-2019");
    attended.content.headcount = headcount;
    dossier
}

async fn log(store: &Store) -> Vec<Change> {
    store.changes(0, ALL).await.unwrap().unwrap()
}

fn acts(log: &[Change], noun: Noun, key: &str) -> Vec<(i64, Act)> {
    let id = number(noun, key);
    let of_it = log.iter().filter(|c| c.noun == noun && c.fact_id == id);
    of_it.map(|c| (c.sequence, c.act)).collect()
}

#[test]
fn every_recording_that_changes_something_has_the_next_sequence() {
    each_store(async |store| {
        assert_eq!(store.last_sequence().await.unwrap(), 0);
        visit().record(&store, 0).await.unwrap();
        visit().record(&store, 10).await.unwrap();
        assert_eq!(store.last_sequence().await.unwrap(), 1);

        visit_with(Some(2)).record(&store, 20).await.unwrap();

        let mut without = Dossier::new("visit");
        without.person("anna");
        without.record(&store, 30).await.unwrap();

        visit().record(&store, 40).await.unwrap();
        let log = log(&store).await;
        assert_eq!(
            acts(&log, Noun::Relation, "anna/ATTENDED/visit-2019"),
            [
                (1, Act::Added),
                (2, Act::Amended),
                (3, Act::Retracted),
                (4, Act::Added)
            ]
        );
        assert_eq!(acts(&log, Noun::Entity, "anna"), [(1, Act::Added)]);
        assert_eq!(store.last_sequence().await.unwrap(), 4);
    });
}

#[test]
fn what_was_only_tried_is_not_in_the_log() {
    each_store(async |store| {
        let visit = visit();
        let tried = Recording {
            batch: visit.batch(),
            texts: &[],
            by: "a test",
            now: NOW,
            dry_run: true,
        };
        store.record(tried).await.unwrap();
        assert_eq!(store.last_sequence().await.unwrap(), 0);
        assert!(log(&store).await.is_empty());
    });
}

#[test]
fn more_changes_than_a_follower_takes_are_told_as_such() {
    each_store(async |store| {
        visit().record(&store, 0).await.unwrap();
        let all = log(&store).await;
        let many = u64::try_from(all.len()).unwrap();
        assert_eq!(store.changes(0, many).await.unwrap(), Some(all));
        assert_eq!(store.changes(0, many - 1).await.unwrap(), None);
        assert_eq!(store.changes(1, many - 1).await.unwrap(), Some(Vec::new()));
    });
}

/// Two services write at once, and a third follows: it sees each change once, in order.
#[test]
fn a_follower_misses_nothing_however_the_writers_commit() {
    each_empty_database(async |database: &TestDatabase| {
        const EACH: usize = 12;
        let follower = open(database).await;
        let writer = async |name: &'static str| {
            let store = open(database).await;
            for round in 0..EACH {
                let mut dossier = Dossier::new(&format!("{name}-{round}"));
                dossier.person(&format!("{name}-person-{round}"));
                dossier.record(&store, 0).await.unwrap();
            }
        };
        let following = async {
            let (mut seen, mut last) = (Vec::new(), 0);
            let mut people = BTreeSet::new();
            while people.len() < 2 * EACH {
                let new = follower.changes(last, ALL).await.unwrap().unwrap();
                assert!(new.iter().all(|change| change.sequence > last));
                last = new.last().map_or(last, |change| change.sequence);
                people.extend(new.iter().filter_map(|c| person(c, EACH)));
                seen.extend(new);
                tokio::time::sleep(std::time::Duration::from_millis(1)).await;
            }
            seen
        };
        let ((), (), seen) = futures_util::join!(writer("one"), writer("two"), following);
        let whole = log(&follower).await;
        assert_eq!(seen, whole[..seen.len()]);
        let sequences: BTreeSet<i64> = whole.iter().map(|c| c.sequence).collect();
        let count = i64::try_from(2 * EACH).unwrap();
        assert_eq!(sequences, (1..=count).collect());
    });
}

/// Which of the writers' persons a change is of.
fn person(change: &Change, each: usize) -> Option<String> {
    let mut keys = ["one", "two"]
        .iter()
        .flat_map(|name| (0..each).map(move |round| format!("{name}-person-{round}")));
    keys.find(|key| change.noun == Noun::Entity && change.fact_id == number(Noun::Entity, key))
}

/// An older database, which has versions and no log, gets the log that it would have had.
#[test]
fn the_log_of_an_older_database_is_made_from_its_versions() {
    each_empty_database(async |database: &TestDatabase| {
        let store = open(database).await;
        visit().record(&store, 0).await.unwrap();
        let mut without = Dossier::new("visit");
        without.person("anna");
        without.record(&store, 10).await.unwrap();
        visit().record(&store, 20).await.unwrap();
        let before = log(&store).await;
        let connection = Database::connect(database.url()).await.unwrap();
        let steps = u32::try_from(Migrator::migrations().len()).unwrap();
        Migrator::down(&connection, Some(steps - 1)).await.unwrap();
        assert!(
            connection
                .execute_unprepared("SELECT 1 FROM change")
                .await
                .is_err()
        );

        store.migrate().await.unwrap();
        assert_eq!(log(&store).await, before);
        assert_eq!(store.last_sequence().await.unwrap(), 3);
        without.record(&store, 30).await.unwrap();
        assert_eq!(store.last_sequence().await.unwrap(), 4);
    });
}
