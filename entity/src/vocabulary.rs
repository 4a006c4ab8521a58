//! The words: every closed list of the model, each written once.
//!
//! From these tables follow the database's values and checks, the GraphQL enums, the
//! validation of dossiers, exports and docs. Not here: rows and time.

mod words;

pub use words::*;
