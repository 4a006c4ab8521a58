//! Dossiers: what is refused and where, what an import does, and that exports come back whole.

#![expect(
    clippy::unnecessary_to_owned,
    reason = "one macro takes texts that are written and texts that are made"
)]

#[path = "imports/atomic.rs"]
mod atomic;
#[path = "imports/command.rs"]
mod command;
#[path = "imports/documents.rs"]
mod documents;
#[path = "imports/fixture.rs"]
mod fixture;
#[path = "imports/history.rs"]
mod history;
#[path = "imports/large.rs"]
mod large;
#[path = "imports/mutations.rs"]
mod mutations;
#[path = "imports/reading.rs"]
mod reading;
#[path = "imports/refused.rs"]
mod refused;
#[path = "imports/round_trip.rs"]
mod round_trip;
#[path = "imports/schema.rs"]
mod schema;
#[path = "imports/stored.rs"]
mod stored;
