//! Popolo: people, organisations and dated memberships.

use std::{fs, path::Path};

use entity::vocabulary::{EntityKind, RelationKind};
use serde_json::Value;

use super::{Sheet, fields, slug};

/// The fields of a membership.
const MEMBERSHIP: &[&str] = &[
    "area_id",
    "end_date",
    "legislative_period_id",
    "on_behalf_of_id",
    "organization_id",
    "person_id",
    "role",
    "start_date",
];

/// People, organisations, memberships, and for each membership that of the party on whose
/// behalf it is.
#[must_use]
pub fn popolo(file: &Path) -> Sheet {
    let text = fs::read_to_string(file).expect("the file can be read");
    let all: Value = serde_json::from_str(&text).expect("it is JSON");
    let list = |key: &str| all[key].as_array().cloned().unwrap_or_default();
    let mut sheet = Sheet::new("popolo");
    for person in list("persons") {
        let key = person_key(told(&person, "id"));
        sheet.entity(&key, EntityKind::Person, None, told(&person, "name"));
    }
    for body in list("organizations") {
        let kind = match told(&body, "classification") {
            "party" => "GROUP",
            "legislature" => "COUNCIL",
            other => panic!("the classification {other} is not known"),
        };
        let key = body_key(told(&body, "id"));
        sheet.entity(
            &key,
            EntityKind::Organisation,
            Some(kind),
            told(&body, "name"),
        );
    }
    for (place, membership) in list("memberships").iter().enumerate() {
        fields(membership, MEMBERSHIP);
        let person = person_key(told(membership, "person_id"));
        let place = place.to_string();
        for body in ["organization_id", "on_behalf_of_id"] {
            let body = body_key(told(membership, body));
            let told = (period(membership), place.as_str());
            sheet.relation(&person, RelationKind::MemberOf, &body, told);
        }
    }
    sheet
}

/// The key of an organisation.
#[must_use]
pub fn body_key(id: &str) -> String {
    format!("body-{}", slug(id))
}

fn person_key(id: &str) -> String {
    format!("person-{}", slug(id))
}

fn told<'a>(thing: &'a Value, key: &str) -> &'a str {
    thing[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key} is a text"))
}

/// What is not said of an end stays unknown.
fn period(membership: &Value) -> Option<String> {
    let day = |key: &str| membership[key].as_str();
    match (day("start_date"), day("end_date")) {
        (None, None) => None,
        (from, to) => Some(format!("{}/{}", from.unwrap_or(""), to.unwrap_or(""))),
    }
}
