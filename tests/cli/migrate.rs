//! Making and migrating the database, and its copies.

use std::path::Path;

use sea_orm::{ConnectionTrait, Database, DatabaseConnection};

use crate::binary::{files, new_house};

/// Changes the list of the steps that a database has had.
async fn pretend(database: &Path, sql: &str) {
    let url = format!("sqlite://{}", database.display());
    let connection: DatabaseConnection = Database::connect(url).await.unwrap();
    connection.execute_unprepared(sql).await.unwrap();
    connection.close().await.unwrap();
}

#[test]
fn an_empty_database_is_made_and_a_second_run_changes_nothing() {
    let house = new_house();
    let made = house.run(&["--json", "migrate"]);
    assert_eq!(
        (made.exit, &made.json()["schema"]),
        (0, &"created".into()),
        "{made:?}"
    );
    assert_eq!(
        house.run(&["--json", "migrate"]).json()["schema"],
        "up-to-date"
    );
    assert!(
        files(&house.path("data"))
            .iter()
            .all(|name| !name.contains("before"))
    );
}

#[tokio::test]
async fn a_newer_database_is_refused_with_6_and_left_as_it_is() {
    let house = new_house();
    house.ends(0, &["migrate"]);
    pretend(
        &house.database(),
        "INSERT INTO seaql_migrations VALUES ('m99991231_000001_later', 0)",
    )
    .await;
    let before = files(&house.path("data"));
    for command in [&["migrate"][..], &["serve", "--bind", "127.0.0.1:0"]] {
        let ran = house.run(command);
        assert_eq!(ran.exit, 6, "{ran:?}");
        assert!(ran.stderr.contains("m99991231_000001_later"), "{ran:?}");
    }
    assert_eq!(files(&house.path("data")), before);
}

#[test]
fn a_database_that_cannot_be_made_is_6() {
    let house = new_house();
    let file = house.write("file", "");
    assert_eq!(
        house
            .run(&["--data-dir", &format!("{file}/below"), "migrate"])
            .exit,
        6
    );
    assert_eq!(house.run(&["--database", "mysql://x/y", "migrate"]).exit, 6);
}
