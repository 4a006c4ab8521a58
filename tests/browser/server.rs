//! The binary under test with the graph that is built in, and with the documents' texts where
//! they lie beside the checkout, so that quotes are shown. Besides, something that only partners
//! see, and a token of theirs.

use sha2::{Digest, Sha256};
use test_support::{House, Server, documents};

/// A server under way, in a house of its own.
pub(crate) struct Served {
    /// The server.
    pub(crate) server: Server,
    /// Whether it holds the documents' texts.
    pub(crate) has_texts: bool,
    _house: House,
}

/// What only partners see.
pub(crate) const CLOSED: &str = "closed-list";

/// A token of partners.
pub(crate) const TOKEN: &str = "a-token-of-the-tests";

/// A document that is not for everybody.
const DOSSIER: &str = "dossier: closed\nformat: 1\ndocument:\n  key: closed-list\n  type: PARTICIPANTS\n  \
    reference: true\n  visibility: PARTNER\n  names: [{text: Closed list, language: en, kind: OFFICIAL}]\n";

/// Starts it.
pub(crate) fn served() -> Served {
    let house = House::of(env!("CARGO_BIN_EXE_stakegraph"));
    drop(start(&house));
    let closed = house.write("closed.yaml", DOSSIER);
    house.ends(0, &["import", &closed]);
    let has_texts = documents().is_some_and(|files| {
        let files = files.iter().map(|file| file.to_str().unwrap());
        let add: Vec<_> = ["documents", "add"].into_iter().chain(files).collect();
        house.ends(0, &add);
        true
    });
    Served {
        server: start(&house),
        has_texts,
        _house: house,
    }
}

fn start(house: &House) -> Server {
    let hash = hex::encode(Sha256::digest(TOKEN));
    let viewers = house.write("viewers", format!("{hash} PARTNER the ministry\n"));
    let mut command = house.command(&[
        "serve",
        "--bind",
        "127.0.0.1:0",
        "--viewer-token-file",
        &viewers,
    ]);
    // Nobody reads its messages: they must not fill what is between it and us.
    command.env("STAKEGRAPH__LOG__FILTER", "error");
    Server::start(command)
}
