//! The files that the build embedded: pages, style, the explorer, libraries, example queries.
//!
//! An address that carries the file's hash may be kept for ever; without it the browser
//! asks again and is told when nothing changed. The explorer's files refer to each other, so
//! they share one hash, which stands as a folder in their address. Not here: which page
//! stands where (`pages`, `explorer`).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

/// What `build.rs` gathered.
#[derive(RustEmbed)]
#[folder = "$OUT_DIR/web"]
struct Embedded;

/// How to get what `/graphiql` misses.
pub const HOW_TO_GET_GRAPHIQL: &str =
    "install npm, run `touch web/package.json`, and build again with network access";

/// Whether GraphiQL was there when this binary was built.
#[must_use]
pub fn has_graphiql() -> bool {
    missing_graphiql().is_empty()
}

/// The files that GraphiQL needs and that were not there when this binary was built.
#[must_use]
pub fn missing_graphiql() -> Vec<&'static str> {
    ["react.js", "react-dom.js", "graphiql.js", "graphiql.css"]
        .into_iter()
        .filter(|name| Embedded::get(&format!("assets/{name}")).is_none())
        .collect()
}

/// A page, with the hash of each asset in its address.
pub(super) fn page(name: &str) -> Option<&'static str> {
    static PAGES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
        Embedded::iter()
            .filter_map(|path| Some((path.strip_prefix("pages/")?.to_owned(), text(&path)?)))
            .map(|(name, text)| (name, with_hashes(text)))
            .collect()
    });
    PAGES.get(name).map(String::as_str)
}

/// A file with its type, as it is kept by caches.
pub(super) fn file(
    path: &str,
    kept_for_ever: Option<&str>,
    headers: &HeaderMap,
) -> Option<Response> {
    let file = Embedded::get(path)?;
    let hash = short_hash(&file);
    let tag = format!("\"{hash}\"");
    let known = headers.get(header::IF_NONE_MATCH).is_some_and(|value| {
        value
            .to_str()
            .is_ok_and(|tags| tags.split(',').any(|known| known.trim() == tag))
    });
    let mut response = Response::new(if known {
        Body::empty()
    } else {
        body(file.data)
    });
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let policy = if kept_for_ever == Some(&hash) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(policy));
    headers.insert(header::CONTENT_TYPE, content_type(path));
    headers.insert(header::ETAG, HeaderValue::from_str(&tag).ok()?);
    Some(response)
}

/// A file of the explorer, when the hash is that of this build.
pub(super) fn of_explorer(hash: &str, path: &str, headers: &HeaderMap) -> Option<Response> {
    let path = format!("explorer/{path}");
    let own = Embedded::get(&path).map(|file| short_hash(&file))?;
    (hash == explorer_hash()).then(|| file(&path, Some(&own), headers))?
}

/// The explorer's page for an address so many folders down, `up` being as many `../`.
pub(super) fn shell(up: &str, title: Option<&str>) -> Option<String> {
    let hashed = format!("\"/explorer/{}/", explorer_hash());
    let page = seen_from(up, &page("explorer.html")?.replace("\"/explorer/", &hashed));
    Some(match title {
        Some(title) => page.replace(
            "<title>stakegraph",
            &format!("<title>{} – stakegraph", escaped(title)),
        ),
        None => page,
    })
}

/// A page whose addresses lead from where it stands, `up` being the way to the root: so it
/// works under whatever path a proxy puts before it.
pub(super) fn seen_from(up: &str, page: &str) -> String {
    let root = if up.is_empty() { "./" } else { up };
    page.replace("\"/\"", &format!("\"{root}\""))
        .replace("\"/", &format!("\"{up}"))
}

/// The text of an operation of the explorer.
pub(super) fn operation(name: &str) -> Option<String> {
    text(&format!("operations/{name}.graphql"))
}

/// The operations of the explorer, by name.
pub fn operations() -> impl Iterator<Item = (String, String)> {
    Embedded::iter().filter_map(|path| {
        let name = path.strip_prefix("operations/")?.strip_suffix(".graphql")?;
        Some((name.to_owned(), operation(name)?))
    })
}

/// One hash over all files of the explorer.
fn explorer_hash() -> &'static str {
    static HASH: LazyLock<String> = LazyLock::new(|| {
        let mut hasher = Sha256::new();
        for path in Embedded::iter().filter(|path| path.starts_with("explorer/")) {
            hasher.update(path.as_bytes());
            if let Some(file) = Embedded::get(&path) {
                hasher.update(file.metadata.sha256_hash());
            }
        }
        hex::encode(&hasher.finalize()[..8])
    });
    &HASH
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn body(data: Cow<'static, [u8]>) -> Body {
    match data {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    }
}

fn text(path: &str) -> Option<String> {
    String::from_utf8(Embedded::get(path)?.data.into_owned()).ok()
}

fn short_hash(file: &EmbeddedFile) -> String {
    hex::encode(&file.metadata.sha256_hash()[..8])
}

/// Adds `?v=HASH` to every `"/assets/NAME"` of a page.
fn with_hashes(page: String) -> String {
    Embedded::iter()
        .filter(|path| path.starts_with("assets/"))
        .fold(page, |page, path| {
            let hash = Embedded::get(&path)
                .map(|file| short_hash(&file))
                .unwrap_or_default();
            page.replace(&format!("\"/{path}\""), &format!("\"/{path}?v={hash}\""))
        })
}

fn content_type(path: &str) -> HeaderValue {
    let ending = path.rsplit('.').next().unwrap_or_default();
    HeaderValue::from_static(match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        _ => "text/plain; charset=utf-8",
    })
}
