//! Which media type the client takes its answer in.
//!
//! The two of GraphQL over HTTP, and those of answers that go on. The two are chosen by the quality values of `Accept`. Where both are
//! as good, or a wildcard leaves it open, the older `application/json` answers a wildcard
//! and the newer type answers whoever names it.

use axum::http::{HeaderMap, HeaderValue, header};

use super::streams::Form;

/// The media type of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    /// `application/graphql-response+json`: the status tells what became of the request.
    GraphqlResponse,
    /// `application/json`: 200 for every well-formed request.
    Json,
}

/// The form of answers that go on, which the client likes best; none when it takes none of them.
/// Wildcards do not count: nobody gets what he could not read.
pub(super) fn streamed(headers: &HeaderMap) -> Option<Form> {
    let ranges = ranges(headers);
    let quality = |kind: &str, subtype: &str| {
        let named = ranges.iter().filter(|range| range.names(kind, subtype));
        named
            .map(|range| range.quality)
            .max()
            .filter(|quality| *quality > 0)
    };
    let (events, parts) = (
        quality("text", "event-stream"),
        quality("multipart", "mixed"),
    );
    match (events, parts) {
        (None, None) => None,
        (events, parts) if parts > events => Some(Form::Parts),
        _ => Some(Form::Events),
    }
}

fn ranges(headers: &HeaderMap) -> Vec<Range> {
    let values = headers.get_all(header::ACCEPT).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(Range::parse)
        .collect()
}

impl Media {
    /// The media type that the client likes best; none when it takes neither.
    pub(super) fn negotiated(headers: &HeaderMap) -> Option<Self> {
        let ranges = ranges(headers);
        if ranges.is_empty() {
            let nothing_said = !headers.contains_key(header::ACCEPT);
            return nothing_said.then_some(Self::Json);
        }
        let newer = best(&ranges, "graphql-response+json");
        let older = best(&ranges, "json");
        match (newer, older) {
            (None, None) => None,
            (Some(newer), Some(older)) if newer < older => Some(Self::Json),
            (Some(newer), _) if newer.named => Some(Self::GraphqlResponse),
            (_, Some(_)) => Some(Self::Json),
            (Some(_), None) => Some(Self::GraphqlResponse),
        }
    }

    /// The value of `Content-Type`.
    pub(super) const fn content_type(self) -> HeaderValue {
        match self {
            Self::GraphqlResponse => {
                HeaderValue::from_static("application/graphql-response+json; charset=utf-8")
            }
            Self::Json => HeaderValue::from_static("application/json; charset=utf-8"),
        }
    }
}

/// One media range of `Accept`.
struct Range {
    kind: String,
    subtype: String,
    quality: u16,
}

/// How well a media type is liked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Liking {
    quality: u16,
    named: bool,
}

impl Range {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let mut quality = 1000;
        for parameter in parts {
            let (name, value) = parameter.split_once('=')?;
            let value = value.trim().trim_matches('"');
            match name.trim().to_ascii_lowercase().as_str() {
                "q" => quality = thousandths(value)?,
                "charset" if !value.eq_ignore_ascii_case("utf-8") => return None,
                _ => {}
            }
        }
        Some(Self {
            kind: kind.trim().to_ascii_lowercase(),
            subtype: subtype.trim().to_ascii_lowercase(),
            quality,
        })
    }

    fn names(&self, kind: &str, subtype: &str) -> bool {
        self.kind == kind && self.subtype == subtype
    }

    /// How closely the range names `application/subtype`; none when it does not cover it.
    fn closeness(&self, subtype: &str) -> Option<u8> {
        match (self.kind.as_str(), self.subtype.as_str()) {
            ("application", named) if named == subtype => Some(2),
            ("application", "*") => Some(1),
            ("*", "*") => Some(0),
            _ => None,
        }
    }
}

/// The liking that the closest range gives; a quality of zero refuses.
fn best(ranges: &[Range], subtype: &str) -> Option<Liking> {
    ranges
        .iter()
        .filter_map(|range| Some((range.closeness(subtype)?, range.quality)))
        .max()
        .filter(|(_, quality)| *quality > 0)
        .map(|(closeness, quality)| Liking {
            quality,
            named: closeness == 2,
        })
}

fn thousandths(text: &str) -> Option<u16> {
    let quality: f32 = text.parse().ok()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it lies between 0 and 1000"
    )]
    (0.0..=1.0)
        .contains(&quality)
        .then(|| (quality * 1000.0).round() as u16)
}
