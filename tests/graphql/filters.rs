//! Filters: what they mean is the store's; here, that they arrive whole and what is refused.

use entity::vocabulary::Tier;
use serde_json::{Value, json};
use test_support::build::viewer;

use crate::world::{World, each_world};

/// A filter of entities, and the keys of those that fit.
const CASES: &[(&str, &[&str])] = &[
    ("{key: [\"anna\", \"visit\"]}", &["anna", "visit"]),
    ("{kind: [PERSON], named: false}", &["cita"]),
    (
        "{type: [\"SEMINAR\", \"COUNCIL\"]}",
        &["council", "seminar"],
    ),
    ("{country: [\"LV\"]}", &["county"]),
    ("{status: [HELD]}", &["visit"]),
    ("{held: true}", &["small-document"]),
    ("{name: \"ābele\"}", &["anna"]),
    (
        "{kind: [EVENT], during: \"2020\", certainty: CERTAIN}",
        &["seminar"],
    ),
    ("{kind: [EVENT], during: \"2020\"}", &["seminar", "someday"]),
    (
        "{has: {kind: [ATTENDED], role: [\"expert\"]}}",
        &["anna", "visit"],
    ),
    (
        "{has: {kind: [ATTENDED], other: {key: [\"seminar\"]}}}",
        &["anna"],
    ),
    (
        "{kind: [PERSON], not: {has: {kind: [ATTENDED]}}}",
        &["cita"],
    ),
    ("{kind: [EVENT], or: []}", &[]),
    ("{kind: [EVENT], and: [], key: [\"visit\"]}", &["visit"]),
    ("{key: []}", &[]),
    ("{kind: null, key: [\"anna\"]}", &["anna"]),
    (
        "{or: [{key: [\"anna\"]}, {has: {modality: [INTENDED], subject: {key: [\"county\"]}}}]}",
        &["anna", "county", "service"],
    ),
    ("{id: [\"nonsense\"]}", &[]),
];

async fn keys(world: &World, filter: &str) -> Vec<String> {
    let query = format!(
        "{{ entities(where: {filter}, orderBy: [KEY_ASC], first: 100) {{ nodes {{ key }} }} }}"
    );
    let data = world.data(&query).await;
    let nodes = data["entities"]["nodes"].as_array().unwrap().iter();
    nodes
        .map(|node| node["key"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn entities_are_filtered() {
    each_world(async |world| {
        for (filter, expected) in CASES {
            assert_eq!(keys(&world, filter).await, *expected, "{filter}");
        }
    });
}

#[test]
fn a_link_field_takes_its_own_kind_only() {
    each_world(async |world| {
        let query = "{ event(key: \"visit\") {
            all: participants { totalCount } none: participants(where: {kind: [HOSTED]}) { totalCount }
            experts: participants(where: {role: [\"expert\"]}) { nodes { key } }
            actors: participants(where: {other: {kind: [MUNICIPALITY]}}) { nodes { key } }
            relations(where: {kind: [TOOK_PLACE_IN]}) { nodes { kind object { key } } } }
          relations(where: {modality: [INTENDED]}) { nodes { subject { key } modality } } }";
        let data = world.data(query).await;
        let event = &data["event"];
        assert_eq!(event["all"]["totalCount"], 3);
        assert_eq!(event["none"]["totalCount"], 0);
        assert_eq!(event["experts"]["nodes"], json!([{"key": "anna"}]));
        assert_eq!(event["actors"]["nodes"], json!([{"key": "county"}]));
        assert_eq!(event["relations"]["nodes"][0]["object"]["key"], "city");
        let intended = json!([{"subject": {"key": "county"}, "modality": "INTENDED"}]);
        assert_eq!(data["relations"]["nodes"], intended);
    });
}

#[test]
fn an_unknown_word_is_refused_with_the_nearest() {
    each_world(async |world| {
        let cases = [
            (
                "people(where: {type: [\"SEMINAAR\"]})",
                "type: \"SEMINAAR\" is not known; did you mean \"SEMINAR\"?",
            ),
            (
                "people(where: {country: [\"lv\"]})",
                "country: \"lv\" is not known; did you mean \"LV\"?",
            ),
            (
                "people(where: {has: {role: [\"expret\"]}})",
                "role: \"expret\" is not known; did you mean \"expert\"?",
            ),
            (
                "figures(where: {measure: [\"zzzzzzzz\"]})",
                "measure: \"zzzzzzzz\" is not known; the known ones stand in the vocabulary",
            ),
        ];
        for (field, expected) in cases {
            let (code, message) = world
                .error(&format!("{{ {field} {{ totalCount }} }}"))
                .await;
            assert_eq!((&*code, &*message), ("BAD_USER_INPUT", expected));
        }
    });
}

#[test]
fn a_doubtful_or_impossible_date_is_refused() {
    each_world(async |world| {
        for date in ["2019~", "2019?", "2019-13", "2020-21", "yesterday"] {
            let query = format!("{{ events(where: {{during: \"{date}\"}}) {{ totalCount }} }}");
            assert_eq!(world.error(&query).await.0, "BAD_USER_INPUT", "{date}");
        }
    });
}

fn nested(levels: usize) -> Value {
    (1..levels).fold(json!({"key": ["anna"]}), |inner, _| json!({"not": inner}))
}

#[test]
fn a_filter_has_bounds_in_variables_too() {
    each_world(async |world| {
        let query = "query($where: EntityWhere) { people(where: $where) { totalCount } }";
        let wide = |size: usize| json!({"or": vec![json!({"named": true}); size]});
        let hollow = |size: usize| json!({"and": vec![json!({}); size]});
        let cases = [
            (nested(5), None),
            (nested(6), Some("QUERY_TOO_COMPLEX")),
            (wide(50), None),
            (wide(51), Some("QUERY_TOO_COMPLEX")),
            (hollow(51), Some("QUERY_TOO_COMPLEX")),
        ];
        for (filter, expected) in cases {
            let variables = json!({"where": filter});
            let answer = world
                .answer_as(viewer(Tier::Public), query, variables)
                .await;
            let code = answer["errors"][0]["extensions"]["code"].as_str();
            assert_eq!(code, expected, "{filter}");
        }
    });
}
