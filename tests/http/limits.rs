//! What is too large or takes too long.

use std::time::Duration;

use axum::body::Body;
use stakegraph::cli::settings::Layers;
use stakegraph::graphql::Policy;
use stakegraph::http::{Load, Options, Viewers};

use crate::toy::{app, app_with, post, send};

#[tokio::test]
async fn a_body_over_the_limit_is_413() {
    let large = format!(r#"{{"query":"{}"}}"#, " ".repeat(1024 * 1024));
    let reply = post(app(), &[], &large).await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (413, "PAYLOAD_TOO_LARGE")
    );
}

#[tokio::test]
async fn a_body_over_the_limit_is_413_when_it_does_not_say_its_length() {
    let chunks = std::iter::repeat_with(|| Ok::<_, std::io::Error>(vec![b' '; 64 * 1024])).take(32);
    let body = Body::from_stream(futures_util::stream::iter(chunks));
    let reply = send(
        app(),
        "POST",
        "/graphql",
        &[("content-type", "application/json")],
        body,
    )
    .await;
    assert_eq!(reply.status, 413);
}

#[tokio::test]
async fn a_body_is_refused_by_the_length_that_it_announces() {
    let headers = [
        ("content-type", "application/json"),
        ("content-length", "104857600"),
    ];
    assert_eq!(
        send(app(), "POST", "/graphql", &headers, "").await.status,
        413
    );
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_stopped() {
    let options = Options {
        deadline: Duration::from_millis(50),
        ..Options::default()
    };
    let reply = post(
        app_with(options, Viewers::default()),
        &[],
        r#"{"query":"{ slow }"}"#,
    )
    .await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (504, "TIMEOUT")
    );
}

#[tokio::test]
async fn an_answer_to_a_hundred_wrong_fields_is_short() {
    let fields: String = (0..100).map(|n| format!(" wrong{n}")).collect();
    let body = format!(r#"{{"query":"{{ {fields} }}"}}"#);
    let reply = post(app(), &[], &body).await;
    assert_eq!(reply.json()["errors"].as_array().unwrap().len(), 10);
}

#[tokio::test]
async fn a_message_does_not_repeat_a_name_of_any_length() {
    let body = format!(r#"{{"query":"{{ {} }}"}}"#, "x".repeat(5000));
    let reply = post(app(), &[], &body).await;
    assert_eq!(reply.code(), "GRAPHQL_VALIDATION_FAILED");
    assert!(reply.text.len() < 1000, "{} bytes", reply.text.len());
}

/// Documents that cost far more to validate than to write down.
fn attacks() -> Vec<(&'static str, String)> {
    let doubling: String = (0..30)
        .map(|n| format!(" fragment F{n} on Query {{ ...F{} ...F{} }}", n + 1, n + 1))
        .collect();
    let wide: String = (0..5)
        .map(|n| {
            format!(
                " fragment F{n} on Query {{ {} }}",
                format!("...F{} ", n + 1).repeat(10)
            )
        })
        .collect();
    let many_of =
        |count: usize, what: &dyn Fn(usize) -> String| -> String { (0..count).map(what).collect() };
    let many = |what: &dyn Fn(usize) -> String| many_of(10_000, what);
    vec![
        (
            "fragments that double at every level",
            format!("{{ ...F0 }}{doubling} fragment F30 on Query {{ __typename }}"),
        ),
        (
            "aliases",
            format!("{{ {} }}", many(&|n| format!("a{n}: __typename "))),
        ),
        (
            "unknown fields",
            format!("{{ {} }}", many(&|n| format!("wrong{n} "))),
        ),
        (
            "directives",
            format!("{{ __typename {} }}", "@wrong ".repeat(5_000)),
        ),
        ("braces", "{".repeat(100_000)),
        ("brackets", format!("{{ a(b: {}", "[".repeat(90_000))),
        (
            "fragments ten wide and five deep",
            format!("{{ ...F0 }}{wide} fragment F5 on Query {{ __typename }}"),
        ),
        (
            "one field again and again",
            format!("{{ {} }}", "__typename ".repeat(500)),
        ),
        (
            "lists in lists",
            format!(
                "{{ echo(text: {}{}) }}",
                "[".repeat(2_000),
                "]".repeat(2_000)
            ),
        ),
        (
            "objects in objects",
            format!(
                "{{ echo(text: {}1{}) }}",
                "{a:".repeat(1_500),
                "}".repeat(1_500)
            ),
        ),
        (
            "introspection within introspection",
            format!(
                "{{ __schema {{ types {{ {} name {} }} }} }}",
                "fields { type { ".repeat(5),
                "} } ".repeat(5)
            ),
        ),
        (
            "operations that each spread much",
            format!(
                "{} fragment F on Query {{ {} }}",
                many_of(100, &|n| format!("query Q{n} {{ ...F }} ")),
                many_of(90, &|n| format!("a{n}: __typename ")),
            ),
        ),
        (
            "comments",
            format!("{{ __typename }} {}", "#\n".repeat(40_000)),
        ),
        (
            "a long comment",
            format!("{{ __typename }} # {}", "x".repeat(500_000)),
        ),
    ]
}

#[tokio::test]
async fn documents_made_to_exhaust_the_server_are_refused_in_few_words() {
    for (attack, query) in attacks() {
        let body = serde_json::json!({ "query": query }).to_string();
        let reply = post(app(), &[], &body).await;
        assert_eq!(reply.code(), "QUERY_TOO_COMPLEX", "{attack}");
        let answer = reply.json().to_string();
        assert!(answer.len() < 500, "{attack}: {answer}");
    }
}

/// Documents that are wrong in many places, within the limits.
#[tokio::test]
async fn what_is_wrong_in_many_places_is_refused_in_few_words() {
    let many = |what: &dyn Fn(usize) -> String| -> String { (0..1_400).map(what).collect() };
    for (fault, query) in [
        (
            "fields",
            format!("{{ {} }}", many(&|n| format!("wrong{n} "))),
        ),
        (
            "arguments",
            format!("{{ echo(text: \"a\" {}) }}", many(&|n| format!("a{n}: 1 "))),
        ),
        (
            "variables",
            format!("query({}) {{ tier }}", many(&|n| format!("$a{n}: Int "))),
        ),
        (
            "directives",
            format!("{{ tier {} }}", "@wrong ".repeat(100)),
        ),
    ] {
        let body = serde_json::json!({ "query": query }).to_string();
        let reply = post(app(), &[], &body).await;
        assert_eq!(reply.code(), "GRAPHQL_VALIDATION_FAILED", "{fault}");
        assert!(
            reply.json()["errors"].as_array().unwrap().len() <= 10,
            "{fault}"
        );
        assert!(
            reply.text.len() < 3_000,
            "{fault}: {} bytes",
            reply.text.len()
        );
    }
}

#[tokio::test]
async fn variables_hold_only_so_much() {
    for variables in [
        serde_json::json!({ "text": vec![1; 20_000] }),
        serde_json::json!({ "other": vec![serde_json::json!({ "a": ["b"] }); 5_000] }),
    ] {
        let query = "query($text: String!) { echo(text: $text) }";
        let body = serde_json::json!({ "query": query, "variables": variables }).to_string();
        assert_eq!(post(app(), &[], &body).await.code(), "QUERY_TOO_COMPLEX");
    }
}

#[tokio::test]
async fn one_fault_in_many_places_is_told_once() {
    let body = r#"{"query":"{ tier @wrong @wrong @wrong }"}"#;
    let errors = post(app(), &[], body).await.json()["errors"].take();
    assert_eq!(errors.as_array().unwrap().len(), 1, "{errors}");
    assert_eq!(errors[0]["locations"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn a_batch_of_a_hundred_thousand_is_refused() {
    let batch = format!("[{}]", vec![r#"{"query":"{a}"}"#; 60_000].join(","));
    let reply = post(app(), &[], &batch).await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (400, "BAD_REQUEST")
    );
}

#[tokio::test]
async fn a_body_that_was_compressed_is_refused_unread() {
    let headers = [
        ("content-type", "application/json"),
        ("content-encoding", "gzip"),
    ];
    let reply = send(app(), "POST", "/graphql", &headers, "not looked at").await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (415, "BAD_REQUEST")
    );
}

/// Fragments, each as deep as one may be, and each within the one before.
fn deep() -> String {
    let (open, close) = ("...{".repeat(60), "}".repeat(60));
    let fragment = |n| format!(" fragment F{n} on Query {{ {open} ...F{} {close} }}", n + 1);
    let fragments: String = (0..30).map(fragment).collect();
    format!("{{ ...F0 }}{fragments} fragment F30 on Query {{ __typename }}")
}

#[tokio::test]
async fn what_is_deep_with_every_fragment_in_its_place_is_refused() {
    let body = serde_json::json!({ "query": deep() }).to_string();
    let reply = post(app(), &[], &body).await;
    assert_eq!(reply.code(), "QUERY_TOO_COMPLEX");
    assert!(reply.text.contains("nesting"), "{}", reply.text);
}

#[tokio::test]
async fn a_cycle_of_fragments_is_refused() {
    let body = r#"{"query":"{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }"}"#;
    let reply = post(app(), &[], body).await;
    assert_eq!(reply.code(), "GRAPHQL_VALIDATION_FAILED");
}

#[tokio::test]
async fn who_finds_no_place_is_refused_at_once_and_the_rest_is_served() {
    let options = Options {
        load: Load::new(1, 1),
        ..Options::default()
    };
    let app = app_with(options, Viewers::default());
    let brief = || post(app.clone(), &[], r#"{"query":"{ brief }"}"#);
    let replies = futures_util::future::join_all([brief(), brief(), brief(), brief()]).await;
    let mut statuses: Vec<u16> = replies.iter().map(|reply| reply.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 200, 503, 503]);
    for refused in replies.iter().filter(|reply| reply.status == 503) {
        assert_eq!(refused.code(), "UNAVAILABLE");
        assert_eq!(refused.headers["retry-after"], "1");
    }
}

#[tokio::test]
async fn a_client_that_leaves_gives_its_place_back() {
    let options = Options {
        load: Load::new(1, 1),
        ..Options::default()
    };
    let app = app_with(options, Viewers::default());
    for _ in 0..3 {
        let slow = post(app.clone(), &[], r#"{"query":"{ slow }"}"#);
        let left = tokio::time::timeout(Duration::from_millis(20), slow).await;
        assert!(left.is_err());
    }
    let reply = post(app, &[], r#"{"query":"{ brief }"}"#).await;
    assert_eq!(reply.status, 200);
}

/// Tests and whoever embeds the router take the limits of the manual.
#[test]
fn the_limits_of_a_router_are_those_of_the_settings() {
    let settings = Layers::defaults().unwrap().settings().unwrap();
    let (settings, graphql) = (settings.http, settings.graphql);
    let options = Options::default();
    assert_eq!(options.body_limit, settings.body_limit);
    assert_eq!(options.deadline, settings.deadline());
    assert_eq!(options.graphiql, settings.graphiql);
    assert_eq!(options.client_header, None);
    assert_eq!(settings.client_header, "");
    let load = Load::new(settings.concurrency, settings.queue);
    assert_eq!(format!("{:?}", options.load), format!("{load:?}"));
    assert_eq!(options.batch, graphql.batch);
    let (policy, told) = (Policy::default(), graphql.policy());
    assert_eq!(policy.cost_limit, told.cost_limit);
    assert_eq!(policy.introspection, told.introspection);
    assert_eq!(policy.persisted, told.persisted);
    assert_eq!(policy.answered, told.answered);
}
