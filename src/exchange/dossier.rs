//! The dossier format: reading with positions, writing, and its JSON Schema.
//!
//! `fields` is the table of every field; the reader checks a file against it, the schema is
//! written from it, so that the two cannot drift. Reading never repairs: what is not as the
//! table says becomes a violation with its line and column, all of a file at once. Not
//! here: keys, spans and rules across facts (`operations::validation`).
//!
//! To add a field: a row in `fields`, its decoding in `decode`, its writing in `write`, and
//! the generate command for the schema.

mod check;
mod compose;
mod decode;
mod fields;
mod node;
mod read;
mod rules;
mod schema;
mod shape;
mod write;

pub use read::{Dossiers, parse, read};
pub use schema::json_schema;
pub use write::write;
