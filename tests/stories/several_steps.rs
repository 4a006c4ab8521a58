//! Answers that lie more than one relation away.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::{
    answers::{grouped, in_order, list, text, texts},
    story::story,
};

#[test]
fn q20_which_municipalities_continued_their_support() {
    story("q20", |reply| {
        let nodes = list(reply, "municipalities/nodes");
        for edge in nodes.iter().flat_map(|node| list(node, "supports/edges")) {
            assert_eq!(
                text(edge, "relation/supportForm"),
                "UNSPECIFIED",
                "support is not funding"
            );
        }
        texts(&nodes, "name")
    });
}

#[test]
fn q22_which_municipalities_took_part_in_both() {
    story("q22", |reply| {
        texts(&list(reply, "municipalities/nodes"), "name")
    });
}

#[test]
fn q24_which_named_person_connects_the_visit_and_the_seminar() {
    story("q24", |reply| {
        let people = list(reply, "people/nodes");
        for person in &people {
            let attended = texts(&list(person, "attended/edges"), "node/key");
            assert_eq!(
                attended,
                json!(["seminar-2020"]),
                "presence at the visit is not stated"
            );
        }
        texts(&people, "name")
    });
}

#[test]
fn q25_which_events_belong_to_the_project() {
    story("q25", |reply| {
        in_order(&list(reply, "events/nodes"), "period/edtf")
    });
}

#[test]
fn q27_which_municipality_sent_two_units() {
    story("q27", |reply| {
        let edges = list(reply, "event/participants/edges");
        let sent = edges.iter().map(|edge| {
            (
                text(edge, "node/partOf/nodes/0/partOf/nodes/0/name"),
                text(edge, "node/name"),
            )
        });
        let twice = grouped(sent)
            .into_iter()
            .find(|(_, units)| units.len() == 2);
        twice.map_or(
            Value::Null,
            |(name, units)| json!({ "municipality": name, "units": units }),
        )
    });
}

#[test]
fn q28_which_organisations_appear_in_every_source() {
    story("q28", |reply| {
        let documents = list(reply, "documents/nodes");
        let mut roles: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut sources: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for document in &documents {
            let edges = [
                list(document, "authors/edges"),
                list(document, "mentions/edges"),
            ]
            .concat();
            for edge in edges
                .iter()
                .filter(|edge| text(edge, "node/kind") == "ORGANISATION")
            {
                let name = text(edge, "node/name");
                roles
                    .entry(name)
                    .or_default()
                    .insert(text(edge, "relation/role"));
                sources
                    .entry(name)
                    .or_default()
                    .insert(text(document, "key"));
            }
        }
        assert_eq!(documents.len(), 5);
        roles.retain(|name, _| sources[name].len() == documents.len());
        json!(roles)
    });
}

#[test]
fn q58_how_two_people_of_different_years_are_connected() {
    story("q58", |reply| {
        let way = |name: &str| -> Value {
            let chains = list(reply, &format!("{name}/chains"));
            let entities = chains.iter().flat_map(|chain| list(chain, "entities"));
            let relations = chains.iter().flat_map(|chain| list(chain, "relations"));
            let mut kinds = relations.map(|relation| text(relation, "kind"));
            let keys = entities.map(|entity| text(entity, "key"));
            let words = keys.flat_map(|key| [Some(key), kinds.next()]);
            words.flatten().collect()
        };
        let ways = ["byTheMoney", "byTheMinistry", "directly"];
        ways.map(|name| (name.to_owned(), way(name)))
            .into_iter()
            .collect()
    });
}
