//! Runs the tests in the browser, and the check of types.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::server::served;

/// Where Debian, and others, put it.
const CHROMIUM: [&str; 3] = [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder() -> PathBuf {
    root().join("tests/browser")
}

/// Says why something is not run, or fails where it must be.
fn skipped(why: &str) {
    let required = std::env::var_os("STAKEGRAPH_REQUIRE_BROWSER").is_some_and(|value| value == "1");
    assert!(!required, "{why}, and STAKEGRAPH_REQUIRE_BROWSER is set");
    // Written and not printed: this is no test itself, and only tests may print.
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

fn chromium() -> Option<PathBuf> {
    std::env::var_os("STAKEGRAPH_CHROMIUM")
        .map(PathBuf::from)
        .into_iter()
        .chain(CHROMIUM.map(PathBuf::from))
        .find(|path| path.is_file())
}

/// The packages of the tests, installed once; or why they are not there.
fn packages() -> Result<(), &'static str> {
    static INSTALLED: OnceLock<Result<(), &'static str>> = OnceLock::new();
    *INSTALLED.get_or_init(|| {
        if !is_there("node") || !is_there("npm") {
            return Err("node and npm are not installed");
        }
        if folder().join("node_modules/.package-lock.json").is_file() {
            return Ok(());
        }
        let installed = Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .current_dir(folder())
            .output()
            .is_ok_and(|output| output.status.success());
        installed
            .then_some(())
            .ok_or("npm cannot fetch the packages of tests/browser")
    })
}

#[test]
fn the_explorer_works_in_a_browser() {
    if let Err(why) = packages() {
        return skipped(why);
    }
    let Some(chromium) = chromium() else {
        return skipped("Chromium is not installed");
    };
    let served = served();
    let mut tests: Vec<_> = folder()
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    tests.sort();
    assert!(tests.len() >= 5, "{tests:?}");
    let mut node = Command::new("node");
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
        .args(tests)
        .env(
            "STAKEGRAPH_URL",
            format!("http://{}", served.server.address()),
        )
        .env("STAKEGRAPH_CHROMIUM", chromium)
        .current_dir(root());
    if served.has_texts {
        node.env("STAKEGRAPH_TEXTS", "1");
    }
    let output = node.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(
        output.status.success(),
        "{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn the_modules_have_the_types_that_they_say() {
    if let Err(why) = packages() {
        return skipped(why);
    }
    let output = Command::new("node")
        .arg(folder().join("node_modules/typescript/bin/tsc"))
        .args(["-p", "web/tsconfig.json"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}
