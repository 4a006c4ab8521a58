//! What a document may cost before it is known what it asks: checked in time linear in its
//! text, before anything else looks at it.
//!
//! In steps. [`scan`] counts tokens, nesting and selections without parsing, so that the parser is never
//! given what would exhaust it. [`measure`] counts the selections of the parsed document with
//! every fragment in its place, each fragment computed once, so that validation is never given
//! fragments that double at every level. [`values`] counts what the variables hold. Not here: whether the document fits the schema
//! (validation), what a filter may hold (`filter/size.rs`); the numbers stand in `limits.rs`.

mod measure;
mod scan;
mod values;

use async_graphql::Pos;

use crate::graphql::ErrorCode;

pub(super) use measure::measure;
pub(super) use scan::{length, scan};
pub(super) use values::values;

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
