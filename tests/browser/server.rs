//! The binary under test with the graph that is built in, and with the documents' texts where
//! they lie beside the checkout, so that quotes are shown.

use test_support::{House, Server, documents};

/// A server under way, in a house of its own.
pub(crate) struct Served {
    /// The server.
    pub(crate) server: Server,
    /// Whether it holds the documents' texts.
    pub(crate) has_texts: bool,
    _house: House,
}

/// Starts it.
pub(crate) fn served() -> Served {
    let house = House::of(env!("CARGO_BIN_EXE_stakegraph"));
    let has_texts = documents().is_some_and(|files| {
        drop(start(&house));
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
    let mut command = house.command(&["serve", "--bind", "127.0.0.1:0"]);
    // Nobody reads its messages: they must not fill what is between it and us.
    command.env("STAKEGRAPH__LOG__FILTER", "error");
    Server::start(command)
}
