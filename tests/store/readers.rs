//! Connections that only read: how many there are, and what becomes of those that are lost.

use std::{collections::HashMap, time::Duration};

use entity::id::{Noun, number};
use sea_orm::sqlx::{Connection, PgConnection, Row};
use stakegraph::store::{EntityBrief, EntityColumn, Store, StoreError, View};
use test_support::{
    Kind, TestDatabase,
    build::{Dossier, open},
    each_empty_database,
};

/// Runs a test on a store of each kind with the people p0 to p7 and so many connections, and
/// closes it.
fn each_store_of_people(connections: u32, body: impl AsyncFn(&TestDatabase, &Store)) {
    each_empty_database(async |database: &TestDatabase| {
        let filled = open(database).await;
        let mut dossier = Dossier::new("people");
        for person in 0..8 {
            dossier.person(&format!("p{person}"));
        }
        dossier.record(&filled, 0).await.unwrap();
        filled.close().await.unwrap();
        let store = Store::open_with(database.url(), connections).await.unwrap();
        body(database, &store).await;
        store.close().await.unwrap();
    });
}

async fn read(store: &Store, key: &str) -> Result<HashMap<i64, EntityBrief>, StoreError> {
    let mut held = store.hold().await?;
    let ids = [number(Noun::Entity, key)];
    held.brief_entities(&View::public(), &ids, &[EntityColumn::Key])
        .await
}

/// Another connection to the same PostgreSQL database, and what is counted or ended there.
async fn beside(database: &TestDatabase, sql: &'static str) -> i64 {
    let mut connection = PgConnection::connect(database.url()).await.unwrap();
    let row = sea_orm::sqlx::query(sql)
        .fetch_one(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    row.get(0)
}

const OTHERS: &str = "SELECT COUNT(*) FROM pg_stat_activity \
     WHERE datname = current_database() AND pid <> pg_backend_pid()";

const END_OTHERS: &str = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity \
     WHERE datname = current_database() AND pid <> pg_backend_pid()";

#[test]
fn who_holds_a_connection_and_who_sends_single_statements_keep_within_one_number() {
    each_store_of_people(4, async |database, store| {
        let asking = (0..24).map(|at| {
            let store = store.clone();
            tokio::spawn(async move {
                let key = format!("p{}", at % 8);
                for _ in 0..10 {
                    assert_eq!(read(&store, &key).await.unwrap().len(), 1);
                    let found = store.entity_by_key(&View::public(), &key).await;
                    assert_eq!(found.unwrap().unwrap().key, key);
                }
            })
        });
        for asked in asking.collect::<Vec<_>>() {
            asked.await.unwrap();
        }
        let (all, idle) = store.connections();
        assert!((1..=4).contains(&all) && idle <= all, "{idle} of {all}");
        if database.kind() == Kind::Postgres {
            assert!(beside(database, OTHERS).await <= 4);
            store.clone().close().await.unwrap();
            // The server takes a moment to see that they were closed.
            let seen = async { while beside(database, OTHERS).await > 0 {} };
            let seen = tokio::time::timeout(Duration::from_secs(10), seen).await;
            seen.expect("all are closed");
        }
    });
}

#[test]
fn a_connection_that_was_ended_is_replaced_and_hinders_no_close() {
    each_store_of_people(4, async |database, store| {
        if database.kind() != Kind::Postgres {
            return;
        }
        assert_eq!(read(store, "p0").await.unwrap().len(), 1);
        assert!(beside(database, END_OTHERS).await > 0);
        // Used a moment ago, it is believed to be there: whoever takes it is told that it is not.
        let told = read(store, "p0").await.unwrap_err();
        assert!(told.is_transient(), "{told:?}");
        assert_eq!(read(store, "p0").await.unwrap().len(), 1);
        // After a rest it is asked first, and nobody is told.
        assert!(beside(database, END_OTHERS).await > 0);
        tokio::time::sleep(Duration::from_millis(1_100)).await;
        assert_eq!(read(store, "p0").await.unwrap().len(), 1);
        // The store is closed with one that has ended.
        assert!(beside(database, END_OTHERS).await > 0);
    });
}

#[test]
fn a_statement_that_nobody_waits_for_takes_no_connection_with_it() {
    // With PostgreSQL one of the two reads.
    each_store_of_people(2, async |_, store| {
        for patience in 0..40 {
            // At some of these moments the statement is under way.
            let patience = Duration::from_micros(patience * 50);
            let _ = tokio::time::timeout(patience, store.watched(read(store, "p0"))).await;
        }
        assert_eq!(read(store, "p0").await.unwrap().len(), 1);
    });
}
