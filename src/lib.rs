//! A knowledge graph of stakeholders, dated and evidenced on every hop, served over GraphQL.
//!
//! The library behind the `stakegraph` binary, floor by floor: the doors `cli` and `http`,
//! the schema `graphql`, what the service does in `operations`, the dossier format in
//! `exchange`, `store`, the only floor that speaks SQL, `network`, the graph in memory, and
//! `names`, which knows how Latvian inflects. `telemetry` lies below all: what the service tells
//! of itself. An arrow never points up.

pub mod cli;
pub mod exchange;
pub mod graphql;
pub mod http;
pub mod names;
pub mod network;
pub mod operations;
pub mod store;
pub mod telemetry;
