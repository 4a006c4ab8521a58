//! What surrounds every answer: ids, headers, origins, compression, panics.

use axum::body::Body;
use stakegraph::http::{Options, Origins, Viewers};

use crate::toy::{app, app_with, ask, get, post, send};

const QUERY: &str = r#"{"query":"{ tier }"}"#;

#[tokio::test]
async fn a_request_id_is_taken_over_or_given() {
    assert_eq!(
        post(app(), &[("x-request-id", "run.7_a-1")], QUERY)
            .await
            .header("x-request-id"),
        "run.7_a-1"
    );
    let (one, other) = (ask("{ tier }").await, ask("{ tier }").await);
    assert_eq!(one.header("x-request-id").len(), 16);
    assert_ne!(one.header("x-request-id"), other.header("x-request-id"));
}

#[tokio::test]
async fn a_request_id_that_could_forge_a_log_line_is_replaced() {
    for id in ["", "a b", "x\"y", &"a".repeat(65)] {
        assert_eq!(
            post(app(), &[("x-request-id", id)], QUERY)
                .await
                .header("x-request-id")
                .len(),
            16,
            "{id}"
        );
    }
}

#[tokio::test]
async fn a_panic_becomes_an_answer() {
    let reply = ask("{ panics }").await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (500, "INTERNAL")
    );
    assert!(!reply.text.contains("panicked"));
    assert_eq!(
        reply.json()["errors"][0]["extensions"]["requestId"],
        reply.header("x-request-id")
    );
}

#[tokio::test]
async fn every_answer_has_the_headers_that_keep_browsers_from_harm() {
    for address in [
        "/",
        "/graphiql",
        "/graphql",
        "/livez",
        "/assets/style.css",
        "/nowhere",
    ] {
        let reply = get(app(), address).await;
        assert_eq!(
            reply.header("x-content-type-options"),
            "nosniff",
            "{address}"
        );
        assert_eq!(reply.header("x-frame-options"), "DENY", "{address}");
        assert_eq!(reply.header("referrer-policy"), "no-referrer", "{address}");
        let policy = reply.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'"),
            "{address}: {policy}"
        );
        assert!(
            !policy.contains("script-src 'unsafe"),
            "{address}: {policy}"
        );
    }
}

#[tokio::test]
async fn only_listed_origins_may_call_from_a_browser() {
    let origins = Origins::parse(["https://dashboard.example.org"]).unwrap();
    let options = Options {
        allowed_origins: origins,
        ..Options::default()
    };
    for (origin, allowed) in [
        ("https://dashboard.example.org", true),
        ("https://evil.example.org", false),
    ] {
        let app = app_with(options.clone(), Viewers::default());
        let headers = [
            ("origin", origin),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "content-type"),
        ];
        let reply = send(app, "OPTIONS", "/graphql", &headers, Body::empty()).await;
        let given = reply.header("access-control-allow-origin");
        assert_eq!(given == origin, allowed, "{origin}: {given}");
        assert_eq!(reply.header("access-control-allow-credentials"), "");
    }
}

#[test]
fn an_origin_is_a_scheme_a_host_and_a_port() {
    for good in ["https://a.example", "http://127.0.0.1:9", "*"] {
        assert!(Origins::parse([good]).is_ok(), "{good}");
    }
    for bad in [
        "a.example",
        "https://a.example/",
        "https://a.example/x",
        "ftp://a.example",
        "https://u@a.example",
        "",
    ] {
        assert!(Origins::parse([bad]).is_err(), "{bad}");
    }
}

#[tokio::test]
async fn a_large_answer_is_compressed_for_who_takes_it() {
    let body =
        serde_json::json!({ "query": format!("{{ echo(text: \"{}\") }}", "a".repeat(5000)) })
            .to_string();
    assert_eq!(
        post(app(), &[("accept-encoding", "gzip")], &body)
            .await
            .header("content-encoding"),
        "gzip"
    );
    assert_eq!(post(app(), &[], &body).await.header("content-encoding"), "");
}

#[tokio::test]
async fn an_unknown_address_is_answered_in_json() {
    let reply = get(app(), "/nowhere").await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (404, "NOT_FOUND")
    );
}
