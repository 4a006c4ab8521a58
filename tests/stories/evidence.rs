//! Whether what a reply cites covers the places that must stand behind it.

use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    answers::{at, text},
    passages::Passages,
};

/// A place in a document, in Unicode code points, with the hash of what stands there.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place(String, u64, u64, String);

/// Between two cited spans there may be this much: a blank, a full stop.
const SEAM: u64 = 2;

/// All citations anywhere in a reply.
pub(crate) fn citations(reply: &Value) -> Vec<&Value> {
    match reply {
        Value::Array(items) => items.iter().flat_map(citations).collect(),
        Value::Object(fields) if fields.contains_key("verified") => vec![reply],
        Value::Object(fields) => fields.values().flat_map(citations).collect(),
        _ => Vec::new(),
    }
}

/// Where a citation points; none for reference data, which has no spans.
fn place(citation: &Value) -> Option<Place> {
    let (start, end) = (
        at(citation, "start").as_u64()?,
        at(citation, "end").as_u64()?,
    );
    let hash = text(citation, "sha256").to_owned();
    Some(Place(
        text(citation, "document/key").to_owned(),
        start,
        end,
        hash,
    ))
}

/// The expected places that the citations do not cover.
pub(crate) fn uncovered<'a>(expected: &'a [Place], cited: &[&Value]) -> Vec<&'a Place> {
    let mut places: Vec<Place> = cited
        .iter()
        .filter_map(|citation| place(citation))
        .collect();
    places.sort();
    expected
        .iter()
        .filter(|place| !covers(&places, place))
        .collect()
}

fn covers(places: &[Place], Place(document, start, end, _): &Place) -> bool {
    let mut reached = *start;
    for Place(_, from, to, _) in places.iter().filter(|place| place.0 == *document) {
        if *from <= reached + SEAM && *to > reached {
            reached = *to;
        }
    }
    reached + SEAM >= *end
        && places
            .iter()
            .any(|place| place.0 == *document && place.1 < *end && place.2 > *start)
}

/// Without the texts nothing is quoted and nothing is said to be verified.
pub(crate) fn assert_unquoted(cited: &[&Value]) {
    for citation in cited {
        assert_eq!(
            at(citation, "quote"),
            &Value::Null,
            "a quote without a text: {citation}"
        );
        assert_eq!(
            at(citation, "verified"),
            false,
            "verified without a text: {citation}"
        );
    }
}

/// With the texts each span is quoted as it stands there, and verified.
pub(crate) fn assert_quoted(cited: &[&Value], passages: &Passages) {
    for citation in cited {
        let Some(Place(_, start, end, hash)) = place(citation) else {
            continue;
        };
        let range = [start, end].map(|at| usize::try_from(at).unwrap_or(usize::MAX));
        let span = passages.span(text(citation, "document/sha256"), range[0], range[1]);
        assert_eq!(
            at(citation, "quote").as_str(),
            span.as_deref(),
            "{citation}"
        );
        assert_eq!(
            hex::encode(Sha256::digest(span.unwrap_or_default())),
            hash,
            "{citation}"
        );
        assert_eq!(at(citation, "verified"), true, "{citation}");
    }
}

#[test]
fn spans_that_touch_cover_together() {
    let place = |start, end| Place("d".into(), start, end, String::new());
    assert!(covers(&[place(0, 10), place(11, 20)], &place(5, 20)));
    assert!(!covers(&[place(0, 10), place(14, 20)], &place(5, 20)));
    assert!(!covers(&[place(0, 5)], &place(5, 6)));
}
