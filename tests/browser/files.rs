//! Habits of the explorer's files, as `tests/architecture` has them for Rust.

use std::fs;
use std::path::{Path, PathBuf};

/// The longest a file may be.
const LONGEST: usize = 400;

/// The files of a folder and of those in it, which end so.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty());
    found
}

#[test]
fn files_stay_short_and_say_what_they_are() {
    let scripts = files("web/explorer", ".js");
    let styles = files("web/explorer", ".css");
    for (path, text) in scripts.iter().chain(&styles) {
        let lines = text.lines().count();
        assert!(lines <= LONGEST, "{}: {lines} lines", path.display());
        assert!(text.starts_with("/*"), "{} has no header", path.display());
    }
}

#[test]
fn nothing_becomes_markup_and_nothing_comes_from_elsewhere() {
    for (path, text) in files("web/explorer", ".js") {
        for way in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
        ] {
            assert!(!text.contains(way), "{}: {way}", path.display());
        }
        for address in text.split("\"http").skip(1) {
            // Names of XML vocabularies look like addresses and are never fetched.
            assert!(
                ["://www.w3.org/2000/svg\"", "://gexf.net/1.3\""]
                    .iter()
                    .any(|name| address.starts_with(name)),
                "{}: http{}",
                path.display(),
                address.chars().take(40).collect::<String>()
            );
        }
    }
}
