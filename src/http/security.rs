//! The headers that keep browsers from harm, and the origins that may call.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::envelope::REQUEST_ID;
use super::streams::events::TOKEN;

/// What an answer without markup may load: nothing.
const NOTHING: HeaderValue =
    HeaderValue::from_static("default-src 'none'; base-uri 'none'; frame-ancestors 'none'");

/// On every answer.
const ALWAYS: [(HeaderName, HeaderValue); 5] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
    ),
];

/// Who may keep the answer to a request: what a token opens must not stay in anybody's cache.
pub(super) fn caching(headers: &HeaderMap) -> HeaderValue {
    let known = headers.contains_key(header::AUTHORIZATION);
    HeaderValue::from_static(if known { "no-store" } else { "no-cache" })
}

/// The origins whose pages may call the API from a browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins {
    listed: Vec<HeaderValue>,
    any: bool,
}

/// Something that is no web origin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a web origin; it is a scheme, a host and perhaps a port, such as https://dashboard.example.org"
)]
pub struct OriginError(String);

impl Origins {
    /// The origins of a list; `*` is all of them.
    ///
    /// # Errors
    /// At the first that is no web origin.
    pub fn parse<'a>(list: impl IntoIterator<Item = &'a str>) -> Result<Self, OriginError> {
        let mut origins = Self::default();
        for text in list {
            if text == "*" {
                origins.any = true;
            } else if is_origin(text) {
                let value = HeaderValue::from_str(text).map_err(|_| OriginError(text.into()))?;
                origins.listed.push(value);
            } else {
                return Err(OriginError(text.into()));
            }
        }
        Ok(origins)
    }
}

impl Origins {
    /// Whether a page from where the request comes may connect: one of this server, one of a
    /// listed origin, or no page at all.
    pub(super) fn allow(&self, headers: &HeaderMap) -> bool {
        let Some(origin) = headers.get(header::ORIGIN) else {
            return true;
        };
        self.any || self.listed.contains(origin) || is_own(origin, headers)
    }
}

/// Whether an origin is the server that the request was sent to.
fn is_own(origin: &HeaderValue, headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let origin = origin
        .to_str()
        .ok()
        .and_then(|origin| origin.split_once("://"));
    matches!((origin, host), (Some((_, origin)), Some(host)) if origin.eq_ignore_ascii_case(host))
}

/// Lets the pages of the listed origins call; credentials of the browser are never taken.
pub(super) fn cors(origins: &Origins) -> CorsLayer {
    let allowed = if origins.any {
        AllowOrigin::any()
    } else {
        AllowOrigin::list(origins.listed.iter().cloned())
    };
    CorsLayer::new()
        .allow_origin(allowed)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::DELETE])
        .allow_headers([
            header::ACCEPT,
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            REQUEST_ID,
            TOKEN,
        ])
        .expose_headers([REQUEST_ID])
        .max_age(std::time::Duration::from_mins(10))
        .vary([header::AUTHORIZATION, header::ACCEPT, header::ORIGIN])
}

/// Adds the headers that every answer has; a page that loads something has its own policy.
pub(super) fn complete(headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(NOTHING);
}

fn is_origin(text: &str) -> bool {
    let Ok(uri) = text.parse::<Uri>() else {
        return false;
    };
    // A URI without a path reads as one with the path "/"; an origin is written without.
    matches!(uri.scheme_str(), Some("http" | "https"))
        && uri
            .authority()
            .is_some_and(|authority| !authority.as_str().contains('@'))
        && uri.path_and_query().is_none_or(|path| path.as_str() == "/")
        && !text.ends_with('/')
}
