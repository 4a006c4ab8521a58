//! The settings: what they are, once every layer has been laid over the defaults.
//!
//! `layers` merges and checks; here is the typed result. The manual is the commented
//! defaults file beside this one, `stakegraph.default.toml`. To add a setting: add it
//! there, with its comment, and to the struct of its section here.

mod layers;
mod nearest;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use directories::ProjectDirs;
use serde::Deserialize;

pub use layers::{Layers, Origin};

use super::Failure;
use crate::graphql::{Answered, Budget, Introspection, Policy};
use crate::http::{Connections, StreamLimits};

/// The commented defaults, which are the manual too.
pub const DEFAULTS: &str = include_str!("stakegraph.default.toml");

/// Every setting.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where files live.
    pub data: Data,
    /// The database.
    pub database: Database,
    /// The HTTP door.
    pub http: Http,
    /// Answers that go on.
    pub streams: Streams,
    /// What may be asked, and how much.
    pub graphql: Graphql,
    /// The log.
    pub log: Log,
    /// The metrics.
    pub metrics: Metrics,
    /// The spans.
    pub tracing: Tracing,
}

/// Where files live.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    /// The data directory; empty for the user's own.
    dir: String,
}

/// The database.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// Its URL; empty for the embedded one.
    url: String,
    /// The most connections held open at a time.
    pub connections: u32,
    /// Whether lists, links and lookups may be answered from the graph in memory.
    pub snapshot: bool,
}

/// The HTTP door.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// Where to listen.
    pub bind: SocketAddr,
    /// The origins whose pages may call the API.
    pub allowed_origins: Vec<String>,
    /// The largest request body, in bytes.
    pub body_limit: usize,
    /// How long a request may take, in milliseconds.
    deadline: u64,
    /// The most connections at a time.
    connections: usize,
    /// How long the head of a request may take, in milliseconds.
    head_deadline: u64,
    /// How long a client may take none of what is sent to it, in milliseconds.
    write_deadline: u64,
    /// The most requests answered at a time; 0 for four for each processor.
    pub concurrency: usize,
    /// The most requests that wait for their turn.
    pub queue: usize,
    /// How long a stop waits for the requests under way, in milliseconds.
    shutdown_grace: u64,
    /// Whether GraphiQL is served.
    pub graphiql: bool,
    /// The header in which a proxy says whose request it is; empty for none.
    pub client_header: String,
    /// The file of viewer tokens; empty for none.
    viewer_token_file: String,
}

/// Answers that go on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Streams {
    /// The most connections that stay open for operations.
    connections: usize,
    /// The most operations under way on one of them.
    operations: usize,
    /// The most subscriptions under way in all.
    subscriptions: usize,
    /// How long a WebSocket may take to say who it is, in milliseconds.
    init_deadline: u64,
    /// How often a sign of life is given, in milliseconds.
    keep_alive: u64,
    /// How long a reader may take nothing, in milliseconds.
    patience: u64,
}

impl Streams {
    /// What streams may take.
    #[must_use]
    pub fn limits(&self) -> StreamLimits {
        StreamLimits {
            connections: self.connections,
            operations: self.operations,
            subscriptions: self.subscriptions,
            init: Duration::from_millis(self.init_deadline),
            // A timer that never waits would take all the time there is.
            keep_alive: Duration::from_millis(self.keep_alive.max(1)),
            patience: Duration::from_millis(self.patience),
        }
    }
}

/// What may be asked, and how much.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Graphql {
    /// Who may ask for the schema.
    introspection: Introspection,
    /// The most that one operation may cost.
    cost_limit: u64,
    /// What each client may spend at once; zero for as much as it likes.
    budget: u32,
    /// What each client gains every second.
    budget_refill: u32,
    /// Whether clients may send the hash of a document that they sent before.
    persisted_queries: bool,
    /// The file of trusted documents; empty for none.
    trusted_documents: String,
    /// Whether only trusted documents are answered.
    trusted_only: bool,
    /// The most requests in one body; zero for no batches.
    pub batch: usize,
}

/// The log.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// What is logged, in the syntax of tracing's filter.
    pub filter: String,
    /// How it is written.
    pub format: LogFormat,
    /// What takes as long as this is slow, in milliseconds.
    slow: u64,
}

impl Log {
    /// What takes as long as this is slow.
    #[must_use]
    pub const fn slow(&self) -> Duration {
        Duration::from_millis(self.slow)
    }
}

/// The metrics.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metrics {
    /// Where to listen; empty for nowhere.
    bind: String,
}

impl Metrics {
    /// Where to listen, if anywhere.
    ///
    /// # Errors
    /// When it is no address.
    pub fn bind(&self) -> Result<Option<SocketAddr>, Failure> {
        let bind = Some(&self.bind).filter(|bind| !bind.is_empty());
        let parsed = bind.map(|bind| bind.parse()).transpose();
        parsed.map_err(|_| {
            Failure::usage(format!("metrics.bind: {:?} is no address", self.bind))
                .with_help("it is an address and a port, such as 127.0.0.1:9464")
        })
    }
}

/// The spans.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tracing {
    /// The address of the collector; empty for none.
    pub endpoint: String,
    /// Which share of operations is told.
    pub share: f64,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One object a line.
    Json,
}

impl Settings {
    /// The data directory.
    ///
    /// # Errors
    /// When none is set and the user account has none.
    pub fn data_dir(&self) -> Result<PathBuf, Failure> {
        if !self.data.dir.is_empty() {
            return Ok(PathBuf::from(&self.data.dir));
        }
        project_dirs()
            .map(|dirs| dirs.data_dir().to_owned())
            .ok_or_else(|| {
                Failure::usage("no data directory is known for this user account")
                    .with_help("give one with --data-dir DIR")
            })
    }

    /// Whether the database is the embedded one in the data directory.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        self.database.url.is_empty()
    }

    /// The database's URL.
    ///
    /// # Errors
    /// When it is the embedded one and there is no data directory.
    pub fn database_url(&self) -> Result<String, Failure> {
        if !self.is_embedded() {
            return Ok(self.database.url.clone());
        }
        let file = std::path::absolute(self.data_dir()?.join("stakegraph.db"))?;
        Ok(format!("sqlite://{}", file.display()))
    }
}

impl Http {
    /// How long a request may take.
    #[must_use]
    pub fn deadline(&self) -> Duration {
        Duration::from_millis(self.deadline)
    }

    /// What a connection may do.
    #[must_use]
    pub fn connections(&self) -> Connections {
        Connections {
            most: self.connections,
            head: Duration::from_millis(self.head_deadline),
            patience: Duration::from_millis(self.write_deadline),
            grace: Duration::from_millis(self.shutdown_grace),
        }
    }

    /// The file of viewer tokens, if there is one.
    #[must_use]
    pub fn viewer_token_file(&self) -> Option<PathBuf> {
        (!self.viewer_token_file.is_empty()).then(|| PathBuf::from(&self.viewer_token_file))
    }
}

impl Graphql {
    /// What is decided about requests.
    #[must_use]
    pub fn policy(&self) -> Policy {
        Policy {
            introspection: self.introspection,
            cost_limit: self.cost_limit,
            budget: (self.budget > 0).then(|| Budget::new(self.budget, self.budget_refill)),
            persisted: self.persisted_queries,
            answered: if self.trusted_only {
                Answered::Trusted
            } else {
                Answered::All
            },
        }
    }

    /// The file of trusted documents, if there is one.
    #[must_use]
    pub fn trusted_documents(&self) -> Option<PathBuf> {
        (!self.trusted_documents.is_empty()).then(|| PathBuf::from(&self.trusted_documents))
    }
}

/// The configuration file that is read when none is named and it exists.
#[must_use]
pub fn user_config_file() -> Option<PathBuf> {
    project_dirs().map(|dirs| dirs.config_dir().join("stakegraph.toml"))
}

/// A database URL without its password, for messages.
#[must_use]
pub fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return url.to_owned();
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let Some((login, host)) = authority.rsplit_once('@') else {
        return url.split('?').next().unwrap_or(url).to_owned();
    };
    let user = login.split(':').next().unwrap_or(login);
    let path = path.split('?').next().unwrap_or(path);
    format!("{scheme}://{user}@{host}{path}")
}

fn project_dirs() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "stakegraph")
}
