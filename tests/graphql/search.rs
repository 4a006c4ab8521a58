//! Finding by name: forms, what is near, who sees what, and writes that are followed at once.

use entity::vocabulary::{
    EntityKind::{Municipality, Organisation},
    NameKind, Tier,
};
use serde_json::{Value, json};
use stakegraph::store::{Store, View};
use test_support::{
    build::{Dossier, NOW, each_store, open},
    each_empty_database,
};

use crate::world::World;

#[path = "search/pasted.rs"]
mod pasted;

/// Names that are like one another.
fn names() -> Dossier {
    let mut dossier = Dossier::new("names");
    for (key, name) in [
        ("p1", "Malda Avramenko"),
        ("p2", "Magda Avramenko"),
        ("p3", "Sandra Kraukle"),
        ("p4", "Jānis Bērziņš"),
        ("p5", "Jana Bērziņa"),
        ("p6", "Andris Kozlovskis"),
    ] {
        dossier.person(key);
        dossier.name(key, name, NameKind::Official);
    }
    for (key, name) in [
        ("m1", "Valkas novads"),
        ("m2", "Valgas novads"),
        ("m3", "Balvu novads"),
        ("m4", "Viļakas novads"),
        ("m5", "Ventspils pilsēta"),
        ("m6", "Ventspils novads"),
        ("m7", "Tartu"),
    ] {
        dossier.entity(key, Municipality);
        dossier.name(key, name, NameKind::Official);
    }
    let estonian = dossier.name("m7", "Tartas", NameKind::Alias);
    estonian.content.language = Some("et".to_owned());
    dossier.entity("o1", Organisation);
    dossier.name("o1", "Kultūras ministrija", NameKind::Official);
    let hidden = dossier.name("p1", "Slepenā Persona", NameKind::Alias);
    hidden.visibility = Tier::Steward;
    dossier
}

fn each_index(body: impl AsyncFn(World)) {
    each_store(async |store| {
        names().record(&store, 0).await.unwrap();
        body(World::over(store)).await;
    });
}

async fn edges(world: &World, text: &str) -> Vec<Value> {
    let query = format!(
        "{{ search(text: {}) {{ edges {{ score near rule matchedName node {{ key }} }} }} }}",
        json!(text)
    );
    let mut data = world.data(&query).await;
    serde_json::from_value(data["search"]["edges"].take()).unwrap()
}

#[test]
fn every_form_finds_its_name_first() {
    each_index(async |world| {
        let cases = [
            ("Malda Avramenko", "p1", "exact"),
            ("Avramenko Malda", "p1", "exact"),
            ("ĀBELE", "", ""),
            ("Maldas Avramenko", "p1", "form"),
            ("Maldai Avramenko", "p1", "form"),
            ("S.Kraukle", "p3", "initial"),
            ("Sandrai Krauklei", "p3", "form"),
            ("Sandra Kraulke", "p3", "typo"),
            ("Kozlovsku", "p6", "form"),
            ("Jāņa Bērziņa", "p4", "form"),
            ("Janis Berzins", "p4", "diacritics"),
            ("JĀNIM BĒRZIŅAM", "p4", "form"),
            ("Balvu nov.", "m3", "abbreviation"),
            ("Balvi", "m3", "form"),
            ("Viļakas novadā", "m4", "form"),
            ("Viļakas novada pašvaldības", "m4", "form"),
            ("Viļakā", "m4", "form"),
            ("Valkas novada", "m1", "form"),
            ("Valgas novadā", "m2", "form"),
            ("Kultūras ministrijai", "o1", "form"),
            ("kultūras minis", "o1", "beginning"),
            ("ventspils pilsētā", "m5", "form"),
            ("Ventspils pilseta", "m5", "diacritics"),
        ];
        for (text, key, rule) in cases {
            let found = edges(&world, text).await;
            let first = found.iter().map(|edge| &edge["node"]["key"]).next();
            assert_eq!(first.unwrap_or(&json!("")), key, "{text}: {found:#?}");
            let Some(edge) = found.first() else {
                continue;
            };
            let named = edge["rule"].as_str().unwrap();
            if rule == "form" {
                assert!(
                    named.contains('.') || named == "same-nominative",
                    "{text}: {edge}"
                );
            } else {
                assert_eq!(named, rule, "{text}");
            }
            assert_eq!(edge["near"], false, "{text}: {edge}");
        }
    });
}

#[test]
fn what_is_only_near_comes_last_and_says_so() {
    each_index(async |world| {
        let cases = [
            ("Malda Avramenko", "p1", "p2"),
            ("Maldas Avramenko", "p1", "p2"),
            ("Magdu Avramenko", "p2", "p1"),
            ("Valkas novads", "m1", "m2"),
            ("Valgas novadam", "m2", "m1"),
        ];
        for (text, own, other) in cases {
            let found = edges(&world, text).await;
            let of = |key: &str| found.iter().find(|edge| edge["node"]["key"] == key);
            assert_eq!(of(own).unwrap()["near"], false, "{text}");
            assert_eq!(of(other).unwrap()["near"], true, "{text}");
            let clear: Vec<&Value> = found
                .iter()
                .take_while(|edge| edge["near"] == false)
                .collect();
            assert!(
                clear.iter().all(|edge| edge["node"]["key"] != other),
                "{text}"
            );
            assert!(
                found
                    .windows(2)
                    .all(|two| two[0]["score"].as_f64() >= two[1]["score"].as_f64())
            );
        }
        // A city is no form of the county that has its name.
        let found = edges(&world, "Ventspils novadā").await;
        assert_eq!(found[0]["node"]["key"], "m6");
        let city = found.iter().find(|edge| edge["node"]["key"] == "m5");
        assert!(city.is_none_or(|edge| edge["near"] == true));
    });
}

#[test]
fn names_of_other_languages_keep_their_endings() {
    each_index(async |world| {
        let found = edges(&world, "Tarta").await;
        let tartu = found.iter().find(|edge| edge["matchedName"] == "Tartas");
        let rule = tartu.map(|edge| edge["rule"].clone());
        assert!(
            rule.is_none_or(
                |rule| ["typo", "typos.2", "beginning"].contains(&rule.as_str().unwrap())
            )
        );
    });
}

#[test]
fn a_name_above_the_viewers_tier_leaves_no_trace() {
    each_index(async |world| {
        for text in ["Slepenā Persona", "slepenās", "slepena persna", "sl"] {
            let query = format!(
                "{{ search(text: \"{text}\") {{ totalCount facets {{ count }} nodes {{ key }} }}
                    people(where: {{name: \"{text}\"}}) {{ totalCount }} }}"
            );
            let nothing = json!({"search": {"totalCount": 0, "facets": [], "nodes": []},
                "people": {"totalCount": 0}});
            let data = world.data(&query).await;
            assert_eq!(data, nothing, "{text}");
            assert_eq!(
                world.data_as(Tier::Partner, &query).await,
                nothing,
                "{text}"
            );
        }
        let query = "{ search(text: \"Slepenās Personas\") { nodes { key } }
            people(where: {name: \"Slepenai\"}) { nodes { key } } }";
        let data = world.data_as(Tier::Steward, query).await;
        assert_eq!(data["search"]["nodes"], json!([{"key": "p1"}]));
        assert_eq!(data["people"]["nodes"], json!([{"key": "p1"}]));
    });
}

#[test]
fn hidden_names_do_not_make_others_near() {
    each_store(async |store| {
        // Names that are not in use elsewhere: those are known to be names, whoever bears them.
        let mut dossier = Dossier::new("hidden");
        dossier.person("p2");
        dossier.name("p2", "Zvorga", NameKind::Official);
        dossier.person("secret").visibility = Tier::Steward;
        dossier.name("secret", "Zvorka", NameKind::Official);
        dossier.record(&store, 0).await.unwrap();
        let world = World::over(store);
        let found = edges(&world, "Zvorka").await;
        assert_eq!(found[0]["near"], false);
        let query = "{ search(text: \"Zvorka\") { edges { near node { key } } } }";
        let data = world.data_as(Tier::Steward, query).await;
        assert_eq!(
            data["search"]["edges"],
            json!([{"near": false, "node": {"key": "secret"}}, {"near": true, "node": {"key": "p2"}}])
        );
    });
}

#[test]
fn writes_are_followed_at_once_also_those_of_another_process() {
    each_empty_database(async |database| {
        let store = open(database).await;
        let other = Store::open(database.url()).await.unwrap();
        let world = World::over(store.clone());
        assert!(edges(&world, "Zane Ozola").await.is_empty());
        let mut dossier = Dossier::new("later");
        dossier.person("p8");
        dossier.name("p8", "Zane Ozola", NameKind::Official);
        dossier.record(&other, 0).await.unwrap();
        assert_eq!(edges(&world, "Zanei Ozolai").await[0]["node"]["key"], "p8");
        let mut dossier = Dossier::new("later");
        dossier.person("p8");
        dossier.name("p8", "Zane Kalniņa", NameKind::Official);
        dossier.record(&other, 1).await.unwrap();
        assert_eq!(edges(&world, "Kalniņai").await[0]["node"]["key"], "p8");
        assert!(edges(&world, "Ozolai").await.is_empty());
        // What was known before the name was recorded, or while it was, is found then.
        for (known, text, found) in [
            (NOW - 1, "Zane Ozola", 0),
            (NOW, "Zane Ozola", 1),
            (NOW, "Zane Kalniņa", 0),
            (i64::MAX, "Zane Kalniņa", 1),
        ] {
            let mut view = View::public();
            view.lens.known = Some(known);
            let query = format!(
                "{{ search(text: \"{text}\") {{ totalCount edges {{ near }} }} people(where: {{name: \"{text}\"}}) {{ totalCount }} }}"
            );
            let answer = world.answer_as(view, &query, json!({})).await;
            let clear = answer["data"]["search"]["edges"].as_array().unwrap();
            let clear = clear.iter().filter(|edge| edge["near"] == false).count();
            assert_eq!(clear, found, "{known} {text}");
            assert_eq!(
                answer["data"]["people"]["totalCount"], found,
                "{known} {text}"
            );
        }
        let mut dossier = Dossier::new("later");
        dossier.person("p8");
        dossier.closed("p8", Tier::Partner);
        dossier.name("p8", "Zane Kalniņa", NameKind::Official);
        dossier.record(&other, 2).await.unwrap();
        assert!(edges(&world, "Kalniņa").await.is_empty());
        let mut view = View::public();
        view.lens.known = Some(NOW + 1);
        let query = "{ search(text: \"Zane Kalniņa\") { totalCount } }";
        let answer = world.answer_as(view, query, json!({})).await;
        assert_eq!(
            answer["data"]["search"]["totalCount"], 0,
            "closed now is closed then"
        );
        other.close().await.unwrap();
        store.close().await.unwrap();
    });
}

#[test]
fn pages_follow_one_another_in_both_directions() {
    each_store(async |store| {
        let mut dossier = Dossier::new("many");
        for number in 0..25 {
            let key = format!("p{number:02}");
            dossier.person(&key);
            dossier.name(&key, &format!("Anna {number:02} Liepa"), NameKind::Official);
            dossier.name(&key, &format!("Liepa Anna {number:02}"), NameKind::Alias);
        }
        dossier.entity("o8", Organisation);
        dossier.name("o8", "Annas Liepas biedrība", NameKind::Official);
        dossier.record(&store, 0).await.unwrap();
        let world = World::over(store);
        let all = "{ search(text: \"Anna Liepa\", first: 100) { totalCount
            facets { kind count } edges { cursor node { key } } } }";
        let all = world.data(all).await["search"].take();
        assert_eq!(all["totalCount"], 26);
        assert_eq!(
            all["facets"],
            json!([{"kind": "PERSON", "count": 25}, {"kind": "ORGANISATION", "count": 1}])
        );
        for (argument, cursor, info) in [
            ("first", "after", "hasNextPage endCursor"),
            ("last", "before", "hasPreviousPage startCursor"),
        ] {
            let (mut found, mut place) = (Vec::new(), String::new());
            loop {
                let query = format!(
                    "{{ search(text: \"Anna Liepa\", {argument}: 7 {place}) {{
                        pageInfo {{ {info} }} edges {{ cursor node {{ key }} }} }} }}"
                );
                let page = world.data(&query).await["search"].take();
                let edges = page["edges"].as_array().unwrap().clone();
                let (more, end) = match argument {
                    "first" => ("hasNextPage", "endCursor"),
                    _ => ("hasPreviousPage", "startCursor"),
                };
                if argument == "first" {
                    found.extend(edges);
                } else {
                    found.splice(0..0, edges);
                }
                place = format!(", {cursor}: {}", page["pageInfo"][end]);
                if page["pageInfo"][more] == false {
                    break;
                }
            }
            assert_eq!(json!(found), all["edges"], "{argument}");
        }
        let some = "{ search(text: \"Anna Liepa\", kinds: [ORGANISATION]) { totalCount
            facets { count } nodes { key } } }";
        let some = world.data(some).await;
        assert_eq!(some["search"]["totalCount"], 1);
        assert_eq!(
            some["search"]["facets"],
            json!([{"count": 25}, {"count": 1}])
        );
    });
}

#[test]
fn a_search_costs_three_statements_and_a_filter_one_more() {
    each_index(async |world| {
        edges(&world, "Malda").await;
        for (query, cost) in [
            ("{ search(text: \"Malda\") { nodes { key } } }", 3),
            (
                "{ search(text: \"Malda\") { totalCount facets { count } } }",
                2,
            ),
            ("{ people(where: {name: \"Maldas\"}) { nodes { key } } }", 3),
        ] {
            let before = world.store.statements();
            world.data(query).await;
            assert_eq!(world.store.statements() - before, cost, "{query}");
        }
    });
}

#[test]
fn what_is_no_name_is_refused_or_finds_nothing() {
    each_index(async |world| {
        for text in ["", "  ", "!?"] {
            assert!(edges(&world, text).await.is_empty());
        }
        let long = "a".repeat(301);
        for query in [
            format!("{{ search(text: \"{long}\") {{ totalCount }} }}"),
            format!("{{ people(where: {{name: \"{long}\"}}) {{ totalCount }} }}"),
            "{ search(text: \"a\", after: \"nonsense\") { nodes { key } } }".to_owned(),
        ] {
            assert_eq!(world.error(&query).await.0, "BAD_USER_INPUT");
        }
    });
}
