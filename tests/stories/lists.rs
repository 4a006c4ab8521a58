//! Lists of names.

use std::collections::BTreeMap;

use serde_json::json;

use crate::{
    answers::{at, grouped, list, place, text, texts},
    story::story,
};

#[test]
fn q10_which_schools_were_visited() {
    story("q10", |reply| {
        texts(&list(reply, "event/tookPlaceIn/edges"), "node/name")
    });
}

#[test]
fn q12_which_municipalities_sent_specialists_to_the_visit() {
    story("q12", |reply| {
        json!({
            "count": at(reply, "event/participants/totalCount"),
            "municipalities": texts(&list(reply, "event/participants/edges"), "node/name"),
        })
    });
}

#[test]
fn q14_which_mediators_are_named_and_for_which_place() {
    story("q14", |reply| {
        let places: BTreeMap<String, &str> = list(reply, "people/nodes")
            .into_iter()
            .flat_map(|person| {
                let served = list(person, "serves/edges").into_iter();
                served.map(|edge| (place(at(edge, "node")), text(person, "name")))
            })
            .collect();
        json!(places)
    });
}

#[test]
fn q15_where_does_the_project_plan_mediator_services() {
    story("q15", |reply| {
        let edges = list(reply, "projects/nodes/0/tookPlaceIn/edges");
        let mut places: Vec<String> = edges.iter().map(|edge| place(at(edge, "node"))).collect();
        places.sort();
        json!(places)
    });
}

#[test]
fn q17_who_organised_the_meeting_and_with_whom() {
    story("q17", |reply| {
        let edges = list(reply, "event/organisers/edges");
        let (own, with): (Vec<_>, Vec<_>) = edges
            .into_iter()
            .partition(|edge| text(edge, "relation/role") == "organiser");
        json!({ "organiser": at(own[0], "node/name"), "with": texts(&with, "node/name") })
    });
}

#[test]
fn q19_which_support_programmes_appear_and_who_runs_them() {
    story("q19", |reply| {
        let programmes: BTreeMap<&str, _> = list(reply, "project/parts/edges")
            .into_iter()
            .map(|edge| at(edge, "node"))
            .map(|node| {
                (
                    text(node, "name"),
                    texts(&list(node, "implementers/edges"), "node/name"),
                )
            })
            .collect();
        json!({ "count": at(reply, "project/parts/totalCount"), "programmes": programmes })
    });
}

#[test]
fn q56_which_documents_are_referred_to_and_not_held() {
    story("q56", |reply| {
        let documents = list(reply, "documents/nodes");
        let pairs = documents.iter().flat_map(|document| {
            let edges = list(document, "mentionedIn/edges").into_iter();
            edges.map(|edge| (text(edge, "node/key"), text(document, "title")))
        });
        let of: BTreeMap<&str, usize> = grouped(pairs)
            .into_iter()
            .map(|(report, titles)| (report, titles.len()))
            .collect();
        json!({ "count": at(reply, "documents/totalCount"), "of": of })
    });
}
