//! What an operation costs: told, bounded, and paid for.

use std::time::{Duration, Instant};

use axum::Router;
use futures_util::StreamExt;
use serde_json::{Value, json};
use stakegraph::graphql::{Budget, Opened, Policy, Question};
use stakegraph::http::{ClientHeader, Options};
use stakegraph::store::View;

use crate::toy::{Reply, app_under, door, post};

/// A service that knows its clients by a header and gives each this budget.
fn paid_from(budget: Budget) -> Router {
    let policy = Policy {
        budget: Some(budget),
        ..Policy::default()
    };
    let options = Options {
        client_header: ClientHeader::named("x-client"),
        ..Options::default()
    };
    app_under(policy, &[], options)
}

/// Asks under a policy.
async fn ask(policy: Policy, query: &str) -> Reply {
    let body = json!({ "query": query }).to_string();
    post(app_under(policy, &[], Options::default()), &[], &body).await
}

#[tokio::test]
async fn an_answer_tells_what_it_could_and_what_it_did_cost() {
    let reply = ask(
        Policy::default(),
        "{ tier __schema { queryType { name } } }",
    )
    .await;
    let cost = &reply.json()["extensions"]["cost"];
    assert_eq!(cost["limit"], 100_000);
    assert_eq!(cost["requested"], 1_000);
    assert_eq!(cost["actual"], 1_000);
}

#[tokio::test]
async fn what_may_cost_too_much_does_not_run() {
    let policy = Policy {
        cost_limit: 999,
        ..Policy::default()
    };
    let reply = ask(policy.clone(), "{ __schema { queryType { name } } }").await;
    assert_eq!(reply.code(), "QUERY_TOO_COMPLEX");
    assert!(reply.text.contains("999"), "{}", reply.text);
    assert_eq!(reply.json()["data"], Value::Null);
    assert_eq!(ask(policy, "{ tier }").await.status, 200);
}

#[tokio::test]
async fn who_has_spent_its_budget_waits_and_others_do_not() {
    let app = paid_from(Budget::new(1_500, 100));
    let body = json!({ "query": "{ __schema { queryType { name } } }" }).to_string();
    let from = async |client: &str| post(app.clone(), &[("x-client", client)], &body).await;
    assert_eq!(from("192.0.2.1").await.status, 200);
    let refused = from("192.0.2.1").await;
    assert_eq!(
        (refused.status.as_u16(), refused.code().as_str()),
        (429, "RATE_LIMITED")
    );
    let seconds: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=6).contains(&seconds), "{seconds}");
    assert_eq!(from("192.0.2.2").await.status, 200);
}

#[tokio::test]
async fn what_was_not_used_is_given_back() {
    let app = paid_from(Budget::new(1_500, 1));
    // A list without pages may use a thousand and uses nothing.
    let body = json!({ "query": "{ words }" }).to_string();
    for _ in 0..20 {
        let reply = post(app.clone(), &[("x-client", "192.0.2.1")], &body).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        assert_eq!(reply.json()["extensions"]["cost"]["requested"], 1_000);
        assert_eq!(reply.json()["extensions"]["cost"]["actual"], 1);
    }
}

#[tokio::test]
async fn each_event_is_paid_for_and_waits_when_the_budget_is_spent() {
    // One event can be paid for at once, and one more each second.
    let policy = Policy {
        budget: Some(Budget::new(1, 1)),
        ..Policy::default()
    };
    let question = Question {
        query: "subscription { count(to: 3) }".to_owned(),
        client: "192.0.2.1".to_owned(),
        ..Question::default()
    };
    let began = Instant::now();
    let door = door().under(policy);
    let Opened::Events(events) = door.open(question, View::public().viewer).await else {
        panic!("it is a subscription");
    };
    assert_eq!(events.count().await, 3);
    assert!(began.elapsed() >= Duration::from_secs(2));
}
