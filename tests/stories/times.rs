//! Slices of time.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::{
    answers::{at, in_order, list, text},
    story::story,
};

#[test]
fn q29_which_events_fall_inside_the_evaluated_period() {
    story("q29", |reply| {
        let stated = at(reply, "project/concernedBy/edges/0/relation/period/edtf");
        assert_eq!(
            stated, "2019-09/2020-05",
            "the query asks for the period that is stated"
        );
        in_order(&list(reply, "events/nodes"), "period/edtf")
    });
}

#[test]
fn q32_how_many_days_passed_between_the_meeting_and_the_seminar() {
    story("q32", |reply| {
        let day = |path| text(reply, path).parse::<NaiveDate>().ok();
        match (
            day("meeting/period/latestEnd"),
            day("seminar/period/earliestStart"),
        ) {
            (Some(from), Some(to)) => json!((to - from).num_days()),
            _ => Value::Null,
        }
    });
}

#[test]
fn q33_which_events_are_the_earliest_and_the_latest() {
    story("q33", |reply| {
        json!([
            at(reply, "earliest/nodes/0/period/edtf"),
            at(reply, "latest/nodes/0/period/edtf")
        ])
    });
}
