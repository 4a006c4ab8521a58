//! Which entities may be the same, and what people judged of that.
//!
//! Candidates are pairs with a score that is explained feature by feature; nothing is joined
//! before somebody has judged ([`judging`]). They are found under a viewer and a lens, in what
//! these show and nothing else, so that neither a score nor its reasons tell of a hidden fact:
//! subjects are read ([`reading`]), put into blocks by what they share ([`blocking`]), and only
//! those that meet in a block are compared ([`scoring`]). What was found is kept for the next who
//! asks of the same state of the graph. Not here: how names are compared (`names`), how those
//! that were judged to be the same are shown as one (`store::StandIns`).

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use entity::{
    id::{Noun, judgement_key, number},
    vocabulary::Tier,
};
use serde::{Deserialize, Serialize};
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

use super::{
    search::{self, AskedEntity},
    snapshots::{Compiler, SnapshotError, Snapshots},
};
use crate::{
    network::{Flag, Halt, Meter, Reader},
    store::{Lens, View},
};

mod blocking;
mod chain;
mod judging;
mod places;
mod reading;
mod scoring;

pub use chain::{Conflict, Link};
pub use judging::{Hand, JudgeError, judge, undo};
pub use scoring::Feature;

/// So long may a search take.
const PATIENCE: Duration = Duration::from_secs(30);

/// So many searches are kept.
const KEPT: usize = 8;

/// A candidate below this score is none, unless a lower one is asked for.
pub const LEAST_SCORE: f64 = 0.5;

/// Two entities that may be the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The number of the one whose key comes first.
    pub one: i64,
    /// The number of the other.
    pub other: i64,
    /// The keys of both.
    pub keys: [String; 2],
    /// How probable it is that the two are one, by what the graph says: from 0 to 1.
    pub score: f64,
    /// What speaks for it and against it.
    pub features: Vec<Feature>,
    /// Somebody looked at the two and was unsure.
    pub unsure: bool,
}

/// A place among the candidates: the surer before the less sure, then by keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place(i64, String);

impl Candidate {
    /// The key of the judgement that would be of the two.
    #[must_use]
    pub fn key(&self) -> String {
        judgement_key(&self.keys[0], &self.keys[1])
    }

    /// The number of the pair.
    #[must_use]
    pub fn id(&self) -> i64 {
        number(Noun::Duplicate, &self.key())
    }

    /// Its place among all.
    #[must_use]
    pub fn place(&self) -> Place {
        #[expect(clippy::cast_possible_truncation, reason = "a score is at most 1")]
        Place(-(self.score * 1e6).round() as i64, self.key())
    }
}

/// What was found.
#[derive(Debug, Default)]
pub struct Candidates {
    /// The candidates of every score, the surest first.
    pub found: Vec<Candidate>,
    /// How many pairs met in a block and were not compared, because there were too many; a pair
    /// that met in several is counted for each.
    pub uncompared: u64,
}

/// Which candidates.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// One of the two is such.
    pub entities: Option<AskedEntity>,
    /// With at least this score; [`LEAST_SCORE`] when absent.
    pub least: Option<f64>,
}

/// Why there are no candidates.
#[derive(Debug, thiserror::Error)]
pub enum DuplicateFailure {
    /// There is no graph to read.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// It took longer than it may.
    #[error("looking for duplicates took too long")]
    TooSlow,
    /// The search failed.
    #[error("the search failed")]
    Failed,
}

/// Looks for duplicates, and keeps what was found.
#[derive(Debug)]
pub struct Duplicates {
    kept: Mutex<Vec<(Key, Arc<Candidates>)>>,
    /// One searches at a time, so that a few questions do not take every core.
    room: Semaphore,
}

/// What two askers must agree on to get the same candidates.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    sequence: i64,
    tier: Tier,
    lens: Lens,
}

impl Default for Duplicates {
    fn default() -> Self {
        Self {
            kept: Mutex::default(),
            room: Semaphore::new(1),
        }
    }
}

/// The candidates that fit a question, and how many pairs were not compared. Dropping the future
/// stops the work.
///
/// # Errors
/// When it takes too long, or the database fails.
pub async fn duplicates(
    snapshots: &Snapshots,
    view: &View,
    question: &Question,
) -> Result<(Vec<Candidate>, u64), DuplicateFailure> {
    let store = snapshots.store();
    let all = store
        .companions()
        .get::<Duplicates>()
        .all(snapshots, view)
        .await?;
    let filter = match &question.entities {
        Some(asked) => {
            let filter = search::entity_filter(store, view, asked).await;
            Some(filter.map_err(SnapshotError::Store)?)
        }
        None => None,
    };
    let least = question.least.unwrap_or(LEAST_SCORE);
    let (view, snapshot) = (view.clone(), snapshots.of(view).await?);
    let fitting = move || {
        let compiler = Compiler {
            snapshot: &snapshot,
            view: &view,
        };
        let (sight, meter) = (compiler.sight(), Meter::unbounded());
        let reader = Reader {
            snapshot: &snapshot,
            sight: &sight,
            meter: &meter,
        };
        let test = filter.map(|filter| compiler.entity(&filter));
        let fits = |id| {
            snapshot
                .number(id)
                .is_some_and(|entity| test.as_ref().is_none_or(|test| reader.fits(entity, test)))
        };
        let found = all.found.iter().take_while(|found| found.score >= least);
        let found = found.filter(|found| fits(found.one) || fits(found.other));
        (found.cloned().collect(), all.uncompared)
    };
    spawn_blocking(fitting)
        .await
        .map_err(|_| DuplicateFailure::Failed)
}

/// The candidate with this number, when the view shows such a one.
///
/// # Errors
/// When it takes too long, or the database fails.
pub async fn duplicate(
    snapshots: &Snapshots,
    view: &View,
    id: i64,
) -> Result<Option<Candidate>, DuplicateFailure> {
    let duplicates = snapshots.store().companions().get::<Duplicates>();
    let all = duplicates.all(snapshots, view).await?;
    Ok(all.found.iter().find(|found| found.id() == id).cloned())
}

impl Duplicates {
    async fn all(
        &self,
        snapshots: &Snapshots,
        view: &View,
    ) -> Result<Arc<Candidates>, DuplicateFailure> {
        let sequence = snapshots.store().last_sequence().await;
        let key = Key {
            sequence: sequence.map_err(SnapshotError::Store)?,
            tier: view.viewer.tier,
            lens: view.lens.clone(),
        };
        if let Some(known) = self.known(&key) {
            return Ok(known);
        }
        let _turn = self.room.acquire().await;
        if let Some(known) = self.known(&key) {
            return Ok(known);
        }
        let read = reading::read(snapshots, view).await?;
        let flag = Flag::default();
        let _stops = flag.leash();
        let work = spawn_blocking(move || compared(&read, &flag));
        let found = timeout(PATIENCE, work)
            .await
            .map_err(|_| DuplicateFailure::TooSlow)?;
        let found = found.map_err(|_| DuplicateFailure::Failed)?;
        let found = Arc::new(found.map_err(|_| DuplicateFailure::TooSlow)?);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(0, (key, Arc::clone(&found)));
        kept.truncate(KEPT);
        Ok(found)
    }

    fn known(&self, key: &Key) -> Option<Arc<Candidates>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|(known, _)| known == key);
        found.map(|(_, found)| Arc::clone(found))
    }
}

/// Compares all that meet in a block.
fn compared(read: &reading::Read, flag: &Flag) -> Result<Candidates, Halt> {
    let (pairs, uncompared) = blocking::pairs(read, flag)?;
    let scorer = scoring::Scorer::new(read);
    let mut found = Vec::new();
    for (done, (one, other)) in pairs.into_iter().enumerate() {
        if done % 256 == 0 {
            flag.check()?;
        }
        found.extend(scorer.candidate(one, other));
    }
    found.sort_by_cached_key(Candidate::place);
    Ok(Candidates { found, uncompared })
}
