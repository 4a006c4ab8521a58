//! The explorer in a browser: the real binary with the real graph, driven by the tests in
//! `tests/browser`, and what of it can be checked without one.
//!
//! They need node, npm and Chromium (Debian's will do); without them they are skipped, and say
//! so. STAKEGRAPH_REQUIRE_BROWSER=1 makes that a failure. STAKEGRAPH_CHROMIUM names another one.

#[path = "browser/catalogues.rs"]
mod catalogues;
#[path = "browser/files.rs"]
mod files;
#[path = "browser/operations.rs"]
mod operations;
#[path = "browser/run.rs"]
mod run;
#[path = "browser/server.rs"]
mod server;
#[path = "browser/throng.rs"]
mod throng;
