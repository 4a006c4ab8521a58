//! Where sources, or one source with itself, do not agree: both sides stand.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    answers::{at, list, number, text},
    story::story,
};

#[test]
fn q49_how_many_cities_and_how_many_counties() {
    story("q49", |reply| {
        let rows = list(reply, "statistics");
        let of = |kind| {
            let row = rows.iter().find(|row| text(row, "keys/0") == kind);
            row.map(|row| at(row, "count"))
        };
        json!({ "city": of("STATE_CITY"), "county": of("COUNTY") })
    });
}

#[test]
fn q52_does_the_number_stated_match_the_list() {
    story("q52", |reply| {
        let found = list(reply, "discrepancies");
        let listed = found
            .iter()
            .find(|found| text(found, "kind") == "STATED_LISTED");
        let sides = listed.map(|found| list(found, "sides")).unwrap_or_default();
        let side = |path| {
            sides
                .iter()
                .map(|side| number(side, path))
                .find(Value::is_number)
        };
        json!({ "stated": side("figure/value"), "listed": side("count") })
    });
}

#[test]
fn q53_which_periods_are_given_for_the_work() {
    story("q53", |reply| {
        let mut periods: BTreeSet<String> = list(reply, "project/concernedBy/edges")
            .into_iter()
            .map(|edge| text(edge, "relation/period/edtf").to_owned())
            .collect();
        for figure in list(reply, "project/figures") {
            assert_eq!(text(figure, "unit"), "months");
            periods.insert(format!("P{}M", number(figure, "value")));
        }
        json!(periods)
    });
}
