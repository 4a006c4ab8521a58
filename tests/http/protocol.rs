//! What becomes of a request: answered, refused, and with which status and code.

use crate::toy::{app, ask, get, post, send};

#[tokio::test]
async fn a_query_in_a_post_body_is_answered() {
    let reply = ask("{ echo(text: \"hello\") }").await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.json()["data"], serde_json::json!({ "echo": "hello" }));
}

#[tokio::test]
async fn a_query_in_the_address_is_answered_with_its_variables_and_operation() {
    let address = "/graphql?query=query%20A(%24t%3AString!)%7Becho(text%3A%24t)%7D%20query%20B%7Btier%7D\
        &variables=%7B%22t%22%3A%22hi%22%7D&operationName=A";
    let reply = get(app(), address).await;
    assert_eq!(reply.json()["data"], serde_json::json!({ "echo": "hi" }));
}

#[tokio::test]
async fn a_mutation_runs_by_post_and_is_405_by_get() {
    assert_eq!(
        ask("mutation { touch }").await.json()["data"]["touch"],
        true
    );
    let reply = get(app(), "/graphql?query=mutation%7Btouch%7D").await;
    assert_eq!(reply.status, 405);
    assert_eq!(reply.header("allow"), "POST");
    assert_eq!(reply.code(), "BAD_REQUEST");
}

#[tokio::test]
async fn other_methods_are_405_and_told_which_are_allowed() {
    for method in ["PUT", "PATCH", "DELETE"] {
        let reply = send(
            app(),
            method,
            "/graphql",
            &[("content-type", "application/json")],
            "{}",
        )
        .await;
        assert_eq!(reply.status, 405, "{method}");
        assert!(
            reply.header("allow").contains("POST"),
            "{method}: {:?}",
            reply.headers
        );
        assert_eq!(reply.code(), "BAD_REQUEST");
    }
}

#[tokio::test]
async fn a_document_that_does_not_parse_says_where_and_echoes_nothing() {
    let reply = ask("{ echo(text: \"hello\" ").await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (400, "GRAPHQL_PARSE_FAILED")
    );
    assert_eq!(reply.json()["errors"][0]["locations"][0]["line"], 1);
    assert!(
        !reply.text.contains("hello") && !reply.text.contains("\"data\""),
        "{}",
        reply.text
    );
}

#[tokio::test]
async fn a_document_that_does_not_fit_the_schema_is_refused_with_its_place() {
    let reply = ask("{ nothingLikeIt }").await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (400, "GRAPHQL_VALIDATION_FAILED")
    );
    assert_eq!(reply.json()["errors"][0]["locations"][0]["column"], 3);
    assert!(reply.json().get("data").is_none());
}

#[tokio::test]
async fn under_the_older_media_type_a_refused_document_is_200() {
    let reply = post(app(), &[], r#"{"query":"{ nothingLikeIt }"}"#).await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (200, "GRAPHQL_VALIDATION_FAILED")
    );
}

#[tokio::test]
async fn the_operation_has_to_be_clear() {
    for body in [
        r#"{"query":"query A{tier} query B{tier}"}"#,
        r#"{"query":"query A{tier}","operationName":"B"}"#,
        r#"{"query":"{tier}","operationName":"A"}"#,
        r#"{"query":"subscription{tier}"}"#,
    ] {
        let reply = post(
            app(),
            &[("accept", "application/graphql-response+json")],
            body,
        )
        .await;
        assert_eq!(
            (reply.status.as_u16(), reply.code().as_str()),
            (400, "BAD_REQUEST"),
            "{body}"
        );
    }
}

#[tokio::test]
async fn a_body_that_is_no_request_is_400() {
    for body in [
        "",
        "{ not json",
        "null",
        "7",
        "[]",
        r#"[{"query":"{tier}"}]"#,
        "{}",
        r#"{"query":7}"#,
        r#"{"query":"{tier}","variables":[]}"#,
        r#"{"query":"{tier}","operationName":7}"#,
        r#"{"query":"{tier}","extensions":"x"}"#,
    ] {
        let reply = post(app(), &[], body).await;
        assert_eq!(
            (reply.status.as_u16(), reply.code().as_str()),
            (400, "BAD_REQUEST"),
            "{body}"
        );
    }
    for address in [
        "/graphql",
        "/graphql?query=%7Btier%7D&variables=x",
        "/graphql?query=%7Btier%7D&query=%7Btier%7D",
    ] {
        assert_eq!(get(app(), address).await.status, 400, "{address}");
    }
}

#[tokio::test]
async fn a_failure_of_the_service_tells_nothing_of_its_cause() {
    let reply = ask("{ tier breaks }").await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (200, "INTERNAL")
    );
    assert_eq!(reply.json()["data"]["tier"], "PUBLIC");
    assert!(
        !reply.text.contains("secret") && !reply.text.contains("/var"),
        "{}",
        reply.text
    );
}

#[tokio::test]
async fn a_code_that_a_resolver_gave_is_kept() {
    assert_eq!(ask("{ refuses }").await.code(), "NOT_FOUND");
    let reply = ask("{ required }").await;
    assert_eq!(reply.code(), "UNAVAILABLE");
    assert!(reply.json()["data"].is_null());
    assert_eq!(reply.json()["errors"][0]["path"][0], "required");
}

#[tokio::test]
async fn every_error_carries_the_id_of_its_request() {
    for query in ["{", "{ nothing }", "{ breaks }", "{ refuses }"] {
        let body = serde_json::json!({ "query": query }).to_string();
        let reply = post(app(), &[("x-request-id", "abc-1")], &body).await;
        assert_eq!(
            reply.json()["errors"][0]["extensions"]["requestId"],
            "abc-1",
            "{query}"
        );
    }
}
