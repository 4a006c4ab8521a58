//! The words, rows and time of stakegraph.
//!
//! The bottom floor: what everything above speaks of. It reads and writes nothing.
//! `vocabulary` holds the words, `time` dates and their bounds, `id` keys and ids,
//! `row` the shape of the tables, `draft` facts before they are stored.

pub mod draft;
pub mod id;
pub mod row;
pub mod time;
pub mod vocabulary;
