//! The commands on dossiers, by running the real binary: streams and exit codes.

use std::{io::Write, process::Stdio};

use serde_json::Value;
use test_support::House;

use crate::fixture::{TEXT, dossier, marked};

fn new_house() -> House {
    House::of(env!("CARGO_BIN_EXE_stakegraph"))
}

#[test]
fn violations_are_messages_or_with_json_objects_on_stdout() {
    let house = new_house();
    let (text, line, column) = marked(&dossier(
        "relations:\n  - {subject: ⟦ana-ozola, kind: ATTENDED, object: visit-2019, cite: name}\n",
    ));
    house.write("v.yaml", text);
    let (stdout, stderr) = house.ends(3, &["validate", "v.yaml"]);
    assert_eq!(stdout, "");
    let place = format!("v.yaml:{line}:{column}: DANGLING_KEY relations[0].subject");
    assert!(
        stderr.starts_with(&place) && stderr.contains("did you mean anna-ozola?"),
        "{stderr}"
    );
    for command in [
        ["validate", "v.yaml", "--json"],
        ["import", "v.yaml", "--json"],
    ] {
        let (stdout, _) = house.ends(3, &command);
        let object: Value = serde_json::from_str(stdout.trim()).expect("one object a line");
        let keys: Vec<_> = object.as_object().expect("an object").keys().collect();
        assert_eq!(
            keys,
            [
                "code", "column", "expected", "field", "file", "line", "message", "nearest"
            ]
        );
        assert_eq!(
            (&object["line"], &object["column"]),
            (&line.into(), &column.into())
        );
        assert_eq!(
            (&object["code"], &object["nearest"]),
            (&"DANGLING_KEY".into(), &"anna-ozola".into())
        );
    }
}

#[test]
fn a_file_that_cannot_be_read_is_a_violation_beside_those_of_the_others() {
    let house = new_house();
    house.write("latin.yaml", b"dossier: \xe2\n");
    house.write("empty.yaml", "");
    let (stdout, _) = house.ends(
        3,
        &[
            "validate",
            "--json",
            "missing.yaml",
            "latin.yaml",
            "empty.yaml",
        ],
    );
    let mut codes: Vec<_> = stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("an object"))
        .map(|object| (object["file"].to_string(), object["code"].to_string()))
        .collect();
    codes.sort();
    let expected = [
        ("empty.yaml", "EMPTY"),
        ("latin.yaml", "NOT_UTF8"),
        ("missing.yaml", "UNREADABLE"),
    ];
    assert_eq!(
        codes,
        expected.map(|(file, code)| (format!("\"{file}\""), format!("\"{code}\"")))
    );
}

#[test]
fn what_is_imported_from_standard_input_can_be_exported_and_imported_again() {
    let house = new_house();
    house.write("v.yaml", dossier(""));
    house.ends(0, &["validate", "v.yaml"]);
    let (_, stderr) = house.ends(0, &["import", "--dry-run", "v.yaml"]);
    assert!(stderr.contains("nothing was kept"), "{stderr}");
    let (stdout, stderr) = house.ends(0, &["import", "v.yaml"]);
    assert!(
        stdout.is_empty() && stderr.contains("1 dossier imported"),
        "{stderr}"
    );
    let (stdout, _) = house.ends(0, &["import", "v.yaml", "--json"]);
    let report: Value = serde_json::from_str(&stdout).expect("a report");
    assert_eq!(report["foundDone"], Value::from(true));
    house.ends(0, &["export", "-o", "out/"]);
    house.ends(0, &["export", "-o", "all.yaml"]);
    let (stream, _) = house.ends(0, &["export"]);
    assert_eq!(house.read("out/visit.yaml"), stream);
    assert_eq!(house.read("all.yaml"), stream);
    let (_, stderr) = house.ends(0, &["import", "all.yaml"]);
    assert!(stderr.contains("stood there already"), "{stderr}");
}

#[test]
fn texts_are_added_or_refused_and_phrases_found() {
    let house = new_house();
    house.write("v.yaml", dossier(""));
    house.write("text.txt", TEXT);
    house.write("other.txt", TEXT.replace("28", "29"));
    house.ends(0, &["import", "v.yaml"]);
    house.ends(4, &["documents", "spans", "report", "Anna Ozola"]);
    house.ends(4, &["documents", "add", "other.txt"]);
    house.ends(3, &["documents", "add", "other.txt", "--key", "report"]);
    house.ends(
        2,
        &[
            "documents",
            "add",
            "text.txt",
            "other.txt",
            "--key",
            "report",
        ],
    );
    house.ends(0, &["documents", "add", "text.txt"]);
    let (stored, _) = house.ends(0, &["documents", "spans", "report", "Anna Ozola"]);
    assert!(stored.starts_with("name: [0, 10, "), "{stored}");
    let (file, _) = house.ends(
        0,
        &[
            "documents",
            "spans",
            "report",
            "Anna Ozola",
            "--file",
            "text.txt",
        ],
    );
    assert_eq!(stored, file);
    house.ends(4, &["documents", "spans", "report", "Nobody"]);
}

#[test]
fn an_export_of_no_database_fails_and_makes_none() {
    let house = new_house();
    house.ends(6, &["export"]);
    assert!(!house.path("data").exists());
}

#[test]
fn a_history_goes_through_a_file_and_through_standard_input() {
    let house = new_house();
    house.write("visit.yaml", dossier(""));
    house.ends(0, &["import", "visit.yaml"]);
    let (_, said) = house.ends(0, &["export", "--history", "-o", "history.ndjson"]);
    assert!(said.contains("rows written"), "{said}");
    let (printed, _) = house.ends(0, &["export", "--history"]);
    assert_eq!(printed, house.read("history.ndjson"));
    house.ends(0, &["validate", "history.ndjson"]);
    house.ends(5, &["import", "history.ndjson"]);
    house.ends(2, &["import", "history.ndjson", "visit.yaml"]);
    house.ends(2, &["export", "--history", "--tier", "PUBLIC"]);

    let other = new_house();
    other.write("history.ndjson", &printed);
    other.ends(0, &["import", "--dry-run", "history.ndjson"]);
    other.ends(0, &["import", "history.ndjson"]);
    assert_eq!(other.ends(0, &["export", "--history"]).0, printed);
}

#[test]
fn what_is_read_from_a_pipe_is_read_once() {
    let house = new_house();
    house.write("visit.yaml", dossier(""));
    house.ends(0, &["import", "visit.yaml"]);
    let (history, _) = house.ends(0, &["export", "--history"]);
    for text in [dossier(""), history] {
        let mut command = house.command(&["validate", "/dev/stdin"]);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        let mut pipe = child.stdin.take().unwrap();
        pipe.write_all(text.as_bytes()).unwrap();
        drop(pipe);
        assert_eq!(child.wait().unwrap().code(), Some(0), "{text}");
    }
}

#[test]
fn an_export_that_fails_leaves_nothing_behind() {
    let house = new_house();
    house.write("visit.yaml", dossier(""));
    house.ends(0, &["import", "visit.yaml"]);
    // None of these can be replaced by a file: they are directories.
    for taken in ["history", "graph", "tables/edges.csv", "out/visit.yaml"] {
        std::fs::create_dir_all(house.path(taken)).unwrap();
    }
    for arguments in [
        &["export", "--history", "-o", "history"][..],
        &["export", "--format", "gexf", "-o", "graph"],
        &["export", "--format", "csv", "-o", "tables"],
        &["export", "-o", "out/"],
    ] {
        house.ends(1, arguments);
    }
    for directory in [".", "tables", "out"] {
        for entry in std::fs::read_dir(house.path(directory)).unwrap() {
            let path = entry.unwrap().path();
            let is_part = path.extension().is_some_and(|ending| ending == "part");
            assert!(!is_part, "{}", path.display());
        }
    }
}

#[test]
fn whoever_has_read_enough_may_close_the_pipe() {
    let house = new_house();
    house.write("visit.yaml", dossier(""));
    house.ends(0, &["import", "visit.yaml"]);
    for arguments in [
        &["export"][..],
        &["export", "--history"],
        &["export", "--format", "graphml"],
    ] {
        let mut command = house.command(arguments);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(0), "{arguments:?}");
    }
}
