//! Contents as rows and rows as contents, one module a noun.
//!
//! `row` makes the row of a version, with all that follows from the entities that it points
//! to; `content` is its inverse.

use std::collections::BTreeMap;

use ::entity::{
    draft::{Span, Value},
    time::{Bounds, Day, Edtf},
    vocabulary::TimeRule,
};

use crate::store::StoreError;

pub(super) mod entity;
pub(super) mod figure;
pub(super) mod identifier;
pub(super) mod name;
pub(super) mod note;
pub(super) mod relation;

/// The period columns of a row.
struct PeriodColumns {
    edtf: Option<String>,
    earliest_start: Option<i32>,
    latest_start: Option<i32>,
    earliest_end: Option<i32>,
    latest_end: Option<i32>,
    certain: bool,
    order_day: i32,
    reverse_order_day: i32,
}

impl PeriodColumns {
    fn of(edtf: Option<&str>, rule: TimeRule, key: &str) -> Result<Self, StoreError> {
        let bounds = match edtf {
            None => None,
            Some(text) => Some(Bounds::of(&parsed(text, key)?, rule)),
        };
        let day = |pick: fn(&Bounds) -> Day| bounds.as_ref().map(|b| pick(b).0);
        Ok(Self {
            edtf: edtf.map(str::to_owned),
            earliest_start: day(|b| b.earliest_start),
            latest_start: day(|b| b.latest_start),
            earliest_end: day(|b| b.earliest_end),
            latest_end: day(|b| b.latest_end),
            certain: bounds.as_ref().is_some_and(|b| b.certain),
            order_day: Bounds::ascending(bounds.as_ref()),
            reverse_order_day: Bounds::descending(bounds.as_ref()),
        })
    }
}

fn parsed(text: &str, key: &str) -> Result<Edtf, StoreError> {
    Edtf::parse(text).map_err(|error| corrupt("fact", key, &error.to_string()))
}

fn corrupt(noun: &'static str, key: &str, what: &str) -> StoreError {
    StoreError::Corrupt {
        noun,
        key: key.to_owned(),
        what: what.to_owned(),
    }
}

fn texts(json: &str) -> Result<BTreeMap<String, String>, StoreError> {
    Ok(serde_json::from_str(json)?)
}

fn list(json: &str) -> Result<Vec<String>, StoreError> {
    Ok(serde_json::from_str(json)?)
}

/// A value with the span that it is read from, as columns.
fn value_columns<T: Clone>(value: Option<&Value<T>>) -> (Option<T>, Option<Span>) {
    match value {
        None => (None, None),
        Some(Value::Given(value)) => (Some(value.clone()), None),
        Some(Value::Read(span, value)) => (value.clone(), Some(span.clone())),
    }
}

/// The inverse of [`value_columns`].
fn value_of<T>(
    value: Option<T>,
    start: Option<i32>,
    end: Option<i32>,
    sha256: Option<&String>,
) -> Option<Value<T>> {
    match (start, end, sha256) {
        (Some(start), Some(end), Some(sha256)) => {
            let span = Span {
                name: None,
                start,
                end,
                sha256: sha256.clone(),
            };
            Some(Value::Read(span, value))
        }
        _ => value.map(Value::Given),
    }
}
