//! Documents by hash and by id, and what an operator may switch off.

use axum::Router;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use stakegraph::graphql::{Answered, Introspection, Policy};
use stakegraph::http::{Options, Viewers};

use crate::toy::{Reply, app, app_under, get, post, send, viewers};

const TRUSTED: &[(&str, &str)] = &[
    ("who", "query Who { tier name }"),
    ("echo", "query Echo($text: String!) { echo(text: $text) }"),
];

fn only_trusted() -> Router {
    let policy = Policy {
        answered: Answered::Trusted,
        ..Policy::default()
    };
    app_under(policy, TRUSTED, Options::default())
}

fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

fn persisted(version: u64, hash: &str) -> Value {
    json!({ "persistedQuery": { "version": version, "sha256Hash": hash } })
}

async fn ask(app: &Router, body: Value) -> Reply {
    post(app.clone(), &[], &body.to_string()).await
}

#[tokio::test]
async fn a_document_is_sent_once_and_then_known_by_its_hash() {
    let (app, query) = (app(), "{ tier }");
    let by_hash = json!({ "extensions": persisted(1, &hash(query)) });
    let reply = ask(&app, by_hash.clone()).await;
    assert_eq!(reply.code(), "PERSISTED_QUERY_NOT_FOUND");
    assert_eq!(
        reply.json()["errors"][0]["message"],
        "PersistedQueryNotFound"
    );
    let whole = json!({ "query": query, "extensions": persisted(1, &hash(query)) });
    assert_eq!(ask(&app, whole).await.json()["data"]["tier"], "PUBLIC");
    assert_eq!(ask(&app, by_hash).await.json()["data"]["tier"], "PUBLIC");
    let address = format!(
        "/graphql?extensions=%7B%22persistedQuery%22%3A%7B%22version%22%3A1%2C%22sha256Hash%22%3A%22{}%22%7D%7D",
        hash(query)
    );
    assert_eq!(get(app, &address).await.json()["data"]["tier"], "PUBLIC");
}

#[tokio::test]
async fn a_hash_that_lies_or_cannot_be_read_is_refused() {
    for extension in [
        persisted(1, &hash("{ name }")),
        persisted(2, &hash("{ tier }")),
        persisted(1, "12"),
    ] {
        let reply = ask(
            &app(),
            json!({ "query": "{ tier }", "extensions": extension }),
        )
        .await;
        assert_eq!(reply.code(), "BAD_REQUEST", "{extension}");
    }
}

#[tokio::test]
async fn a_document_that_does_not_fit_is_not_kept() {
    let (app, query) = (app(), "{ wrong }");
    let extensions = persisted(1, &hash(query));
    let reply = ask(&app, json!({ "query": query, "extensions": extensions })).await;
    assert_eq!(reply.code(), "GRAPHQL_VALIDATION_FAILED");
    let reply = ask(&app, json!({ "extensions": extensions })).await;
    assert_eq!(reply.code(), "PERSISTED_QUERY_NOT_FOUND");
}

#[tokio::test]
async fn persisted_queries_can_be_switched_off() {
    let policy = Policy {
        persisted: false,
        ..Policy::default()
    };
    let app = app_under(policy, &[], Options::default());
    let reply = ask(
        &app,
        json!({ "extensions": persisted(1, &hash("{ tier }")) }),
    )
    .await;
    assert_eq!(
        reply.json()["errors"][0]["message"],
        "PersistedQueryNotSupported"
    );
}

#[tokio::test]
async fn a_trusted_document_is_known_by_its_id_its_hash_and_its_text() {
    let app = only_trusted();
    let (_, text) = TRUSTED[0];
    for body in [
        json!({ "documentId": "who" }),
        json!({ "documentId": hash(text) }),
        json!({ "documentId": format!("sha256:{}", hash(text)) }),
        json!({ "extensions": persisted(1, &hash(text)) }),
        json!({ "query": text }),
    ] {
        let reply = ask(&app, body.clone()).await;
        assert_eq!(
            reply.json()["data"]["tier"],
            "PUBLIC",
            "{body}: {}",
            reply.text
        );
    }
    let reply = ask(
        &app,
        json!({ "documentId": "echo", "variables": { "text": "hello" } }),
    )
    .await;
    assert_eq!(reply.json()["data"]["echo"], "hello");
    let reply = ask(&app, json!({ "documentId": "nothing" })).await;
    assert_eq!(reply.code(), "NOT_FOUND");
}

#[tokio::test]
async fn where_only_trusted_documents_are_answered_no_other_is() {
    let app = only_trusted();
    for query in [
        "{ tier }",
        "{ wrong }",
        "{ __schema { queryType { name } } }",
        "{",
    ] {
        let reply = ask(&app, json!({ "query": query })).await;
        assert_eq!(
            (reply.status.as_u16(), reply.code().as_str()),
            (403, "FORBIDDEN"),
            "{query}"
        );
    }
    let extensions = persisted(1, &hash("{ tier }"));
    ask(
        &app,
        json!({ "query": "{ tier }", "extensions": extensions }),
    )
    .await;
    let reply = ask(&app, json!({ "extensions": extensions })).await;
    assert_eq!(reply.code(), "PERSISTED_QUERY_NOT_FOUND");
}

#[tokio::test]
async fn the_schema_can_be_kept_from_everybody_or_from_strangers() {
    for (introspection, stranger, known) in [
        (Introspection::Everyone, 200, 200),
        (Introspection::Viewers, 403, 200),
        (Introspection::Nobody, 403, 403),
    ] {
        let policy = Policy {
            introspection,
            ..Policy::default()
        };
        let (viewers, token) = viewers();
        let app = crate::toy::app_for(policy, viewers);
        let ask = async |headers: &[(&str, &str)], query: &str| {
            let body = json!({ "query": query }).to_string();
            post(app.clone(), headers, &body).await.status.as_u16()
        };
        let bearer = format!("Bearer {token}");
        for query in [
            "{ __schema { queryType { name } } }",
            "{ ...F } fragment F on Query { __type(name: \"Query\") { name } }",
        ] {
            assert_eq!(ask(&[], query).await, stranger, "{introspection:?}");
            let shown = [("authorization", bearer.as_str())];
            assert_eq!(ask(&shown, query).await, known, "{introspection:?}");
        }
        assert_eq!(ask(&[], "{ __typename tier }").await, 200);
    }
}

#[tokio::test]
async fn a_message_never_suggests_a_name() {
    let reply = ask(&app(), json!({ "query": "{ teir echo(txt: 1) }" })).await;
    assert_eq!(reply.code(), "GRAPHQL_VALIDATION_FAILED");
    assert!(
        !reply.text.contains("`tier`") && !reply.text.contains("mean"),
        "{}",
        reply.text
    );
}

#[tokio::test]
async fn an_answer_in_an_address_has_a_tag_by_which_it_is_known_again() {
    let address = "/graphql?query=%7Btier%7D";
    let reply = get(app(), address).await;
    let tag = reply.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let again = send(app(), "GET", address, &[("if-none-match", &tag)], "").await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
    assert_eq!(again.header("etag"), tag);
    assert!(
        again.all("vary").contains("authorization"),
        "{}",
        again.all("vary")
    );
    let other = get(app(), "/graphql?query=%7Bname%7D").await;
    assert_ne!(other.header("etag"), tag);
    assert!(
        get(app(), "/graphql?query=%7Bwrong%7D")
            .await
            .header("etag")
            .is_empty()
    );
}

#[tokio::test]
async fn batches_are_off_and_can_be_allowed_up_to_a_size() {
    let one = json!({ "query": "{ tier }" });
    let wrong = json!({ "query": "{ wrong }" });
    let reply = ask(&app(), json!([one])).await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (400, "BAD_REQUEST")
    );
    let options = Options {
        batch: 2,
        ..Options::default()
    };
    let app = crate::toy::app_with(options, Viewers::default());
    let reply = ask(&app, json!([one, wrong])).await;
    assert_eq!(reply.json()[0]["data"]["tier"], "PUBLIC");
    assert_eq!(
        reply.json()[1]["errors"][0]["extensions"]["code"],
        "GRAPHQL_VALIDATION_FAILED"
    );
    assert_eq!(ask(&app, json!([one, one, one])).await.status, 400);
    assert_eq!(ask(&app, json!([one, 1])).await.status, 400);
}
