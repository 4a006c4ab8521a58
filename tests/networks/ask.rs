//! Asking the public schema.

use std::sync::LazyLock;

use serde_json::Value as Json;
use stakegraph::{
    graphql::{Request, Schema, request, schema},
    store::{Store, View},
};

/// One for all databases, as what it keeps must not mix them up.
static SCHEMA: LazyLock<Schema> = LazyLock::new(schema);

/// The data that answers a query; it has no errors.
pub(crate) async fn ask(store: &Store, query: &str, variables: Json) -> Json {
    let answer = answer(store, query, variables).await;
    assert!(answer["errors"].is_null(), "{answer}");
    answer["data"].clone()
}

/// The code with which a query is refused.
pub(crate) async fn refused(store: &Store, query: &str, variables: Json) -> Json {
    answer(store, query, variables).await["errors"][0]["extensions"]["code"].clone()
}

async fn answer(store: &Store, query: &str, variables: Json) -> Json {
    let variables = async_graphql::Variables::from_json(variables);
    let asked = Request::new(query).variables(variables);
    let response = SCHEMA.execute(request(store, View::public(), asked)).await;
    serde_json::to_value(response).expect("an answer is JSON")
}

/// The number in a field.
pub(crate) fn number(value: &Json) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("a number, not {value}"))
}

/// The list in a field.
pub(crate) fn list(value: &Json) -> &[Json] {
    value.as_array().map_or(&[], Vec::as_slice)
}
