//! Formats: how the graph is written down and read back.
//!
//! The dossier is the format of curators: YAML by hand, checked down to the character. The
//! history is one of machines: every version of every fact, a line each. The formats of
//! `graph` are written only, for tools that draw and measure.
//! Not here: what a dossier may say (`operations`) and where it is kept (`store`). To add
//! a format: add a module that reads into, or writes from, the records of `operations`.

pub mod csv;
pub mod dossier;
pub mod graph;
pub mod history;
