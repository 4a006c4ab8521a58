//! The analysis of names: sentences, properties, the dossiers, and figures on shared data where it is there.
//!
//! Not here: the index and search.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "names/analysing.rs"]
mod analysing;
#[path = "names/comparing.rs"]
mod comparing;
#[path = "names/dossiers.rs"]
mod dossiers;
#[path = "names/figures.rs"]
mod figures;
#[path = "names/forming.rs"]
mod forming;
#[path = "names/leading.rs"]
mod leading;
#[path = "names/measured.rs"]
mod measured;
#[path = "names/properties.rs"]
mod properties;
#[path = "names/tokens.rs"]
mod tokens;
