//! What the service does when what it stands on fails, by running the real binary.
//!
//! The database goes away, is slow, read-only or full, or is shared by several processes; the
//! process is killed; a query is too much, or its client leaves. What was acknowledged is there
//! afterwards, what was not is there whole or not at all, the client is told the truth with a
//! closed code, and nothing has to be started anew. Not here: input that is wrong
//! (`tests/imports.rs`) and clients that misbehave (`tests/http.rs`).

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "faults/costly.rs"]
mod costly;
#[path = "faults/disk.rs"]
mod disk;
#[path = "faults/fixture.rs"]
mod fixture;
#[path = "faults/gone.rs"]
mod gone;
#[path = "faults/killed.rs"]
mod killed;
#[path = "faults/processes.rs"]
mod processes;
#[path = "faults/slow.rs"]
mod slow;
