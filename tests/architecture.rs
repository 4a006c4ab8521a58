//! The floors of the house, and a few habits that a reader relies on.
//!
//! Reads the source as text: what a module names of its own crate and of others, how long a
//! file is, what was left open in it. Not here: what the compiler and clippy already refuse.
//! A new top-level module of `src` gets a row in [`floors::FLOORS`].

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "architecture/floors.rs"]
mod floors;
#[path = "architecture/habits.rs"]
mod habits;
#[path = "architecture/licences.rs"]
mod licences;
#[path = "architecture/pages.rs"]
mod pages;
#[path = "architecture/source.rs"]
mod source;
