//! Counting what the variables hold, on all levels.

use serde_json::{Map, Value};

use super::Excess;
use crate::graphql::limits::VALUES;

/// Refuses variables that hold too many values. How deep they nest, the reader of JSON has
/// bounded.
pub(in crate::graphql::door) fn values(variables: &Map<String, Value>) -> Result<(), Excess> {
    let mut left = VALUES;
    if variables.values().all(|value| take(value, &mut left)) {
        return Ok(());
    }
    Err(Excess {
        message: format!("The variables hold more than {VALUES} values."),
        ..Excess::too_much("values", VALUES)
    })
}

/// Counts a value and those within it; false when there are too many.
fn take(value: &Value, left: &mut usize) -> bool {
    let Some(fewer) = left.checked_sub(1) else {
        return false;
    };
    *left = fewer;
    match value {
        Value::Array(items) => items.iter().all(|item| take(item, left)),
        Value::Object(members) => members.values().all(|member| take(member, left)),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::{VALUES, values};

    fn fits(value: Value) -> bool {
        values(&Map::from_iter([("v".to_owned(), value)])).is_ok()
    }

    #[test]
    fn values_are_counted_on_all_levels() {
        assert!(fits(json!(vec![1; VALUES - 1])));
        assert!(!fits(json!(vec![1; VALUES])));
        assert!(!fits(json!(vec![json!({ "a": [1] }); VALUES / 3 + 1])));
        assert!(values(&Map::new()).is_ok());
    }
}
