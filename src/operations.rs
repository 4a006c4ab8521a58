//! What the service does: imports, validation, and the answers that need more than one row.
//!
//! Knows rules, not transports, files' formats or SQL: dossiers come in as records, facts go
//! to the store as drafts. To add an operation: add a module here and call it from a door.

pub mod discrepancies;
pub mod documents;
pub mod dossier;
pub mod drafting;
pub mod duplicates;
pub mod export;
pub mod feed;
pub mod graph;
pub mod history;
pub mod import;
mod kept;
pub mod migrate;
pub mod network;
pub mod pages;
pub mod search;
pub mod sensitive;
pub mod snapshots;
pub mod statistics;
pub mod text;
pub mod traversal;
pub mod validation;
pub mod violation;
