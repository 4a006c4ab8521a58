//! The JSON Schema of dossiers, and the page of what can be wrong with one.

use std::fmt::Write;

use stakegraph::{exchange::dossier::json_schema, operations::violation::Code};

const HEAD: &str = "
# The violations of dossiers

Generated from `src/operations/violation.rs`. `stakegraph validate` and `stakegraph import` print them with file, line,
column, field, code, message, what was expected and the nearest known word; with `--json` one object a line.

| Code | What is wrong |
| --- | --- |
";

/// The text of `data/dossier.schema.json`.
pub(crate) fn schema() -> String {
    // The schema is a JSON value already: writing it cannot fail.
    serde_json::to_string_pretty(&json_schema()).unwrap_or_default() + "\n"
}

/// The part of the error page on dossiers.
pub(crate) fn violations() -> String {
    Code::ALL.iter().fold(HEAD.to_owned(), |mut text, code| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| `{}` | {} |", code.as_str(), code.description());
        text
    })
}
