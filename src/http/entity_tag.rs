//! Entity tags: whether a client has the answer already.
//!
//! A tag is made of the place in the log of changes at which the answer was read, where it was, and
//! of the answer's bytes, so that it needs no memory; it is a weak one, since the answer may travel
//! compressed. Not here: answers that are given again (`graphql::door`).

use axum::http::{HeaderMap, HeaderValue, header};
use sha2::{Digest, Sha256};

/// The tag of an answer.
pub(super) fn of(snapshot: Option<i64>, body: &[u8]) -> Option<HeaderValue> {
    let hash = hex::encode(&Sha256::digest(body)[..16]);
    let place = snapshot
        .map(|place| format!("{place}-"))
        .unwrap_or_default();
    HeaderValue::from_str(&format!("W/\"{place}{hash}\"")).ok()
}

/// Whether the client has what bears this tag.
pub(super) fn is_held(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let listed = headers.get_all(header::IF_NONE_MATCH).iter();
    let listed = listed.filter_map(|value| value.to_str().ok());
    let Ok(tag) = tag.to_str().map(strong) else {
        return false;
    };
    listed
        .flat_map(|list| list.split(','))
        .any(|held| held.trim() == "*" || strong(held) == tag)
}

/// A tag without the mark that it is a weak one.
fn strong(tag: &str) -> &str {
    tag.trim().trim_start_matches("W/")
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header::IF_NONE_MATCH};

    use super::{is_held, of};

    fn held(list: &str) -> bool {
        let headers = HeaderMap::from_iter([(IF_NONE_MATCH, HeaderValue::from_str(list).unwrap())]);
        is_held(&headers, &of(Some(7), b"body").unwrap())
    }

    #[test]
    fn a_tag_is_known_again_weak_or_strong_and_among_others() {
        let tag = of(Some(7), b"body").unwrap();
        let tag = tag.to_str().unwrap();
        assert!(held(tag) && held("*"));
        assert!(held(tag.trim_start_matches("W/")));
        assert!(held(&format!("\"a\", {tag}")));
        assert!(!held("\"a\""));
        assert!(tag.starts_with("W/\"7-"));
        assert_ne!(of(Some(7), b"body"), of(Some(7), b"other"));
        assert_ne!(of(Some(7), b"body"), of(Some(8), b"body"));
        assert_ne!(of(Some(7), b"body"), of(None, b"body"));
    }
}
