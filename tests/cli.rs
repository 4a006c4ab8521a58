//! The command line, by running the real binary: settings, exit codes, streams, serving.
//!
//! Not here: what import, validate and export do with dossiers (`imports`).

#[path = "cli/binary.rs"]
mod binary;
#[path = "cli/doctor.rs"]
mod doctor;
#[path = "cli/duplicates.rs"]
mod duplicates;
#[path = "cli/migrate.rs"]
mod migrate;
#[path = "cli/names.rs"]
mod names;
#[path = "cli/serve.rs"]
mod serve;
#[path = "cli/settings.rs"]
mod settings;
#[path = "cli/usage.rs"]
mod usage;
#[path = "cli/watching.rs"]
mod watching;
