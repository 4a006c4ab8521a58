//! Large and hostile files: time stays near linear, memory bounded.

use std::{
    fmt::Write,
    time::{Duration, Instant},
};

use stakegraph::{
    exchange::dossier::read,
    operations::{
        validation::{Known, check},
        violation::Code,
    },
};

use crate::fixture::{dossier, violations};

/// A dossier in which so many people attended a visit.
fn attended(people: usize) -> String {
    let mut entities = String::new();
    let mut relations = String::from("relations:\n");
    for n in 0..people {
        let _ = writeln!(
            entities,
            "  p-{n}: {{kind: PERSON, names: [{{text: Person {n}, kind: OFFICIAL}}], cite: name}}"
        );
        let _ = writeln!(
            relations,
            "  - {{subject: p-{n}, kind: ATTENDED, object: visit-2019, role: speaker, cite: name}}"
        );
    }
    dossier(&(entities + &relations))
}

fn time_of(text: &str) -> Duration {
    let start = Instant::now();
    let readings: Vec<_> = read("large.yaml", text).collect();
    let checked = check(&readings, &Known::default());
    assert_eq!(checked.violations, []);
    start.elapsed()
}

#[test]
fn ten_times_as_much_takes_some_ten_times_as_long() {
    let (small, large) = (attended(1_000), attended(10_000));
    time_of(&small);
    let (short, long) = (time_of(&small), time_of(&large));
    assert!(long < short * 30, "{short:?} and {long:?}");
}

#[test]
fn aliases_that_double_are_refused_at_once() {
    let mut text = String::from("a0: &a0 [x, x]\n");
    for n in 1..40 {
        let _ = writeln!(text, "a{n}: &a{n} [*a{}, *a{}]", n - 1, n - 1);
    }
    let start = Instant::now();
    let found = violations(&text);
    assert!(found.iter().any(|v| v.code == Code::UnsupportedYaml));
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn nesting_without_end_is_refused_at_once() {
    for open in ["[", "{a: ", "- "] {
        let start = Instant::now();
        let found = violations(&open.repeat(100_000));
        assert!(!found.is_empty());
        assert!(
            start.elapsed() < Duration::from_secs(5),
            "{open} {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn a_file_in_which_everything_dangles_is_told_in_time() {
    let text = attended(5_000).replace("subject: p-", "subject: q-");
    let start = Instant::now();
    let found = violations(&text);
    assert_eq!(found.len(), 5_000);
    assert!(
        start.elapsed() < Duration::from_secs(30),
        "{:?}",
        start.elapsed()
    );
}
