//! `stakegraph completions SHELL`: the shell's completion script on stdout.

use clap::CommandFactory;

use super::Exit;
use super::arguments::{Arguments, Completions};

/// Prints the script.
pub(super) fn run(asked: &Completions) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(
        asked.shell,
        &mut Arguments::command(),
        "stakegraph",
        &mut script,
    );
    // A closed pipe is no failure.
    let _ = std::io::Write::write_all(&mut std::io::stdout().lock(), &script);
    Exit::Done
}
