//! What was judged to be the same is one in every read, and apart again when that is taken back.

use std::collections::BTreeSet;

use entity::{
    draft::{IdentifierContent, NoteContent},
    id::{Noun, PublicId, judgement_key, number},
    row::judgement::Model,
    vocabulary::{
        EntityKind::Organisation,
        NameKind, NoteKind,
        RelationKind::{Attended, PossiblySameAs, WorksFor},
        Tier, Verdict,
    },
};
use serde_json::{Value, json};
use stakegraph::{
    operations::duplicates::{Hand, JudgeError, judge, undo},
    store::{Store, View},
};
use test_support::build::{Dossier, NOW, each_store, viewer};

use crate::world::World;

#[path = "judgements/rules.rs"]
mod rules;

fn steward() -> View {
    viewer(Tier::Steward)
}

fn hand(view: &View) -> Hand<'_> {
    Hand {
        view,
        by: "a curator",
        reason: "seen side by side",
        now: NOW + 10,
        dry_run: false,
    }
}

async fn judged(
    store: &Store,
    one: &str,
    verdict: Verdict,
    other: &str,
) -> Result<Model, JudgeError> {
    judge(store, [one, other], verdict, hand(&steward())).await
}

async fn undone(store: &Store, which: &[&str]) -> Result<Model, JudgeError> {
    undo(store, which, hand(&steward())).await
}

fn id(key: &str) -> String {
    let number = number(Noun::Entity, key);
    let noun = Noun::Entity;
    PublicId { noun, number }.to_string()
}

fn judgement_id(one: &str, other: &str) -> String {
    let number = number(Noun::Judgement, &judgement_key(one, other));
    let noun = Noun::Judgement;
    PublicId { noun, number }.to_string()
}

/// Malda under two keys, at one visit and at one each; Rita beside her.
fn graph() -> Dossier {
    let mut dossier = Dossier::new("graph");
    for key in ["malda", "malda-a", "rita"] {
        let citation = dossier.citation(0, 5);
        dossier.person(key).citations.push(citation);
    }
    dossier.name("malda-a", "Malda Avramenko", NameKind::Alias);
    dossier.entity("council", Organisation);
    dossier.entity("school", Organisation);
    for visit in ["visit", "meeting", "course"] {
        dossier.event(visit, Some("2019-05-01"));
    }
    let ties = [
        ("malda", Attended, "visit"),
        ("malda-a", Attended, "visit"),
        ("rita", Attended, "visit"),
        ("malda", Attended, "meeting"),
        ("malda-a", Attended, "course"),
        ("rita", Attended, "course"),
        ("malda-a", WorksFor, "council"),
        ("rita", WorksFor, "school"),
        ("malda", PossiblySameAs, "malda-a"),
    ];
    for (from, kind, to) in ties {
        let citation = dossier.citation(1, 4);
        dossier.relation(from, kind, to).citations.push(citation);
    }
    dossier.figure("malda-a", "meetings", 3.0);
    dossier.note(NoteContent {
        key: "malda-a/OPINION/1".to_owned(),
        about: "malda-a".to_owned(),
        kind: NoteKind::Opinion,
        text: [("en".to_owned(), "It helps.".to_owned())].into(),
    });
    dossier.identifier(IdentifierContent {
        key: "malda-a/wikidata/Q1".to_owned(),
        entity: "malda-a".to_owned(),
        scheme: "wikidata".to_owned(),
        value: "Q1".to_owned(),
        url: None,
    });
    dossier
}

fn each_graph(body: impl AsyncFn(World)) {
    each_store(async |store| {
        graph().record(&store, 0).await.unwrap();
        body(World::over(store)).await;
    });
}

#[test]
fn every_way_in_leads_to_the_one_that_stands_for_both() {
    each_graph(async |world| {
        judged(&world.store, "malda-a", Verdict::Same, "malda")
            .await
            .unwrap();
        let found = world.data(&format!(
            "{{ entity(key: \"malda-a\") {{ key id mergedKeys names {{ text }} identifiers {{ value }}
                 figures {{ value about {{ key }} }} notes {{ about {{ key }} }} evidence {{ start }}
                 judgements {{ id keys verdict reason by entities {{ key }} }} }}
               person(key: \"malda\") {{ mergedKeys }} rita: person(key: \"rita\") {{ mergedKeys judgements {{ id }} }}
               node(id: \"{}\") {{ id }} nodes(ids: [\"{}\"]) {{ id }}
               people {{ totalCount nodes {{ key }} }}
               keyed: people(where: {{key: [\"malda-a\"]}}) {{ nodes {{ key }} }}
               numbered: people(where: {{id: [\"{}\"]}}) {{ nodes {{ key }} }}
               called: people(where: {{name: \"Maldas Avramenko\"}}) {{ nodes {{ key }} }}
               search(text: \"malda avramenko\") {{ totalCount nodes {{ key }} }} }}",
            id("malda-a"), id("malda-a"), id("malda-a"),
        )).await;
        let one = &found["entity"];
        assert_eq!(
            (one["key"].as_str(), one["id"].as_str()),
            (Some("malda"), Some(&*id("malda")))
        );
        assert_eq!(one["mergedKeys"], json!(["malda-a"]));
        assert_eq!(found["person"]["mergedKeys"], json!(["malda-a"]));
        assert_eq!(found["rita"], json!({"mergedKeys": [], "judgements": []}));
        let names = json!([{"text": "malda"}, {"text": "malda-a"}, {"text": "Malda Avramenko"}]);
        let texts = |names: &Value| -> BTreeSet<String> {
            names
                .as_array()
                .unwrap()
                .iter()
                .map(|name| name["text"].to_string())
                .collect()
        };
        assert_eq!(texts(&one["names"]), texts(&names));
        assert_eq!(one["names"][0]["text"], "malda");
        assert_eq!(one["identifiers"], json!([{"value": "Q1"}]));
        assert_eq!(
            one["figures"],
            json!([{"value": 3.0, "about": {"key": "malda"}}])
        );
        assert_eq!(one["notes"], json!([{"about": {"key": "malda"}}]));
        assert_eq!(
            one["evidence"],
            json!([{"start": 0}, {"start": 0}]),
            "of both"
        );
        assert_eq!(
            one["judgements"],
            json!([{
                "id": judgement_id("malda", "malda-a"), "keys": ["malda", "malda-a"], "verdict": "SAME",
                "reason": "seen side by side", "by": "a curator",
                "entities": [{"key": "malda"}, {"key": "malda-a"}],
            }])
        );
        assert_eq!(found["node"]["id"], id("malda"));
        assert_eq!(found["nodes"], json!([{"id": id("malda")}]));
        assert_eq!(
            found["people"],
            json!({"totalCount": 2, "nodes": [{"key": "malda"}, {"key": "rita"}]})
        );
        for list in ["keyed", "numbered", "called"] {
            assert_eq!(found[list]["nodes"], json!([{"key": "malda"}]), "{list}");
        }
        assert_eq!(
            found["search"],
            json!({"totalCount": 1, "nodes": [{"key": "malda"}]})
        );
    });
}

#[test]
fn relations_of_both_are_those_of_one_and_people_are_counted_once() {
    each_graph(async |world| {
        judged(&world.store, "malda", Verdict::Same, "malda-a")
            .await
            .unwrap();
        let found = world.data(
            "{ person(key: \"malda\") {
                 attended { totalCount nodes { key } } worksFor { nodes { key } }
                 relations(where: {kind: [POSSIBLY_SAME_AS]}) { totalCount nodes { subject { key } object { key } } }
                 all: relations { totalCount } }
               event(key: \"visit\") { participants(orderBy: [OTHER_NAME_ASC]) { totalCount edges {
                 node { key } relation { subject { key } } } } }
               relations(where: {kind: [ATTENDED]}) { totalCount }
               of: relations(where: {subject: {key: [\"malda-a\"]}, kind: [ATTENDED]}) { totalCount }
               network(tie: ATTENDED) { actors { entity { key } degree } ties { a { key } b { key } weight } }
               paths(from: \"malda\", to: \"council\") { chains { entities { key } } }
               trace(from: {key: [\"school\"]}, steps: [{via: [WORKS_FOR], direction: IN},
                 {via: [ATTENDED]}, {via: [ATTENDED], direction: IN}, {via: [WORKS_FOR]}]) { chains { entities { key } } }
               neighbourhood(of: [\"malda-a\"]) { entities { key } relations { kind } hidden } }",
        ).await;
        let person = &found["person"];
        assert_eq!(
            person["attended"]["totalCount"], 4,
            "what both state stands side by side"
        );
        assert_eq!(person["worksFor"]["nodes"], json!([{"key": "council"}]));
        let loops = json!({"totalCount": 1, "nodes": [{"subject": {"key": "malda"}, "object": {"key": "malda"}}]});
        assert_eq!(
            person["relations"], loops,
            "what tied the two is there once"
        );
        assert_eq!(person["all"]["totalCount"], 6);
        let edge = |key: &str| json!({"node": {"key": key}, "relation": {"subject": {"key": key}}});
        assert_eq!(
            found["event"]["participants"],
            json!({
            "totalCount": 3, "edges": [edge("malda"), edge("malda"), edge("rita")]})
        );
        assert_eq!(
            (
                &found["relations"]["totalCount"],
                &found["of"]["totalCount"]
            ),
            (&json!(6), &json!(4))
        );
        let network = &found["network"];
        assert_eq!(network["actors"].as_array().unwrap().len(), 2);
        assert_eq!(
            network["ties"].as_array().unwrap().len(),
            1,
            "nobody is tied to himself"
        );
        assert_eq!(
            network["ties"][0]["weight"], 2.0,
            "through the visit and the course, once each"
        );
        assert_eq!(
            found["paths"]["chains"][0]["entities"],
            json!([{"key": "malda"}, {"key": "council"}])
        );
        assert!(!found["trace"]["chains"].as_array().unwrap().is_empty());
        let around = found["neighbourhood"]["entities"].as_array().unwrap();
        assert_eq!(around.len(), 5, "{around:?}");
    });
}

#[test]
fn statistics_count_the_two_as_one() {
    each_graph(async |world| {
        judged(&world.store, "malda", Verdict::Same, "malda-a")
            .await
            .unwrap();
        // Counts of few people are suppressed for all but stewards.
        let query = "{ statistics(of: ENTITIES, groupBy: [KIND]) { keys count }
            participants: statistics(of: PARTICIPANTS, groupBy: [KIND]) { count } }";
        let found = world.data_as(Tier::Steward, query).await;
        let people = json!({"keys": ["PERSON"], "count": 2});
        assert!(
            found["statistics"].as_array().unwrap().contains(&people),
            "{found}"
        );
        assert_eq!(found["participants"], json!([{"count": 2}]));
    });
}

#[test]
fn before_it_was_judged_and_apart_the_two_are_two() {
    each_graph(async |world| {
        let before = everything(&world).await;
        judged(&world.store, "malda", Verdict::Same, "malda-a")
            .await
            .unwrap();
        assert_ne!(everything(&world).await, before);
        let two = json!([{"key": "malda"}, {"key": "malda-a"}, {"key": "rita"}]);
        let known = entity::time::Timestamp(NOW + 5);
        let found = world.data(&format!(
            "{{ at(known: \"{known}\") {{ people {{ nodes {{ key }} }} person(key: \"malda\") {{ judgements {{ id }} }} }}
               apart: at(identity: AS_RECORDED) {{ people {{ nodes {{ key }} }}
                 person(key: \"malda-a\") {{ key mergedKeys judgements {{ verdict }} }}
                 at(identity: JUDGED) {{ people {{ totalCount }} }} }} }}"
        )).await;
        assert_eq!(found["at"]["people"]["nodes"], two);
        assert_eq!(found["at"]["person"]["judgements"], json!([]));
        assert_eq!(found["apart"]["people"]["nodes"], two);
        let person =
            json!({"key": "malda-a", "mergedKeys": [], "judgements": [{"verdict": "SAME"}]});
        assert_eq!(found["apart"]["person"], person);
        assert_eq!(found["apart"]["at"]["people"]["totalCount"], 2);

        let undone = undone(&world.store, &[&judgement_id("malda", "malda-a")])
            .await
            .unwrap();
        assert!(undone.retracted_at.is_some());
        assert_eq!(everything(&world).await, before, "undone exactly");
        let query = format!(
            "{{ node(id: \"{}\") {{ ... on Judgement {{ verdict retractedAt retractedBy retractedBecause }} }} }}",
            judgement_id("malda", "malda-a")
        );
        let node = &world.data(&query).await["node"];
        assert_eq!(
            (&node["verdict"], &node["retractedBy"]),
            (&json!("SAME"), &json!("a curator"))
        );
        assert_eq!(node["retractedBecause"], "seen side by side");
        assert!(node["retractedAt"].is_string());
    });
}

/// A good deal of what can be read, for comparing states.
async fn everything(world: &World) -> Value {
    let query =
        "{ entities(orderBy: [KEY_ASC], first: 100) { totalCount nodes { key kind mergedKeys
          names { text } identifiers { value } figures { value } notes { kind } evidence { start }
          judgements { verdict keys }
          relations(first: 100) { totalCount nodes { id kind subject { key } object { key } } } } }
        relations(first: 100) { totalCount nodes { id subject { key } } }
        statistics(of: RELATIONS, groupBy: [KIND]) { keys count }
        network(tie: ATTENDED) { actors { entity { key } strength } ties { weight } } }";
    world.data(query).await
}

#[test]
fn who_does_not_see_both_sees_nothing_of_the_judgement() {
    each_store(async |store| {
        let mut dossier = graph();
        dossier.closed("malda", Tier::Partner);
        dossier.person("malda-b");
        dossier.record(&store, 0).await.unwrap();
        let world = World::over(store);
        let before = everything(&world).await;
        judged(&world.store, "malda", Verdict::Same, "malda-a")
            .await
            .unwrap();
        judged(&world.store, "malda", Verdict::Same, "malda-b")
            .await
            .unwrap();
        assert_eq!(
            everything(&world).await,
            before,
            "two of them are tied by a hidden one alone"
        );
        let node = format!(
            "{{ node(id: \"{}\") {{ id }} }}",
            judgement_id("malda", "malda-a")
        );
        assert_eq!(world.data(&node).await["node"], Value::Null);
        let query = "{ person(key: \"malda\") { key mergedKeys judgements { visibility } } }";
        let partner = world.data_as(Tier::Partner, query).await;
        // The one that most viewers see stands for all.
        assert_eq!(partner["person"]["key"], "malda-a");
        assert_eq!(partner["person"]["mergedKeys"], json!(["malda", "malda-b"]));
        assert_eq!(partner["person"]["judgements"][0]["visibility"], "PARTNER");
        let public = viewer(Tier::Public);
        let refused = judge(
            &world.store,
            ["malda", "rita"],
            Verdict::Same,
            hand(&public),
        )
        .await;
        assert!(
            matches!(refused, Err(JudgeError::Unknown { .. })),
            "{refused:?}"
        );
    });
}
