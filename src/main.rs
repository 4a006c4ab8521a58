//! The `stakegraph` binary: parse and dispatch, nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    stakegraph::cli::main().into()
}
