//! One thing by its key or id, with all that belongs to it.

use entity::{
    id::{Noun, PublicId, number},
    vocabulary::Tier,
};
use serde_json::{Value, json};
use test_support::build::{Dossier, viewer};

use crate::world::each_world;

fn id(noun: Noun, key: &str) -> String {
    let number = number(noun, key);
    PublicId { noun, number }.to_string()
}

#[test]
fn an_event_shows_its_fields() {
    each_world(async |world| {
        let query = "{ event(key: \"visit\") { id key kind name description en: description(language: \"en\")
            et: description(language: \"et\") type status online visibility version
            period { edtf earliestStart latestEnd display(language: \"en\") }
            figures { measure value evidence { start end sha256 quote verified document { key textHeld title } } }
            notes { kind text about { key } } } }";
        let data = world.data(query).await;
        let event = &data["event"];
        assert_eq!(event["id"], id(Noun::Entity, "visit"));
        assert_eq!(event["description"], "A visit.");
        assert_eq!(event["et"], Value::Null);
        assert_eq!(event["status"], "HELD");
        assert_eq!(event["online"], Value::Null);
        assert_eq!(event["period"]["latestEnd"], "2019-10-18");
        assert_eq!(event["figures"].as_array().unwrap().len(), 1);
        let citation = &event["figures"][0]["evidence"][0];
        assert_eq!(citation["verified"], false);
        let document =
            json!({"key": "small-document", "textHeld": false, "title": "small-document"});
        assert_eq!(citation["document"], document);
        assert_eq!(event["notes"][0]["text"], "To learn.");
        assert_eq!(event["notes"][0]["about"]["key"], "visit");
    });
}

#[test]
fn an_event_shows_its_links() {
    each_world(async |world| {
        let query = "{ event(key: \"visit\") {
            participants(orderBy: [OTHER_NAME_ASC]) { totalCount edges {
              relation { role headcount onBehalfOf { key } period { edtf } subject { key } object { key } }
              node { __typename key } } }
            tookPlaceIn { nodes { key } } } }";
        let data = world.data(query).await;
        let participants = &data["event"]["participants"];
        assert_eq!(participants["totalCount"], 3);
        let first = &participants["edges"][0];
        assert_eq!(
            first["node"],
            json!({"__typename": "Person", "key": "anna"})
        );
        let relation = json!({
            "role": "expert",
            "headcount": null,
            "onBehalfOf": {"key": "council"},
            "period": {"edtf": "2019-10-17/2019-10-18"},
            "subject": {"key": "anna"},
            "object": {"key": "visit"},
        });
        assert_eq!(first["relation"], relation);
        assert_eq!(data["event"]["tookPlaceIn"]["nodes"][0]["key"], "city");
    });
}

#[test]
fn a_name_is_the_best_in_the_language() {
    each_world(async |world| {
        let query = "{ person(key: \"anna\") { name lv: name(language: \"lv\") en: name(language: \"en-GB\")
            et: name(language: \"et\") names { text kind candidates language } } }";
        let data = world.data(query).await;
        let anna = &data["person"];
        assert_eq!(anna["name"], "anna");
        assert_eq!(anna["lv"], "anna");
        assert_eq!(anna["en"], "Anne Apple");
        assert_eq!(anna["et"], "anna");
        assert_eq!(anna["names"][3]["candidates"], json!(["Anna", "Annu"]));
    });
}

#[test]
fn a_municipality_shows_what_only_it_has() {
    each_world(async |world| {
        let query = "{ county: municipality(key: \"county\") { type country existed { edtf latestEnd earliestStart }
              position { latitude longitude } possibly { key } identifiers { scheme value url } parts { nodes { key } } }
            unclear: municipality(key: \"unclear\") { type existed { edtf } possibly { key } position { latitude } } }";
        let data = world.data(query).await;
        let (county, unclear) = (&data["county"], &data["unclear"]);
        assert_eq!(county["existed"]["latestEnd"], "2021-06-30");
        assert_eq!(county["existed"]["earliestStart"], Value::Null);
        assert_eq!(
            county["position"],
            json!({"latitude": 57.5, "longitude": 22.0})
        );
        assert_eq!(county["identifiers"][0]["value"], "LV-001");
        assert_eq!(county["parts"]["nodes"][0]["key"], "council");
        assert_eq!(
            unclear["possibly"],
            json!([{"key": "county"}, {"key": "city"}])
        );
        assert_eq!(unclear["existed"], Value::Null);
    });
}

#[test]
fn an_id_leads_to_the_thing_it_names() {
    each_world(async |world| {
        let ids = [
            id(Noun::Entity, "anna"),
            id(Noun::Relation, "county/IMPLEMENTS/service"),
            id(Noun::Figure, "visit/participants"),
            id(Noun::Note, "visit/GOAL/1"),
            id(Noun::Entity, "secret"),
            "nonsense".to_owned(),
        ];
        let query = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id
            ... on Relation { modality subject { key } } ... on Entity { key } } }";
        let public = viewer(Tier::Public);
        let answer = world.answer_as(public, query, json!({"ids": ids})).await;
        let nodes = answer["data"]["nodes"].as_array().unwrap();
        let types: Vec<_> = nodes
            .iter()
            .map(|node| node["__typename"].as_str())
            .collect();
        let expected = [
            Some("Person"),
            Some("Relation"),
            Some("Figure"),
            Some("Note"),
            None,
            None,
        ];
        assert_eq!(types, expected);
        assert_eq!(nodes[0]["key"], "anna");
        assert_eq!(nodes[1]["modality"], "INTENDED");
        assert_eq!(nodes[1]["subject"]["key"], "county");
    });
}

#[test]
fn a_key_of_another_kind_and_a_hidden_key_are_null_alike() {
    each_world(async |world| {
        let query = "{ person(key: \"visit\") { key } entity(key: \"visit\") { __typename }
            hidden: person(key: \"secret\") { key } none: person(key: \"nobody\") { key } }";
        let event = json!({"__typename": "Event"});
        let expected = json!({"person": null, "entity": event, "hidden": null, "none": null});
        assert_eq!(world.data(query).await, expected);
        let query = "{ person(key: \"secret\") { visibility attended { totalCount } }
            event(key: \"visit\") { figures { value } participants { totalCount } } }";
        let data = world.data_as(Tier::Partner, query).await;
        let secret = json!({"visibility": "PARTNER", "attended": {"totalCount": 1}});
        assert_eq!(data["person"], secret);
        assert_eq!(data["event"]["participants"]["totalCount"], 4);
        assert_eq!(data["event"]["figures"].as_array().unwrap().len(), 2);
    });
}

#[test]
fn a_retracted_relation_is_found_by_its_id_with_both_its_ends() {
    each_world(async |world| {
        // The dossier says nothing any more: what it said is retracted.
        let nothing = Dossier::new("small");
        nothing.record(&world.store, 1_000_000).await.unwrap();
        let (relation, gone) = (
            id(Noun::Relation, "anna/ATTENDED/visit"),
            id(Noun::Entity, "anna"),
        );
        let query = format!(
            "{{ node(id: \"{relation}\") {{ ... on Relation {{ retractedAt subject {{ key }} object {{ key }} }} }}
                gone: node(id: \"{gone}\") {{ id }} }}"
        );
        let data = world.data(&query).await;
        assert_eq!(data["node"]["subject"]["key"], "anna");
        assert!(data["node"]["retractedAt"].is_string());
        assert_eq!(data["gone"], Value::Null);
    });
}

#[test]
fn a_state_is_unknown_outside_its_date_and_goes_on_when_open() {
    each_world(async |world| {
        let query = "{ person(key: \"anna\") { worksFor { edges { relation {
              during: activeOn(date: \"2018-05-01\") whole: activeOn(date: \"2018\") after: activeOn(date: \"2019-01-01\") } } } }
            berta: person(key: \"berta\") { serves { edges { relation {
              before: activeOn(date: \"2018-01-01\") after: activeOn(date: \"2030-01-01\") } } } } }";
        let data = world.data(query).await;
        let anna = &data["person"]["worksFor"]["edges"][0]["relation"];
        let expected = json!({"during": "UNKNOWN", "whole": "YES", "after": "UNKNOWN"});
        assert_eq!(*anna, expected);
        let berta = &data["berta"]["serves"]["edges"][0]["relation"];
        assert_eq!(*berta, json!({"before": "NO", "after": "YES"}));
    });
}
