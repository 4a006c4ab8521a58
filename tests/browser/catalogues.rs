//! The catalogues of sentences: the same keys in all languages, every plural whole, nothing
//! asked for that is missing and nothing kept that is never asked for.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::files::files;

/// The CLDR categories of each language's plurals.
const PLURALS: [(&str, &[&str]); 4] = [
    ("en", &["one", "other"]),
    ("et", &["one", "other"]),
    ("lt", &["few", "many", "one", "other"]),
    ("lv", &["one", "other", "zero"]),
];

fn catalogues() -> BTreeMap<String, Map<String, Value>> {
    files("web/explorer/i18n", ".json")
        .into_iter()
        .map(|(path, text)| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, serde_json::from_str(&text).unwrap())
        })
        .collect()
}

/// The parameters of a sentence: `{name}`.
fn parameters(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .collect()
}

fn forms(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Object(forms) => forms.values().map(|form| form.as_str().unwrap()).collect(),
        other => panic!("no sentence: {other}"),
    }
}

#[test]
fn all_languages_have_the_same_keys_and_parameters() {
    let all = catalogues();
    let languages: Vec<&str> = all.keys().map(String::as_str).collect();
    assert_eq!(languages, ["en", "et", "lt", "lv"]);
    for (language, catalogue) in &all {
        let keys: BTreeSet<_> = catalogue.keys().collect();
        let expected: BTreeSet<_> = all["en"].keys().collect();
        let difference: Vec<_> = keys.symmetric_difference(&expected).collect();
        assert!(difference.is_empty(), "{language}: {difference:?}");
        for (key, value) in catalogue {
            let wanted: BTreeSet<&str> = forms(&all["en"][key])
                .into_iter()
                .flat_map(parameters)
                .collect();
            for form in forms(value) {
                assert!(!form.trim().is_empty(), "{language}: {key} says nothing");
                let named = parameters(form);
                // A plural may say its number in a word of its own: "once".
                let missing: Vec<_> = wanted
                    .difference(&named)
                    .filter(|name| **name != "n")
                    .collect();
                assert!(
                    missing.is_empty() && named.is_subset(&wanted),
                    "{language}: {key}: {named:?}"
                );
            }
        }
    }
}

#[test]
fn every_plural_has_the_forms_of_its_language() {
    let all = catalogues();
    for (language, categories) in PLURALS {
        let mut plurals = 0;
        for (key, value) in &all[language] {
            let Value::Object(forms) = value else {
                continue;
            };
            plurals += 1;
            let mut given: Vec<_> = forms.keys().map(String::as_str).collect();
            given.sort_unstable();
            assert_eq!(given, categories, "{language}: {key}");
            assert!(
                all["en"][key].is_object(),
                "{key} is a plural in all or none"
            );
        }
        assert!(plurals > 10, "{language}");
    }
}

/// What stands between `t("` or `` t(` `` and its end: a key, or the beginning of several.
fn asked() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut keys, mut stems) = (BTreeSet::new(), BTreeSet::new());
    for (_, text) in files("web/explorer", ".js") {
        for (at, _) in text.match_indices("t(") {
            // The name of the function, and not the end of a longer one.
            if text[..at].ends_with(|sign: char| sign.is_alphanumeric() || sign == '_') {
                continue;
            }
            let argument = text[at + 2..].split(')').next().unwrap_or_default();
            for literal in argument.split('"').skip(1).step_by(2) {
                if literal.contains('.') || ["yes", "no"].contains(&literal) {
                    keys.insert(literal.to_owned());
                }
            }
            if let Some(template) = argument.strip_prefix('`') {
                let stem = template.split("${").next().unwrap_or_default();
                stems.insert(stem.to_owned());
            }
        }
        for stem in text.split("has(`").skip(1) {
            stems.insert(stem.split("${").next().unwrap_or_default().to_owned());
        }
        // Reasons of a hit are chosen by the rule first and said afterwards.
        for key in text.split('"').filter(|part| part.starts_with("why.")) {
            keys.insert(key.to_owned());
        }
    }
    (keys, stems)
}

#[test]
fn no_key_is_asked_for_that_is_missing() {
    let all = catalogues();
    let (keys, stems) = asked();
    assert!(keys.len() > 150, "{}", keys.len());
    for key in keys {
        assert!(all["en"].contains_key(&key), "{key}");
    }
    for stem in stems {
        let found = all["en"].keys().any(|key| key.starts_with(&stem));
        assert!(found, "no key begins with {stem}");
    }
}

#[test]
fn no_key_is_kept_that_nobody_asks_for() {
    let (keys, stems) = asked();
    let idle: Vec<_> = catalogues()["en"]
        .keys()
        .filter(|key| {
            !keys.contains(*key)
                && !stems
                    .iter()
                    .any(|stem| !stem.is_empty() && key.starts_with(stem))
        })
        .cloned()
        .collect();
    assert!(idle.is_empty(), "{idle:?}");
}
