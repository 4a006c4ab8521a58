//! The best of what is found, each bearer once.

use std::collections::HashMap;

use super::entry::Place;

/// A hit: its place, and the name by which it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// Its place among the results.
    pub place: Place,
    /// The rank of the bearer's kind.
    pub kind: u8,
    /// The name's ordinal in the index.
    pub(super) name: u32,
    /// Its place in its segment.
    pub(super) at: u32,
}

/// Gathers hits, all of them or the best few.
#[derive(Debug)]
pub(super) enum Gathered {
    /// So many at most, sorted.
    Best(usize, Vec<Hit>),
    /// All, by bearer.
    All(HashMap<i64, Hit>),
}

impl Gathered {
    pub(super) fn best(limit: usize) -> Self {
        Self::Best(limit, Vec::with_capacity(limit + 1))
    }

    pub(super) fn all() -> Self {
        Self::All(HashMap::new())
    }

    /// The worst that was kept, when there is room for nothing worse.
    pub(super) fn worst(&self) -> Option<Place> {
        match self {
            Self::Best(limit, hits) if hits.len() >= *limit => hits.last().map(|hit| hit.place),
            _ => None,
        }
    }

    pub(super) fn add(&mut self, hit: Hit) {
        match self {
            Self::All(hits) => {
                let known = hits.entry(hit.place.bearer).or_insert(hit);
                *known = hit.min(*known);
            }
            Self::Best(limit, hits) => {
                let same = hits
                    .iter()
                    .position(|known| known.place.bearer == hit.place.bearer);
                match same {
                    Some(at) if hits[at] <= hit => return,
                    Some(at) => {
                        hits.remove(at);
                    }
                    None => {}
                }
                let place = hits.partition_point(|known| *known < hit);
                if place < *limit {
                    hits.insert(place, hit);
                    hits.truncate(*limit);
                }
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Best(_, hits) => hits.is_empty(),
            Self::All(hits) => hits.is_empty(),
        }
    }

    /// The hits, the best first.
    pub(super) fn sorted(self) -> Vec<Hit> {
        match self {
            Self::Best(_, hits) => hits,
            Self::All(hits) => {
                let mut hits: Vec<Hit> = hits.into_values().collect();
                hits.sort_unstable();
                hits
            }
        }
    }
}
