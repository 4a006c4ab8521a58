//! `stakegraph schema`: the GraphQL schema on stdout, in its definition language.

use super::{Console, Exit};

/// Prints the schema; with `--json` as one JSON string in an object.
pub(super) fn run(console: Console) -> Exit {
    let sdl = crate::graphql::sdl();
    if console.json {
        console.json_line(&serde_json::json!({ "schema": sdl }));
    } else {
        console.data(sdl.trim_end());
    }
    Exit::Done
}
