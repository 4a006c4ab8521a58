//! A query that asks for more than it may, and a client that leaves in the middle of one.

use std::{
    io::Write,
    net::TcpStream,
    thread::sleep,
    time::{Duration, Instant},
};

use test_support::{Kind, Server, TestDatabase};

use crate::fixture::{ask, new_house, on, serve};

/// So many persons work with one another.
const PERSONS: usize = 40;

/// Persons each of whom works with every other: the chains among them are without number.
fn crowd() -> String {
    let persons: String = (0..PERSONS)
        .map(|person| format!("  person-{person}: {{kind: PERSON, names: [{{text: Person {person}, kind: OFFICIAL}}], cite: source}}\n"))
        .collect();
    let together: String = (0..PERSONS)
        .flat_map(|one| (one + 1..PERSONS).map(move |other| (one, other)))
        .map(|(one, other)| format!("  - {{subject: person-{one}, kind: COOPERATES_WITH, object: person-{other}, cite: source}}\n"))
        .collect();
    format!(
        "dossier: crowd
format: 1
document: {{key: list, type: OTHER, reference: true, title: List, names: [{{text: List, kind: OFFICIAL}}]}}
entities:
{persons}relations:
{together}"
    )
}

/// A server of the crowd, whose snapshot is made.
fn served(database: &TestDatabase, house: &test_support::House) -> Server {
    house.write("crowd.yaml", crowd());
    let imported = on(house, database, &["import", "crowd.yaml"]).output();
    assert!(imported.expect("the binary runs").status.success());
    let server = serve(house, database, &[]);
    let near = ask(
        &server,
        "{ neighbourhood(of: [\"person-0\"], depth: 1) { hidden } }",
    );
    assert!(near.contains("hidden"), "{near}");
    server
}

/// Chains that are looked for everywhere and found nowhere.
const ENDLESS: &str = "{ trace(from: {key: \"person-0\"}, steps: [{via: [COOPERATES_WITH], min: 6, \
    max: 8, to: {key: \"list\"}}], first: 1) { stopped chains { length } } }";

#[test]
fn a_query_over_its_budget_says_so_in_time() {
    let (database, house) = (TestDatabase::migrated(Kind::Sqlite), new_house());
    let server = served(&database, &house);
    let began = Instant::now();
    let answer = ask(&server, ENDLESS);
    assert!(
        began.elapsed() < Duration::from_secs(10),
        "{:?}",
        began.elapsed()
    );
    let stopped = ["\"stopped\":\"BUDGET\"", "\"stopped\":\"DEADLINE\""];
    assert!(stopped.iter().any(|why| answer.contains(why)), "{answer}");
}

#[test]
fn the_work_of_a_client_who_leaves_ends_within_50_ms() {
    let (database, house) = (TestDatabase::migrated(Kind::Sqlite), new_house());
    let server = served(&database, &house);
    let body = serde_json::json!({ "query": ENDLESS }).to_string();
    let mut client = TcpStream::connect(server.address()).expect("it listens");
    let head = format!(
        "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let before = server.worked();
    client
        .write_all(head.as_bytes())
        .and_then(|()| client.write_all(body.as_bytes()))
        .expect("it is sent");
    // The server is at it: it works for as long as it is let.
    let end = Instant::now() + Duration::from_secs(4);
    while server.worked() - before < Duration::from_millis(100) {
        assert!(Instant::now() < end, "it never began to work");
        sleep(Duration::from_millis(10));
    }
    drop(client);
    sleep(Duration::from_millis(50));
    let left = server.worked();
    sleep(Duration::from_millis(500));
    let after = server.worked() - left;
    assert!(
        after <= Duration::from_millis(30),
        "it worked on for {after:?}"
    );
}
