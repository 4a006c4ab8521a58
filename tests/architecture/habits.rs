//! Habits that no lint checks: files stay short and nothing is left open.

use crate::source::{Source, sources};

/// The longest a file may be, net of its own tests.
const LONGEST: usize = 400;

/// Tables and generated files may be as long as their subject.
const TABLES: &[&str] = &[
    "entity/src/vocabulary/relation_kind.rs",
    "entity/src/vocabulary/roles.rs",
    "entity/src/vocabulary/measures.rs",
    "entity/src/vocabulary/words.rs",
    // Holds the list of all keys ever released.
    "entity/tests/vocabulary.rs",
    "src/exchange/dossier/fields.rs",
];

fn all_sources() -> Vec<Source> {
    ["src", "entity", "migration", "tests", "benches"]
        .into_iter()
        .flat_map(sources)
        .collect()
}

#[test]
fn files_stay_short() {
    let found: Vec<String> = all_sources()
        .iter()
        .filter(|source| !TABLES.contains(&source.path.as_str()))
        .map(|source| (source.lines_net_of_tests(), &source.path))
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| format!("{path}: {lines} lines, the cap is {LONGEST}"))
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn nothing_is_left_open() {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("unimplemented", "!"),
    ];
    let found: Vec<String> = all_sources()
        .iter()
        .flat_map(|source| {
            marks
                .into_iter()
                .filter(|mark| source.text.contains(mark))
                .map(|mark| format!("{}: {mark}", source.path))
        })
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn modules_are_named_after_themselves() {
    let found: Vec<String> = all_sources()
        .into_iter()
        .map(|source| source.path)
        .filter(|path| path.ends_with("/mod.rs"))
        .collect();
    assert!(found.is_empty(), "{}", found.join(", "));
}

#[test]
fn every_module_says_what_it_is() {
    let found: Vec<String> = all_sources()
        .into_iter()
        .filter(|source| !source.text.starts_with("//!"))
        .map(|source| source.path)
        .collect();
    assert!(found.is_empty(), "without a header: {}", found.join(", "));
}
