//! Where in the log of changes a request reads, and from where on it wants to.
//!
//! A request that reads the graph begins by finding its place in the log; the answer holds all that
//! was recorded up to it and says so in `extensions.snapshot`. Who has recorded something and wants
//! to see it sends that number as the request's extension `minSnapshot`; the answer waits for it, as
//! long as [`PATIENCE`]. Not here: the log and the graph that follows it (`operations::snapshots`).

use std::{sync::Arc, time::Duration};

use async_graphql::{
    Pos, ServerError,
    parser::types::{ExecutableDocument, OperationType, Selection},
};
use serde_json::Value;

use super::error::{ErrorCode, classify, from_store};
use crate::operations::snapshots::Snapshots;

/// The extension of a request, with the number of a snapshot.
pub(super) const LEAST: &str = "minSnapshot";

/// So long is a snapshot waited for that is not there yet.
const PATIENCE: Duration = Duration::from_secs(1);

/// Fields of the root that read no graph.
const OTHERS: [&str; 5] = ["__typename", "__schema", "__type", "viewer", "vocabulary"];

/// Whether a document reads the graph: all do but those that ask for nothing but the schema, the
/// viewer and the words.
pub(super) fn is_read_by(document: &ExecutableDocument) -> bool {
    let mut operations = document.operations.iter();
    operations.any(|(_, operation)| {
        let items = &operation.node.selection_set.node.items;
        operation.node.ty != OperationType::Query
            || items.iter().any(|item| match &item.node {
                Selection::Field(field) => !OTHERS.contains(&field.node.name.node.as_str()),
                Selection::FragmentSpread(_) | Selection::InlineFragment(_) => true,
            })
    })
}

/// The place in the log at which a request reads, if it reads.
///
/// Where the log cannot be asked, the fields are left to fail, each for itself.
pub(super) async fn of(snapshots: &Snapshots, reads: bool) -> Option<i64> {
    if reads {
        snapshots.place().await.ok()
    } else {
        None
    }
}

/// Waits until the log has got as far as a request wants.
pub(super) async fn wait(snapshots: &Snapshots, least: &Value) -> Result<(), ServerError> {
    let least = number(least).ok_or_else(|| {
        let message = format!("{LEAST}: expected the number of a snapshot, such as 42");
        refused(ErrorCode::BadUserInput, message)
    })?;
    match snapshots.place_from(least, PATIENCE).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(behind)) => Err(refused(ErrorCode::Unavailable, behind.to_string())),
        Err(failure) => {
            let error = from_store(Arc::new(failure)).into_server_error(Pos::default());
            Err(classify(vec![error]).remove(0))
        }
    }
}

fn number(given: &Value) -> Option<i64> {
    match given {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
    .filter(|number| *number >= 0)
}

fn refused(code: ErrorCode, message: String) -> ServerError {
    code.put(ServerError::new(message, None))
}
