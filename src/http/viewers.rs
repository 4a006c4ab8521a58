//! Who may read more than the public: the viewer token file, and the check of a request.
//!
//! A line is `SHA-256-of-token tier name`; the token itself is stored nowhere. Not here:
//! what a tier may see (`store`).

use axum::http::{HeaderMap, HeaderValue, header};
use entity::vocabulary::Tier;
use sha2::{Digest, Sha256};

use super::refusal::Refusal;
use crate::graphql::ErrorCode;
use crate::store::{View, Viewer};

/// The hash of a token.
type Hash = [u8; 32];

/// The viewers that a token makes known.
#[derive(Clone, Debug, Default)]
pub struct Viewers(Vec<(Hash, Viewer)>);

/// What is wrong with a line of the viewer token file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it. It never repeats the hash.
    pub what: String,
}

impl Viewers {
    /// The viewers of a file's text.
    ///
    /// # Errors
    /// Every line that cannot be read, at once.
    pub fn parse(text: &str) -> Result<Self, Vec<Problem>> {
        let mut viewers = Vec::new();
        let mut problems = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line_number = index + 1;
            let content = line.trim();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            match viewer(content) {
                Ok((hash, _)) if viewers.iter().any(|(known, _)| *known == hash) => {
                    problems.push(Problem {
                        line: line_number,
                        what: "this hash stands on an earlier line".into(),
                    });
                }
                Ok(viewer) => viewers.push(viewer),
                Err(what) => problems.push(Problem {
                    line: line_number,
                    what,
                }),
            }
        }
        if problems.is_empty() {
            Ok(Self(viewers))
        } else {
            Err(problems)
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Who sends a request: by its bearer token, or anonymous when it shows none.
    ///
    /// # Errors
    /// A token that is malformed or unknown: it is never taken for anonymous.
    pub(super) fn of(&self, headers: &HeaderMap) -> Result<Viewer, Refusal> {
        let mut values = headers.get_all(header::AUTHORIZATION).iter();
        match (values.next(), values.next()) {
            (None, _) => Ok(View::public().viewer),
            (Some(value), None) => bearer(value)
                .and_then(|token| self.known(token))
                .ok_or_else(unauthenticated),
            (Some(_), Some(_)) => Err(unauthenticated()),
        }
    }

    /// The viewer of a token. Every hash is compared whole, so that time tells nothing.
    fn known(&self, token: &str) -> Option<Viewer> {
        let hash: Hash = Sha256::digest(token.as_bytes()).into();
        let mut found = None;
        for (known, viewer) in &self.0 {
            if equal_in_constant_time(known, &hash) {
                found = Some(viewer);
            }
        }
        found.cloned()
    }
}

fn viewer(line: &str) -> Result<(Hash, Viewer), String> {
    let mut words = line.split_whitespace();
    let (Some(hash), Some(tier)) = (words.next(), words.next()) else {
        return Err("it has to be: SHA-256-of-token tier name".into());
    };
    let name = words.collect::<Vec<_>>().join(" ");
    let mut bytes = Hash::default();
    hex::decode_to_slice(hash, &mut bytes).map_err(|_| {
        "the hash has to be 64 hexadecimal digits, the SHA-256 of the token".to_owned()
    })?;
    let tier: Tier = tier
        .to_ascii_uppercase()
        .parse()
        .map_err(|_| format!("{tier:?} is no tier: PUBLIC, PARTNER or STEWARD"))?;
    if name.is_empty() {
        return Err("the name is missing: SHA-256-of-token tier name".into());
    }
    Ok((
        bytes,
        Viewer {
            tier,
            name: Some(name),
        },
    ))
}

/// The token of a header `Bearer TOKEN`.
fn bearer(value: &HeaderValue) -> Option<&str> {
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    let token = token.trim_start_matches(' ');
    let fits = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    (scheme.eq_ignore_ascii_case("bearer") && fits).then_some(token)
}

fn unauthenticated() -> Refusal {
    Refusal::new(
        ErrorCode::Unauthenticated,
        "The authorization header names no known viewer.",
    )
    .header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))
}

fn equal_in_constant_time(one: &Hash, other: &Hash) -> bool {
    let difference = one.iter().zip(other).fold(0, |sum, (a, b)| sum | (a ^ b));
    // Hidden from the optimiser, which could else stop at the first difference.
    std::hint::black_box(difference) == 0
}
