//! Load by wrk, and what it cost.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    graph::{self, Size},
    service::{self, Service},
    setting::setting,
};

/// How many connections ask at a time.
const CONNECTIONS: &str = "16";

/// How many different values variables have.
const PARAMETERS: u64 = 2_000;

/// How many different values variables have where answers are remembered.
const REPEATED: u64 = 200;

/// Requests to be sent in turn.
pub(crate) struct Load {
    home: PathBuf,
    name: String,
    pub(crate) bodies: Vec<String>,
}

/// What a load cost.
pub(crate) struct Cost {
    /// Requests per second of processor of the service and the database.
    pub(crate) per_cpu_second: f64,
    /// So many milliseconds take 99 of 100 requests at most.
    pub(crate) p99: f64,
}

/// A request: the text of a query of a service, and its variables.
pub(crate) fn body(
    home: &Path,
    query: &str,
    of: &str,
    variables: &serde_json::Value,
) -> Result<String, Box<dyn Error>> {
    let file = home.join(format!("queries/{query}.{of}.graphql"));
    let text = fs::read_to_string(file)?;
    Ok(serde_json::json!({"query": text, "variables": variables}).to_string())
}

impl Load {
    /// The query as a service reads it, with many values.
    pub(crate) fn new(
        home: &Path,
        query: &str,
        of: &str,
        size: &Size,
    ) -> Result<Self, Box<dyn Error>> {
        let kind = query.split('-').next().unwrap_or_default();
        let values = graph::parameters(kind, size, PARAMETERS);
        let bodies = values.iter().map(|values| body(home, query, of, values));
        Ok(Self {
            home: home.to_owned(),
            name: query.to_owned(),
            bodies: bodies.collect::<Result<_, _>>()?,
        })
    }

    /// The query as a trusted document, with values that come again and again.
    pub(crate) fn trusted(home: &Path, query: &str, size: &Size) -> Self {
        let values = graph::parameters(query, size, REPEATED);
        let body = |values| serde_json::json!({"documentId": query, "variables": values});
        Self {
            home: home.to_owned(),
            name: query.to_owned(),
            bodies: values
                .iter()
                .map(|values| body(values).to_string())
                .collect(),
        }
    }

    /// Asks a service for some seconds, after some to get warm.
    pub(crate) fn put_on(&self, service: &Service, database: &str) -> Result<Cost, Box<dyn Error>> {
        let bodies = Path::new(env!("CARGO_TARGET_TMPDIR")).join("graphql-bodies");
        fs::write(&bodies, self.bodies.join("\n"))?;
        let seconds = setting("STAKEGRAPH_BENCH_SECONDS", 10.0);
        self.wrk(service, &bodies, seconds / 4.0)?;
        let server = service::postmaster(database)?;
        let before = service.cpu() + service::cpu(server);
        let (requests, p99) = self.wrk(service, &bodies, seconds)?;
        let used = service.cpu() + service::cpu(server) - before;
        Ok(Cost {
            per_cpu_second: requests / used,
            p99,
        })
    }

    fn wrk(
        &self,
        service: &Service,
        bodies: &Path,
        seconds: f64,
    ) -> Result<(f64, f64), Box<dyn Error>> {
        let output = Command::new("wrk")
            .args([
                "-t1",
                "-c",
                CONNECTIONS,
                "-d",
                &format!("{}s", seconds.ceil()),
            ])
            .args(["--timeout", "30s", "--latency", "-s"])
            .arg(self.home.join("load.lua"))
            .arg(format!("http://{}/graphql", service.address()))
            .env("LOAD_BODIES", bodies)
            .output()?;
        let text = String::from_utf8(output.stdout)?;
        let line = text.lines().find_map(|line| line.strip_prefix("RESULT "));
        let line = line.ok_or_else(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
        let figures: Vec<f64> = line
            .split(' ')
            .filter_map(|field| field.parse().ok())
            .collect();
        let [requests, errors, _, p99] = figures[..] else {
            return Err(format!("wrk says {line}").into());
        };
        if errors > 0.0 {
            let told = String::from_utf8_lossy(&output.stderr);
            return Err(format!("{}, {}: {errors} errors: {told}", service.name, self.name).into());
        }
        Ok((requests, p99))
    }
}
