//! Networks: the measures, who is tied to whom, other people's networks with their figures,
//! and the formats in which a graph is handed over.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "networks/formats.rs"]
mod formats;
