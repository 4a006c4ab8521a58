//! The generated files are what the code says they are.

#[path = "../examples/generate/files.rs"]
mod files;

use std::{fs, path::Path};

#[test]
fn no_generated_file_is_stale() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let stale: Vec<&str> = files::FILES
        .iter()
        .filter(|(path, text)| fs::read_to_string(root.join(path)).ok() != Some(text()))
        .map(|(path, _)| *path)
        .collect();
    assert!(
        stale.is_empty(),
        "stale: {stale:?}; run `cargo run --example generate`"
    );
}
