//! The real binary before the field's own clients and checks: audits of GraphQL over HTTP, clients
//! for WebSockets, server-sent events, parts and persisted queries, linters, Relay's compiler, and
//! the reference implementation as a judge of documents.
//!
//! The tests stand in `tests/conformance` and need node and npm; without them they are skipped,
//! and say so. STAKEGRAPH_REQUIRE_BROWSER=1 makes that a failure.

use std::{ffi::OsStr, path::Path};

use sha2::{Digest, Sha256};
use test_support::{
    House, Server,
    node::{NodeTests, skipped},
};

/// The token of a partner.
const TOKEN: &str = "a-partner";

#[test]
fn the_clients_and_checks_of_the_field_find_nothing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let tests = match NodeTests::of(&folder) {
        Ok(tests) => tests,
        Err(why) => return skipped(&why),
    };
    let house = House::of(env!("CARGO_BIN_EXE_stakegraph"));
    let hash = hex::encode(Sha256::digest(TOKEN));
    let viewers = house.write("viewers", format!("{hash} PARTNER office\n"));
    let serve = ["serve", "--bind", "127.0.0.1:0", "--viewer-token-file"];
    let mut command = house.command(&serve);
    command
        .arg(viewers)
        // Nobody reads its messages: they must not fill what is between it and us.
        .env("STAKEGRAPH__LOG__FILTER", "error")
        // The judge asks thousands of questions, one after the other.
        .env("STAKEGRAPH__GRAPHQL__BUDGET", "0");
    let server = Server::start(command);
    let address = format!("http://{}", server.address());
    let variables = [
        ("STAKEGRAPH_URL", OsStr::new(&address)),
        ("STAKEGRAPH_TOKEN", OsStr::new(TOKEN)),
    ];
    tests.pass(2, &variables);
}
