//! `stakegraph names`: what it prints, with and without arguments.

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use crate::binary::new_house;

#[test]
fn forms_are_analysed_one_object_a_line() {
    let ran = new_house().run(&["names", "--json", "Maldas Avramenko", "Talsos"]);
    let lines: Vec<Value> = ran
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!((ran.exit, lines.len()), (0, 2));
    assert_eq!(lines[0]["form"], "Maldas Avramenko");
    let best = &lines[0]["candidates"][0];
    assert_eq!(best["nominative"], "Malda Avramenko");
    assert_eq!(best["case"], "GENITIVE");
    assert_eq!(best["number"], "SINGULAR");
    assert_eq!(best["gender"], "FEMININE");
    assert_eq!(best["rule"], "person.genitive");
    assert!(best["cost"].as_f64().unwrap() < 0.5);
    assert_eq!(best.as_object().unwrap().len(), 6);
    assert_eq!(lines[1]["candidates"][0]["nominative"], "Talsi");
}

#[test]
fn without_forms_each_line_of_standard_input_is_one() {
    let house = new_house();
    let mut child = house
        .command(&["names"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input
        .write_all("ventspilī\n\nLiesmas Oses\n".as_bytes())
        .unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    for word in ["Ventspils", "Liesma Ose", "person.genitive"] {
        assert!(text.contains(word), "{word} in {text}");
    }
}

#[test]
fn a_name_without_words_has_no_candidates() {
    let ran = new_house().run(&["names", "--json", "„”"]);
    assert_eq!(
        (ran.exit, ran.stdout.trim()),
        (0, r#"{"form":"„”","candidates":[]}"#)
    );
}
