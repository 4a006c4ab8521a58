//! What may lie beside the checkout: the documents and the questions asked of them.
//!
//! Their sentences are no part of the repository. A test that compares with them says so
//! and passes where they are missing, unless `STAKEGRAPH_REQUIRE_SHARED=1`.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// A file or directory of `../shared` (or `STAKEGRAPH_SHARED`), where it is there.
#[must_use]
pub fn shared(path: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let found = env::var_os("STAKEGRAPH_SHARED")
        .map_or(beside, PathBuf::from)
        .join(path);
    if found.exists() {
        return Some(found);
    }
    let required = env::var_os("STAKEGRAPH_REQUIRE_SHARED").is_some_and(|value| value == "1");
    assert!(!required, "{} is missing", found.display());
    eprintln!(
        "not compared: {} is not beside the checkout",
        found.display()
    );
    None
}

/// The texts of the five documents (or those in `STAKEGRAPH_DOCUMENTS`), where they are there.
#[must_use]
pub fn documents() -> Option<Vec<PathBuf>> {
    let directory = match env::var_os("STAKEGRAPH_DOCUMENTS") {
        Some(directory) => PathBuf::from(directory),
        None => shared("documents")?,
    };
    let mut files: Vec<PathBuf> = fs::read_dir(directory)
        .expect("the directory of the documents can be read")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    files.sort();
    Some(files)
}
