//! Dates and moments as GraphQL scalars.
//!
//! What it is: the names EDTF, Date and `DateTime` of the public schema, each a string on the wire.
//! What it is not: a rule about time; a text is judged by the types beside this file, and their
//! messages are handed on.

use std::fmt::Display;
use std::str::FromStr;

use async_graphql::{InputType, InputValueError, InputValueResult, Scalar, ScalarType, Value};

use super::{Day, Edtf, Timestamp};

/// A date or interval as EDTF (ISO 8601-2), kept as it was written. Read are level 0 and, of level
/// 1, the qualifiers ~ (approximate) and ? (uncertain), open and unknown ends, and unspecified
/// digits: 2017, 2019-10, 2019-10-17, 2019~, 2019?, 201X, 2019-XX, 2019-10-17/2019-10-18, 2018/..
/// (goes on), 2018/ (its end is unknown), ../2021-06-30, /2018. Seasons, sets and times of day are
/// refused. In a question ~ and ? are refused too.
#[Scalar(
    name = "EDTF",
    specified_by_url = "https://www.loc.gov/standards/datetime/"
)]
impl ScalarType for Edtf {
    fn parse(value: Value) -> InputValueResult<Self> {
        parse_text(
            &value,
            "an EDTF date as a string, such as \"2019-10-17/2019-10-18\"",
        )
    }

    fn to_value(&self) -> Value {
        Value::String(self.as_str().to_owned())
    }
}

/// A day of the Gregorian calendar: 2019-10-17.
#[Scalar(
    name = "Date",
    specified_by_url = "https://scalars.graphql.org/andimarek/local-date.html"
)]
impl ScalarType for Day {
    fn parse(value: Value) -> InputValueResult<Self> {
        parse_text(&value, "a day as a string, such as \"2019-10-17\"")
    }

    fn to_value(&self) -> Value {
        match self.finite() {
            Some(day) => Value::String(day.to_string()),
            None => Value::Null,
        }
    }
}

/// A moment in UTC as RFC 3339, to the microsecond: 2026-03-01T12:00:00.000000Z.
#[Scalar(
    name = "DateTime",
    specified_by_url = "https://scalars.graphql.org/andimarek/date-time.html"
)]
impl ScalarType for Timestamp {
    fn parse(value: Value) -> InputValueResult<Self> {
        parse_text(
            &value,
            "a moment as a string, such as \"2026-03-01T12:00:00Z\"",
        )
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

fn parse_text<T>(value: &Value, expected: &str) -> InputValueResult<T>
where
    T: InputType + FromStr<Err: Display>,
{
    match value {
        Value::String(text) => text.parse().map_err(InputValueError::custom),
        _ => Err(InputValueError::custom(format!("expected {expected}"))),
    }
}
