//! What the address of a file of rows may say: the filter, and the lens.

use serde_json::{Map, Value};

use crate::graphql::ErrorCode;
use crate::http::refusal::Refusal;

/// The parameters that are taken as they stand.
const TEXTS: &[&str] = &["valid", "known", "certainty", "succession", "identity"];

/// The variables of the question.
///
/// # Errors
/// A parameter that is not known, is given twice, or is no JSON where it has to be.
pub(super) fn variables(given: Vec<(String, String)>) -> Result<Map<String, Value>, Refusal> {
    let mut variables = Map::new();
    for (name, text) in given {
        let value = match name.as_str() {
            "where" => serde_json::from_str(&text)
                .map_err(|_| refusal("where has to be a filter written as JSON".to_owned()))?,
            "modality" => text
                .split(',')
                .map(|word| Value::from(word.trim()))
                .collect(),
            known if TEXTS.contains(&known) => Value::from(text),
            other => {
                let other: String = other.chars().take(40).collect();
                return Err(refusal(format!(
                    "{other:?} is no parameter here; where, modality, {} are",
                    TEXTS.join(", ")
                )));
            }
        };
        if variables.insert(name.clone(), value).is_some() {
            return Err(refusal(format!("{name} is given twice")));
        }
    }
    Ok(variables)
}

fn refusal(message: String) -> Refusal {
    Refusal::new(ErrorCode::BadUserInput, message)
}
