//! A server with one entity that has very many relations, and one that few others join by more
//! of them than a picture shows, imported from a generated dossier while other tests run.

use std::fmt::Write;

use test_support::{House, Server};

/// How many relations it has.
pub(crate) const RELATIONS: usize = 100_000;

/// How many take part, each on so many days.
pub(crate) const BODIES: usize = 5_000;

/// How many come to the hub, each on so many days that not all of it is shown.
pub(crate) const GUESTS: usize = 3;

/// How many days each of them comes.
pub(crate) const DAYS: usize = 500;

/// The dossier: bodies that attended one event, day after day, and guests who did so at another.
fn dossier() -> String {
    let mut text = String::from(
        "dossier: throng\nformat: 1\ndocument:\n  key: throng-list\n  type: OTHER\n  reference: true\n  \
         names: [{text: A generated list, language: en, kind: OFFICIAL}]\nentities:\n",
    );
    for (key, name) in [
        ("throng", "Meeting of very many"),
        ("hub", "Meeting of the same few"),
    ] {
        let _ = writeln!(
            text,
            "  {key}:\n    kind: EVENT\n    type: MEETING\n    names: [{{text: {name}, language: en, \
             kind: OFFICIAL, cite: source}}]\n    cite: source"
        );
    }
    organisations(&mut text, "body", BODIES);
    organisations(&mut text, "guest", GUESTS);
    text.push_str("relations:\n");
    attendance(&mut text, "body", BODIES, "throng", RELATIONS / BODIES);
    attendance(&mut text, "guest", GUESTS, "hub", DAYS);
    text
}

/// So many organisations called so.
fn organisations(text: &mut String, called: &str, most: usize) {
    for number in 0..most {
        let _ = writeln!(
            text,
            "  {called}-{number}:\n    kind: ORGANISATION\n    type: OTHER\n    names: [{{text: {called} \
             {number}, language: en, kind: OFFICIAL, cite: source}}]\n    cite: source"
        );
    }
}

/// Each of them attended an event on each of so many days.
fn attendance(text: &mut String, called: &str, most: usize, event: &str, days: usize) {
    let first = chrono::NaiveDate::from_ymd_opt(2015, 1, 1).unwrap();
    for day in first.iter_days().take(days) {
        for number in 0..most {
            let _ = writeln!(
                text,
                "  - {{subject: {called}-{number}, kind: ATTENDED, object: {event}, period: \"{day}\", \
                 cite: source}}"
            );
        }
    }
}

/// Imports it, and serves it.
pub(crate) fn served() -> (House, Server) {
    let house = House::of(env!("CARGO_BIN_EXE_stakegraph"));
    let file = house.write("throng.yaml", dossier());
    house.ends(0, &["import", &file]);
    let mut command = house.command(&["serve", "--bind", "127.0.0.1:0", "--empty"]);
    command.env("STAKEGRAPH__LOG__FILTER", "error");
    // The explorer asks its own operations and nothing else, so it works where no others are.
    command.env("STAKEGRAPH__GRAPHQL__TRUSTED_ONLY", "true");
    let server = Server::start(command);
    (house, server)
}
