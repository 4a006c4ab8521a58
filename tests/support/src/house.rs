//! The binary in a house of its own: no settings, no database and no environment of anybody else.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A directory with everything that a run of the binary leaves behind.
#[derive(Debug)]
pub struct House {
    home: TempDir,
    binary: &'static str,
}

impl House {
    /// A house for the binary, `env!("CARGO_BIN_EXE_stakegraph")` of whoever tests it.
    #[must_use]
    pub fn of(binary: &'static str) -> Self {
        let home = TempDir::new().unwrap();
        Self { home, binary }
    }

    /// A path in it.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Writes a file and tells its path.
    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name).to_str().unwrap().to_owned()
    }

    /// Reads a file.
    #[must_use]
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The file of the embedded database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.path("data/stakegraph.db")
    }

    /// A command line that has not been run yet.
    #[must_use]
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(Path::new(self.binary));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.home.path())
            .env("STAKEGRAPH_DATA_DIR", self.path("data"))
            .current_dir(self.home.path());
        command
    }

    /// Runs a command line.
    #[must_use]
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(&[], arguments)
    }

    /// Runs a command line with these variables in its environment.
    #[must_use]
    pub fn run_with(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Ran {
        let mut command = self.command(arguments);
        let variables = variables.iter().copied();
        command.envs(variables).output().unwrap().into()
    }

    /// Runs a command line, expects an exit code, and gives what it printed on both streams.
    #[track_caller]
    pub fn ends(&self, exit: i32, arguments: &[&str]) -> (String, String) {
        let ran = self.run(arguments);
        assert_eq!(ran.exit, exit, "{arguments:?} {ran:?}");
        (ran.stdout, ran.stderr)
    }
}

/// What a run left.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; -1 when a signal ended it.
    pub exit: i32,
    /// The data.
    pub stdout: String,
    /// The messages.
    pub stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            exit: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    /// The data as JSON.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }
}
