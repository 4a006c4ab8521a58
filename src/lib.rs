//! A knowledge graph of stakeholders, dated and evidenced on every hop, served over GraphQL.

pub mod store;
