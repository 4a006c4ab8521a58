//! The service on a processor of its own.

use std::{
    error::Error,
    fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

/// A service with the graph that is built in.
pub(crate) struct Service {
    process: Child,
    /// Host and port.
    pub(crate) address: String,
    _home: TempDir,
}

impl Drop for Service {
    fn drop(&mut self) {
        // Whoever has ended need not be ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Service {
    /// Starts it on the first processor, with these settings.
    pub(crate) fn start(settings: &[(&str, &str)]) -> Result<Self, Box<dyn Error>> {
        let home = TempDir::new()?;
        let mut process = Command::new(env!("CARGO_BIN_EXE_stakegraph"))
            .args(["serve", "--bind", "127.0.0.1:0"])
            .env("STAKEGRAPH_DATA_DIR", home.path())
            .envs(settings.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        pin(process.id(), 0)?;
        let said = process.stderr.take().ok_or("no output")?;
        let mut lines = BufReader::new(said).lines();
        let line = lines
            .find(|line| {
                line.as_ref()
                    .map_or(true, |line| line.contains("listening on http://"))
            })
            .ok_or("it ended before it listened")??;
        // What else it says is read, so that it is never held up.
        std::thread::spawn(move || lines.for_each(drop));
        let address = line.split("http://").nth(1).unwrap_or_default();
        let address = address.split_whitespace().next().unwrap_or_default();
        Ok(Self {
            process,
            address: address.to_owned(),
            _home: home,
        })
    }

    /// Its memory, in megabytes.
    pub(crate) fn memory(&self) -> Result<f64, Box<dyn Error>> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.split_whitespace().next());
        Ok(kilobytes.ok_or("no VmRSS")?.parse::<f64>()? / 1_000.0)
    }

    /// Seconds of processor that it has used.
    pub(crate) fn cpu(&self) -> Result<f64, Box<dyn Error>> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        let fields = stat.rsplit_once(')').ok_or("no stat")?.1.split_whitespace();
        let ticks = fields.skip(11).take(2).map(str::parse::<f64>);
        Ok(ticks.sum::<Result<f64, _>>()? / 100.0)
    }
}

/// Keeps a process, with all its threads, on one processor.
pub(crate) fn pin(process: u32, processor: u32) -> Result<(), Box<dyn Error>> {
    let status = Command::new("taskset")
        .args(["-a", "-cp", &processor.to_string(), &process.to_string()])
        .stdout(Stdio::null())
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("taskset ended with {status}").into())
    }
}
