//! The social network of LDBC's benchmark: people, whom they know, and forums with members.

use std::path::Path;

use entity::vocabulary::{EntityKind, RelationKind};

use super::{Sheet, table};

/// People, who knows whom as a symmetric kind, and forums as groups with dated memberships.
#[must_use]
pub fn ldbc(directory: &Path) -> Sheet {
    let read = |file: &str, header: &str| {
        let file = directory.join("dynamic").join(format!("{file}_0_0.csv"));
        table(&file, '|', header)
    };
    let mut sheet = Sheet::new("ldbc-snb");
    let header =
        "id|firstName|lastName|gender|birthday|creationDate|locationIP|browserUsed|language|email";
    for row in read("person", header) {
        let name = format!("{} {}", row[1], row[2]);
        sheet.entity(&person(&row[0]), EntityKind::Person, None, &name);
    }
    for row in read("forum", "id|title|creationDate") {
        sheet.entity(
            &forum(&row[0]),
            EntityKind::Organisation,
            Some("GROUP"),
            &row[1],
        );
    }
    for row in read("person_knows_person", "Person.id|Person.id|creationDate") {
        let (a, b) = (person(&row[0]), person(&row[1]));
        let since = (Some(since(&row[2])), "1");
        sheet.relation(&a, RelationKind::CooperatesWith, &b, since);
    }
    for row in read("forum_hasMember_person", "Forum.id|Person.id|joinDate") {
        let (forum, person) = (forum(&row[0]), person(&row[1]));
        let since = (Some(since(&row[2])), "1");
        sheet.relation(&person, RelationKind::MemberOf, &forum, since);
    }
    sheet
}

/// The key of a person.
#[must_use]
pub fn person(id: &str) -> String {
    format!("person-{id}")
}

fn forum(id: &str) -> String {
    format!("forum-{id}")
}

/// From the day of a moment in milliseconds, going on.
fn since(milliseconds: &str) -> String {
    let moment: i64 = milliseconds.parse().expect("a moment in milliseconds");
    let day = i32::try_from(moment.div_euclid(86_400_000)).expect("a day");
    format!("{}/..", entity::time::Day(day))
}
