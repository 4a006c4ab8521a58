//! The corpus of the fuzzer, replayed: what must hold of any bytes holds of these.

#[path = "fuzz/targets.rs"]
pub mod targets;

use std::path::Path;

#[test]
fn what_must_hold_of_any_bytes_holds_of_the_corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    for (name, target) in targets::TARGETS {
        let mut files: Vec<_> = corpus
            .join(name)
            .read_dir()
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        assert!(files.len() >= 5, "{name} has {} beginnings", files.len());
        for file in files {
            println!("{}", file.display());
            target(&std::fs::read(file).unwrap());
        }
    }
}
