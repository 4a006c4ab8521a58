//! What the tests share: a database of either kind for each test.
//!
//! [`each_database`] runs a test's body on SQLite and on PostgreSQL. Without PostgreSQL the
//! test fails and says what is missing; it is never skipped. [`each_empty_database`] does the
//! same without a schema, for tests of migrations and of the command line. Not here: what one theme of
//! tests alone needs.

pub mod build;
mod cluster;
pub mod convert;
mod database;
mod graph;
mod house;
pub mod node;
mod run;
mod served;
mod server;
mod shared;

pub use cluster::programs as postgres_programs;
pub use database::{Kind, TestDatabase};
pub use graph::{Texts, dossiers, each_graph, load, supply};
pub use house::{House, Ran};
pub use run::{Outcome, each_database, each_empty_database};
pub use served::Server;
pub use shared::{documents, shared};
