//! The graph that the repository carries, imported once for all tests of a process.
//!
//! For tests that only read: the database is shared.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use stakegraph::{
    exchange::dossier,
    operations::{
        documents::{Supplied, add},
        dossier::Reading,
        import::{Options, import},
    },
    store::Store,
};

use crate::{
    database::{Kind, TestDatabase},
    run::{Outcome, on},
    server::wait,
    shared::documents,
};

/// Whether the texts of the documents are in the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texts {
    /// The dossiers alone.
    NotHeld,
    /// With the texts, so that spans are quoted and values read.
    Held,
}

static SQLITE: LazyLock<TestDatabase> = LazyLock::new(|| graph(Kind::Sqlite, Texts::NotHeld));
static SQLITE_HELD: LazyLock<TestDatabase> = LazyLock::new(|| graph(Kind::Sqlite, Texts::Held));
static POSTGRES: LazyLock<TestDatabase> = LazyLock::new(|| graph(Kind::Postgres, Texts::NotHeld));
static POSTGRES_HELD: LazyLock<TestDatabase> = LazyLock::new(|| graph(Kind::Postgres, Texts::Held));

/// Runs a test that only reads on the real graph, on each kind of database. With texts it
/// runs where they lie beside the checkout.
pub fn each_graph<R: Outcome>(texts: Texts, body: impl AsyncFn(Store) -> R) {
    if texts == Texts::Held && documents().is_none() {
        return;
    }
    for kind in Kind::ALL {
        let database: &TestDatabase = match (kind, texts) {
            (Kind::Sqlite, Texts::NotHeld) => &SQLITE,
            (Kind::Sqlite, Texts::Held) => &SQLITE_HELD,
            (Kind::Postgres, Texts::NotHeld) => &POSTGRES,
            (Kind::Postgres, Texts::Held) => &POSTGRES_HELD,
        };
        on(kind, async || body(database.store().await).await);
    }
}

/// The dossiers of the repository.
#[must_use]
pub fn dossiers() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/dossiers");
    let entries = fs::read_dir(directory).expect("the dossiers are there");
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}

/// The time at which the graph is recorded: any will do.
const NOW: i64 = 1_600_000_000_000_000;

/// A database with the graph, for as long as the process runs.
fn graph(kind: Kind, texts: Texts) -> TestDatabase {
    let database = TestDatabase::lasting(kind);
    wait(async {
        let store = database.store().await;
        load(&store).await;
        if texts == Texts::Held {
            supply(&store).await;
        }
        store.close().await.expect("the database closes");
    });
    database
}

/// Imports the dossiers of the repository.
pub async fn load(store: &Store) {
    let files = dossiers().into_iter().map(|file| {
        let text = fs::read_to_string(&file).expect("a dossier can be read");
        (file.display().to_string(), text)
    });
    let files: Vec<(String, String)> = files.collect();
    let readings: Vec<Reading> = files
        .iter()
        .flat_map(|(file, text)| dossier::read(file, text))
        .collect();
    let options = Options {
        by: "test",
        now: NOW,
        dry_run: false,
        progress: &|_| {},
    };
    let report = import(store, readings, options)
        .await
        .expect("the dossiers are in order");
    assert_eq!(report.dossiers.len(), files.len());
}

/// Adds the texts that lie beside the checkout.
pub async fn supply(store: &Store) {
    for file in documents().unwrap_or_default() {
        let bytes = fs::read(&file).expect("a document can be read");
        let supplied = Supplied {
            file: file.display().to_string(),
            bytes,
            key: None,
        };
        add(store, &supplied, "test", NOW)
            .await
            .expect("the text is the one described");
    }
}
