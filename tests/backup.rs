//! A back-up is worth what can be restored from it: the commands of `docs/OPERATIONS.md`.
//!
//! The real graph is backed up and restored into another database, and everything that was
//! recorded is compared. Not here: copies before a migration (`tests/cli.rs`) and export
//! (`tests/imports.rs`).

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::{path::Path, process::Command};

use entity::{draft::Batch, vocabulary::Tier};
use stakegraph::store::{SchemaState, Store};
use test_support::{Kind, TestDatabase, load, postgres_programs};

/// What all dossiers said, as it is recorded.
async fn recorded(store: &Store) -> Vec<Batch> {
    let mut batches = Vec::new();
    for key in store.dossiers().await.expect("the dossiers are listed") {
        let batch = store
            .dossier(&key, Tier::Steward)
            .await
            .expect("a dossier is read");
        batches.push(batch.expect("it is there"));
    }
    batches
}

/// Restores into the place that `restore` fills, and compares.
async fn restored(original: &Store, url: &str, restore: impl AsyncFnOnce()) {
    let before = recorded(original).await;
    assert_eq!(before.len(), test_support::dossiers().len());
    restore().await;
    let copy = Store::open(url).await.expect("the restored database opens");
    let state = copy.schema_state().await.expect("its schema is read");
    assert!(matches!(state, SchemaState::Current(_)), "{state:?}");
    assert_eq!(recorded(&copy).await, before);
    copy.close().await.expect("it closes");
}

#[tokio::test]
async fn an_sqlite_file_is_copied_while_it_is_served() {
    let database = TestDatabase::migrated(Kind::Sqlite);
    let store = database.store().await;
    load(&store).await;
    let directory = tempfile::tempdir().expect("a directory can be made");
    let copy = directory.path().join("stakegraph.db");
    let url = format!("sqlite://{}", copy.display());
    restored(&store, &url, async || {
        // The very statement of the page, on the open database.
        let written = store
            .copy_to(copy.to_str().expect("a path of letters"))
            .await;
        assert!(written.expect("the copy is written"));
    })
    .await;
    store.close().await.expect("the original closes");
}

#[tokio::test]
async fn a_postgres_database_is_dumped_and_restored() {
    let database = TestDatabase::migrated(Kind::Postgres);
    let store = database.store().await;
    load(&store).await;
    let empty = TestDatabase::empty(Kind::Postgres);
    let directory = tempfile::tempdir().expect("a directory can be made");
    let dump = directory.path().join("stakegraph.dump");
    restored(&store, empty.url(), async || {
        let to = format!("--file={}", dump.display());
        run("pg_dump", &["--format=custom", &to, database.url()]);
        let into = format!("--dbname={}", empty.url());
        run(
            "pg_restore",
            &["--clean", "--if-exists", "--no-owner", &into, path(&dump)],
        );
        // Again, over what is there now: a restore is no append.
        run(
            "pg_restore",
            &["--clean", "--if-exists", "--no-owner", &into, path(&dump)],
        );
    })
    .await;
    store.close().await.expect("the original closes");
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path of letters")
}

fn run(program: &str, arguments: &[&str]) {
    let programs = postgres_programs().unwrap_or_default();
    let output = Command::new(programs.join(program))
        .args(arguments)
        .output()
        .expect("PostgreSQL's programs are installed");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program}: {said}");
}

#[test]
fn the_page_has_these_commands() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/OPERATIONS.md");
    let page = std::fs::read_to_string(page).expect("the page is there");
    for command in [
        "VACUUM INTO",
        "pg_dump --format=custom --file=",
        "pg_restore --clean --if-exists --no-owner --dbname=",
    ] {
        assert!(page.contains(command), "{command}");
    }
}
