//! The services under load, and the work of the machine for them.

use std::{
    error::Error,
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::Path,
    process::Command,
};

use test_support::Server;

/// A service that listens.
pub(crate) struct Service {
    pub(crate) name: &'static str,
    server: Server,
}

impl Service {
    /// Our own service over a database.
    pub(crate) fn ours(url: &str, snapshot: bool, trusted: Option<&Path>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_stakegraph"));
        command
            .args([
                "serve",
                "--empty",
                "--bind",
                "127.0.0.1:0",
                "--database",
                url,
            ])
            .env("STAKEGRAPH__DATABASE__SNAPSHOT", snapshot.to_string())
            // It keeps its accounts, and no client ever spends all.
            .env("STAKEGRAPH__GRAPHQL__BUDGET", "4000000000")
            .env("STAKEGRAPH__GRAPHQL__BUDGET_REFILL", "4000000000")
            .env("STAKEGRAPH__LOG__FILTER", "warn");
        if let Some(trusted) = trusted {
            command.env("STAKEGRAPH__GRAPHQL__TRUSTED_DOCUMENTS", trusted);
        }
        Self::start("ours", command)
    }

    /// A handler that writes the answers of a file.
    pub(crate) fn bare(answers: &Path) -> Result<Self, Box<dyn Error>> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("--bare").arg(answers);
        Ok(Self::start("bare", command))
    }

    /// PostGraphile over the tables of the same facts, installed when it is not there.
    pub(crate) fn peer(home: &Path, url: &str) -> Result<Self, Box<dyn Error>> {
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("graphql-peer");
        fs::create_dir_all(&place)?;
        for file in ["package.json", "server.mjs"] {
            fs::copy(home.join("peer").join(file), place.join(file))?;
        }
        if !place.join("node_modules/postgraphile").exists() {
            let mut npm = Command::new("npm");
            npm.args(["install", "--no-audit", "--no-fund", "--silent"]);
            succeed(npm.current_dir(&place))?;
        }
        let own = place.join("node_modules/node/bin/node");
        let node = std::env::var("NODE").unwrap_or_else(|_| own.display().to_string());
        let mut command = Command::new(node);
        command
            .arg("server.mjs")
            .current_dir(&place)
            .env("DATABASE_URL", url)
            .envs([("NODE_ENV", "production"), ("GRAPHILE_ENV", "production")]);
        Ok(Self::start("peer", command))
    }

    fn start(name: &'static str, command: Command) -> Self {
        let server = Server::start(command).unheard();
        Self { name, server }
    }

    /// Host and port.
    pub(crate) fn address(&self) -> &str {
        self.server.address()
    }

    /// The body of an answer.
    pub(crate) fn ask(&self, body: &str) -> Result<String, Box<dyn Error>> {
        let mut stream = TcpStream::connect(self.address())?;
        write!(
            stream,
            "POST /graphql HTTP/1.0\r\nHost: {}\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.address(),
            body.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (_, body) = answer.split_once("\r\n\r\n").ok_or("no answer")?;
        Ok(body.to_owned())
    }

    /// Seconds of processor that it has used.
    pub(crate) fn cpu(&self) -> f64 {
        cpu(self.server.id())
    }
}

/// Seconds of processor that a process and all under it have used.
pub(crate) fn cpu(process: u32) -> f64 {
    let mut all = vec![process];
    let mut ticks = 0;
    let stats = stats();
    while let Some(next) = all.pop() {
        all.extend(
            stats
                .iter()
                .filter(|(_, parent, _)| *parent == next)
                .map(|(id, _, _)| *id),
        );
        ticks += stats
            .iter()
            .find(|(id, _, _)| *id == next)
            .map_or(0, |(_, _, used)| *used);
    }
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let seconds = ticks as f64 / 100.0;
    seconds
}

/// Every process: its number, its parent's, and the hundredths of seconds that it and those that
/// ended under it have used.
fn stats() -> Vec<(u32, u32, u64)> {
    let Ok(processes) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    let ids = processes
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    let stat = |id: u32| {
        let text = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
        let used = fields
            .get(11..15)?
            .iter()
            .filter_map(|field| field.parse::<u64>().ok());
        Some((id, fields.get(1)?.parse().ok()?, used.sum()))
    };
    ids.filter_map(stat).collect()
}

/// The process of the database server behind a URL, which runs on this machine.
pub(crate) fn postmaster(url: &str) -> Result<u32, Box<dyn Error>> {
    let mut psql = Command::new("psql");
    psql.args(["-Atc", "show data_directory", url]);
    let directory = String::from_utf8(psql.output()?.stdout)?;
    let file = Path::new(directory.trim()).join("postmaster.pid");
    let text = fs::read_to_string(file)?;
    Ok(text.lines().next().unwrap_or_default().trim().parse()?)
}

/// Runs a file of SQL.
pub(crate) fn psql(url: &str, file: &Path) -> Result<(), Box<dyn Error>> {
    succeed(Command::new("psql").args(["-q", "-f"]).arg(file).arg(url))
}

fn succeed(command: &mut Command) -> Result<(), Box<dyn Error>> {
    let status = command.status()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{command:?} ended with {status}").into())
    }
}
