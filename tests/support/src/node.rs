//! Tests that are written for node: their packages, and running them.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// A folder of tests for node, with the packages that its lock file names.
#[derive(Debug)]
pub struct NodeTests {
    folder: PathBuf,
}

impl NodeTests {
    /// The tests of a folder, whose packages are fetched when they are not there yet.
    ///
    /// # Errors
    /// With the reason why they cannot be run on this machine.
    pub fn of(folder: &Path) -> Result<Self, String> {
        static FETCHING: Mutex<()> = Mutex::new(());
        let _one = FETCHING.lock().unwrap_or_else(PoisonError::into_inner);
        if !is_there("node") || !is_there("npm") {
            return Err("node and npm are not installed".to_owned());
        }
        let fetched = || {
            Command::new("npm")
                .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
                .current_dir(folder)
                .output()
                .is_ok_and(|output| output.status.success())
        };
        if !folder.join("node_modules/.package-lock.json").is_file() && !fetched() {
            let folder = folder.display();
            return Err(format!("npm cannot fetch the packages of {folder}"));
        }
        let folder = folder.to_owned();
        Ok(Self { folder })
    }

    /// Runs all its tests, so many files at a time, and expects them to pass.
    pub fn pass(&self, together: usize, variables: &[(&str, &OsStr)]) {
        self.pass_those(|_| true, together, variables);
    }

    /// Runs those of its tests whose file is called so, and shows what they say.
    pub fn pass_those(
        &self,
        called: impl Fn(&str) -> bool,
        together: usize,
        variables: &[(&str, &OsStr)],
    ) {
        let mut files: Vec<_> = self
            .folder
            .read_dir()
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                name.ends_with(".test.mjs") && called(&name)
            })
            .collect();
        files.sort();
        assert!(!files.is_empty());
        let output = Command::new("node")
            .args(["--test", "--test-reporter=spec"])
            .arg(format!("--test-concurrency={together}"))
            .args(files)
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        // What they measured is shown also when they pass.
        let _ = writeln!(std::io::stdout(), "{said}");
        assert!(
            output.status.success(),
            "{said}\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// A program of its packages.
    #[must_use]
    pub fn package(&self, path: &str) -> PathBuf {
        self.folder.join("node_modules").join(path)
    }
}

/// Says why something is not run, or fails where it must be.
pub fn skipped(why: &str) {
    let required = std::env::var_os("STAKEGRAPH_REQUIRE_BROWSER").is_some_and(|value| value == "1");
    assert!(!required, "{why}, and STAKEGRAPH_REQUIRE_BROWSER is set");
    // Written and not printed: this is no test itself, and only tests may print.
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}
