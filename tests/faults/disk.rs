//! The disk is full, or may not be written to.

use std::process::Command;

use test_support::{House, Kind, TestDatabase};

use crate::fixture::{attended, beside, dossier, new_house, on, run, serve, whole};

/// What a command is told when it cannot write, and that nothing of it is kept.
async fn fails_and_keeps_nothing(database: &TestDatabase, mut import: Command) {
    let ran = import.output().expect("the binary runs");
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!(ran.status.code(), Some(6), "{said}");
    assert!(said.contains("database"), "{said}");
    let store = database.store().await;
    assert!(!whole(&store, 1).await);
    assert!(whole(&store, 0).await);
    store.close().await.expect("it closes");
}

/// A house with two dossiers, the first of them imported.
fn imported(database: &TestDatabase) -> House {
    let house = new_house();
    for number in 0..2 {
        house.write(&format!("{number}.yaml"), dossier(number));
    }
    let first = on(&house, database, &["import", "0.yaml"]).output();
    assert!(first.expect("the binary runs").status.success());
    house
}

#[tokio::test]
async fn an_import_into_a_full_disk_keeps_nothing_and_succeeds_when_there_is_room() {
    let database = TestDatabase::migrated(Kind::Sqlite);
    let house = imported(&database);
    let path = database.url().trim_start_matches("sqlite://");
    let size = std::fs::metadata(path).expect("the file is there").len();
    // As a full disk does: no file grows beyond its size now. `ulimit -f` counts in 512 bytes.
    let import = on(&house, &database, &["import", "1.yaml"]);
    let mut limited = Command::new("/bin/sh");
    limited
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f \"$1\"; shift; exec \"$@\"",
            "sh",
        ])
        .arg((size / 512 / 16).to_string())
        .arg(import.get_program())
        .args(import.get_args())
        .current_dir(house.path(""));
    for (key, value) in import.get_envs() {
        limited.env(key, value.unwrap_or_default());
    }
    fails_and_keeps_nothing(&database, limited).await;
    let later = on(&house, &database, &["import", "1.yaml"]).output();
    assert!(later.expect("the binary runs").status.success());
}

#[tokio::test]
async fn an_import_that_the_server_has_no_room_for_keeps_nothing() {
    let database = TestDatabase::migrated(Kind::Postgres);
    let house = imported(&database);
    let administrator = beside(&database).await;
    run(
        &administrator,
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ \
         BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$; \
         CREATE TRIGGER full_disk BEFORE INSERT ON relation EXECUTE FUNCTION full_disk()",
    )
    .await;
    let import = on(&house, &database, &["import", "1.yaml"]);
    fails_and_keeps_nothing(&database, import).await;
    run(&administrator, "DROP TRIGGER full_disk ON relation").await;
    let later = on(&house, &database, &["import", "1.yaml"]).output();
    assert!(later.expect("the binary runs").status.success());
}

#[tokio::test]
async fn a_read_only_database_is_served_and_takes_no_import() {
    let database = TestDatabase::migrated(Kind::Postgres);
    let house = imported(&database);
    let administrator = beside(&database).await;
    let place = database.url().split('?').next().unwrap_or_default();
    let name = place.rsplit('/').next().unwrap_or_default();
    let read_only =
        |word: &str| format!("ALTER DATABASE {name} SET default_transaction_read_only = {word}");
    run(&administrator, &read_only("on")).await;
    fails_and_keeps_nothing(&database, on(&house, &database, &["import", "1.yaml"])).await;
    let server = serve(&house, &database, &[]);
    let answer = attended(&server, 0);
    assert!(answer.contains("\"totalCount\":20"), "{answer}");
    run(&administrator, "SET default_transaction_read_only = off").await;
    run(&administrator, &read_only("off")).await;
    let later = on(&house, &database, &["import", "1.yaml"]).output();
    assert!(later.expect("the binary runs").status.success());
}
