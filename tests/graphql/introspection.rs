//! What the schema tells of itself.

use std::fmt::Write;

use entity::vocabulary::Tier;
use serde_json::{Value, json};
use stakegraph::{
    graphql,
    store::{View, Viewer},
};

use crate::world::each_world;

/// The introspection query that tools send.
const STANDARD: &str = "query IntrospectionQuery { __schema { queryType { name } mutationType { name }
  subscriptionType { name } types { ...FullType } directives { name description locations args { ...InputValue } } } }
  fragment FullType on __Type { kind name description
    fields(includeDeprecated: true) { name description args { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
    inputFields { ...InputValue } interfaces { ...TypeRef }
    enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
    possibleTypes { ...TypeRef } }
  fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue }
  fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
    ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } } }";

/// Scalars that the language itself defines.
const BUILT_IN: &[&str] = &["Boolean", "Float", "ID", "Int", "String"];

fn own(types: &Value) -> impl Iterator<Item = &Value> {
    types.as_array().unwrap().iter().filter(|one| {
        let name = one["name"].as_str().unwrap();
        !name.starts_with("__") && !BUILT_IN.contains(&name)
    })
}

fn undescribed(of: &str, elements: &Value, missing: &mut String) {
    for element in elements.as_array().into_iter().flatten() {
        let name = format!("{of}.{}", element["name"].as_str().unwrap());
        if element["description"].as_str().is_none_or(str::is_empty) {
            writeln!(missing, "{name}").unwrap();
        }
        undescribed(&name, &element["args"], missing);
    }
}

#[test]
fn every_element_is_described() {
    each_world(async |world| {
        let answer = world.data(STANDARD).await;
        let mut missing = String::new();
        for one in own(&answer["__schema"]["types"]) {
            let name = one["name"].as_str().unwrap();
            if one["description"].as_str().is_none_or(str::is_empty) {
                writeln!(missing, "{name}").unwrap();
            }
            for list in ["fields", "inputFields", "enumValues"] {
                undescribed(name, &one[list], &mut missing);
            }
        }
        assert_eq!(missing, "");
    });
}

#[test]
fn interfaces_have_their_types() {
    each_world(async |world| {
        let query = "{ entity: __type(name: \"Entity\") { possibleTypes { name } }
            actor: __type(name: \"Actor\") { possibleTypes { name } }
            node: __type(name: \"Node\") { possibleTypes { name } } }";
        let data = world.data(query).await;
        let names = |of: &str| {
            let types = data[of]["possibleTypes"].as_array().unwrap();
            let mut names: Vec<_> = types
                .iter()
                .map(|one| one["name"].as_str().unwrap())
                .collect();
            names.sort_unstable();
            names.join(" ")
        };
        let entities = "Document Event Municipality Organisation Person Project";
        assert_eq!(names("entity"), entities);
        assert_eq!(names("actor"), "Municipality Organisation Person");
        let all = "Document Duplicate Event Figure Judgement Municipality Note Organisation Person Project \
                   Relation";
        assert_eq!(names("node"), all);
    });
}

#[test]
fn without_a_viewer_nothing_is_answered() {
    each_world(async |_| {
        let request = async_graphql::Request::new("{ viewer { tier } }");
        let response = graphql::schema().execute(request).await;
        let answer = serde_json::to_value(&response).unwrap();
        assert_eq!(answer["data"], Value::Null);
        assert_eq!(answer["errors"][0]["extensions"]["code"], "INTERNAL");
    });
}

#[test]
fn the_viewer_is_told() {
    each_world(async |world| {
        let query = "{ viewer { tier name } }";
        let data = world.data(query).await;
        assert_eq!(data["viewer"], json!({"tier": "PUBLIC", "name": null}));
        let steward = Viewer {
            tier: Tier::Steward,
            name: Some("Zane".to_owned()),
        };
        let answer = world.answer_as(View::of(steward), query, json!({})).await;
        let expected = json!({"tier": "STEWARD", "name": "Zane"});
        assert_eq!(answer["data"]["viewer"], expected);
    });
}

#[test]
fn the_words_are_told() {
    each_world(async |world| {
        let query = "{ vocabulary {
            relationKinds(kinds: [SERVES]) { kind label(language: \"lv\") inverse: label(language: \"lv\", inverse: true)
                field inverseField symmetric places time roles { key } endpoints { subjects { kind onlyType } } }
            measures { key counts leastVisibility label(language: \"et\") }
            entityKinds { kind types links { field nodeType } } identifierSchemes { key } } }";
        let data = world.data(query).await;
        let serves = &data["vocabulary"]["relationKinds"][0];
        assert_eq!(serves["field"], "serves");
        assert_eq!(serves["inverseField"], "servedBy");
        assert_eq!(serves["time"], "STATE");
        assert_eq!(serves["places"], true, "{serves}");
        let roles = serves["roles"].as_array().unwrap();
        assert!(roles.contains(&json!({"key": "mediator"})));
        assert_eq!(serves["endpoints"][0]["subjects"][0]["kind"], "PERSON");
        assert_ne!(serves["label"], serves["inverse"]);
        assert_eq!(data["vocabulary"]["entityKinds"][0]["types"], json!([]));
    });
}
