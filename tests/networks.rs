//! Networks: the measures, who is tied to whom, other people's networks with their figures,
//! and the formats in which a graph is handed over.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "networks/ask.rs"]
mod ask;
#[path = "networks/asked.rs"]
mod asked;
#[path = "networks/formats.rs"]
mod formats;
#[path = "networks/measures.rs"]
mod measures;
#[path = "networks/others.rs"]
mod others;
