//! Languages as BCP 47 tags.
//!
//! What it is: the scalar of the public schema, and the choice of the best text for a tag.
//! What it is not: a list of languages; any well-formed tag is one.

use std::collections::BTreeMap;

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};

/// A language as a BCP 47 tag, such as lv, en, et, lt or rom; a region or script may follow, as
/// in lv-LV.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Language(pub(crate) String);

/// A language as a BCP 47 tag, such as lv, en, et, lt or rom; a region or script may follow, as
/// in lv-LV.
#[Scalar(
    name = "Language",
    specified_by_url = "https://www.rfc-editor.org/info/bcp47"
)]
impl ScalarType for Language {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(tag) if is_tag(&tag) => Ok(Self(tag)),
            _ => Err(InputValueError::custom(
                "expected a language as a BCP 47 tag in a string, such as \"lv\"",
            )),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

impl Language {
    /// How well a text in another tag fits: 0 the same, 1 the same language; nothing when it is
    /// another language.
    pub(crate) fn fits(&self, tag: &str) -> Option<u8> {
        if self.0.eq_ignore_ascii_case(tag) {
            Some(0)
        } else {
            primary(&self.0)
                .eq_ignore_ascii_case(primary(tag))
                .then_some(1)
        }
    }

    /// The text that fits best.
    pub(crate) fn pick<'a>(&self, texts: &'a BTreeMap<String, String>) -> Option<&'a String> {
        let fitting = texts
            .iter()
            .filter_map(|(tag, text)| Some((self.fits(tag)?, text)));
        fitting.min_by_key(|(fit, _)| *fit).map(|(_, text)| text)
    }
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts.next().is_some_and(|part| {
        (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    language
        && text.len() <= 35
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}
