//! What doctor finds.

use crate::binary::new_house;

#[test]
fn it_looks_at_everything_and_changes_nothing() {
    let house = new_house();
    let ran = house.run(&["doctor"]);
    assert_eq!(ran.exit, 0, "{ran:?}");
    for check in [
        "settings",
        "viewers",
        "origins",
        "data directory",
        "database",
        "pages",
    ] {
        assert!(
            ran.stdout.lines().any(|line| line.starts_with(check)),
            "{check}\n{}",
            ran.stdout
        );
    }
    assert!(!house.path("data").exists());
}

#[test]
fn a_database_that_cannot_be_opened_is_6() {
    let house = new_house();
    let file = house.write(
        "broken.db",
        "this is no database, and long enough not to be taken for an empty one",
    );
    let ran = house.run(&[
        "--json",
        "--database",
        &format!("sqlite://{file}"),
        "doctor",
    ]);
    assert_eq!((ran.exit, &ran.json()["ok"]), (6, &false.into()), "{ran:?}");
    let ran = house.run(&[
        "--database",
        "postgres://nobody:secret@127.0.0.1:1/none",
        "doctor",
    ]);
    assert_eq!(ran.exit, 6);
    assert!(
        !ran.stdout.contains("secret") && !ran.stderr.contains("secret"),
        "{ran:?}"
    );
}

#[test]
fn a_data_directory_that_cannot_be_made_is_told() {
    let house = new_house();
    let file = house.write("file", "");
    let ran = house.run(&["--data-dir", &format!("{file}/below"), "doctor"]);
    assert_eq!(ran.exit, 1);
    assert!(ran.stdout.contains("FAILED"), "{ran:?}");
}

#[test]
fn wrong_viewer_lines_are_told_one_by_one() {
    let house = new_house();
    let file = house.write("viewers", "# nobody yet\nnonsense\nabc PARTNER x\n");
    let ran = house.run_with(
        &[("STAKEGRAPH__HTTP__VIEWER_TOKEN_FILE", &file)],
        &["doctor"],
    );
    assert_eq!(ran.exit, 1);
    assert!(
        ran.stdout.contains("viewers: line 2:") && ran.stdout.contains("viewers: line 3:"),
        "{ran:?}"
    );
    let ran = house.run(&["serve", "--viewer-token-file", &file]);
    assert_eq!(ran.exit, 2);
    assert!(
        !house.path("data").exists(),
        "settings are checked before the database is touched"
    );
}

#[test]
fn a_migrated_database_is_told_with_its_schema() {
    let house = new_house();
    house.ends(0, &["migrate"]);
    let ran = house.run(&["--json", "doctor"]);
    assert!(
        ran.json()["checks"][4]["detail"]
            .as_str()
            .unwrap()
            .contains(", schema m"),
        "{ran:?}"
    );
}

#[test]
fn a_trusted_document_that_does_not_fit_stops_the_service_before_the_database_is_touched() {
    let house = new_house();
    let file = house.write(
        "trusted.json",
        r#"{"good": "{ viewer { tier } }", "bad": "{ viewer { shoeSize } }"}"#,
    );
    let variables = [("STAKEGRAPH__GRAPHQL__TRUSTED_DOCUMENTS", file.as_str())];
    let ran = house.run_with(&variables, &["serve"]);
    assert_eq!(ran.exit, 2, "{ran:?}");
    assert!(
        ran.stderr.contains("bad: ") && ran.stderr.contains("shoeSize"),
        "{ran:?}"
    );
    assert!(!ran.stderr.contains("good: "), "{ran:?}");
    assert!(!house.path("data").exists());
    let ran = house.run_with(&variables, &["doctor"]);
    assert!(ran.stdout.contains("bad: ") && ran.exit != 0, "{ran:?}");
}
