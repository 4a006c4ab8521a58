//! The database goes away and comes back.

use std::{
    thread,
    time::{Duration, Instant},
};

use test_support::{House, Kind, Server, TestDatabase};

use crate::fixture::{ask, attended, beside, dossier, new_house, on, run, serve};

/// A query that only the database can answer: the log of what was recorded is not in memory.
const EVIDENCE: &str = "{ event(key: \"event-0\") { evidence { document { key } } } }";

#[tokio::test]
async fn while_the_database_is_gone_the_service_says_so_and_then_goes_on_by_itself() {
    let database = TestDatabase::migrated(Kind::Postgres);
    let house = new_house();
    let server = started(&house, &database);
    assert!(ask(&server, EVIDENCE).contains("list-0"));

    let closed = Closed::of(&database).await;
    let answer = ask(&server, EVIDENCE);
    assert!(answer.contains("\"code\":\"UNAVAILABLE\""), "{answer}");
    let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
    for word in [
        "postgres",
        "sql",
        "terminating",
        "stakegraph_test",
        "connect",
    ] {
        assert!(!body.to_lowercase().contains(word), "{word}: {body}");
    }
    until(|| server.get("/readyz").starts_with("HTTP/1.1 503"));
    assert!(server.get("/livez").starts_with("HTTP/1.1 200"));

    closed.open().await;
    until(|| server.get("/readyz").starts_with("HTTP/1.1 200"));
    until(|| ask(&server, EVIDENCE).contains("list-0"));
    // What is recorded from now on is seen, too: the follower of the log came back.
    house.write("1.yaml", dossier(1));
    let imported = on(&house, &database, &["import", "1.yaml"]).output();
    assert!(imported.expect("the binary runs").status.success());
    until(|| attended(&server, 1).contains("\"totalCount\":20"));
    server.signal("TERM");
    assert_eq!(server.ended().0, 0);
}

#[tokio::test]
async fn without_its_database_a_command_fails_with_6_and_a_hint() {
    let database = TestDatabase::migrated(Kind::Postgres);
    let house = new_house();
    let closed = Closed::of(&database).await;
    house.write("0.yaml", dossier(0));
    for arguments in [&["import", "0.yaml"][..], &["export"], &["serve"]] {
        let ran = on(&house, &database, arguments).output();
        let ran = ran.expect("the binary runs");
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!(ran.status.code(), Some(6), "{arguments:?}: {said}");
        assert!(said.contains("database"), "{arguments:?}: {said}");
    }
    closed.open().await;
}

fn started(house: &House, database: &TestDatabase) -> Server {
    house.write("0.yaml", dossier(0));
    let imported = on(house, database, &["import", "0.yaml"]).output();
    assert!(imported.expect("the binary runs").status.success());
    serve(house, database, &[])
}

/// A database that lets nobody in.
struct Closed {
    name: String,
    administrator: sea_orm::DatabaseConnection,
    _elsewhere: TestDatabase,
}

impl Closed {
    async fn of(database: &TestDatabase) -> Self {
        let elsewhere = TestDatabase::empty(Kind::Postgres);
        let administrator = beside(&elsewhere).await;
        let place = database.url().split('?').next().unwrap_or_default();
        let name = place.rsplit('/').next().unwrap_or_default().to_owned();
        run(
            &administrator,
            &format!("ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false"),
        )
        .await;
        run(
            &administrator,
            &format!(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
            ),
        )
        .await;
        Self {
            name,
            administrator,
            _elsewhere: elsewhere,
        }
    }

    async fn open(self) {
        let name = &self.name;
        run(
            &self.administrator,
            &format!("ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true"),
        )
        .await;
    }
}

/// Waits until something holds; the services look again by themselves, now and then.
#[track_caller]
fn until(holds: impl Fn() -> bool) {
    let end = Instant::now() + Duration::from_secs(60);
    while !holds() {
        assert!(Instant::now() < end, "it never held");
        thread::sleep(Duration::from_millis(100));
    }
}
