//! The texts of the documents, where they lie beside the checkout.

use std::{collections::BTreeMap, fs};

use sha2::{Digest, Sha256};

/// Texts by the hash of their bytes.
pub(crate) struct Passages(BTreeMap<String, Vec<char>>);

impl Passages {
    /// Reads all of them.
    pub(crate) fn read() -> Self {
        let files = test_support::documents().unwrap_or_default();
        let texts = files.into_iter().map(|file| {
            let bytes = fs::read(file).expect("a document can be read");
            let hash = hex::encode(Sha256::digest(&bytes));
            (
                hash,
                String::from_utf8(bytes)
                    .expect("a document is UTF-8")
                    .chars()
                    .collect(),
            )
        });
        Self(texts.collect())
    }

    /// What stands between two code points of the text with this hash.
    pub(crate) fn span(&self, text: &str, start: usize, end: usize) -> Option<String> {
        Some(self.0.get(text)?.get(start..end)?.iter().collect())
    }
}
