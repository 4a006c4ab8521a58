//! The binary, in a house of its own.

use std::path::Path;

use test_support::House;

/// A house for the binary.
pub(crate) fn new_house() -> House {
    House::of(env!("CARGO_BIN_EXE_stakegraph"))
}

/// The names of the files in a directory, sorted.
pub(crate) fn files(directory: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
