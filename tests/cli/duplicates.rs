//! `stakegraph duplicates`: listing, judging and taking back, with exit codes that scripts can use.

use serde_json::Value;
use test_support::{House, Ran};

use crate::binary::new_house;

const DOSSIER: &str = r#"
dossier: people
format: 1
document:
  key: people-list
  type: OTHER
  language: en
  reference: true
  title: {text: "A list of people"}
  names: [{text: "Cilvēku saraksts", language: lv, kind: OFFICIAL}]
entities:
  sandra-kraukle: {kind: PERSON, names: [{text: Sandra Kraukle, language: lv, kind: OFFICIAL, cite: source}], cite: source}
  s-kraukle: {kind: PERSON, names: [{text: Sandra Kraukle, language: lv, kind: OFFICIAL, cite: source}], cite: source}
  ieva-ozola: {kind: PERSON, names: [{text: Ieva Ozola, language: lv, kind: OFFICIAL, cite: source}], cite: source}
  school: {kind: ORGANISATION, type: SCHOOL, names: [{text: Skola, language: lv, kind: OFFICIAL, cite: source}], cite: source}
"#;

const HAND: [&str; 4] = ["--by", "A. Curator", "--reason", "one hand, one school"];

/// A house whose database has the people of the dossier.
fn house() -> House {
    let house = new_house();
    let file = house.write("people.yaml", DOSSIER);
    let ran = house.run(&["import", &file]);
    assert_eq!(ran.exit, 0, "{ran:?}");
    house
}

fn duplicates(house: &House, arguments: &[&str]) -> Ran {
    let mut all = vec!["duplicates"];
    all.extend(arguments);
    house.run(&all)
}

fn judge(house: &House, pair: [&str; 2], verdict: &str, more: &[&str]) -> Ran {
    let mut all = vec!["judge", pair[0], pair[1], verdict];
    all.extend(HAND);
    all.extend(more);
    duplicates(house, &all)
}

const SANDRA: [&str; 2] = ["sandra-kraukle", "s-kraukle"];

#[test]
fn a_pair_is_listed_judged_and_taken_back() {
    let house = house();
    let listed = duplicates(&house, &["--json"]).json();
    assert_eq!(
        listed["keys"],
        serde_json::json!(["s-kraukle", "sandra-kraukle"])
    );
    assert!(listed["score"].as_f64().unwrap() > 0.5);
    let bits: f64 = listed["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["weight"].as_f64().unwrap())
        .sum();
    assert!(bits > 0.0, "{listed}");

    let dry = judge(&house, SANDRA, "same", &["--dry-run"]);
    assert_eq!(
        (
            dry.exit,
            duplicates(&house, &["judgements"]).stdout.as_str()
        ),
        (0, "")
    );
    let judged = judge(&house, SANDRA, "SAME", &["--json"]).json();
    assert_eq!(
        (&judged["verdict"], &judged["by"]),
        (&Value::from("SAME"), &Value::from("A. Curator"))
    );
    assert_eq!(duplicates(&house, &["list", "--json"]).stdout, "");
    assert_eq!(duplicates(&house, &["judgements", "--json"]).json(), judged);

    let id = judged["id"].as_str().unwrap();
    let undone = duplicates(
        &house,
        &["undo", id, "--by", "B", "--reason", "two hands", "--json"],
    )
    .json();
    assert_eq!(undone["retractedBecause"], "two hands");
    assert_eq!(duplicates(&house, &["judgements"]).stdout, "");
    assert_eq!(duplicates(&house, &["list", "--json"]).json(), listed);
    let again = duplicates(&house, &["undo", id, "--by", "B", "--reason", "again"]);
    assert_eq!(again.exit, 4, "{again:?}");
}

#[test]
fn unknown_is_4_with_the_nearest_and_a_contradiction_5_with_the_chain() {
    let house = house();
    let unknown = judge(&house, ["sandra-krauklis", "s-kraukle"], "SAME", &[]);
    assert_eq!(unknown.exit, 4);
    assert!(unknown.stderr.contains("did you mean s"), "{unknown:?}");
    assert_eq!(judge(&house, SANDRA, "SAME", &[]).exit, 0);
    assert_eq!(
        judge(&house, ["s-kraukle", "ieva-ozola"], "DIFFERENT", &[]).exit,
        0
    );
    let refused = judge(
        &house,
        ["sandra-kraukle", "ieva-ozola"],
        "SAME",
        &["--json"],
    );
    assert_eq!(refused.exit, 5, "{refused:?}");
    let chain = refused.json()["conflict"].as_array().unwrap().clone();
    let verdicts: Vec<&str> = chain
        .iter()
        .map(|link| link["verdict"].as_str().unwrap())
        .collect();
    assert_eq!(verdicts, ["SAME", "DIFFERENT"]);
    let told = judge(&house, ["sandra-kraukle", "ieva-ozola"], "SAME", &[]).stderr;
    assert!(
        told.contains("s-kraukle SAME sandra-kraukle") && told.contains("one school"),
        "{told}"
    );
    assert_eq!(
        judge(&house, ["sandra-kraukle", "school"], "SAME", &[]).exit,
        5
    );
}

#[test]
fn who_and_why_are_demanded() {
    let house = new_house();
    for arguments in [
        &["judge", "a", "b", "SAME", "--by", "A"][..],
        &["judge", "a", "b", "SAME", "--by", " ", "--reason", "x"],
        &["judge", "a", "b", "MAYBE", "--by", "A", "--reason", "x"],
        &["undo", "--by", "A", "--reason", "x"],
    ] {
        let ran = duplicates(&house, arguments);
        assert_eq!((ran.exit, ran.stdout.as_str()), (2, ""), "{arguments:?}");
    }
}
