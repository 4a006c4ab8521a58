//! Answers that go on over HTTP: server-sent events in both modes, and multipart.

use std::{sync::atomic::Ordering, time::Duration};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode},
    response::Response,
};
use entity::vocabulary::Tier;
use sha2::{Digest, Sha256};
use stakegraph::http::{Options, StreamLimits, Streams, Viewers};
use tower::ServiceExt;

use crate::toy::{Reply, SILENCES, app_with, post, send};

pub(crate) const SOON: Duration = Duration::from_millis(200);
pub(crate) const LATE: Duration = Duration::from_secs(20);

pub(crate) const EVENTS: &str = "text/event-stream";
const PARTS: &str =
    "multipart/mixed;boundary=\"graphql\";subscriptionSpec=\"1.0\", application/json";

pub(crate) fn app(limits: StreamLimits) -> (Router, Streams) {
    let streams = Streams::new(limits);
    let options = Options {
        streams: streams.clone(),
        ..Options::default()
    };
    let hash = hex::encode(Sha256::digest("a-token"));
    let viewers = Viewers::parse(&format!("{hash} {} Somebody", Tier::Partner)).unwrap();
    (app_with(options, viewers), streams)
}

pub(crate) fn plain() -> Router {
    app(StreamLimits::default()).0
}

fn body(query: &str) -> String {
    serde_json::json!({ "query": query }).to_string()
}

async fn asked(accept: &str, query: &str) -> Reply {
    post(plain(), &[("accept", accept)], &body(query)).await
}

/// The response as it begins.
pub(crate) async fn begun(
    app: &Router,
    method: &str,
    address: &str,
    headers: &[(&str, &str)],
    body: String,
) -> Response {
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body)).unwrap();
    app.clone().oneshot(request).await.unwrap()
}

pub(crate) async fn text(response: Response) -> String {
    let whole = to_bytes(response.into_body(), usize::MAX);
    let bytes = tokio::time::timeout(LATE, whole)
        .await
        .expect("it ends")
        .unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn events_are_told_one_by_one_and_then_that_all_is_told() {
    let reply = asked(EVENTS, "subscription { count(to: 2) }").await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(
        reply.header("content-type"),
        "text/event-stream; charset=utf-8"
    );
    assert_eq!(reply.header("cache-control"), "no-cache");
    let expected = ":\n\n\
        event: next\ndata: {\"data\":{\"count\":1},\"extensions\":{\"resume\":\"1\"}}\n\n\
        event: next\ndata: {\"data\":{\"count\":2},\"extensions\":{\"resume\":\"2\"}}\n\n\
        event: complete\ndata:\n\n";
    assert_eq!(reply.text, expected);
}

#[tokio::test]
async fn parts_carry_payloads_between_boundaries() {
    let reply = asked(PARTS, "subscription { count(to: 1) }").await;
    assert_eq!(
        reply.header("content-type"),
        "multipart/mixed;boundary=\"graphql\";subscriptionSpec=\"1.0\""
    );
    let expected = "\r\n--graphql\r\ncontent-type: application/json\r\n\r\n\
        {\"payload\":{\"data\":{\"count\":1},\"extensions\":{\"resume\":\"1\"}}}\r\n--graphql--\r\n";
    assert_eq!(reply.text, expected);
}

#[tokio::test]
async fn an_event_source_asks_with_get_and_changes_nothing() {
    let accept = [("accept", EVENTS)];
    let ask = async |query: &str| {
        let address = format!("/graphql?query={}", query.replace(' ', "%20"));
        send(plain(), "GET", &address, &accept, Body::empty()).await
    };
    let reply = ask("subscription{count(to:1)}").await;
    assert!(reply.text.contains("event: complete"), "{}", reply.text);
    let reply = ask("mutation{touch}").await;
    assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_query_has_one_answer_in_whichever_form_is_taken() {
    let reply = asked(EVENTS, "{ tier }").await;
    assert!(
        reply
            .text
            .contains("event: next\ndata: {\"data\":{\"tier\":\"PUBLIC\"}")
    );
    // Who takes JSON gets JSON, whatever else he takes.
    for accept in [PARTS, "text/event-stream, application/json;q=0.1", "*/*"] {
        let reply = asked(accept, "{ tier }").await;
        assert_eq!(reply.json()["data"]["tier"], "PUBLIC", "{accept}");
    }
    let reply = asked("multipart/mixed;subscriptionSpec=\"1.0\"", "{ tier }").await;
    assert!(
        reply
            .text
            .contains("{\"payload\":{\"data\":{\"tier\":\"PUBLIC\"}"),
        "{}",
        reply.text
    );
}

#[tokio::test]
async fn a_subscription_without_a_form_to_go_on_in_is_refused() {
    for accept in ["application/json", "*/*"] {
        let reply = asked(accept, "subscription { count(to: 1) }").await;
        assert_eq!(reply.code(), "BAD_REQUEST", "{accept}");
    }
    assert_eq!(
        asked("text/html", "{ tier }").await.status,
        StatusCode::NOT_ACCEPTABLE
    );
}

#[tokio::test]
async fn what_the_door_refuses_is_refused_on_every_way() {
    let deep = format!("subscription {{ count(to: 1) {} }}", "{a".repeat(80));
    for (query, code) in [
        ("subscription { nope }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        (deep.as_str(), "QUERY_TOO_COMPLEX"),
    ] {
        for accept in [EVENTS, PARTS] {
            let reply = asked(accept, query).await;
            assert_eq!(reply.code(), code, "{}", reply.text);
        }
        assert_eq!(asked(EVENTS, query).await.status, StatusCode::BAD_REQUEST);
    }
}

#[tokio::test]
async fn subscriptions_are_counted_as_long_as_they_are_read() {
    let (app, _) = app(StreamLimits {
        subscriptions: 1,
        ..StreamLimits::default()
    });
    let headers = [("accept", EVENTS), ("content-type", "application/json")];
    let silence = body("subscription { countedSilence }");
    let first = begun(&app, "POST", "/graphql", &headers, silence.clone()).await;
    assert_eq!(first.status(), StatusCode::OK);
    assert_eq!(SILENCES.load(Ordering::SeqCst), 1);
    let second = begun(&app, "POST", "/graphql", &headers, silence.clone()).await;
    assert_eq!(second.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(second.headers().contains_key("retry-after"));
    // Who leaves ends the work, and frees the place.
    drop(first);
    let ended = async {
        while SILENCES.load(Ordering::SeqCst) > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(LATE, ended)
        .await
        .expect("the work ends");
    let freed = async {
        let brief = body("subscription { count(to: 1) }");
        while begun(&app, "POST", "/graphql", &headers, brief.clone())
            .await
            .status()
            != StatusCode::OK
        {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(LATE, freed)
        .await
        .expect("the place is free");
}

#[tokio::test]
async fn a_slow_reader_is_told_that_he_was_cut_off_and_where_to_resume() {
    for (accept, end) in [(EVENTS, "\n\n"), (PARTS, "\r\n--graphql--\r\n")] {
        let (app, _) = app(StreamLimits {
            patience: SOON,
            ..StreamLimits::default()
        });
        let headers = [("accept", accept), ("content-type", "application/json")];
        let response = begun(
            &app,
            "POST",
            "/graphql",
            &headers,
            body("subscription { count(to: 1000) }"),
        )
        .await;
        tokio::time::sleep(SOON * 4).await;
        let text = text(response).await;
        let (before, word) = text
            .rsplit_once("{\"code\":\"TIMEOUT\"")
            .expect("he is told");
        // He is told to go on behind the last event that he was given.
        let last = before.matches("\"count\":").count();
        assert!((1..=4).contains(&last), "{text}");
        assert!(word.contains(&format!("\"resume\":\"{last}\"")), "{text}");
        assert!(
            text.ends_with(end) && !text.contains("event: complete"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_stop_tells_every_reader_where_to_resume() {
    for accept in [EVENTS, PARTS] {
        let (app, streams) = app(StreamLimits::default());
        let headers = [("accept", accept), ("content-type", "application/json")];
        let response = begun(
            &app,
            "POST",
            "/graphql",
            &headers,
            body("subscription { silence }"),
        )
        .await;
        streams.stop().await;
        let text = text(response).await;
        assert!(text.contains("\"code\":\"UNAVAILABLE\""), "{text}");
    }
}

#[tokio::test]
async fn signs_of_life_are_given() {
    let (app, streams) = app(StreamLimits {
        keep_alive: SOON / 10,
        ..StreamLimits::default()
    });
    let headers = [("accept", PARTS), ("content-type", "application/json")];
    let response = begun(
        &app,
        "POST",
        "/graphql",
        &headers,
        body("subscription { silence }"),
    )
    .await;
    let stopping = tokio::spawn(async move {
        tokio::time::sleep(SOON).await;
        streams.stop().await;
    });
    let text = text(response).await;
    assert!(
        text.matches("\r\n\r\n{}\r\n--graphql").count() >= 2,
        "{text}"
    );
    stopping.await.unwrap();
}
