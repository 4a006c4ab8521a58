//! The shape of the tables, one module a table, the same noun as on every floor.
//!
//! A row of a versioned table is one immutable version of a fact. `id` is the fact's
//! number (see [`crate::id`]), `row` the version's own. `superseded_at` is empty while
//! the version is current; `retracted_at` says that the fact ended there. `reach` is the
//! rank of the highest tier among the fact's own visibility and that of its entities: a
//! viewer sees the row when the rank of his tier is not below it. Times recorded are
//! microseconds since 1970 in UTC. As JSON a row is a line of a history; what follows
//! from its other columns is left out there. Not here: how rows are found or written (`store`).

pub mod change;
pub mod citation;
pub mod claim;
pub mod document_text;
pub mod dossier;
pub mod entity;
pub mod figure;
pub mod identifier;
pub mod judgement;
pub mod name;
pub mod note;
pub mod recording;
pub mod relation;
pub mod secret;
