//! A server of the binary under test on a data directory of its own, which ends with it.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A server that runs.
pub(crate) struct Server {
    child: Child,
    /// Where it listens.
    pub(crate) url: String,
    /// Whether it holds the documents' texts, so that quotes can be shown.
    pub(crate) has_texts: bool,
    _data: TempDir,
}

impl Server {
    /// Starts one; with the documents' texts where they lie beside the checkout.
    pub(crate) fn start() -> Self {
        let data = tempfile::tempdir().unwrap();
        let has_texts = texts().is_some_and(|files| add_texts(data.path(), &files));
        let mut child = stakegraph(data.path())
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let url = lines
            .by_ref()
            .map(Result::unwrap)
            .find_map(|line| Some(line.split_once("listening on ")?.1.to_owned()))
            .expect("the server ends before it listens");
        // Its messages are read on, so that it never waits for somebody to take them.
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            child,
            url,
            has_texts,
            _data: data,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn stakegraph(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stakegraph"));
    command
        .env("STAKEGRAPH_BIND", "127.0.0.1:0")
        .env("STAKEGRAPH_DATA_DIR", data);
    command
}

/// The texts of the documents, which are never part of the repository.
fn texts() -> Option<Vec<PathBuf>> {
    let folder = PathBuf::from(std::env::var_os("STAKEGRAPH_SHARED")?).join("documents");
    let files: Vec<_> = folder
        .read_dir()
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    (!files.is_empty()).then_some(files)
}

/// Loads the graph that is built in, and adds the texts to it.
fn add_texts(data: &Path, files: &[PathBuf]) -> bool {
    let mut first = stakegraph(data)
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let listens = BufReader::new(first.stderr.take().unwrap())
        .lines()
        .map_while(Result::ok)
        .any(|line| line.contains("listening on "));
    first.kill().unwrap();
    first.wait().unwrap();
    let added = stakegraph(data)
        .args(["documents", "add"])
        .args(files)
        .output()
        .unwrap();
    assert!(
        added.status.success(),
        "{}",
        String::from_utf8_lossy(&added.stderr)
    );
    listens
}
