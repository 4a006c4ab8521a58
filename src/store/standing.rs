//! Which entity stands for which under a lens, and why it may.
//!
//! Two reasons make one entity stand for another: somebody judged the two to be the same, or a
//! body ended and, under `succession: TODAY`, another stands for it today. Both are read once for
//! a lens, joined to one table and carried by it, so that every finder replaces alike.
//!
//! Of entities judged the same, the one that most viewers see stands for all, and of several the
//! one whose key comes first: it depends on what was judged alone, not on when. Not here: who
//! follows whom (`succession`), what a replacement does to a condition (`condition::succession`).

use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex, PoisonError},
};

use entity::vocabulary::{Identity, Succession};

use super::{Lens, Store, StoreError, View, judgements::Same, succession::Step};

/// From each entity to the one that stands for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StandIns {
    pairs: BTreeMap<i64, i64>,
    /// The others that were judged to be the same, by the entity that is shown.
    joined: BTreeMap<i64, Vec<i64>>,
    /// The pairs as an object of JSON, which both databases look up without a table.
    json: String,
    digest: u64,
}

impl Hash for StandIns {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.digest);
    }
}

impl StandIns {
    /// The entity that stands for this one; itself when none does.
    #[must_use]
    pub fn of(&self, id: i64) -> i64 {
        self.pairs.get(&id).copied().unwrap_or(id)
    }

    /// From each entity that is not shown to the one that stands for it.
    #[must_use]
    pub const fn pairs(&self) -> &BTreeMap<i64, i64> {
        &self.pairs
    }

    /// Whether every entity stands for itself alone.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The others that were judged to be the same as an entity that is shown.
    #[must_use]
    pub fn joined(&self, id: i64) -> &[i64] {
        self.joined.get(&id).map_or(&[], Vec::as_slice)
    }

    /// These, and the others that were judged to be the same.
    #[must_use]
    pub fn with_joined(&self, ids: &[i64]) -> Vec<i64> {
        let joined = ids.iter().flat_map(|id| self.joined(*id));
        ids.iter().chain(joined).copied().collect()
    }

    pub(super) fn json(&self) -> &str {
        &self.json
    }

    /// The entities for which others stand.
    pub(super) fn replaced(&self) -> Vec<i64> {
        self.pairs.keys().copied().collect()
    }

    /// The entities for which others stand, and these others.
    pub(super) fn concerned(&self) -> Vec<i64> {
        let both = self.pairs.iter().flat_map(|(replaced, by)| [replaced, by]);
        both.copied()
            .collect::<BTreeSet<i64>>()
            .into_iter()
            .collect()
    }

    /// These, and the entities for which they stand.
    pub(super) fn rolled(&self, ids: &[i64]) -> Vec<i64> {
        let wanted: BTreeSet<i64> = ids.iter().copied().collect();
        let replaced = self.pairs.iter().filter(|(_, by)| wanted.contains(by));
        let replaced = replaced.map(|(replaced, _)| *replaced);
        ids.iter().copied().chain(replaced).collect()
    }

    /// The table of what was judged and of the steps of bodies that ended.
    #[must_use]
    pub(super) fn through(same: &[Same], steps: &[Step]) -> Self {
        let canonical = canonical(same);
        let of = |id: i64| canonical.get(&id).copied().unwrap_or(id);
        let mut next: BTreeMap<i64, (f64, i64)> = BTreeMap::new();
        for step in steps {
            let (from, way) = (of(step.from), (step.share, of(step.to)));
            let known = next.get(&from);
            if from != way.1 && known.is_none_or(|known| larger(*known, way)) {
                next.insert(from, way);
            }
        }
        let all = canonical.keys().chain(next.keys());
        let pairs: BTreeMap<i64, i64> = all
            .map(|from| (*from, last(&next, of(*from))))
            .filter(|(from, to)| from != to)
            .collect();
        let mut joined: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
        for (member, shown) in canonical.iter().filter(|(member, shown)| member != shown) {
            joined.entry(*shown).or_default().push(*member);
        }
        let mut hasher = DefaultHasher::new();
        (&pairs, &joined).hash(&mut hasher);
        Self {
            json: serde_json::json!(pairs).to_string(),
            digest: hasher.finish(),
            pairs,
            joined,
        }
    }
}

fn larger(known: (f64, i64), other: (f64, i64)) -> bool {
    known
        .partial_cmp(&other)
        .is_some_and(std::cmp::Ordering::is_lt)
}

/// The entity that stands for each one that was judged to be the same as another.
fn canonical(same: &[Same]) -> BTreeMap<i64, i64> {
    let ends = || same.iter().flat_map(|pair| [&pair.one, &pair.other]);
    let ranks: BTreeMap<i64, (i16, &str)> = ends()
        .map(|end| (end.id, (end.reach, end.key.as_str())))
        .collect();
    let mut parents: BTreeMap<i64, i64> = ranks.keys().map(|id| (*id, *id)).collect();
    for pair in same {
        let (one, other) = (
            root(&mut parents, pair.one.id),
            root(&mut parents, pair.other.id),
        );
        let (first, second) = if ranks.get(&one) <= ranks.get(&other) {
            (one, other)
        } else {
            (other, one)
        };
        parents.insert(second, first);
    }
    let ids: Vec<i64> = ranks.keys().copied().collect();
    ids.into_iter()
        .map(|id| (id, root(&mut parents, id)))
        .collect()
}

/// The end of the way from an entity to the first of those that are the same; the way is shortened.
fn root(parents: &mut BTreeMap<i64, i64>, id: i64) -> i64 {
    let mut here = id;
    while let Some(parent) = parents.get(&here).copied().filter(|parent| *parent != here) {
        let beyond = parents.get(&parent).copied().unwrap_or(parent);
        parents.insert(here, beyond);
        here = beyond;
    }
    here
}

/// The end of the way. A circle, which no true record has, ends before it closes.
fn last(next: &BTreeMap<i64, (f64, i64)>, from: i64) -> i64 {
    let (mut here, mut passed) = (from, BTreeSet::from([from]));
    while let Some((_, to)) = next.get(&here) {
        if !passed.insert(*to) {
            break;
        }
        here = *to;
    }
    here
}

/// How many tables of judgements are kept: one for each tier, and some of earlier times.
const KEPT: usize = 8;

/// What a table of judgements is of.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    sequence: i64,
    rank: i16,
    known: Option<i64>,
    succession: Succession,
}

/// The tables that were asked for last.
#[derive(Debug, Default)]
struct Kept(Mutex<Vec<(Key, Option<Arc<StandIns>>)>>);

impl Store {
    /// The same view with what stands for what under its lens; every door asks for this once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn settled(&self, view: View) -> Result<View, StoreError> {
        let stands = self.stand_ins(&view).await?;
        let View { viewer, lens } = view;
        Ok(View {
            viewer,
            lens: Lens { stands, ..lens },
        })
    }

    /// What stands for what, as far as the viewer may know and as known at the lens's time; its
    /// valid time hides none of it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn stand_ins(&self, view: &View) -> Result<Option<Arc<StandIns>>, StoreError> {
        let Lens {
            succession,
            identity,
            known,
            ..
        } = view.lens;
        if identity == Identity::AsRecorded && succession == Succession::AsRecorded {
            return Ok(None);
        }
        let plain = View {
            viewer: view.viewer.clone(),
            lens: Lens {
                known,
                ..Lens::default()
            },
        };
        let (sequence, judged) = match identity {
            Identity::Judged => self.ever_judged().await?,
            Identity::AsRecorded => (0, false),
        };
        let today = succession == Succession::Today;
        if !judged && !today {
            return Ok(None);
        }
        let key = Key {
            sequence,
            rank: view.rank(),
            known,
            succession,
        };
        let kept: Arc<Kept> = self.companions.get();
        if judged && let Some(known) = kept.find(&key) {
            return Ok(known);
        }
        let same = if judged {
            self.judged_same(&plain).await?
        } else {
            Vec::new()
        };
        let steps = if today {
            self.steps(&plain).await?
        } else {
            Vec::new()
        };
        let stands = StandIns::through(&same, &steps);
        let stands = (!stands.is_empty()).then(|| Arc::new(stands));
        if judged {
            kept.keep(key, stands.clone());
        }
        Ok(stands)
    }
}

impl Kept {
    #[expect(clippy::option_option, reason = "not kept is not the same as nobody")]
    fn find(&self, key: &Key) -> Option<Option<Arc<StandIns>>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|(known, _)| known == key);
        found.map(|(_, stands)| stands.clone())
    }

    fn keep(&self, key: Key, stands: Option<Arc<StandIns>>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(0, (key, stands));
        kept.truncate(KEPT);
    }
}
