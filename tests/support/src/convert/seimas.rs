//! The Lithuanian parliament: seats and positions with dates.

use std::{collections::BTreeSet, fs, path::Path};

use entity::vocabulary::{EntityKind, RelationKind};
use serde_json::Value;

use super::{Sheet, fields};

/// The key of the parliament.
pub const PARLIAMENT: &str = "seimas";

/// The fields of a member.
const MEMBER: &[&str] = &[
    "@asmens_id",
    "@biografijos_nuoroda",
    "@data_iki",
    "@data_nuo",
    "@iškėlusi_partija",
    "@išrinkimo_būdas",
    "@kadencijų_skaičius",
    "@lytis",
    "@pavardė",
    "@vardas",
    "Pareigos",
];

/// The fields of a position.
const POSITION: &[&str] = &[
    "@data_iki",
    "@data_nuo",
    "@padalinio_id",
    "@padalinio_pavadinimas",
    "@pareigos",
    "@parlamentinės_grupės_id",
    "@parlamentinės_grupės_pavadinimas",
];

/// Members, their seats, and their positions in units and groups. Positions with the same dates
/// stay apart, as they are counted.
#[must_use]
pub fn seimas(file: &Path) -> Sheet {
    let text = fs::read_to_string(file).expect("the members can be read");
    let all: Value = serde_json::from_str(&text).expect("the members are JSON");
    let members = &all["SeimoInformacija"]["SeimoKadencija"]["SeimoNarys"];
    let members = members.as_array().expect("a list of members");
    let mut sheet = Sheet::new("lt-seimas");
    sheet.entity(
        PARLIAMENT,
        EntityKind::Organisation,
        Some("OTHER"),
        "Seimas",
    );
    let mut bodies = BTreeSet::new();
    for member in members {
        let member = fields(member, MEMBER);
        let text = |key: &str| member[key].as_str().expect("a text").to_owned();
        let person = format!("person-{}", text("@asmens_id"));
        let name = format!("{} {}", text("@vardas"), text("@pavardė"));
        sheet.entity(&person, EntityKind::Person, None, &name);
        let seat = (Some(period(&text("@data_nuo"), &text("@data_iki"))), "seat");
        sheet.relation(&person, RelationKind::MemberOf, PARLIAMENT, seat);
        let positions = match &member["Pareigos"] {
            Value::Array(positions) => positions.clone(),
            one => vec![one.clone()],
        };
        for (place, held) in positions.iter().enumerate() {
            position(&mut sheet, &person, (place, held), &mut bodies);
        }
    }
    sheet
}

fn position(
    sheet: &mut Sheet,
    person: &str,
    (place, held): (usize, &Value),
    bodies: &mut BTreeSet<String>,
) {
    let held = fields(held, POSITION);
    let text = |key: &str| held.get(key).and_then(Value::as_str);
    let (body, kind, name) = match (text("@padalinio_id"), text("@parlamentinės_grupės_id")) {
        (Some(id), None) => (format!("unit-{id}"), "UNIT", text("@padalinio_pavadinimas")),
        (None, Some(id)) => {
            let name = text("@parlamentinės_grupės_pavadinimas");
            (format!("group-{id}"), "GROUP", name)
        }
        both => panic!("a position in one body: {both:?}"),
    };
    if bodies.insert(body.clone()) {
        let name = name.expect("a body has a name");
        sheet.entity(&body, EntityKind::Organisation, Some(kind), name);
    }
    let from = text("@data_nuo").expect("a first day");
    let to = text("@data_iki").expect("a last day, or none yet");
    let told = (Some(period(from, to)), place.to_string());
    sheet.relation(person, RelationKind::MemberOf, &body, (told.0, &told.1));
}

/// An interval; what has no last day goes on.
fn period(from: &str, to: &str) -> String {
    let to = if to.is_empty() { ".." } else { to };
    format!("{from}/{to}")
}
