//! `stakegraph schema`: the GraphQL schema on stdout.

use super::{Console, Exit, Failure};

pub(super) fn run(console: Console) -> Result<Exit, Failure> {
    Ok(Exit::Done)
}
