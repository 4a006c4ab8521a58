//! Chains, paths and neighbourhoods: what they answer, to whom, and within which bounds.

use async_graphql::Request;
use entity::vocabulary::{
    EntityKind::{Organisation, Project},
    Modality,
    RelationKind::{Attended, CooperatesWith, Implements, Manages, MentionedIn, PartOf, WorksFor},
    Tier,
};
use serde_json::{Value, json};
use stakegraph::{
    graphql,
    store::{Lens, View},
};
use test_support::build::{Dossier, each_store, viewer};

use crate::world::{World, each_world};

/// A chain as its keys and kinds: `anna ATTENDED visit`.
fn told(chain: &Value) -> String {
    let entities = chain["entities"].as_array().unwrap();
    let mut told = entities[0]["key"].as_str().unwrap().to_owned();
    for (relation, entity) in chain["relations"]
        .as_array()
        .unwrap()
        .iter()
        .zip(&entities[1..])
    {
        let (kind, key) = (&relation["kind"], &entity["key"]);
        told += &format!(" {} {}", kind.as_str().unwrap(), key.as_str().unwrap());
    }
    told
}

fn chains(page: &Value) -> Vec<String> {
    page["chains"]
        .as_array()
        .unwrap()
        .iter()
        .map(told)
        .collect()
}

const CHAIN: &str = "chains { length entities { key } relations { kind evidence { start } } }
    endCursor hasNextPage stopped";

fn trace(arguments: &str) -> String {
    format!("{{ trace({arguments}) {{ {CHAIN} }} }}")
}

fn paths(arguments: &str) -> String {
    format!("{{ paths({arguments}) {{ {CHAIN} }} }}")
}

#[test]
fn a_pattern_is_followed_step_by_step() {
    each_world(async |world| {
        let who_met = "from: { key: [\"anna\"] }, steps: [{ via: [ATTENDED] },
            { via: [ATTENDED], direction: IN, to: { kind: [PERSON] } }]";
        let data = world.data(&trace(who_met)).await;
        assert_eq!(
            chains(&data["trace"]),
            ["anna ATTENDED visit ATTENDED berta"]
        );
        assert_eq!(data["trace"]["chains"][0]["length"], 2);
        let evidence = &data["trace"]["chains"][0]["relations"][0]["evidence"];
        assert_eq!(evidence, &json!([{ "start": 0 }]));
        let experts = "from: { kind: [PERSON] }, steps: [
            { via: [ATTENDED], where: { role: [\"expert\"] }, to: { kind: [EVENT], during: \"2019\" } },
            { via: [TOOK_PLACE_IN], where: { role: [\"venue\"] } }]";
        let data = world.data(&trace(experts)).await;
        assert_eq!(
            chains(&data["trace"]),
            ["anna ATTENDED visit TOOK_PLACE_IN city"]
        );
        let intended = "from: { key: [\"county\"] },
            steps: [{ via: [IMPLEMENTS], where: { modality: [INTENDED] } }]";
        let data = world.data(&trace(intended)).await;
        assert_eq!(chains(&data["trace"]), ["county IMPLEMENTS service"]);
        let asserted = "from: { key: [\"county\"] }, steps: [{ via: [IMPLEMENTS] }]";
        assert_eq!(
            chains(&world.data(&trace(asserted)).await["trace"]),
            [""; 0]
        );
    });
}

#[test]
fn chains_are_paged_by_cursor() {
    each_world(async |world| {
        let all = "from: { kind: [PERSON] }, steps: [{ via: [ATTENDED, WORKS_FOR, SERVES] }]";
        let whole = chains(&world.data(&trace(all)).await["trace"]);
        assert_eq!(
            whole,
            [
                "anna ATTENDED visit",
                "anna ATTENDED seminar",
                "anna WORKS_FOR council",
                "berta ATTENDED visit",
                "berta SERVES county",
            ]
        );
        let (mut read, mut after) = (Vec::new(), String::new());
        loop {
            let page = world.data(&trace(&format!("{all}, first: 2{after}"))).await;
            let page = &page["trace"];
            read.extend(chains(page));
            if page["hasNextPage"] == false {
                assert_eq!(page["endCursor"], Value::Null);
                break;
            }
            after = format!(", after: {}", page["endCursor"]);
        }
        assert_eq!(read, whole);
        let other = "from: { kind: [EVENT] }, steps: [{ via: [TOOK_PLACE_IN] }]";
        let (code, message) = world.error(&trace(&format!("{other}{after}"))).await;
        assert_eq!(code, "BAD_USER_INPUT");
        assert_eq!(message, "after: this is not a cursor of these chains");
    });
}

#[test]
fn two_entities_are_connected_by_the_shortest_ways_first() {
    each_world(async |world| {
        let data = world
            .data(&paths("from: \"anna\", to: \"county\", maxLength: 3"))
            .await;
        assert_eq!(
            chains(&data["paths"]),
            [
                "anna ATTENDED visit ATTENDED county",
                "anna WORKS_FOR council PART_OF county",
                "anna ATTENDED visit ATTENDED berta SERVES county",
            ]
        );
        assert_eq!(data["paths"]["stopped"], "LENGTH");
        let one = world
            .data(&paths("from: \"anna\", to: \"county\", first: 1"))
            .await;
        assert_eq!(one["paths"]["hasNextPage"], true);
        let filtered = "from: \"anna\", to: \"county\", where: { kind: [WORKS_FOR, PART_OF] }";
        let data = world.data(&paths(filtered)).await;
        assert_eq!(
            chains(&data["paths"]),
            ["anna WORKS_FOR council PART_OF county"]
        );
        let none = world.data(&paths("from: \"anna\", to: \"nobody\"")).await;
        assert_eq!(none["paths"]["chains"], json!([]));
        let same = world.data(&paths("from: \"anna\", to: \"anna\"")).await;
        assert_eq!(chains(&same["paths"]), ["anna"]);
    });
}

#[test]
fn a_neighbourhood_says_what_it_hides() {
    each_world(async |world| {
        let query = |arguments: &str| {
            format!(
                "{{ neighbourhood({arguments}) {{ entities {{ key }} relations {{ kind }} hidden }} }}"
            )
        };
        let keys = |data: &Value| -> Vec<String> {
            let entities = data["neighbourhood"]["entities"].as_array().unwrap();
            let keys = entities
                .iter()
                .map(|entity| entity["key"].as_str().unwrap().to_owned());
            keys.collect()
        };
        let data = world.data(&query("of: [\"visit\"]")).await;
        let mut near = keys(&data);
        assert_eq!(near.remove(0), "visit");
        near.sort();
        assert_eq!(near, ["anna", "berta", "city", "county"]);
        assert_eq!(data["neighbourhood"]["hidden"], 0);
        let kinds = data["neighbourhood"]["relations"].as_array().unwrap();
        assert_eq!(kinds.len(), 5, "with what connects the others: {kinds:?}");
        let data = world
            .data(&query("of: [\"visit\"], depth: 2, first: 3"))
            .await;
        assert_eq!(data["neighbourhood"]["hidden"], 4);
        let (code, _) = world.error(&query("of: [\"visit\"], first: 100000")).await;
        assert_eq!(code, "BAD_USER_INPUT");
    });
}

#[test]
fn a_neighbourhood_of_two_whom_much_joins_says_how_much_it_hides() {
    each_store(async |store| {
        let mut dossier = Dossier::new("years");
        dossier.entity("north", Organisation);
        dossier.entity("south", Organisation);
        for year in 1960..2010 {
            let relation = &mut dossier.relation("north", CooperatesWith, "south").content;
            relation.key = format!("north/south/{year}");
            relation.period = Some(year.to_string());
        }
        dossier.record(&store, 0).await.unwrap();
        let ask = "{ neighbourhood(of: [\"north\"], first: 2) {
            hidden hiddenRelations relations { period { edtf } } } }";
        let request = graphql::request(&store, View::public(), Request::new(ask));
        let answer = graphql::schema().execute(request).await;
        let answer = serde_json::to_value(&answer).unwrap();
        let around = &answer["data"]["neighbourhood"];
        assert_eq!(around["hidden"], 0, "{answer}");
        assert_eq!(around["hiddenRelations"], 10);
        let shown = around["relations"].as_array().unwrap();
        assert_eq!(shown.len(), 40);
        assert_eq!(shown[0]["period"]["edtf"], "1960");
        assert_eq!(shown[39]["period"]["edtf"], "1999");
    });
}

#[test]
fn nobody_walks_over_what_he_may_not_see() {
    each_world(async |world| {
        let ways = [
            trace("from: { kind: [PERSON] }, steps: [{ via: [ATTENDED] }]"),
            trace(
                "from: { key: [\"visit\"] }, steps: [{ via: [ATTENDED], direction: IN,
                  where: { other: { kind: [PERSON] } } }]",
            ),
            paths("from: \"secret\", to: \"anna\""),
            "{ neighbourhood(of: [\"visit\"]) { entities { key } relations { id } hidden } }"
                .to_owned(),
            "{ neighbourhood(of: [\"secret\"], depth: 2) { entities { key } hidden } }".to_owned(),
        ];
        for way in ways {
            let texts = [Tier::Public, Tier::Partner, Tier::Steward];
            let mut lengths = Vec::new();
            for tier in texts {
                let text = world.data_as(tier, &way).await.to_string();
                let sees = text.contains("secret");
                assert_eq!(sees, tier != Tier::Public, "{tier} {way} {text}");
                lengths.push(text.len());
            }
            assert!(lengths[0] < lengths[1] && lengths[1] == lengths[2], "{way}");
        }
    });
}

#[test]
fn a_lens_holds_for_walks() {
    each_world(async |world| {
        let at = |lens: &str, inner: &str| {
            let inner = inner.trim_start_matches('{').trim_end_matches('}');
            format!("{{ at({lens}) {{ {inner} }} }}")
        };
        let steps = "from: { key: [\"anna\"] }, steps: [{ via: [ATTENDED] }]";
        let early = world.data(&at("valid: \"2019\"", &trace(steps))).await;
        assert_eq!(chains(&early["at"]["trace"]), ["anna ATTENDED visit"]);
        let later = world
            .data(&at(
                "valid: \"2022\"",
                &trace("from: { key: [\"council\"] }, steps: [{ via: [PART_OF] }]"),
            ))
            .await;
        assert_eq!(
            chains(&later["at"]["trace"]),
            [""; 0],
            "the county had ended"
        );
        let planned = world
            .data(&at(
                "modality: [INTENDED]",
                &trace("from: { key: [\"county\"] }, steps: [{ via: [IMPLEMENTS] }]"),
            ))
            .await;
        assert_eq!(
            chains(&planned["at"]["trace"]),
            ["county IMPLEMENTS service"]
        );
    });
}

#[test]
fn what_was_known_earlier_is_walked_through_as_it_was() {
    each_store(async |store| {
        let mut first = Dossier::new("first");
        first.person("anna");
        first.entity("office", Organisation);
        first.relation("anna", WorksFor, "office");
        first.record(&store, 0).await.unwrap();
        let mut second = Dossier::new("first");
        second.person("anna");
        second.entity("office", Organisation);
        second.entity("ministry", Organisation);
        second.relation("anna", WorksFor, "ministry");
        second.record(&store, 1_000).await.unwrap();
        let world = World::over(store);
        let query = trace("from: { key: [\"anna\"] }, steps: [{ via: [WORKS_FOR] }]");
        let mut view = viewer(Tier::Public);
        let now = world.answer_as(view.clone(), &query, json!({})).await;
        assert_eq!(chains(&now["data"]["trace"]), ["anna WORKS_FOR ministry"]);
        assert_eq!(now["extensions"]["snapshot"], 2);
        view.lens = Lens {
            known: Some(test_support::build::NOW + 500),
            ..Lens::default()
        };
        let then = world.answer_as(view, &query, json!({})).await;
        assert_eq!(chains(&then["data"]["trace"]), ["anna WORKS_FOR office"]);
    });
}

#[test]
fn what_is_too_much_is_refused() {
    each_world(async |world| {
        let step = "{ via: [PART_OF], max: 16 }";
        let from = "from: { key: [\"anna\"] }";
        let refused = [
            (format!("{from}, steps: []"), "BAD_USER_INPUT"),
            (
                format!("{from}, steps: [{step}, {step}]"),
                "QUERY_TOO_COMPLEX",
            ),
            (
                format!("{from}, steps: [{{ via: [PART_OF], min: 3, max: 2 }}]"),
                "BAD_USER_INPUT",
            ),
            (
                format!("{from}, steps: [{{ via: [PART_OF], max: 17 }}]"),
                "BAD_USER_INPUT",
            ),
            (
                format!("{from}, steps: [{step}], first: 101"),
                "BAD_USER_INPUT",
            ),
            (
                format!("{from}, steps: [{step}], after: \"x\""),
                "BAD_USER_INPUT",
            ),
        ];
        for (arguments, code) in refused {
            assert_eq!(world.error(&trace(&arguments)).await.0, code, "{arguments}");
        }
        let long = "from: \"anna\", to: \"berta\", maxLength: 11";
        assert_eq!(world.error(&paths(long)).await.0, "BAD_USER_INPUT");
    });
}

#[test]
fn repeats_go_as_far_as_they_may() {
    each_store(async |store| {
        let mut dossier = Dossier::new("parts");
        for key in ["activity", "project", "programme"] {
            dossier.entity(key, Project);
        }
        dossier.person("anna");
        dossier.relation("activity", PartOf, "project");
        dossier.relation("project", PartOf, "programme");
        dossier.relation("anna", Manages, "activity");
        dossier
            .relation("anna", Implements, "activity")
            .content
            .modality = Modality::Negated;
        dossier.relation("anna", MentionedIn, "parts-document");
        dossier.relation("anna", Attended, "activity");
        dossier.record(&store, 0).await.unwrap();
        let world = World::over(store);
        let above = "from: { key: [\"anna\"] }, steps: [{ via: [MANAGES] },
            { via: [PART_OF], min: 0, max: 5, to: { kind: [PROJECT] } }]";
        let data = world.data(&trace(above)).await;
        assert_eq!(
            chains(&data["trace"]),
            [
                "anna MANAGES activity",
                "anna MANAGES activity PART_OF project",
                "anna MANAGES activity PART_OF project PART_OF programme",
            ]
        );
    });
}
