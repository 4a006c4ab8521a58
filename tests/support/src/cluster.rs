//! A PostgreSQL cluster that lives as long as the test process.
//!
//! Made by Debian's programs; `initdb` refuses root, so root hands it to the user
//! `postgres`. The script `cluster.sh` watches over it: see there how it is removed.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read},
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

const MISSING: &str = "the tests need PostgreSQL: `apt-get install postgresql-15`, or set \
    TEST_DATABASE_URL to a server on which databases may be made (postgres://user@host/db)";

/// A running cluster; its watch holds the pipe whose closing ends it.
pub(crate) struct Cluster {
    /// The address of its first database.
    pub(crate) url: String,
    _watch: Child,
}

impl Cluster {
    /// Makes a cluster and waits until it answers.
    pub(crate) fn start() -> Result<Self, String> {
        let programs = programs().ok_or(MISSING)?;
        let home = home()?;
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", include_str!("cluster.sh"), "cluster"])
            .args([&programs, &home])
            .current_dir(&home)
            .env("LC_ALL", "C.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // A signal to the tests must not reach the watch before it has cleaned up.
            .process_group(0);
        if is_root()? {
            let (user, group) = postgres_user()?;
            chown(&home, Some(user), Some(group)).map_err(text)?;
            command.uid(user).gid(group);
        }
        let mut watch = command.spawn().map_err(text)?;
        wait_until_ready(&mut watch)?;
        let url = format!(
            "postgres://postgres@localhost/postgres?host={}",
            home.display()
        );
        Ok(Self { url, _watch: watch })
    }
}

/// Removes a directory when this process ends, however it ends.
pub(crate) fn remove_at_end(directory: &Path) {
    let watch = Command::new("/bin/sh")
        .args(["-c", "cat >/dev/null; rm -rf \"$1\"", "watch"])
        .arg(directory)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn();
    // Its pipe closes with the process, not before.
    std::mem::forget(watch);
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what `map_err` hands over"
)]
fn text(error: std::io::Error) -> String {
    error.to_string()
}

fn wait_until_ready(watch: &mut Child) -> Result<(), String> {
    let mut output = BufReader::new(watch.stdout.take().ok_or("no output")?);
    let mut first = String::new();
    output.read_line(&mut first).map_err(text)?;
    if first.trim() == "ready" {
        return Ok(());
    }
    output.read_to_string(&mut first).map_err(text)?;
    Err(format!("PostgreSQL does not start:\n{first}"))
}

/// The programs of the oldest installed version from 15 on; without them those on the PATH may do.
#[must_use]
pub fn programs() -> Option<PathBuf> {
    let installed = fs::read_dir("/usr/lib/postgresql").ok()?;
    installed
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path())))
        .filter(|(version, _)| *version >= 15)
        .map(|(version, path)| (version, path.join("bin")))
        .filter(|(_, programs)| programs.join("initdb").exists())
        // The oldest that is supported: what works there works later.
        .min()
        .map(|(_, programs)| programs)
}

/// A directory with a path that is short enough for a socket.
fn home() -> Result<PathBuf, String> {
    let usual = env::temp_dir();
    let parent = if usual.as_os_str().len() < 60 {
        usual
    } else {
        PathBuf::from("/tmp")
    };
    let directory = tempfile::Builder::new()
        .prefix("stakegraph-postgres-")
        .tempdir_in(parent)
        .map_err(text)?;
    Ok(directory.keep())
}

fn is_root() -> Result<bool, String> {
    Ok(Path::new("/proc/self").metadata().map_err(text)?.uid() == 0)
}

fn postgres_user() -> Result<(u32, u32), String> {
    let users = fs::read_to_string("/etc/passwd").map_err(text)?;
    users
        .lines()
        .find_map(|line| {
            let mut fields = line.strip_prefix("postgres:")?.split(':').skip(1);
            Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
        })
        .ok_or_else(|| format!("there is no user `postgres`; {MISSING}"))
}
