//! Whether two services say the same, whatever they call it.

use std::{error::Error, path::Path};

use async_graphql::Value;

use crate::{
    graph::{self, Size},
    load::body,
    service::Service,
};

/// How many answers are compared.
const ANSWERS: u64 = 100;

/// How many answers to a query are the same; an error at the first that is not.
pub(crate) fn agree(
    home: &Path,
    query: &str,
    [peer, ours]: [&Service; 2],
    size: &Size,
) -> Result<usize, Box<dyn Error>> {
    let mut alike = 0;
    for query in [query.to_owned(), format!("{query}-other")] {
        let of = query.split('-').next().unwrap_or_default();
        let mut said = 0;
        for variables in graph::parameters(of, size, ANSWERS) {
            let theirs = leaves(&peer.ask(&body(home, &query, "peer", &variables)?)?)?;
            let mine = leaves(&ours.ask(&body(home, &query, "ours", &variables)?)?)?;
            if theirs != mine {
                return Err(format!("{query} {variables}:\n{theirs:?}\n{mine:?}").into());
            }
            said += mine.len();
            alike += 1;
        }
        if said < 200 {
            return Err(format!("{query}: the answers say too little").into());
        }
    }
    Ok(alike)
}

/// What an answer says, in its order, without the names of fields.
fn leaves(answer: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let Value::Object(mut answer) = serde_json::from_str(answer)? else {
        return Err("no object".into());
    };
    if let Some(errors) = answer.get("errors") {
        return Err(errors.to_string().into());
    }
    let mut all = Vec::new();
    collect(&answer.swap_remove("data").unwrap_or_default(), &mut all);
    Ok(all)
}

fn collect(value: &Value, all: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.values().for_each(|field| collect(field, all)),
        Value::List(items) => items.iter().for_each(|item| collect(item, all)),
        leaf => all.push(leaf.to_string()),
    }
}
