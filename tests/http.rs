//! The HTTP door, with a toy schema behind it: the protocol, viewers, limits, pages, probes.
//!
//! Each test starts from a function that returns a router. Not here: the real schema
//! (`graphql`), the running server (`cli`).

#[path = "http/audit.rs"]
mod audit;
#[path = "http/connections.rs"]
mod connections;
#[path = "http/costs.rs"]
mod costs;
#[path = "http/documents.rs"]
mod documents;
#[path = "http/envelope.rs"]
mod envelope;
#[path = "http/examples.rs"]
mod examples;
#[path = "http/limits.rs"]
mod limits;
#[path = "http/negotiation.rs"]
mod negotiation;
#[path = "http/pages.rs"]
mod pages;
#[path = "http/protocol.rs"]
mod protocol;
#[path = "http/reserved.rs"]
mod reserved;
#[path = "http/rows.rs"]
mod rows;
#[path = "http/sockets.rs"]
mod sockets;
#[path = "http/streams.rs"]
mod streams;
#[path = "http/toy.rs"]
mod toy;
#[path = "http/viewers.rs"]
mod viewers;
