//! Which media types are taken and given.

use axum::body::Body;

use crate::toy::{app, post, send};

const NEWER: &str = "application/graphql-response+json; charset=utf-8";
const OLDER: &str = "application/json; charset=utf-8";
const QUERY: &str = r#"{"query":"{tier}"}"#;

#[tokio::test]
async fn the_answer_comes_in_the_type_that_the_client_likes_best() {
    for (accept, given) in [
        ("application/graphql-response+json", NEWER),
        ("application/json", OLDER),
        ("*/*", OLDER),
        ("application/*", OLDER),
        ("application/json, application/graphql-response+json", NEWER),
        (
            "application/graphql-response+json;q=0.1, application/json;q=0.9",
            OLDER,
        ),
        (
            "application/json;q=0.1, application/graphql-response+json;q=0.9",
            NEWER,
        ),
        ("application/json;q=0, */*", NEWER),
        ("text/html, */*;q=0.8", OLDER),
        ("APPLICATION/JSON; charset=UTF-8", OLDER),
    ] {
        let reply = post(app(), &[("accept", accept)], QUERY).await;
        assert_eq!(
            (reply.status.as_u16(), reply.header("content-type")),
            (200, given),
            "{accept}"
        );
    }
    assert_eq!(post(app(), &[], QUERY).await.header("content-type"), OLDER);
}

#[tokio::test]
async fn a_client_that_takes_neither_type_gets_406() {
    for accept in [
        "image/png",
        "application/json; charset=utf-7",
        "*/*;q=0",
        "nonsense",
    ] {
        let reply = post(app(), &[("accept", accept)], QUERY).await;
        assert_eq!(
            (reply.status.as_u16(), reply.code().as_str()),
            (406, "BAD_REQUEST"),
            "{accept}"
        );
    }
}

#[tokio::test]
async fn a_body_of_another_type_is_415() {
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=utf-7",
        "application/graphql",
    ] {
        let reply = send(app(), "POST", "/graphql", &[("content-type", kind)], QUERY).await;
        assert_eq!(
            (reply.status.as_u16(), reply.code().as_str()),
            (415, "BAD_REQUEST"),
            "{kind}"
        );
    }
    assert_eq!(
        send(app(), "POST", "/graphql", &[], QUERY).await.status,
        415
    );
}

#[tokio::test]
async fn json_in_utf8_is_taken_however_it_is_written() {
    for kind in [
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON;charset=\"UTF-8\"",
    ] {
        let reply = send(app(), "POST", "/graphql", &[("content-type", kind)], QUERY).await;
        assert_eq!(reply.status, 200, "{kind}");
    }
}

#[tokio::test]
async fn a_body_that_is_compressed_or_not_utf8_is_415() {
    let packed = [
        ("content-type", "application/json"),
        ("content-encoding", "gzip"),
    ];
    assert_eq!(
        send(app(), "POST", "/graphql", &packed, QUERY).await.status,
        415
    );
    let bytes = Body::from(b"{\"query\":\"\xff\"}".to_vec());
    let reply = send(app(), "POST", "/graphql", &packed[..1], bytes).await;
    assert_eq!(reply.status, 415);
}
