//! The index of names on names that are really borne: those of the graph, and of a parliament.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "search/borne.rs"]
mod borne;
#[path = "search/many.rs"]
mod many;
#[path = "search/near.rs"]
mod near;
