//! Asking the graph in-process, through the same door as a request over HTTP.

use entity::vocabulary::Tier;
use serde_json::Value;
use stakegraph::{
    graphql::{self, Question},
    store::{Store, Viewer},
};

/// The data of the reply; an error fails the test.
pub(crate) async fn ask(store: &Store, tier: Tier, query: &str) -> Value {
    let question = Question {
        query: query.to_owned(),
        queries_only: true,
        request_id: "story".to_owned(),
        ..Question::default()
    };
    let viewer = Viewer { tier, name: None };
    let answer = graphql::door(store.clone()).answer(question, viewer).await;
    let mut body: Value = serde_json::from_slice(&answer.body).expect("a reply is JSON");
    assert_eq!(body["errors"], Value::Null, "the query: {query}");
    body["data"].take()
}
