//! The service on a processor of its own.

use std::{
    error::Error,
    fs,
    process::{Command, Stdio},
};

use tempfile::TempDir;
use test_support::Server;

/// A service with the graph that is built in.
pub(crate) struct Service {
    server: Server,
    _home: TempDir,
}

impl Service {
    /// Starts it on the first processor, with these settings.
    pub(crate) fn start(settings: &[(&str, &str)]) -> Result<Self, Box<dyn Error>> {
        let home = TempDir::new()?;
        // On it from the beginning: what the service makes for each processor, it makes once.
        let mut command = Command::new("taskset");
        command
            .args(["-c", "0", env!("CARGO_BIN_EXE_stakegraph")])
            .args(["serve", "--bind", "127.0.0.1:0"])
            .env("STAKEGRAPH_DATA_DIR", home.path())
            .envs(settings.iter().copied());
        Ok(Self {
            server: Server::start(command).unheard(),
            _home: home,
        })
    }

    /// Host and port.
    pub(crate) fn address(&self) -> &str {
        self.server.address()
    }

    /// Its memory, in megabytes.
    pub(crate) fn memory(&self) -> Result<f64, Box<dyn Error>> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.server.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next());
        Ok(kilobytes.ok_or("no VmRSS")?.parse::<f64>()? / 1_000.0)
    }

    /// Seconds of processor that it has used.
    pub(crate) fn cpu(&self) -> f64 {
        self.server.worked().as_secs_f64()
    }
}

/// Keeps this process, with all its threads, on one processor.
pub(crate) fn stay_on(processor: u32) -> Result<(), Box<dyn Error>> {
    let process = std::process::id().to_string();
    let status = Command::new("taskset")
        .args(["-a", "-cp", &processor.to_string(), &process])
        .stdout(Stdio::null())
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("taskset ended with {status}").into())
    }
}
