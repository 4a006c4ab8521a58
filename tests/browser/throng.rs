//! A server with one entity that has very many relations, imported from a generated dossier
//! while other tests run.

use std::fmt::Write;

use test_support::{House, Server};

/// How many relations it has.
pub(crate) const RELATIONS: usize = 100_000;

/// How many take part, each on so many days.
pub(crate) const BODIES: usize = 5_000;

/// The dossier: bodies that attended one event, day after day.
fn dossier() -> String {
    let mut text = String::from(
        "dossier: throng\nformat: 1\ndocument:\n  key: throng-list\n  type: OTHER\n  reference: true\n  \
         names: [{text: A generated list, language: en, kind: OFFICIAL}]\nentities:\n  throng:\n    \
         kind: EVENT\n    type: MEETING\n    names: [{text: Meeting of very many, language: en, \
         kind: OFFICIAL, cite: source}]\n    cite: source\n",
    );
    for body in 0..BODIES {
        let _ = writeln!(
            text,
            "  body-{body}:\n    kind: ORGANISATION\n    type: OTHER\n    names: [{{text: Body {body}, \
             language: en, kind: OFFICIAL, cite: source}}]\n    cite: source"
        );
    }
    text.push_str("relations:\n");
    let days = chrono::NaiveDate::from_ymd_opt(2015, 1, 1)
        .unwrap()
        .iter_days();
    for day in days.take(RELATIONS / BODIES) {
        for body in 0..BODIES {
            let _ = writeln!(
                text,
                "  - {{subject: body-{body}, kind: ATTENDED, object: throng, period: \"{day}\", \
                 cite: source}}"
            );
        }
    }
    text
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
