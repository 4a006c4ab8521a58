//! Errors: a code on each, and nothing that is not for the public.

use serde_json::{Value, json};
use stakegraph::{graphql::ErrorCode, store::View};

use crate::world::each_world;

#[test]
fn every_stage_has_its_code() {
    each_world(async |world| {
        let cases = [
            ("{ people {", "GRAPHQL_PARSE_FAILED"),
            ("", "GRAPHQL_PARSE_FAILED"),
            ("{ poeple { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
            ("{ person { key } }", "GRAPHQL_VALIDATION_FAILED"),
            ("mutation { x }", "GRAPHQL_VALIDATION_FAILED"),
            (
                "query A { viewer { tier } } query B { viewer { tier } }",
                "BAD_REQUEST",
            ),
            ("{ people(first: 200) { totalCount } }", "BAD_USER_INPUT"),
            (
                "{ person(key: \"anna\") { name(language: \"not a tag\") } }",
                "BAD_USER_INPUT",
            ),
        ];
        for (query, expected) in cases {
            let answer = world.answer(query).await;
            let errors = answer["errors"].as_array().unwrap();
            assert!(!errors.is_empty());
            for error in errors {
                assert_eq!(error["extensions"]["code"], expected, "{query}");
            }
        }
    });
}

#[test]
fn a_variable_of_a_wrong_type_is_refused() {
    each_world(async |world| {
        let query = "query($key: String!) { person(key: $key) { key } }";
        for variables in [json!({}), json!({"key": 7})] {
            let answer = world.answer_as(View::public(), query, variables).await;
            let code = answer["errors"][0]["extensions"]["code"].as_str().unwrap();
            let expected = ["GRAPHQL_VALIDATION_FAILED", "BAD_USER_INPUT"];
            assert!(expected.contains(&code), "{answer}");
        }
    });
}

#[test]
fn a_failing_database_tells_nothing() {
    each_world(async |world| {
        world.store.clone().close().await.unwrap();
        let query = "{ person(key: \"anna\") { key } people { totalCount } }";
        let answer = world.answer(query).await;
        let text = answer.to_string();
        for word in ["sql", "SELECT", "pool", "connection", "sea_orm"] {
            assert!(!text.contains(word), "{text}");
        }
        let codes = [
            ErrorCode::Internal.as_str(),
            ErrorCode::Unavailable.as_str(),
        ];
        for error in answer["errors"].as_array().unwrap() {
            let code = error["extensions"]["code"].as_str().unwrap();
            assert!(codes.contains(&code), "{text}");
        }
    });
}

#[test]
fn a_document_too_deep_is_refused() {
    each_world(async |world| {
        for levels in [14, 400] {
            let deep = "... on Municipality { partOf { nodes { ".repeat(levels);
            let end = "} } }".repeat(levels);
            let query = format!("{{ entity(key: \"county\") {{ {deep} key {end} }} }}");
            let answer = world.answer(&query).await;
            let code = &answer["errors"][0]["extensions"]["code"];
            assert_eq!(code, "QUERY_TOO_COMPLEX", "{levels}: {answer}");
            assert_eq!(answer["data"], Value::Null);
        }
    });
}
