//! Documents that the operator trusts: read and proven before the service begins.
//!
//! Not here: which of them a request means (`documents`), whether others are answered (`policy`).

use std::{collections::BTreeMap, sync::Arc};

use super::{documents::Documents, validation::Rules};

/// Documents that fit a schema, by id.
#[derive(Debug)]
pub struct Trusted(Documents);

impl Trusted {
    /// The documents with these ids and texts, proven by a schema.
    ///
    /// # Errors
    /// With what is wrong with each that does not fit.
    pub fn of<'a>(
        sdl: &str,
        texts: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<String>> {
        Self::by(Rules::of(sdl).map(Arc::new), texts)
    }

    /// The same, by rules that are known.
    pub(crate) fn by<'a>(
        rules: Option<Arc<Rules>>,
        texts: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<String>> {
        let mut documents = Documents::new(rules);
        let mut wrong = Vec::new();
        for (id, text) in texts {
            if let Err(faults) = documents.trust(id, text) {
                let told = faults.errors.iter().map(|error| error.message.as_str());
                wrong.push(format!("{id}: {}", told.collect::<Vec<_>>().join(" ")));
            }
        }
        if wrong.is_empty() {
            Ok(Self(documents))
        } else {
            Err(wrong)
        }
    }

    /// How many they are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.trusted_count()
    }

    /// The texts in a file of trusted documents, by id: it is an object of them.
    ///
    /// # Errors
    /// When it is no such object.
    pub fn texts(json: &str) -> Result<BTreeMap<String, String>, serde_json::Error> {
        serde_json::from_str(json)
    }
}

impl From<Trusted> for Documents {
    fn from(trusted: Trusted) -> Self {
        trusted.0
    }
}
