//! `succession: TODAY`: what was said of bodies that ended is said of those that stand today.

use entity::{
    id::{Noun, PublicId, number},
    vocabulary::{
        EntityKind::{Municipality, Organisation},
        NameKind,
        RelationKind::{Attended, LocatedIn, SucceededBy, TookPlaceIn, WorksFor},
    },
};
use serde_json::{Value, json};
use test_support::build::{Dossier, each_store};

use crate::world::World;

/// `first` went into `second`, which went into `today`; `split` into `today` and, mostly, `other`.
fn graph() -> Dossier {
    let mut dossier = Dossier::new("graph");
    let bodies = [
        ("first", "../2009-06-30"),
        ("second", "2009-07-01/2021-06-30"),
        ("today", "2021-07-01/.."),
        ("split", "../2021-06-30"),
        ("other", "2021-07-01/.."),
        ("stays", "2009-07-01/.."),
    ];
    for (key, existed) in bodies {
        dossier.entity(key, Municipality).content.period = Some(existed.to_owned());
    }
    dossier.name("first", "Vecais novads", NameKind::Alias);
    let steps = [
        ("first", "second", 1.0, "2009-07-01"),
        ("second", "today", 1.0, "2021-07-01"),
        ("split", "today", 0.4, "2021-07-01"),
        ("split", "other", 0.6, "2021-07-01"),
        ("stays", "other", 0.1, "2021-07-01"),
    ];
    for (from, to, share, date) in steps {
        let step = dossier.relation(from, SucceededBy, to);
        step.content.share = Some(share);
        step.content.period = Some(date.to_owned());
    }
    dossier.event("visit", Some("2008-05-01"));
    dossier.event("meeting", Some("2022-05-01"));
    for body in ["first", "second", "today", "split"] {
        dossier.relation(body, Attended, "visit");
    }
    dossier.relation("today", Attended, "meeting");
    dossier.relation("visit", TookPlaceIn, "first");
    dossier.person("anna");
    dossier.relation("anna", WorksFor, "second");
    dossier.entity("school", Organisation);
    dossier.relation("school", LocatedIn, "split");
    dossier.figure("first", "residents", 100.0);
    dossier.figure("today", "residents", 300.0);
    dossier
}

fn each_graph(body: impl AsyncFn(World)) {
    each_store(async |store| {
        graph().record(&store, 0).await.unwrap();
        body(World::over(store)).await;
    });
}

async fn today(world: &World, fields: &str) -> Value {
    let query = format!("{{ at(succession: TODAY) {{ {fields} }} }}");
    world.data(&query).await["at"].take()
}

#[test]
fn a_body_that_ended_is_found_as_the_one_that_stands_today() {
    each_graph(async |world| {
        let id = |key| {
            PublicId {
                noun: Noun::Entity,
                number: number(Noun::Entity, key),
            }
            .to_string()
        };
        let found = today(&world, &format!(
            "first: entity(key: \"first\") {{ key id }} split: municipality(key: \"split\") {{ key }}
             stays: entity(key: \"stays\") {{ key }} node(id: \"{}\") {{ id }}
             municipalities(orderBy: [KEY_ASC]) {{ totalCount nodes {{ key }} }}
             named: municipalities(where: {{name: \"vecais\"}}) {{ nodes {{ key }} }}
             keyed: municipalities(where: {{key: [\"first\", \"second\", \"split\"]}}, orderBy: [KEY_ASC])
               {{ nodes {{ key }} }}
             numbered: municipalities(where: {{id: [\"{}\"]}}) {{ nodes {{ key }} }}
             search(text: \"vecais novads\") {{ totalCount edges {{ matchedName node {{ key }} }} }}",
            id("second"), id("split"),
        )).await;
        assert_eq!(found["first"], json!({"key": "today", "id": id("today")}));
        assert_eq!(
            found["split"]["key"], "other",
            "a split goes to the largest share"
        );
        assert_eq!(found["stays"]["key"], "stays", "what goes on did not end");
        assert_eq!(found["node"]["id"], id("today"));
        let nodes = |list: &str| {
            let nodes = found[list]["nodes"].as_array().unwrap();
            nodes
                .iter()
                .map(|node| node["key"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(nodes("municipalities"), ["other", "stays", "today"]);
        assert_eq!(found["municipalities"]["totalCount"], 3);
        assert_eq!(nodes("named"), ["today"]);
        assert_eq!(nodes("keyed"), ["other", "today"]);
        assert_eq!(nodes("numbered"), ["other"]);
        let hit = json!([{"matchedName": "Vecais novads", "node": {"key": "today"}}]);
        assert_eq!(found["search"]["edges"], hit);
        assert_eq!(found["search"]["totalCount"], 1);
    });
}

#[test]
fn its_relations_figures_and_numbers_go_with_it() {
    each_graph(async |world| {
        let found = today(&world,
            "municipality(key: \"today\") {
               attended { totalCount nodes { key } } staff { totalCount nodes { key } }
               eventsHeld { totalCount edges { node { key } relation { object { key } } } }
               relations(where: {kind: [WORKS_FOR, TOOK_PLACE_IN]}) { totalCount nodes { kind } }
               figures { value about { key } } }
             organisation(key: \"school\") { locatedIn { nodes { key } } }
             event(key: \"visit\") { participants(orderBy: [OTHER_NAME_ASC]) { totalCount edges { node { key }
               relation { subject { key } } } } }").await;
        let body = &found["municipality"];
        assert_eq!(
            body["attended"]["totalCount"], 4,
            "facts that become equal are kept"
        );
        assert_eq!(
            body["staff"],
            json!({"totalCount": 1, "nodes": [{"key": "anna"}]})
        );
        let visit = json!({"node": {"key": "visit"}, "relation": {"object": {"key": "today"}}});
        assert_eq!(
            body["eventsHeld"],
            json!({"totalCount": 1, "edges": [visit]})
        );
        assert_eq!(body["relations"]["totalCount"], 2);
        let about = |value: f64| json!({"value": value, "about": {"key": "today"}});
        let figures = body["figures"].as_array().unwrap();
        assert!(
            [100.0, 300.0]
                .iter()
                .all(|value| figures.contains(&about(*value)))
        );
        assert_eq!(
            found["organisation"]["locatedIn"]["nodes"],
            json!([{"key": "other"}])
        );
        let edge = |key| json!({"node": {"key": key}, "relation": {"subject": {"key": key}}});
        assert_eq!(
            found["event"]["participants"],
            json!({"totalCount": 4, "edges": [edge("other"), edge("today"), edge("today"), edge("today")]})
        );
    });
}

#[test]
fn filters_ask_of_the_body_that_stands_today() {
    each_graph(async |world| {
        let found = today(&world,
            "hosts: municipalities(where: {has: {kind: [TOOK_PLACE_IN]}}) { nodes { key } }
             far: people(where: {has: {kind: [WORKS_FOR], other: {key: [\"first\"]}}}) { nodes { key } }
             ended: relations(where: {kind: [ATTENDED], subject: {key: [\"split\"]}}) { totalCount }
             all: relations(where: {kind: [ATTENDED], subject: {kind: [MUNICIPALITY]}}) { totalCount }
             none: municipalities(where: {key: [\"second\"], not: {has: {kind: [ATTENDED]}}}) { totalCount }").await;
        assert_eq!(found["hosts"]["nodes"], json!([{"key": "today"}]));
        assert_eq!(found["far"]["nodes"], json!([{"key": "anna"}]));
        assert_eq!(found["ended"]["totalCount"], 1);
        assert_eq!(found["all"]["totalCount"], 5);
        assert_eq!(found["none"]["totalCount"], 0);
    });
}

#[test]
fn what_was_long_ago_is_shown_with_the_body_of_today() {
    each_graph(async |world| {
        let query = "{ at(valid: \"2008\", succession: TODAY) {
            municipalities { nodes { key } } municipality(key: \"first\") { key attended { totalCount } }
            at(succession: AS_RECORDED) { municipalities(orderBy: [KEY_ASC]) { nodes { key } } } } }";
        let found = world.data(query).await["at"].take();
        let both = json!([{"key": "other"}, {"key": "today"}]);
        assert_eq!(found["municipalities"]["nodes"], both);
        assert_eq!(
            found["municipality"],
            json!({"key": "today", "attended": {"totalCount": 3}})
        );
        let then = json!([{"key": "first"}, {"key": "split"}]);
        assert_eq!(found["at"]["municipalities"]["nodes"], then);
    });
}

#[test]
fn the_way_is_read_once() {
    each_graph(async |world| {
        let query = "{ a: at(succession: TODAY) { event(key: \"visit\") { participants { nodes { key } } } }
            b: at(succession: TODAY) { event(key: \"visit\") { participants { nodes { key } } } }
            c: at(valid: \"2008\", succession: TODAY) { viewer { tier } } }";
        let before = world.store.statements();
        world.data(query).await;
        // The place in the log; what was judged and what ended, once; an event and its participants.
        assert_eq!(world.store.statements() - before, 5);
    });
}
