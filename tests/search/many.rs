//! An index of names in a line each, and what it finds.

use std::sync::atomic::AtomicBool;

use stakegraph::names::index::{Bearer, Found, Index, Name, Query, Sight};

/// What everybody sees today.
const EVERYBODY: Sight = Sight {
    rank: 0,
    known: None,
    valid: None,
};

/// Names of bearers, found by their keys.
#[derive(Default)]
pub(crate) struct Borne {
    index: Index,
    keys: Vec<String>,
    names: i64,
}

impl Borne {
    /// Adds a name of a bearer; `latvian` says whether it is inflected.
    pub(crate) fn add(&mut self, key: &str, text: &str, latvian: bool) {
        let known = self.keys.iter().position(|known| known == key);
        let place = known.unwrap_or_else(|| {
            self.keys.push(key.to_owned());
            self.keys.len() - 1
        });
        let bearer = i64::try_from(place).expect("there are few");
        self.index.put_bearer(&Bearer {
            id: bearer,
            row: bearer,
            version: 1,
            kind: 0,
            reach: 0,
            days: None,
            recorded_at: 1,
            superseded_at: None,
        });
        self.names += 1;
        self.index.put_name(&Name {
            id: self.names,
            row: self.names,
            version: 1,
            bearer,
            text: text.to_owned(),
            latvian,
            kind: 0,
            sort: 0,
            reach: 0,
            recorded_at: 1,
            superseded_at: None,
        });
    }

    /// Makes the names to be found.
    pub(crate) fn settled(mut self) -> Self {
        self.index.settle();
        self
    }

    /// Whether the bearer is found first or beside the first.
    pub(crate) fn is_first(&self, key: &str, text: &str) -> bool {
        let found = self.found(text);
        let best = found.first().map(|found| found.place.cost);
        let mut first = found
            .iter()
            .take_while(|found| Some(found.place.cost) == best);
        first.any(|found| self.key(found) == key)
    }

    /// What is found, the best first.
    pub(crate) fn found(&self, text: &str) -> Vec<Found> {
        self.found_unless(text, None)
    }

    /// The same, unless the search is given up.
    pub(crate) fn found_unless(&self, text: &str, given_up: Option<&AtomicBool>) -> Vec<Found> {
        let query = Query {
            text,
            kinds: None,
            sight: EVERYBODY,
            today: None,
            strict: false,
            given_up,
        };
        self.index.best(&query, 20)
    }

    /// Who was found.
    pub(crate) fn key(&self, found: &Found) -> &str {
        let place = usize::try_from(found.place.bearer).expect("it was given here");
        &self.keys[place]
    }
}
