//! A YAML node with its place, and what its plain text means.
//!
//! The plain words follow the core schema of YAML 1.2: `yes` and `no` are text, `true` is
//! not. Anchors, aliases and tags never come this far, see `compose`.

use crate::operations::violation::Position;

/// A node and where it starts.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) position: Position,
    pub(super) data: Data,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub(super) enum Data {
    /// A scalar: its text, and what it means.
    Scalar(String, Scalar),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in its order, with keys that may repeat.
    Map(Vec<Entry>),
    /// Something that was refused already.
    Broken,
}

/// One key of a mapping and its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_position: Position,
    pub(super) value: Node,
}

/// What a scalar means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    Null,
    Boolean,
    Integer,
    Number,
    Text,
}

impl Scalar {
    /// What text without quotes means.
    pub(super) fn of_plain(text: &str) -> Self {
        match text {
            "" | "~" | "null" | "Null" | "NULL" => Self::Null,
            "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Self::Boolean,
            ".inf" | ".Inf" | ".INF" | "+.inf" | "-.inf" | ".nan" | ".NaN" | ".NAN" => Self::Number,
            _ if is_integer(text) => Self::Integer,
            _ if is_number(text) => Self::Number,
            _ => Self::Text,
        }
    }

    /// What it is called in a message.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Boolean => "true or false",
            Self::Integer | Self::Number => "a number",
            Self::Text => "text",
        }
    }
}

impl Data {
    /// What it is called in a message.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Scalar(_, scalar) => scalar.name(),
            Self::List(_) => "a list",
            Self::Map(_) => "a mapping",
            Self::Broken => "something unreadable",
        }
    }
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['-', '+']).unwrap_or(text)
}

fn is_integer(text: &str) -> bool {
    let based = |prefix, radix| {
        text.strip_prefix(prefix).is_some_and(|rest: &str| {
            !rest.is_empty() && rest.chars().all(|digit| digit.is_digit(radix))
        })
    };
    digits(unsigned(text)) || based("0x", 16) || based("0o", 8)
}

fn is_number(text: &str) -> bool {
    let (mantissa, exponent) = match unsigned(text).split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned(text), None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    all_digits(whole)
        && all_digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| digits(unsigned(exponent)))
}
