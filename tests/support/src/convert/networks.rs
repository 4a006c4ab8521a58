//! The two classics of `networks`: the karate club, and the women of Davis and their events.

use std::{collections::BTreeSet, path::Path};

use entity::vocabulary::{EntityKind, RelationKind};

use super::{Sheet, slug, table};

/// The karate club: friendships as a symmetric kind. Its weights are not taken over: a
/// relation has none.
#[must_use]
pub fn karate(directory: &Path) -> Sheet {
    let mut sheet = Sheet::new("karate");
    for row in table(&directory.join("nodes.csv"), ',', "id,faction") {
        let name = format!("Member {}", row[0]);
        sheet.entity(&person(&row[0]), EntityKind::Person, None, &name);
    }
    for row in table(&directory.join("edges.csv"), ',', "source,target,weight") {
        let (a, b) = (person(&row[0]), person(&row[1]));
        sheet.relation(&a, RelationKind::CooperatesWith, &b, (None, "1"));
    }
    sheet
}

/// The women of Davis, who attended events.
#[must_use]
pub fn davis(directory: &Path) -> Sheet {
    let rows = table(&directory.join("attendance.csv"), ',', "woman,event");
    let mut sheet = Sheet::new("davis");
    let women: BTreeSet<&String> = rows.iter().map(|row| &row[0]).collect();
    let events: BTreeSet<&String> = rows.iter().map(|row| &row[1]).collect();
    for woman in women {
        sheet.entity(&slug(woman), EntityKind::Person, None, woman);
    }
    for event in events {
        sheet.entity(&slug(event), EntityKind::Event, Some("MEETING"), event);
    }
    for row in &rows {
        let (who, what) = (slug(&row[0]), slug(&row[1]));
        sheet.relation(&who, RelationKind::Attended, &what, (None, "1"));
    }
    sheet
}

/// The key of a member of the karate club.
#[must_use]
pub fn person(id: &str) -> String {
    format!("member-{id}")
}
