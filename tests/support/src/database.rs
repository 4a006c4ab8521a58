//! A database for one test, of either kind, removed with the test.

use std::sync::LazyLock;

use stakegraph::store::Store;
use tempfile::TempDir;

use crate::{
    cluster::remove_at_end,
    server::{SERVER, Server, wait},
};

/// The two kinds of database that the product runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An embedded file.
    Sqlite,
    /// A server.
    Postgres,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];
}

/// A database that belongs to one test alone.
pub struct TestDatabase {
    kind: Kind,
    url: String,
    place: Place,
}

/// What goes when the test goes.
enum Place {
    File(TempDir),
    Server(String),
}

impl TestDatabase {
    /// A database without a schema.
    #[must_use]
    pub fn empty(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self::file(),
            Kind::Postgres => Self::on_server(server().create(None)),
        }
    }

    /// A database with the schema and no facts.
    #[must_use]
    pub fn migrated(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => {
                let database = Self::file();
                wait(migrate(&database.url));
                database
            }
            Kind::Postgres => Self::copy_of(&TEMPLATE),
        }
    }

    /// A migrated database that several tests share, removed when the process ends.
    pub(crate) fn lasting(kind: Kind) -> Self {
        let database = Self::migrated(kind);
        // Those on the server go with its cluster, or with the next run.
        if let Place::File(directory) = &database.place {
            remove_at_end(directory.path());
        }
        database
    }

    /// A database of a server with all that another holds.
    fn copy_of(template: &str) -> Self {
        Self::on_server(server().create(Some(template)))
    }

    fn file() -> Self {
        let directory = TempDir::with_prefix("stakegraph-test-").expect("a directory can be made");
        let url = format!("sqlite://{}", directory.path().join("graph.db").display());
        Self {
            kind: Kind::Sqlite,
            url,
            place: Place::File(directory),
        }
    }

    fn on_server(name: String) -> Self {
        Self {
            kind: Kind::Postgres,
            url: server().url_of(&name),
            place: Place::Server(name),
        }
    }

    /// Opens it.
    pub async fn store(&self) -> Store {
        Store::open(&self.url).await.expect("the database opens")
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Its address, as `--database` takes it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// A migrated database on the server, from which the others are copied.
static TEMPLATE: LazyLock<String> = LazyLock::new(|| {
    let name = server().create(None);
    wait(migrate(&server().url_of(&name)));
    server().freeze(&name);
    name
});

async fn migrate(url: &str) {
    let store = Store::open(url).await.expect("the database opens");
    store.migrate().await.expect("the database is migrated");
    store.close().await.expect("the database closes");
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        match &self.place {
            Place::File(_directory) => {}
            Place::Server(name) => server().remove(name),
        }
    }
}

fn server() -> &'static Server {
    LazyLock::force(&SERVER)
        .as_ref()
        .unwrap_or_else(|why| panic!("{why}"))
}
