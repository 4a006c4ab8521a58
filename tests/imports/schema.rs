//! The JSON Schema: it takes what the reader takes in form, and refuses what it refuses.

use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};
use stakegraph::{
    exchange::dossier::{json_schema, read},
    operations::violation::Code,
};

fn validator() -> Validator {
    jsonschema::draft202012::new(&json_schema()).expect("the schema is one")
}

/// The dossiers of the repository, as JSON.
fn dossiers() -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/dossiers");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of dossiers")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            (
                path.display().to_string(),
                std::fs::read_to_string(&path).expect("a dossier"),
            )
        })
        .collect()
}

/// A minimal dossier as JSON, with fields of each record.
fn small() -> Value {
    let hash = "a".repeat(64);
    json!({
        "dossier": "d", "format": 1,
        "document": {
            "key": "doc", "type": "REPORT", "sha256": hash, "length": 10,
            "title": {"span": "s"}, "names": [{"text": "N", "kind": "OFFICIAL"}],
        },
        "spans": {"s": [0, 4, hash]},
        "entities": {
            "p": {"kind": "PERSON", "names": [{"text": "P", "kind": "OFFICIAL"}], "cite": "s"},
            "e": {"kind": "EVENT", "type": "VISIT", "period": "2019", "names": [{"text": "E", "kind": "OFFICIAL"}], "identifiers": [{"scheme": "x", "value": "y"}], "cite": [{"span": "s"}]},
        },
        "relations": [{"subject": "p", "kind": "ATTENDED", "object": "e", "recurrence": {"every": "P1Y"}, "modality": "PLANNED", "cite": "s"}],
        "figures": [{"about": "e", "measure": "participants", "kind": "STATED", "value": {"read": "s"}, "cite": "s"}],
        "notes": [{"about": "e", "kind": "GOAL", "text": {"en": "T"}, "cite": "s"}],
    })
}

/// The reader's violations of form.
fn refused(dossier: &Value) -> Vec<Code> {
    let text = dossier.to_string();
    read("d.json", &text)
        .flat_map(|reading| reading.violations)
        .map(|violation| violation.code)
        .collect()
}

#[test]
fn the_schema_is_one_of_json_schema() {
    assert!(jsonschema::meta::is_valid(&json_schema()));
}

#[test]
fn the_schema_takes_a_dossier_with_every_record() {
    let errors: Vec<_> = validator()
        .iter_errors(&small())
        .map(|e| e.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert_eq!(refused(&small()), []);
}

#[test]
fn every_dossier_of_the_repository_keeps_the_schema() {
    let validator = validator();
    for (file, text) in dossiers() {
        let value = yaml_value(&text);
        let errors: Vec<_> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{file}: {errors:#?}");
    }
}

#[test]
fn no_dossier_of_the_repository_carries_a_value_that_is_read() {
    for (file, text) in dossiers() {
        for reading in read(&file, &text) {
            for figure in reading.dossier.iter().flat_map(|dossier| &dossier.figures) {
                let value = figure.value.as_ref().map(|at| &at.value);
                let carried = matches!(
                    value,
                    Some(stakegraph::operations::dossier::Source::Read {
                        carried: Some(_),
                        ..
                    })
                );
                assert!(!carried, "{file}:{}", figure.position.line);
            }
        }
    }
}

/// Every mapping of a value, by its JSON pointer.
fn mappings(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            found.push(pointer.to_owned());
            for (name, field) in fields {
                mappings(field, &format!("{pointer}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                mappings(item, &format!("{pointer}/{place}"), found);
            }
        }
        _ => {}
    }
}

/// The mappings that are records: their keys are fields, not names that the curator chooses.
fn records() -> Vec<String> {
    let mut found = Vec::new();
    mappings(&small(), "", &mut found);
    found.retain(|pointer| !matches!(pointer.as_str(), "/spans" | "/entities" | "/notes/0/text"));
    found
}

#[test]
fn both_refuse_an_unknown_field_in_every_record() {
    let validator = validator();
    for pointer in records() {
        let mut dossier = small();
        dossier.pointer_mut(&pointer).expect("the record")["colour"] = json!("red");
        assert!(!validator.is_valid(&dossier), "the schema, at {pointer}");
        assert!(
            refused(&dossier).contains(&Code::UnknownField),
            "the reader, at {pointer}"
        );
    }
}

/// Values of every type, to be put where they do not belong.
fn values() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        Just(json!(true)),
        Just(json!(7)),
        Just(json!(-0.5)),
        Just(json!([])),
        Just(json!({})),
        Just(json!(["s"])),
        "[A-Za-z0-9/.~-]{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "PUBLIC",
            "lv",
            "LV",
            "EVENT",
            "2019/..",
            "P1Y",
            "s",
            "x",
            "https://a"
        ])
        .prop_map(Value::from),
    ]
}

/// The pointers of all fields.
fn fields() -> Vec<String> {
    let dossier = small();
    let mut found = Vec::new();
    for pointer in records() {
        let record = dossier
            .pointer(&pointer)
            .and_then(Value::as_object)
            .expect("a record");
        found.extend(record.keys().map(|name| format!("{pointer}/{name}")));
    }
    found
}

/// Violations of form that a schema cannot say.
const BEYOND_SCHEMA: &[Code] = &[
    Code::BadDate,
    Code::ImpossibleDate,
    Code::ReversedDates,
    Code::UncleanText,
    Code::BadSpan,
];

proptest! {
    #[test]
    fn both_agree_on_whatever_stands_in_a_field(place in 0..200usize, value in values()) {
        let fields = fields();
        let pointer = &fields[place % fields.len()];
        let mut dossier = small();
        *dossier.pointer_mut(pointer).expect("the field") = value;
        let refused = refused(&dossier);
        let in_form: Vec<_> = refused.iter().filter(|code| !BEYOND_SCHEMA.contains(code)).collect();
        let valid = validator().is_valid(&dossier);
        if valid {
            prop_assert!(in_form.is_empty(), "the reader alone refuses {pointer}: {refused:?}\n{dossier}");
        } else {
            prop_assert!(!refused.is_empty(), "the schema alone refuses {pointer}\n{dossier}");
        }
    }

    #[test]
    fn rules_and_patterns_agree(text in "[A-Za-z0-9]{0,4}[-A-Za-z0-9:/.PYMWD]{0,20}", place in 0..9usize) {
        let pointers = [
            "/dossier", "/document/sha256", "/document/key", "/entities/p/cite", "/entities/e/identifiers/0/scheme",
            "/relations/0/recurrence/every", "/relations/0/subject", "/figures/0/about", "/notes/0/about",
        ];
        let mut dossier = small();
        *dossier.pointer_mut(pointers[place]).expect("the field") = json!(text);
        let refused = refused(&dossier);
        prop_assert_eq!(validator().is_valid(&dossier), refused.is_empty(), "{:?} {:?}", text, refused);
    }
}

/// A plain reading of YAML into JSON, independent of the reader under test.
fn yaml_value(text: &str) -> Value {
    use saphyr::{LoadableYamlNode, Scalar, Yaml};
    fn of(node: &Yaml<'_>) -> Value {
        match node {
            Yaml::Value(Scalar::String(text)) => json!(text),
            Yaml::Value(Scalar::Integer(number)) => json!(number),
            Yaml::Value(Scalar::FloatingPoint(number)) => json!(number.into_inner()),
            Yaml::Value(Scalar::Boolean(truth)) => json!(truth),
            Yaml::Sequence(items) => Value::Array(items.iter().map(of).collect()),
            Yaml::Mapping(entries) => Value::Object(
                entries
                    .iter()
                    .map(|(key, value)| (key.as_str().unwrap_or_default().to_owned(), of(value)))
                    .collect(),
            ),
            _ => Value::Null,
        }
    }
    let nodes = Yaml::load_from_str(text).expect("YAML");
    of(&nodes[0])
}
