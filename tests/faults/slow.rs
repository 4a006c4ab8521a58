//! The database is slow: somebody holds what a query needs.

use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use test_support::{Kind, TestDatabase};

use crate::fixture::{ask, beside, dossier, new_house, on, run, serve};

const EVIDENCE: &str = "{ event(key: \"event-0\") { evidence { document { key } } } }";

#[tokio::test]
async fn a_request_ends_at_its_deadline_and_so_does_its_statement() {
    let database = TestDatabase::migrated(Kind::Postgres);
    let house = new_house();
    house.write("0.yaml", dossier(0));
    let imported = on(&house, &database, &["import", "0.yaml"]).output();
    assert!(imported.expect("the binary runs").status.success());
    let server = serve(&house, &database, &[("STAKEGRAPH__HTTP__DEADLINE", "500")]);
    let holder = beside(&database).await;
    run(
        &holder,
        "BEGIN; LOCK TABLE citation IN ACCESS EXCLUSIVE MODE",
    )
    .await;

    let answer = ask(&server, EVIDENCE);
    assert!(answer.contains("\"code\":\"TIMEOUT\""), "{answer}");
    // What needs nothing of it is answered meanwhile.
    assert!(ask(&server, "{ viewer { tier } }").contains("PUBLIC"));
    let watcher = beside(&database).await;
    let end = Instant::now() + Duration::from_secs(20);
    while waiting(&watcher).await > 0 {
        assert!(Instant::now() < end, "the statement goes on for nobody");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }

    run(&holder, "ROLLBACK").await;
    assert!(ask(&server, EVIDENCE).contains("list-0"));
}

/// How many statements of others wait for a lock in this database.
async fn waiting(connection: &DatabaseConnection) -> i64 {
    let asked = Statement::from_string(
        connection.get_database_backend(),
        "SELECT count(*) FROM pg_stat_activity \
         WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    let row = connection.query_one_raw(asked).await.expect("an answer");
    let row = row.expect("a row");
    row.try_get_by_index(0).expect("a number")
}

#[tokio::test]
async fn an_import_waits_for_another_writer_of_the_file() {
    let database = TestDatabase::migrated(Kind::Sqlite);
    let house = new_house();
    house.write("0.yaml", dossier(0));
    let holder = beside(&database).await;
    run(&holder, "BEGIN IMMEDIATE").await;
    let mut waiting = on(&house, &database, &["import", "0.yaml"])
        .spawn()
        .expect("the binary runs");
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(waiting.try_wait().expect("it is watched").is_none());
    run(&holder, "ROLLBACK").await;
    assert!(waiting.wait().expect("it ends").success());
}
