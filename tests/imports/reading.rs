//! Reading: formats, several dossiers in one stream, and positions.

use stakegraph::{
    exchange::dossier::{parse, read},
    operations::violation::Code,
};

use crate::fixture::{dossier, named, valid, violations};

/// The line on which the second of two dossiers of a stream begins.
fn second_begins() -> u32 {
    u32::try_from(dossier("").lines().count()).expect("a short text") + 2
}

#[test]
fn a_valid_dossier_has_no_violations() {
    assert_eq!(violations(&dossier("")), []);
}

#[test]
fn json_is_read_like_yaml() {
    let text = r#"{
	"dossier": "j", "format": 1,
	"document": {"key": "d", "type": "OTHER", "reference": true, "title": "A \"title\"", "names": [{"text": "Ābele", "kind": "OFFICIAL"}]},
	"entities": {"v": {"kind": "MUNICIPALITY", "type": "COUNTY", "country": "LV", "names": [{"text": "V\u0101", "kind": "OFFICIAL", "cite": "source"}]}},
	"relations": [{"subject": "v", "kind": "PART_OF", "object": "w", "cite": "source"}]
}"#;
    let read = parse("j.json", text).expect("JSON is read");
    assert_eq!(read.entities[0].names[0].text.value, "Vā");
    assert_eq!(read.relations[0].object.position.line, 5);
}

#[test]
fn a_stream_holds_several_dossiers() {
    let text = format!("{}---\n{}", named("one", ""), named("two", ""));
    let read: Vec<_> = read("both.yaml", &text).collect();
    let keys: Vec<_> = read
        .iter()
        .filter_map(|reading| reading.dossier.as_ref())
        .map(|dossier| dossier.key.value.as_str())
        .collect();
    assert_eq!(keys, ["one", "two"]);
    let hashes: Vec<_> = read
        .iter()
        .filter_map(|r| r.dossier.as_ref())
        .map(|d| &d.sha256)
        .collect();
    assert_ne!(hashes[0], hashes[1]);
    // Positions are those of the file, not of the document within it.
    let second = read[1].dossier.as_ref().expect("the second");
    assert_eq!(second.key.position.line, second_begins());
}

#[test]
fn two_dossiers_of_one_key_are_refused() {
    let text = format!("{}---\n{}", named("one", ""), named("one", ""));
    let found = violations(&text);
    let found: Vec<_> = found.iter().map(|v| (v.code, v.line, v.column)).collect();
    assert_eq!(found, [(Code::DuplicateDossier, second_begins(), 10)]);
}

#[test]
fn where_one_dossier_is_asked_for_a_second_is_refused() {
    let text = format!("{}---\n{}", named("one", ""), named("two", ""));
    let refused = parse("both.yaml", &text).expect_err("two are refused");
    assert_eq!(refused[0].code, Code::DuplicateDossier);
    assert_eq!(refused[0].line, second_begins());
}

#[test]
fn an_empty_document_at_the_end_of_a_stream_is_nothing() {
    let text = format!("{}---\n# the end\n", dossier(""));
    assert_eq!(violations(&text), []);
}

#[test]
fn what_comes_after_a_break_is_not_called_dangling() {
    let broken = format!("{}  - ]\n", dossier("relations:\n"));
    let other = named(
        "other",
        "relations:\n  - {subject: anna-ozola, kind: ATTENDED, object: later, cite: name}\n",
    );
    let text = format!("{other}---\n{broken}");
    let codes: Vec<_> = violations(&text).into_iter().map(|v| v.code).collect();
    assert_eq!(codes, [Code::Syntax]);
}

#[test]
fn the_word_no_is_text_and_numbers_want_quotes() {
    let text = dossier(
        "  no: {kind: ORGANISATION, type: NGO, country: NO, names: [{text: no, language: no, kind: OFFICIAL}], cite: title}\n",
    );
    let read = valid(&text);
    assert_eq!(read.entities[5].names[0].text.value, "no");
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_no_matter() {
    let text = format!("\u{feff}{}", dossier("").replace('\n', "\r\n"));
    assert_eq!(violations(&text), []);
}
