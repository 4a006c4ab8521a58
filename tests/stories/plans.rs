//! What was planned, what was held, and what is promised.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    answers::{at, list, number, place, text, texts},
    story::story,
};

#[test]
fn q42_which_planned_visits_are_reported_as_held() {
    story("q42", |reply| {
        let places = |visits: Vec<&Value>| {
            let edges = visits
                .into_iter()
                .flat_map(|visit| list(visit, "tookPlaceIn/edges"));
            let mut places: Vec<String> = edges.map(|edge| place(at(edge, "node"))).collect();
            places.sort();
            places
        };
        let is_held = |visit: &&Value| {
            let events = list(visit, "realisedBy/edges");
            events
                .iter()
                .any(|edge| text(edge, "node/status") == "HELD")
        };
        let visits = list(reply, "projects/nodes").into_iter();
        let (held, open): (Vec<_>, Vec<_>) = visits.partition(is_held);
        json!({ "held": places(held), "no_report": places(open) })
    });
}

#[test]
fn q43_which_plan_does_the_meeting_realise() {
    story("q43", |reply| {
        let event = at(reply, "event");
        let plan = at(event, "realises/edges/0");
        json!({
            "held": at(event, "period/edtf"),
            "place": at(event, "tookPlaceIn/edges/0/node/name"),
            "planned": texts(&list(plan, "node/tookPlaceIn/edges"), "node/name"),
            "inferred": text(plan, "relation/basis") == "INFERRED",
        })
    });
}

#[test]
fn q45_which_municipality_is_ready_for_mediation() {
    story("q45", |reply| {
        let attended: BTreeMap<&str, Value> = list(reply, "relations/nodes")
            .into_iter()
            .map(|relation| at(relation, "subject"))
            .map(|place| {
                (
                    text(place, "name"),
                    texts(&list(place, "attended/edges"), "node/key"),
                )
            })
            .collect();
        json!(attended)
    });
}

#[test]
fn q46_how_often_did_the_two_sides_agree_to_meet() {
    story("q46", |reply| {
        let relations = list(reply, "relations/nodes");
        assert_eq!(relations.len(), 2, "two sides");
        let yearly = relations
            .iter()
            .all(|relation| text(relation, "recurrence/every") == "P1Y");
        let least = number(relations[0], "recurrence/atLeast");
        json!({ "min_per_year": if yearly { least } else { Value::Null } })
    });
}
