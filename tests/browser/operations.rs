//! The operations that the explorer asks: each a document of its own that fits the schema.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::files::files;
use crate::server::served;

/// The fragments of a document: name and text.
fn fragments(text: &str) -> BTreeMap<String, String> {
    text.split("\nfragment ")
        .skip(1)
        .map(|fragment| {
            let name = fragment.split(' ').next().unwrap_or_default().to_owned();
            (name, fragment.trim_end().to_owned())
        })
        .collect()
}

#[test]
fn each_file_is_one_operation_of_its_name_which_the_explorer_or_its_server_asks() {
    let scripts: String = files("web/explorer", ".js")
        .into_iter()
        .chain(files("src/http", ".rs"))
        .map(|(_, text)| text)
        .collect();
    for (path, text) in files("web/operations", ".graphql") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(text.starts_with("# "), "{name} says what it is for");
        assert_eq!(text.matches("\nquery ").count(), 1, "{name}");
        let begins = |sign| text.contains(&format!("\nquery {name}{sign}"));
        assert!(begins("(") || begins(" {"), "{name}");
        assert!(
            scripts.contains(&format!("\"{name}\"")),
            "{name} is asked by nobody"
        );
    }
}

#[test]
fn a_fragment_of_one_name_is_the_same_everywhere() {
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for (path, text) in files("web/operations", ".graphql") {
        for (name, fragment) in fragments(&text) {
            let first = known.entry(name).or_insert_with(|| fragment.clone());
            assert_eq!(*first, fragment, "{}", path.display());
        }
    }
    assert!(known.len() > 3);
}

#[test]
fn every_operation_fits_the_schema() {
    let served = served();
    for (path, query) in files("web/operations", ".graphql") {
        let reply = served.server.send(
            "POST",
            "/graphql",
            "content-type: application/json\r\n",
            &json!({ "query": query }).to_string(),
        );
        let (_, body) = reply.split_once("\r\n\r\n").unwrap();
        let answer: Value = serde_json::from_str(body).unwrap();
        let codes: Vec<_> = answer["errors"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|error| error["extensions"]["code"].as_str().unwrap_or_default())
            .collect();
        // Without its variables it may be refused for that, and for nothing else.
        assert!(
            codes.iter().all(|code| *code == "BAD_USER_INPUT"),
            "{}: {answer}",
            path.display()
        );
    }
}
