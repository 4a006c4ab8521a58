//! Answers that go on over HTTP: server-sent events in both modes, and multipart.

use std::{
    sync::atomic::Ordering,
    time::Duration,
};

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

const SOON: Duration = Duration::from_millis(200);
const LATE: Duration = Duration::from_secs(20);

const EVENTS: &str = "text/event-stream";
const PARTS: &str = "multipart/mixed;boundary=\"graphql\";subscriptionSpec=\"1.0\", application/json";

fn app(limits: StreamLimits) -> (Router, Streams) {
    let streams = Streams::new(limits);
    let options = Options {
        streams: streams.clone(),
        ..Options::default()
    };
    let hash = hex::encode(Sha256::digest("a-token"));
    let viewers = Viewers::parse(&format!("{hash} {} Somebody", Tier::Partner)).unwrap();
    (app_with(options, viewers), streams)
}

fn plain() -> Router {
    app(StreamLimits::default()).0
}

fn body(query: &str) -> String {
    serde_json::json!({ "query": query }).to_string()
}

async fn asked(accept: &str, query: &str) -> Reply {
    post(plain(), &[("accept", accept)], &body(query)).await
}

/// The response as it begins.
async fn begun(app: &Router, method: &str, address: &str, headers: &[(&str, &str)], body: String) -> Response {
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body)).unwrap();
    app.clone().oneshot(request).await.unwrap()
}

async fn text(response: Response) -> String {
    let whole = to_bytes(response.into_body(), usize::MAX);
    let bytes = tokio::time::timeout(LATE, whole).await.expect("it ends").unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn events_are_told_one_by_one_and_then_that_all_is_told() {
    let reply = asked(EVENTS, "subscription { count(to: 2) }").await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("content-type"), "text/event-stream; charset=utf-8");
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
    assert!(reply.text.contains("event: next\ndata: {\"data\":{\"tier\":\"PUBLIC\"}}\n\nevent: complete"));
    // Who takes JSON gets JSON, whatever else he takes.
    for accept in [PARTS, "text/event-stream, application/json;q=0.1", "*/*"] {
        let reply = asked(accept, "{ tier }").await;
        assert_eq!(reply.json()["data"]["tier"], "PUBLIC", "{accept}");
    }
    let reply = asked("multipart/mixed;subscriptionSpec=\"1.0\"", "{ tier }").await;
    assert!(reply.text.contains("{\"payload\":{\"data\":{\"tier\":\"PUBLIC\"}}}"), "{}", reply.text);
}

#[tokio::test]
async fn a_subscription_without_a_form_to_go_on_in_is_refused() {
    for accept in ["application/json", "*/*"] {
        let reply = asked(accept, "subscription { count(to: 1) }").await;
        assert_eq!(reply.code(), "BAD_REQUEST", "{accept}");
    }
    assert_eq!(asked("text/html", "{ tier }").await.status, StatusCode::NOT_ACCEPTABLE);
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
    let silence = body("subscription { silence }");
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
    tokio::time::timeout(LATE, ended).await.expect("the work ends");
    let third = begun(&app, "POST", "/graphql", &headers, body("subscription { count(to: 1) }")).await;
    assert_eq!(third.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_slow_reader_is_told_that_he_was_cut_off_and_where_to_resume() {
    for (accept, end) in [(EVENTS, "\n\n"), (PARTS, "\r\n--graphql--\r\n")] {
        let (app, _) = app(StreamLimits {
            patience: SOON,
            ..StreamLimits::default()
        });
        let headers = [("accept", accept), ("content-type", "application/json")];
        let response = begun(&app, "POST", "/graphql", &headers, body("subscription { count(to: 1000) }")).await;
        tokio::time::sleep(SOON * 4).await;
        let text = text(response).await;
        let (before, word) = text.rsplit_once("{\"code\":\"TIMEOUT\"").expect("he is told");
        // He is told to go on behind the last event that he was given.
        let last = before.matches("\"count\":").count();
        assert!((1..=4).contains(&last), "{text}");
        assert!(word.contains(&format!("\"resume\":\"{last}\"")), "{text}");
        assert!(text.ends_with(end) && !text.contains("event: complete"), "{text}");
    }
}

#[tokio::test]
async fn a_stop_tells_every_reader_where_to_resume() {
    for accept in [EVENTS, PARTS] {
        let (app, streams) = app(StreamLimits::default());
        let headers = [("accept", accept), ("content-type", "application/json")];
        let response = begun(&app, "POST", "/graphql", &headers, body("subscription { silence }")).await;
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
    let response = begun(&app, "POST", "/graphql", &headers, body("subscription { silence }")).await;
    let stopping = tokio::spawn(async move {
        tokio::time::sleep(SOON).await;
        streams.stop().await;
    });
    let text = text(response).await;
    assert!(text.matches("\r\n\r\n{}\r\n--graphql").count() >= 2, "{text}");
    stopping.await.unwrap();
}

/// A reserved stream: its token, and requests that show it.
struct Reserved {
    app: Router,
    token: String,
}

impl Reserved {
    async fn new(app: Router) -> Self {
        let reply = send(app.clone(), "PUT", "/graphql", &[], Body::empty()).await;
        assert_eq!(reply.status, StatusCode::CREATED);
        assert_eq!(reply.text.len(), 32);
        Self { app, token: reply.text }
    }

    async fn read(&self, more: &[(&str, &str)]) -> Response {
        let mut headers = vec![("accept", EVENTS), ("x-graphql-event-stream-token", &self.token)];
        headers.extend_from_slice(more);
        begun(&self.app, "GET", "/graphql", &headers, String::new()).await
    }

    async fn ask(&self, name: &str, query: &str) -> StatusCode {
        let body = serde_json::json!({ "query": query, "extensions": { "operationId": name } });
        let headers = [
            ("content-type", "application/json"),
            ("x-graphql-event-stream-token", self.token.as_str()),
        ];
        let app = self.app.clone();
        send(app, "POST", "/graphql", &headers, body.to_string()).await.status
    }

    async fn end(&self, address: &str) -> StatusCode {
        let headers = [("x-graphql-event-stream-token", self.token.as_str())];
        send(self.app.clone(), "DELETE", address, &headers, Body::empty()).await.status
    }
}

#[tokio::test]
async fn a_reserved_stream_carries_the_operations_of_its_client() {
    let (app, streams) = app(StreamLimits::default());
    let reserved = Reserved::new(app).await;
    let response = reserved.read(&[]).await;
    assert_eq!(response.headers()["content-type"], "text/event-stream; charset=utf-8");
    let reading = tokio::spawn(text(response));
    assert_eq!(reserved.ask("one", "subscription { count(to: 1) }").await, StatusCode::ACCEPTED);
    assert_eq!(reserved.ask("two", "{ nope }").await, StatusCode::ACCEPTED);
    assert_eq!(reserved.ask("three", "subscription { silence }").await, StatusCode::ACCEPTED);
    assert_eq!(reserved.ask("three", "{ tier }").await, StatusCode::CONFLICT);
    assert_eq!(reserved.end("/graphql?operationId=three").await, StatusCode::OK);
    assert_eq!(reserved.end("/graphql").await, StatusCode::BAD_REQUEST);
    assert_eq!(reserved.ask("three", "{ tier }").await, StatusCode::ACCEPTED);
    tokio::time::sleep(SOON).await;
    streams.stop().await;
    let text = reading.await.unwrap();
    for expected in [
        "event: next\ndata: {\"id\":\"one\",\"payload\":{\"data\":{\"count\":1}",
        "event: complete\ndata: {\"id\":\"one\"}\n\n",
        "event: next\ndata: {\"id\":\"two\",\"payload\":{\"errors\":[{",
        "event: complete\ndata: {\"id\":\"two\"}\n\n",
        "event: next\ndata: {\"id\":\"three\",\"payload\":{\"data\":{\"tier\":\"PUBLIC\"}}}\n\n",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
}

#[tokio::test]
async fn a_reserved_stream_has_one_reader_who_is_its_viewer() {
    let reserved = Reserved::new(plain()).await;
    let other = reserved.read(&[("authorization", "Bearer a-token")]).await;
    assert_eq!(other.status(), StatusCode::NOT_FOUND);
    let first = reserved.read(&[]).await;
    assert_eq!(first.status(), StatusCode::OK);
    assert_eq!(reserved.read(&[]).await.status(), StatusCode::CONFLICT);
    let unknown = Reserved {
        app: reserved.app.clone(),
        token: "0".repeat(32),
    };
    assert_eq!(unknown.read(&[]).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(unknown.ask("one", "{ tier }").await, StatusCode::NOT_FOUND);
    assert_eq!(unknown.end("/graphql?operationId=one").await, StatusCode::NOT_FOUND);
    // It ends with its reader.
    drop(first);
    let ended = async {
        while reserved.ask("one", "{ tier }").await != StatusCode::NOT_FOUND {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(LATE, ended).await.expect("it ends");
}

#[tokio::test]
async fn reserved_streams_are_limited_and_end_when_nobody_reads_them() {
    let (app, _) = app(StreamLimits {
        connections: 1,
        operations: 2,
        patience: SOON,
        keep_alive: SOON,
        ..StreamLimits::default()
    });
    let reserved = Reserved::new(app.clone()).await;
    let silence = "subscription { silence }";
    assert_eq!(reserved.ask("one", silence).await, StatusCode::ACCEPTED);
    assert_eq!(reserved.ask("two", silence).await, StatusCode::ACCEPTED);
    assert_eq!(reserved.ask("three", silence).await, StatusCode::TOO_MANY_REQUESTS);
    let full = send(app.clone(), "PUT", "/graphql", &[], Body::empty()).await;
    assert_eq!(full.status, StatusCode::SERVICE_UNAVAILABLE);
    let again = async {
        while send(app.clone(), "PUT", "/graphql", &[], Body::empty()).await.status != StatusCode::CREATED {
            tokio::time::sleep(SOON / 4).await;
        }
    };
    tokio::time::timeout(LATE, again).await.expect("the place is free again");
}
