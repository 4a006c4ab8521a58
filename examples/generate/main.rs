//! Writes the files that follow from the code: `cargo run --example generate`.
//!
//! Run it after a change of the vocabulary or of the schema; `tests/generated.rs` fails
//! until it was run. To add a file: add a line to `files.rs`.

#[path = "files.rs"]
mod files;

use std::{fs, io, path::Path};

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (path, text) in files::FILES {
        let path = root.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let text = text();
        if fs::read_to_string(&path).is_ok_and(|there| there == text) {
            continue;
        }
        fs::write(&path, text)?;
    }
    Ok(())
}
