//! The PostgreSQL server of this test process: a cluster of its own, or `TEST_DATABASE_URL`.
//!
//! Gives every test a database of its own. On a server that others use too, databases are
//! named after a run, and the run holds an advisory lock as long as it lives: a later run
//! removes what a killed one left.

use std::{
    collections::BTreeSet,
    env,
    panic::resume_unwind,
    process::id,
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
    thread,
};

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, Statement};
use tokio::runtime::{Builder, Runtime};

use crate::cluster::Cluster;

const PREFIX: &str = "stakegraph_test_";

/// The server of this process, started by the first test that needs it.
pub(crate) static SERVER: LazyLock<Result<Server, String>> = LazyLock::new(Server::start);

/// Tests come and go with runtimes of their own; the administrator's connection stays.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime can be made")
});

/// A server with a connection that may make databases.
pub(crate) struct Server {
    url: String,
    administrator: DatabaseConnection,
    run: u32,
    made: AtomicU32,
    _cluster: Option<Cluster>,
}

impl Server {
    fn start() -> Result<Self, String> {
        let (url, cluster) = if let Ok(url) = env::var("TEST_DATABASE_URL") {
            (url, None)
        } else {
            let cluster = Cluster::start()?;
            (cluster.url.clone(), Some(cluster))
        };
        wait(async {
            let mut options = ConnectOptions::new(&url);
            // One connection, kept: the advisory lock of the run hangs on it.
            options
                .max_connections(1)
                .min_connections(1)
                .sqlx_logging(false);
            let administrator = Database::connect(options)
                .await
                .map_err(|error| format!("{url} cannot be reached: {error}"))?;
            let server = Self {
                url,
                administrator,
                run: id(),
                made: AtomicU32::new(0),
                _cluster: cluster,
            };
            server
                .take_over()
                .await
                .map_err(|error| error.to_string())?;
            Ok(server)
        })
    }

    /// Marks this run as living, and removes the databases of runs that do not live.
    async fn take_over(&self) -> Result<(), DbErr> {
        let names = format!("SELECT datname FROM pg_database WHERE datname LIKE '{PREFIX}%'");
        let names = self
            .administrator
            .query_all_raw(self.statement(names))
            .await?;
        let names: Vec<String> = names
            .iter()
            .map(|row| row.try_get_by_index(0))
            .collect::<Result<_, _>>()?;
        let runs: BTreeSet<u32> = names.iter().filter_map(|name| run_of(name)).collect();
        for run in runs {
            if self.lock(run).await? {
                for name in names.iter().filter(|name| run_of(name) == Some(run)) {
                    self.execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
                        .await?;
                }
                self.execute(&format!("SELECT pg_advisory_unlock({run})"))
                    .await?;
            }
        }
        self.lock(self.run).await.map(drop)
    }

    async fn lock(&self, run: u32) -> Result<bool, DbErr> {
        let lock = self.statement(format!("SELECT pg_try_advisory_lock({run})"));
        let row = self.administrator.query_one_raw(lock).await?;
        row.map_or(Ok(false), |row| row.try_get_by_index(0))
    }

    fn statement(&self, sql: String) -> Statement {
        Statement::from_string(self.administrator.get_database_backend(), sql)
    }

    async fn execute(&self, sql: &str) -> Result<(), DbErr> {
        self.administrator.execute_unprepared(sql).await.map(drop)
    }

    fn command(&self, sql: &str) {
        let done = wait(self.execute(sql));
        done.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Makes a database, empty or as a copy of another, and gives its name.
    pub(crate) fn create(&self, template: Option<&str>) -> String {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        let name = format!("{PREFIX}{}_{number}", self.run);
        let template = template.unwrap_or("template0");
        self.command(&format!("CREATE DATABASE {name} TEMPLATE {template}"));
        name
    }

    /// Closes a database to everybody, so that copies can be made of it at any time.
    pub(crate) fn freeze(&self, name: &str) {
        self.command(&format!(
            "ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false"
        ));
        self.command(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
        ));
    }

    /// Removes a database, whoever uses it.
    pub(crate) fn remove(&self, name: &str) {
        self.command(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
    }

    /// The address of a database on this server.
    pub(crate) fn url_of(&self, name: &str) -> String {
        let (place, parameters) = self.url.split_once('?').unwrap_or((&self.url, ""));
        let (server, _) = place.rsplit_once('/').unwrap_or((place, ""));
        let mark = if parameters.is_empty() { "" } else { "?" };
        format!("{server}/{name}{mark}{parameters}")
    }
}

/// Waits for the administrator from anywhere, from within a test's own runtime too.
pub(crate) fn wait<T: Send>(work: impl Future<Output = T> + Send) -> T {
    thread::scope(|scope| scope.spawn(|| RUNTIME.block_on(work)).join())
        .unwrap_or_else(|panic| resume_unwind(panic))
}

fn run_of(name: &str) -> Option<u32> {
    name.strip_prefix(PREFIX)?.split('_').next()?.parse().ok()
}
