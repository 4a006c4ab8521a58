//! Runs the tests in the browser, and the check of types.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use test_support::node::{NodeTests, skipped};

use crate::server::{self, served};
use crate::throng;

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

fn chromium() -> Option<PathBuf> {
    std::env::var_os("STAKEGRAPH_CHROMIUM")
        .map(PathBuf::from)
        .into_iter()
        .chain(CHROMIUM.map(PathBuf::from))
        .find(|path| path.is_file())
}

/// What measures times, and so runs when nothing else does.
const ALONE: [&str; 2] = ["throng.test.mjs", "weight.test.mjs"];

#[test]
fn the_explorer_works_in_a_browser() {
    let tests = match NodeTests::of(&folder()) {
        Ok(tests) => tests,
        Err(why) => return skipped(&why),
    };
    let Some(chromium) = chromium() else {
        return skipped("Chromium is not installed");
    };
    let served = served();
    // It is imported while the tests run that do not ask for it.
    let throng = std::thread::spawn(throng::served);
    let address = format!("http://{}", served.server.address());
    let mut variables = vec![
        ("STAKEGRAPH_URL", OsStr::new(&address)),
        ("STAKEGRAPH_CHROMIUM", chromium.as_os_str()),
        ("STAKEGRAPH_CLOSED_KEY", OsStr::new(server::CLOSED)),
        ("STAKEGRAPH_PARTNER_TOKEN", OsStr::new(server::TOKEN)),
    ];
    if served.has_texts {
        variables.push(("STAKEGRAPH_TEXTS", OsStr::new("1")));
    }
    tests.pass_those(|name| !ALONE.contains(&name), 2, &variables);
    let (_house, throng) = throng.join().unwrap();
    let address = format!("http://{}/", throng.address());
    let counts = [
        throng::RELATIONS,
        throng::BODIES,
        throng::GUESTS,
        throng::DAYS,
    ];
    let [relations, bodies, guests, days] = counts.map(|count| count.to_string());
    variables.extend([
        ("STAKEGRAPH_THRONG", OsStr::new(&address)),
        ("STAKEGRAPH_THRONG_RELATIONS", OsStr::new(&relations)),
        ("STAKEGRAPH_THRONG_BODIES", OsStr::new(&bodies)),
        ("STAKEGRAPH_THRONG_GUESTS", OsStr::new(&guests)),
        ("STAKEGRAPH_THRONG_DAYS", OsStr::new(&days)),
    ]);
    tests.pass_those(|name| ALONE.contains(&name), 1, &variables);
}

#[test]
fn the_modules_have_the_types_that_they_say() {
    let tests = match NodeTests::of(&folder()) {
        Ok(tests) => tests,
        Err(why) => return skipped(&why),
    };
    let output = Command::new("node")
        .arg(tests.package("typescript/bin/tsc"))
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
