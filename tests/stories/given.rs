//! The expected answers are those that were given with the questions, where these lie
//! beside the checkout.

use std::{collections::BTreeSet, fs};

use serde_json::Value;
use test_support::shared;

use crate::story::expectations;

#[test]
fn the_expected_answers_are_the_given_ones() {
    let Some(file) = shared("questions/questions.json") else {
        return;
    };
    let questions = fs::read_to_string(file).expect("the questions can be read");
    let questions: Vec<Value> = serde_json::from_str(&questions).expect("they are JSON");
    let expected = expectations();
    for question in &questions {
        let name = question["id"].as_str().unwrap_or_default().to_lowercase();
        let expected = expected
            .get(&name)
            .unwrap_or_else(|| panic!("{name} has no story"));
        if let (Some(answer), None) = (&expected.answer, &expected.given_differs) {
            let given = &question["answer_value"];
            assert!(says_the_same(answer, given), "{name}: {answer} for {given}");
        }
    }
    assert_eq!(questions.len(), expected.len());
}

/// Ours may say more: who beside how many, or what beside whom.
fn says_the_same(ours: &Value, given: &Value) -> bool {
    match (ours, given) {
        (Value::Object(ours), Value::Object(given)) => given
            .iter()
            .all(|(key, given)| ours.get(key).is_some_and(|ours| says_the_same(ours, given))),
        (Value::Object(ours), Value::Number(_)) => ours.get("count") == Some(given),
        (Value::Object(ours), Value::Array(_)) => {
            words(given) == ours.keys().cloned().collect::<BTreeSet<_>>()
        }
        (Value::Array(_), Value::Array(_)) => words(ours) == words(given),
        _ => ours == given,
    }
}

fn words(list: &Value) -> BTreeSet<String> {
    let texts = list
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    texts.map(unabbreviated).collect()
}

/// `2019-10-17/18` says `2019-10-17/2019-10-18`.
fn unabbreviated(text: &str) -> String {
    match text.split_once('/') {
        Some((from, to)) if from.len() == 10 && to.len() == 2 => {
            format!("{from}/{}{to}", &from[..8])
        }
        _ => text.to_owned(),
    }
}
