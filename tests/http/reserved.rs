//! Event streams that one client reserves for all its operations.

use std::time::Duration;

use axum::{Router, body::Body, http::StatusCode, response::Response};
use stakegraph::http::StreamLimits;

use crate::{
    streams::{EVENTS, LATE, SOON, app, begun, plain, text},
    toy::send,
};

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
        Self {
            app,
            token: reply.text,
        }
    }

    async fn read(&self, more: &[(&str, &str)]) -> Response {
        let mut headers = vec![
            ("accept", EVENTS),
            ("x-graphql-event-stream-token", &self.token),
        ];
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
        send(app, "POST", "/graphql", &headers, body.to_string())
            .await
            .status
    }

    async fn end(&self, address: &str) -> StatusCode {
        let headers = [("x-graphql-event-stream-token", self.token.as_str())];
        send(self.app.clone(), "DELETE", address, &headers, Body::empty())
            .await
            .status
    }
}

#[tokio::test]
async fn a_reserved_stream_carries_the_operations_of_its_client() {
    let (app, streams) = app(StreamLimits::default());
    let reserved = Reserved::new(app).await;
    let response = reserved.read(&[]).await;
    assert_eq!(
        response.headers()["content-type"],
        "text/event-stream; charset=utf-8"
    );
    let reading = tokio::spawn(text(response));
    assert_eq!(
        reserved.ask("one", "subscription { count(to: 1) }").await,
        StatusCode::ACCEPTED
    );
    assert_eq!(reserved.ask("two", "{ nope }").await, StatusCode::ACCEPTED);
    assert_eq!(
        reserved.ask("three", "subscription { silence }").await,
        StatusCode::ACCEPTED
    );
    assert_eq!(
        reserved.ask("three", "{ tier }").await,
        StatusCode::CONFLICT
    );
    assert_eq!(
        reserved.end("/graphql?operationId=three").await,
        StatusCode::OK
    );
    assert_eq!(reserved.end("/graphql").await, StatusCode::BAD_REQUEST);
    assert_eq!(
        reserved.ask("three", "{ tier }").await,
        StatusCode::ACCEPTED
    );
    tokio::time::sleep(SOON).await;
    streams.stop().await;
    let text = reading.await.unwrap();
    for expected in [
        "event: next\ndata: {\"id\":\"one\",\"payload\":{\"data\":{\"count\":1}",
        "event: complete\ndata: {\"id\":\"one\"}\n\n",
        "event: next\ndata: {\"id\":\"two\",\"payload\":{\"errors\":[{",
        "event: complete\ndata: {\"id\":\"two\"}\n\n",
        "event: next\ndata: {\"id\":\"three\",\"payload\":{\"data\":{\"tier\":\"PUBLIC\"}",
    ] {
        assert!(text.contains(expected), "{expected} in {text}");
    }
}

#[tokio::test]
async fn an_operation_in_an_address_reads_no_stream_however_it_is_meant() {
    let reserved = Reserved::new(plain()).await;
    let headers = [
        ("accept", EVENTS),
        ("x-graphql-event-stream-token", reserved.token.as_str()),
    ];
    let (query, unknown) = ("query=%7Btier%7D", "documentId=nothing");
    // More is told than waits for a reader, and nobody reads yet.
    for (name, meant) in [
        ("one", query),
        ("two", unknown),
        ("three", query),
        ("four", unknown),
    ] {
        let address = format!("/graphql?{meant}&extensions=%7B%22operationId%22%3A%22{name}%22%7D");
        let reply = send(
            reserved.app.clone(),
            "GET",
            &address,
            &headers,
            Body::empty(),
        )
        .await;
        assert_eq!(
            reply.status,
            StatusCode::ACCEPTED,
            "{meant}: {}",
            reply.text
        );
    }
    assert_eq!(reserved.read(&[]).await.status(), StatusCode::OK);
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
    assert_eq!(
        unknown.end("/graphql?operationId=one").await,
        StatusCode::NOT_FOUND
    );
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
        patience: SOON * 5,
        keep_alive: SOON,
        ..StreamLimits::default()
    });
    let reserved = Reserved::new(app.clone()).await;
    let silence = "subscription { silence }";
    assert_eq!(reserved.ask("one", silence).await, StatusCode::ACCEPTED);
    assert_eq!(reserved.ask("two", silence).await, StatusCode::ACCEPTED);
    assert_eq!(
        reserved.ask("three", silence).await,
        StatusCode::TOO_MANY_REQUESTS
    );
    let full = send(app.clone(), "PUT", "/graphql", &[], Body::empty()).await;
    assert_eq!(full.status, StatusCode::SERVICE_UNAVAILABLE);
    let again = async {
        while send(app.clone(), "PUT", "/graphql", &[], Body::empty())
            .await
            .status
            != StatusCode::CREATED
        {
            tokio::time::sleep(SOON / 4).await;
        }
    };
    tokio::time::timeout(LATE, again)
        .await
        .expect("the place is free again");
}
