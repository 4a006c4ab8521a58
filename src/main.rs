//! The `stakegraph` binary: parse and dispatch, nothing else.

use std::process::ExitCode;

/// Answers are many small allocations, which it makes in less time than the system's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    stakegraph::cli::main().into()
}
