//! What no source reports, and what must not be recorded: never a "no".

use serde_json::{Value, json};

use crate::{
    answers::{at, list, place, text, texts},
    story::story,
};

#[test]
fn q34_whose_continued_support_is_not_reported() {
    story("q34", |reply| {
        let edges = list(reply, "project/tookPlaceIn/edges");
        assert_eq!(edges.len(), 5);
        let mut places: Vec<String> = edges
            .iter()
            .filter(|edge| at(edge, "node/supports/totalCount") == 0)
            .map(|edge| place(at(edge, "node")))
            .collect();
        places.sort();
        json!(places)
    });
}

#[test]
fn q37_for_which_place_is_no_mediator_named() {
    story("q37", |reply| {
        let services = list(reply, "projects/nodes");
        assert_eq!(services.len(), 5);
        let unnamed = services
            .iter()
            .filter(|node| at(node, "implementers/totalCount") == 0);
        json!(
            unnamed
                .map(|node| place(at(node, "locatedIn/edges/0/node")))
                .collect::<Vec<_>>()
        )
    });
}

#[test]
fn q39_whether_two_mediators_attended_is_unknown() {
    story("q39", |reply| {
        for person in list(reply, "people/nodes") {
            assert_eq!(
                at(person, "possiblySameAs/totalCount"),
                0,
                "no source identifies them"
            );
            assert_eq!(
                at(person, "memberOf/totalCount"),
                0,
                "no source identifies them"
            );
        }
        let experts = texts(&list(reply, "event/participants/edges"), "node/kind");
        assert_eq!(
            experts,
            json!(["ORGANISATION"]),
            "the experts are unnamed groups"
        );
        let said = list(reply, "relations/nodes");
        let is = |modality| {
            said.iter()
                .any(|relation| text(relation, "modality") == modality)
        };
        json!(if is("ASSERTED") {
            "YES"
        } else if is("NEGATED") {
            "NO"
        } else {
            "UNKNOWN"
        })
    });
}

#[test]
fn q41_no_person_can_be_listed_by_origin() {
    let sensitive = [
        "ethnic",
        "nationality",
        "religion",
        "faith",
        "health",
        "roma",
        "origin",
    ];
    story("q41", |reply| {
        let fields = [
            list(reply, "person/fields"),
            list(reply, "filter/inputFields"),
        ]
        .concat();
        assert!(fields.len() > 10, "the types are there");
        for field in fields {
            let name = text(field, "name").to_lowercase();
            let found = sensitive.iter().find(|word| name.contains(*word));
            assert_eq!(found, None, "{name} would record what must not be recorded");
        }
        let groups: Vec<&Value> = list(reply, "people/nodes");
        texts(&groups, "name")
    });
}
