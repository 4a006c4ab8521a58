//! Small steps from a reply to an answer: the whole of what a story may do with it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

/// What stands at a path such as `event/period/edtf`; null when nothing does.
pub(crate) fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    value.pointer(&format!("/{path}")).unwrap_or(&Value::Null)
}

/// The items of a list at a path.
pub(crate) fn list<'a>(value: &'a Value, path: &str) -> Vec<&'a Value> {
    at(value, path)
        .as_array()
        .map(|items| items.iter().collect())
        .unwrap_or_default()
}

/// The text at a path; empty when there is none.
pub(crate) fn text<'a>(value: &'a Value, path: &str) -> &'a str {
    at(value, path).as_str().unwrap_or_default()
}

/// The number at a path, whole numbers as such.
pub(crate) fn number(value: &Value, path: &str) -> Value {
    match at(value, path).as_f64() {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a whole number of people or days"
        )]
        Some(number) if number.fract() == 0.0 => json!(number as i64),
        Some(number) => json!(number),
        None => Value::Null,
    }
}

/// The texts at a path of each item, once each, in the order of their code points.
pub(crate) fn texts(items: &[&Value], path: &str) -> Value {
    json!(
        items
            .iter()
            .map(|item| text(item, path))
            .collect::<BTreeSet<_>>()
    )
}

/// The texts at a path of each item, in the order of the items.
pub(crate) fn in_order(items: &[&Value], path: &str) -> Value {
    json!(
        items
            .iter()
            .map(|item| text(item, path))
            .collect::<Vec<_>>()
    )
}

/// What people call the place after which a municipality is called: its short name.
pub(crate) fn place(municipality: &Value) -> String {
    let names = list(municipality, "names");
    let of = |kind: &str| {
        names
            .iter()
            .find(|name| text(name, "kind") == kind && text(name, "language") == "lv")
    };
    of("SHORT")
        .or_else(|| of("OFFICIAL"))
        .map_or("", |name| text(name, "text"))
        .to_owned()
}

/// Groups pairs by their first part, the seconds once each and in order.
pub(crate) fn grouped<'a>(
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let mut groups: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (group, member) in pairs {
        groups.entry(group).or_default().insert(member);
    }
    groups
}
