//! Small dossiers by the number, and the binary on a database.

use std::process::Command;

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};
use stakegraph::store::Store;
use test_support::{House, Server, TestDatabase};

/// The persons of each dossier.
pub(crate) const PERSONS: usize = 20;

/// The dossier of this number: an event and the persons that attended it.
pub(crate) fn dossier(number: usize) -> String {
    let persons: String = (0..PERSONS)
        .map(|person| {
            format!("  person-{number}-{person}: {{kind: PERSON, names: [{{text: Person {number} {person}, kind: OFFICIAL}}], cite: source}}\n")
        })
        .collect();
    let attended: String = (0..PERSONS)
        .map(|person| {
            format!("  - {{subject: person-{number}-{person}, kind: ATTENDED, object: event-{number}, cite: source}}\n")
        })
        .collect();
    format!(
        "dossier: dossier-{number}
format: 1
document: {{key: list-{number}, type: OTHER, reference: true, title: List {number}, names: [{{text: List {number}, kind: OFFICIAL}}]}}
entities:
  event-{number}: {{kind: EVENT, type: VISIT, names: [{{text: Event {number}, kind: OFFICIAL}}], cite: source}}
{persons}relations:
{attended}"
    )
}

/// A house for the binary.
pub(crate) fn new_house() -> House {
    House::of(env!("CARGO_BIN_EXE_stakegraph"))
}

/// A command line on this database.
pub(crate) fn on(house: &House, database: &TestDatabase, arguments: &[&str]) -> Command {
    let mut command = house.command(arguments);
    command.env("STAKEGRAPH_DATABASE_URL", database.url());
    command
}

/// A server of this database, with these settings in its environment.
pub(crate) fn serve(house: &House, database: &TestDatabase, settings: &[(&str, &str)]) -> Server {
    let mut command = on(
        house,
        database,
        &["serve", "--bind", "127.0.0.1:0", "--empty"],
    );
    command.envs(settings.iter().copied());
    Server::start(command)
}

/// What the server answers to a query.
pub(crate) fn ask(server: &Server, query: &str) -> String {
    let body = serde_json::json!({ "query": query }).to_string();
    server.send(
        "POST",
        "/graphql",
        "content-type: application/json\r\n",
        &body,
    )
}

/// How many persons attended this event, by a query of its answer.
pub(crate) fn attended(server: &Server, number: usize) -> String {
    ask(
        server,
        &format!("{{ event(key: \"event-{number}\") {{ participants {{ totalCount }} }} }}"),
    )
}

/// Whether a dossier is stored: whole or not at all, never in part.
pub(crate) async fn whole(store: &Store, number: usize) -> bool {
    let key = format!("dossier-{number}");
    let batch = store
        .dossier(&key, entity::vocabulary::Tier::Steward)
        .await
        .expect("the dossier is read");
    let Some(batch) = batch else { return false };
    let found = (batch.entities.len(), batch.relations.len());
    assert_eq!(found, (PERSONS + 2, PERSONS), "{key} is there in part");
    true
}

/// A connection of our own to the database, beside that of the service.
pub(crate) async fn beside(database: &TestDatabase) -> DatabaseConnection {
    let mut options = ConnectOptions::new(database.url());
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options)
        .await
        .expect("the database is reached")
}

/// Runs a statement on it.
pub(crate) async fn run(connection: &DatabaseConnection, sql: &str) {
    connection
        .execute_unprepared(sql)
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
}
