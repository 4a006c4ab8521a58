//! The pages, their files, and the probes.

use std::sync::Arc;

use axum::body::Body;
use stakegraph::http::{App, Options, Readiness, Viewers, has_graphiql, router};

use crate::toy::{app, app_with, door, get, send};

#[tokio::test]
async fn the_landing_page_holds_no_script_and_no_style_of_its_own() {
    let reply = get(app(), "/").await;
    assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
    for inline in ["<script", "<style", " style=", " onclick="] {
        assert!(!reply.text.contains(inline), "{inline}");
    }
    assert!(
        !reply.text.contains("=\"http"),
        "it loads or links nothing from elsewhere"
    );
}

#[tokio::test]
async fn every_link_of_the_landing_page_leads_somewhere() {
    let page = get(app(), "/").await.text;
    for link in page
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
    {
        let address = link.split('#').next().unwrap();
        if let Some(example) = address.split("?example=").nth(1) {
            let reply = get(app(), &format!("/examples/{example}.graphql")).await;
            assert_eq!(reply.status, 200, "{link}");
        } else if !address.is_empty() && address != "/graphiql" {
            assert_eq!(get(app(), address).await.status, 200, "{link}");
        }
    }
}

#[tokio::test]
async fn graphiql_is_there_or_says_what_is_missing() {
    let reply = get(app(), "/graphiql").await;
    if has_graphiql() {
        assert_eq!(reply.status, 200);
        assert!(
            !reply.text.contains("=\"http"),
            "nothing comes from elsewhere"
        );
        for file in reply
            .text
            .split("\"/assets/")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
        {
            assert_eq!(
                get(app(), &format!("/assets/{file}")).await.status,
                200,
                "{file}"
            );
        }
    } else {
        assert_eq!(reply.status, 503);
        assert!(reply.text.contains("Install npm"));
    }
}

#[tokio::test]
async fn graphiql_can_be_switched_off() {
    let options = Options {
        graphiql: false,
        ..Options::default()
    };
    let reply = get(app_with(options, Viewers::default()), "/graphiql").await;
    assert_eq!(reply.status, 404);
    assert!(reply.text.contains("switched off"));
}

#[tokio::test]
async fn an_asset_with_its_hash_is_kept_for_ever_and_without_it_asked_for_again() {
    let page = get(app(), "/").await.text;
    let address = page
        .split('"')
        .find(|part| part.starts_with("/assets/style.css?v="))
        .unwrap();
    let hashed = get(app(), address).await;
    assert_eq!(
        hashed.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(
        get(app(), "/assets/style.css?v=0")
            .await
            .header("cache-control"),
        "no-cache"
    );
    let tag = hashed.header("etag");
    let again = send(
        app(),
        "GET",
        "/assets/style.css",
        &[("if-none-match", tag)],
        Body::empty(),
    )
    .await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
}

#[tokio::test]
async fn a_file_outside_the_assets_is_not_served() {
    for address in [
        "/assets/../pages/landing.html",
        "/assets/..%2Fpages%2Flanding.html",
        "/assets/none.css",
        "/examples/none.graphql",
    ] {
        assert_eq!(get(app(), address).await.status, 404, "{address}");
    }
}

#[tokio::test]
async fn the_schema_can_be_read() {
    let reply = get(app(), "/schema.graphql").await;
    assert!(reply.text.contains("type Query"));
}

#[tokio::test]
async fn readiness_follows_the_database_and_liveness_does_not() {
    let readiness = Readiness::default();
    let app = router(App {
        door: door(),
        viewers: Arc::default(),
        readiness: readiness.clone(),
        options: Options::default(),
    });
    assert_eq!(get(app.clone(), "/readyz").await.status, 503);
    assert_eq!(get(app.clone(), "/livez").await.status, 200);
    readiness.set(true);
    assert_eq!(get(app, "/readyz").await.status, 200);
}
