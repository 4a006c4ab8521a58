//! What is a form of a name, what is only near, and what is far.

use std::sync::atomic::AtomicBool;

use stakegraph::names::index::Rule;

use crate::many::Borne;

fn borne(names: &[(&str, bool)]) -> Borne {
    let mut borne = Borne::default();
    for (name, latvian) in names {
        borne.add(name, name, *latvian);
    }
    borne.settled()
}

fn latvian(names: &[&str]) -> Borne {
    let names: Vec<(&str, bool)> = names.iter().map(|name| (*name, true)).collect();
    borne(&names)
}

#[test]
fn another_name_in_use_is_near_also_when_nobody_here_bears_it() {
    let borne = latvian(&["Malda Avramenko", "Valkas novads", "Andris Ozols"]);
    for (text, is_near) in [
        ("Magda Avramenko", true),
        ("Magdas Avramenko", true),
        ("Valgas novads", true),
        ("Valgas novadā", true),
        ("Mlada Avramenko", false),
        ("Andris Ozls", false),
    ] {
        let found = borne.found(text);
        assert_eq!(
            found.first().map(|found| found.near),
            Some(is_near),
            "{text}"
        );
    }
}

#[test]
fn people_in_the_plural_are_found_also_where_the_plural_is_rather_a_place() {
    let borne = latvian(&[
        "Pēteris Pumpurs",
        "Jānis Bērziņš",
        "Anna Kalniņa",
        "Limbaži",
    ]);
    for (text, name) in [
        ("Pumpuriem", "Pēteris Pumpurs"),
        ("Bērziņiem", "Jānis Bērziņš"),
        ("Kalniņām", "Anna Kalniņa"),
        ("Limbažos", "Limbaži"),
    ] {
        let found = borne.found(text);
        let first = found.first().expect(text);
        assert_eq!(first.text, name, "{text}");
        let by_form = first
            .reasons
            .iter()
            .all(|why| matches!(why.rule, Rule::Form(_)));
        assert!(by_form && !first.near, "{text}: {first:?}");
    }
}

#[test]
fn names_of_other_languages_are_found_as_they_are_and_are_not_inflected() {
    let borne = borne(&[
        ("Valga linn", false),
        ("Põlva vald", false),
        ("Kauno rajono savivaldybė", false),
        ("Šiauliai", false),
        ("Council of Europe", false),
        ("Talsi", true),
    ]);
    for (text, name) in [
        ("valga linn", "Valga linn"),
        ("Polva vald", "Põlva vald"),
        ("Kauno rajono savivaldybe", "Kauno rajono savivaldybė"),
        ("Siauliai", "Šiauliai"),
        ("Europe Council of", "Council of Europe"),
        ("Coucil of Europe", "Council of Europe"),
    ] {
        let found = borne.found(text);
        assert_eq!(
            found.first().map(|found| found.text.as_str()),
            Some(name),
            "{text}"
        );
    }
    let inflected = borne.found("Šiauliem");
    let by_form = |found: &stakegraph::names::index::Found| {
        let mut rules = found.reasons.iter();
        rules.any(|why| matches!(why.rule, Rule::Form(_)))
    };
    assert!(!inflected.iter().any(by_form), "{inflected:?}");
    assert!(borne.found("Talsos").iter().any(by_form));
}

#[test]
fn a_name_that_lacks_a_word_is_near_and_initials_alone_find_nobody() {
    let borne = latvian(&["Pēteris Ozols", "Kārlis Priede", "K Liepa"]);
    let found = borne.found("P. K. Ozols");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(borne.key(&found[0]), "Pēteris Ozols");
    assert!(found[0].near);
    assert!(
        borne
            .found("P. K. Zxqwvy")
            .iter()
            .all(|found| found.text == "K Liepa")
    );
}

#[test]
fn a_search_that_nobody_waits_for_ends_with_what_it_has() {
    let borne = latvian(&["Malda Avramenko"]);
    assert_eq!(
        borne
            .found_unless("Malda", Some(&AtomicBool::new(false)))
            .len(),
        1
    );
    assert!(
        borne
            .found_unless("Malda", Some(&AtomicBool::new(true)))
            .is_empty()
    );
}
