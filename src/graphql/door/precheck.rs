//! What a document may cost before it is known what it asks: checked in time linear in its
//! text, before anything else looks at it.
//!
//! Two steps. [`scan`] counts tokens and nesting without parsing, so that the parser is never
//! given what would exhaust it. [`measure`] counts the selections of the parsed document with
//! every fragment in its place, each fragment computed once, so that validation is never given
//! fragments that double at every level. Not here: whether the document fits the schema
//! (validation), what a filter may hold (`filter/size.rs`), the limits on depth and fields.

mod measure;
mod scan;

use async_graphql::Pos;

use crate::graphql::ErrorCode;

pub(super) use measure::measure;
pub(super) use scan::scan;

/// The longest document, in bytes.
const BYTES: usize = 100_000;
/// The most tokens, comments among them.
const TOKENS: usize = 6_000;
/// How deep braces, brackets and parentheses may nest.
const NESTING: usize = 64;
/// The most directives.
const DIRECTIVES: usize = 100;
/// The most aliases, as they stand in the document.
const ALIASES: usize = 250;
/// The most selections (fields, fragments) with every fragment in its place.
const SELECTIONS: u64 = 4_000;

/// Why a document is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Excess {
    pub code: ErrorCode,
    pub message: String,
    pub place: Option<Pos>,
}

impl Excess {
    fn too_much(what: &str, limit: impl std::fmt::Display) -> Self {
        Self {
            code: ErrorCode::QueryTooComplex,
            message: format!("The document has more than {limit} {what}."),
            place: None,
        }
    }
}
