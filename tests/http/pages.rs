//! The pages, their files, and the probes.

use std::sync::Arc;

use axum::body::Body;
use stakegraph::http::{App, Options, Readiness, Viewers, has_graphiql, router};

use crate::toy::{app, app_with, door, get, send};

/// Where the views of the explorer stand.
const VIEWS: [&str; 9] = [
    "/", "/search", "/graph", "/paths", "/trace", "/network", "/map", "/matrix", "/about",
];

/// The addresses that a page loads or links, as a browser that stands at `at` resolves them.
fn addresses(page: &str, at: &str) -> Vec<String> {
    ["href=\"", "src=\""]
        .into_iter()
        .flat_map(|attribute| page.split(attribute).skip(1))
        .map(|rest| rest.split('"').next().unwrap())
        .map(|link| match link.strip_prefix("../") {
            Some(rest) if at.starts_with("/e/") => format!("/{rest}"),
            _ => format!("/{}", link.trim_start_matches("./")),
        })
        .collect()
}

#[tokio::test]
async fn every_view_answers_with_the_shell_and_all_that_the_shell_loads_is_there() {
    for at in VIEWS.into_iter().chain(["/e/a-place"]) {
        let reply = get(app(), at).await;
        assert_eq!(reply.status, 200, "{at}");
        assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
        let addresses = addresses(&reply.text, at);
        assert!(addresses.len() > 5, "{at}: {addresses:?}");
        for address in addresses {
            assert_eq!(
                get(app(), &address).await.status,
                200,
                "{at} loads {address}"
            );
        }
    }
}

#[tokio::test]
async fn the_shell_holds_no_script_and_no_style_of_its_own_and_names_no_absolute_address() {
    for at in ["/", "/e/a-place"] {
        let reply = get(app(), at).await;
        for inline in [
            "<script>",
            "<style",
            " style=",
            " onclick=",
            "=\"http",
            "=\"/",
        ] {
            assert!(!reply.text.contains(inline), "{at}: {inline}");
        }
        let policy = reply.header("content-security-policy");
        assert!(policy.contains("script-src 'self';"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
    }
}

#[tokio::test]
async fn the_files_of_the_explorer_are_kept_for_ever_and_those_of_another_build_are_not_given() {
    let page = get(app(), "/").await.text;
    let script = addresses(&page, "/")
        .into_iter()
        .find(|address| address.ends_with("/app.js"))
        .unwrap();
    let reply = get(app(), &script).await;
    assert_eq!(
        reply.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(
        reply.header("content-type"),
        "text/javascript; charset=utf-8"
    );
    let hash = script.split('/').nth(2).unwrap();
    for wrong in [
        script.replace(hash, "0123456789abcdef"),
        format!("/explorer/{hash}/none.js"),
        format!("/explorer/{hash}/..%2Fpages%2Fexplorer.html"),
    ] {
        assert_eq!(get(app(), &wrong).await.status, 404, "{wrong}");
    }
}

#[tokio::test]
async fn the_page_of_a_person_is_not_to_be_listed_by_search_engines_and_that_of_a_place_is() {
    let person = get(app(), "/e/a-person").await;
    assert_eq!(person.status, 200);
    assert_eq!(person.header("x-robots-tag"), "noindex");
    assert!(
        person
            .text
            .contains("<title>&lt;A&gt; &amp; Person – stakegraph</title>"),
        "{}",
        person.text
    );
    let place = get(app(), "/e/a-place").await;
    assert!(place.headers.get("x-robots-tag").is_none());
}

#[tokio::test]
async fn the_page_of_an_unknown_entity_is_not_found() {
    let reply = get(app(), "/e/nobody").await;
    assert_eq!(reply.status, 404);
    assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(reply.header("x-robots-tag"), "noindex");
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
        for file in addresses(&reply.text, "/graphiql") {
            assert_eq!(get(app(), &file).await.status, 200, "{file}");
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
    let page = get(app(), "/graphiql").await.text;
    let address = page
        .split('"')
        .find(|part| part.starts_with("assets/icon.svg?v="))
        .unwrap();
    let hashed = get(app(), &format!("/{address}")).await;
    assert_eq!(
        hashed.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(
        get(app(), "/assets/icon.svg?v=0")
            .await
            .header("cache-control"),
        "no-cache"
    );
    let tag = hashed.header("etag");
    let again = send(
        app(),
        "GET",
        "/assets/icon.svg",
        &[("if-none-match", tag)],
        Body::empty(),
    )
    .await;
    assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
}

#[tokio::test]
async fn a_file_outside_the_assets_is_not_served() {
    for address in [
        "/assets/../pages/explorer.html",
        "/assets/..%2Fpages%2Fexplorer.html",
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
