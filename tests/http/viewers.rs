//! Who may read more than the public.

use sha2::{Digest, Sha256};
use stakegraph::http::{Options, Viewers};

use crate::toy::{Reply, app, app_with, post};

fn line(token: &str, tier: &str, name: &str) -> String {
    format!("{} {tier} {name}\n", hex::encode(Sha256::digest(token)))
}

async fn ask_as(authorization: &[&str]) -> Reply {
    let file = format!(
        "# who reads what\n\n{}{}",
        line("open-sesame", "PARTNER", "Contact point, Tallinn"),
        line("master", "steward", "Keeper")
    );
    let app = app_with(Options::default(), Viewers::parse(&file).unwrap());
    let headers: Vec<_> = authorization
        .iter()
        .map(|value| ("authorization", *value))
        .collect();
    post(app, &headers, r#"{"query":"{ tier name }"}"#).await
}

#[tokio::test]
async fn a_token_reads_with_its_tier_and_name() {
    let reply = ask_as(&["Bearer open-sesame"]).await;
    assert_eq!(
        reply.json()["data"],
        serde_json::json!({ "tier": "PARTNER", "name": "Contact point, Tallinn" })
    );
    assert_eq!(
        ask_as(&["bearer  master"]).await.json()["data"]["tier"],
        "STEWARD"
    );
}

#[tokio::test]
async fn without_a_token_everyone_is_public() {
    let reply = ask_as(&[]).await;
    assert_eq!(
        reply.json()["data"],
        serde_json::json!({ "tier": "PUBLIC", "name": null })
    );
}

#[tokio::test]
async fn a_wrong_or_malformed_token_is_never_taken_for_public() {
    for authorization in [
        "Bearer wrong",
        "Bearer ",
        "Bearer",
        "open-sesame",
        "Basic b3Blbi1zZXNhbWU=",
        "Bearer open-sesame x",
        "",
    ] {
        let reply = ask_as(&[authorization]).await;
        assert_eq!(
            (reply.status.as_u16(), reply.code().as_str()),
            (401, "UNAUTHENTICATED"),
            "{authorization:?}"
        );
        assert_eq!(reply.header("www-authenticate"), "Bearer");
        assert!(!reply.text.contains("open-sesame"));
    }
    assert_eq!(
        ask_as(&["Bearer open-sesame", "Bearer master"])
            .await
            .status,
        401
    );
}

#[tokio::test]
async fn a_token_is_refused_where_no_viewers_are_known() {
    let reply = post(
        app(),
        &[("authorization", "Bearer x")],
        r#"{"query":"{ tier }"}"#,
    )
    .await;
    assert_eq!(reply.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn no_other_header_raises_the_tier() {
    for name in [
        "x-tier",
        "x-viewer",
        "x-forwarded-user",
        "cookie",
        "x-api-key",
        "proxy-authorization",
    ] {
        let reply = post(app(), &[(name, "STEWARD")], r#"{"query":"{ tier }"}"#).await;
        assert_eq!(reply.json()["data"]["tier"], "PUBLIC", "{name}");
    }
}

#[tokio::test]
async fn what_a_token_opens_is_not_kept_by_caches() {
    assert_eq!(
        ask_as(&["Bearer master"]).await.header("cache-control"),
        "no-store"
    );
    assert_eq!(
        ask_as(&["Bearer wrong"]).await.header("cache-control"),
        "no-store"
    );
    let vary = ask_as(&[]).await.all("vary");
    for name in ["authorization", "accept", "origin"] {
        assert!(vary.split(", ").any(|given| given == name), "{vary}");
    }
}

#[test]
fn a_viewer_file_tells_every_wrong_line() {
    let good = line("a", "PARTNER", "Someone");
    let file = format!(
        "{good}short PARTNER x\n{} QUEEN x\n{} PARTNER\n\njust-this\n{good}",
        "0".repeat(64),
        "1".repeat(64)
    );
    let problems = Viewers::parse(&file).unwrap_err();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "line 2: the hash has to be 64 hexadecimal digits, the SHA-256 of the token",
            "line 3: \"QUEEN\" is no tier: PUBLIC, PARTNER or STEWARD",
            "line 4: the name is missing: SHA-256-of-token tier name",
            "line 6: it has to be: SHA-256-of-token tier name",
            "line 7: this hash stands on an earlier line",
        ]
    );
}
