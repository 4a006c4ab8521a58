//! The GraphQL floor: the schema, and one request from its text to its answer.
//!
//! Not here: transport (`http`), rules (`operations`), SQL (`store`).

pub mod door;
pub mod error;

pub use door::{Answer, Door, Outcome, Question};
pub use error::ErrorCode;
