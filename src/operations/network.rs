//! Who is tied to whom, and what place each has among the others.
//!
//! Asks the graph in memory which relations tie (`reading`), and hands what it says to the measures of
//! `network`, beside the threads that serve. What was calculated is kept for the next who asks the same of the same
//! state of the graph. Not here: what the measures are (`network::measures`).

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use entity::{
    time::QueryInterval,
    vocabulary::{Direction, RelationKind, Tier},
};
use tokio::{sync::Semaphore, task::spawn_blocking, time::timeout};

use crate::{
    network::{
        Flag, Halt,
        measures::{
            Figures, Measured, betweenness::Betweenness, leiden::Leiden, pagerank::PageRank,
            ties::Ties,
        },
        projection::Affiliations,
    },
    operations::{
        search::AskedEntity,
        snapshots::{SnapshotError, Snapshots},
    },
    store::{Lens, Token, View},
};

mod reading;

use reading::Asked;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    /// The kind of relation that ties.
    pub tie: RelationKind,
    /// Whether subjects are tied through the objects that they share, objects through subjects,
    /// or each subject with each object itself. A symmetric kind always ties its ends.
    pub direction: Direction,
    /// Who may be tied; with it, those without ties are members too.
    pub members: Option<AskedEntity>,
    /// Through what.
    pub through: Option<AskedEntity>,
    /// By relations of this time.
    pub during: Option<QueryInterval>,
    /// What is to be measured.
    pub wanted: Wanted,
}

/// The measures that take more than a look at the ties.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each measure is wanted or not"
)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Wanted {
    /// Betweenness.
    pub betweenness: bool,
    /// PageRank.
    pub pagerank: bool,
    /// Components.
    pub components: bool,
    /// Communities and their modularity.
    pub communities: bool,
}

/// Who is tied to whom; members are numbered by their place in `members`.
#[derive(Debug)]
pub struct Network {
    /// The members' numbers as entities.
    pub members: Vec<i64>,
    /// Their ties.
    pub ties: Ties,
    /// What was measured.
    pub figures: Figures,
    things: Vec<i64>,
    affiliations: Option<Affiliations>,
}

/// Why there is no network.
#[derive(Debug, thiserror::Error)]
pub enum NetworkFailure {
    /// There is no graph to read.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// More relations or ties than one question may have.
    #[error("more than one question may have: narrow members, through or during")]
    TooLarge,
    /// It took longer than it may.
    #[error("the network took too long")]
    TooSlow,
    /// The calculation failed.
    #[error("the calculation failed")]
    Failed,
}

/// So long may a calculation take.
const PATIENCE: Duration = Duration::from_secs(20);
/// So many networks are kept.
const KEPT: usize = 32;
/// So many entries of rows in all the networks that are kept.
const KEPT_ENTRIES: usize = 4_000_000;

/// Calculates networks, and keeps some.
#[derive(Debug)]
pub struct Networks {
    kept: Mutex<Vec<(Key, Arc<Network>)>>,
    /// Those who calculate at a time, so that a few questions do not take every core.
    room: Semaphore,
}

/// What two askers must agree on to get the same network.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    store: Token,
    sequence: i64,
    tier: Tier,
    lens: Lens,
    question: Question,
}

impl Default for Networks {
    fn default() -> Self {
        Self {
            kept: Mutex::default(),
            room: Semaphore::new(1),
        }
    }
}

impl Networks {
    /// The network that answers a question under a view. Dropping the future stops the work.
    ///
    /// # Errors
    /// When there is too much to do, or the database fails.
    pub async fn network(
        &self,
        snapshots: &Snapshots,
        view: &View,
        question: Question,
    ) -> Result<Arc<Network>, NetworkFailure> {
        let store = snapshots.store();
        let sequence = store.last_sequence().await.map_err(SnapshotError::Store)?;
        let key = Key {
            store: store.token(),
            sequence,
            tier: view.viewer.tier,
            lens: view.lens.clone(),
            question,
        };
        if let Some(known) = self.known(&key) {
            return Ok(known);
        }
        // Making the first snapshot is no part of the question's own time.
        let asked = Asked::new(snapshots, view, &key.question).await?;
        let measured = measured(key.question.wanted);
        let found = timeout(PATIENCE, self.calculated(asked, measured))
            .await
            .map_err(|_| NetworkFailure::TooSlow)??;
        let found = Arc::new(found);
        self.keep(key, &found);
        Ok(found)
    }

    async fn calculated(
        &self,
        asked: Asked,
        measured: Measured,
    ) -> Result<Network, NetworkFailure> {
        let _turn = self.room.acquire().await;
        let flag = Flag::default();
        let _leash = flag.leash();
        let work = spawn_blocking(move || -> Result<Network, Halt> {
            let gathered = asked.read(&flag)?;
            Ok(Network {
                figures: measured.figures(&gathered.ties, &flag)?,
                members: gathered.members,
                ties: gathered.ties,
                things: gathered.things,
                affiliations: gathered.affiliations,
            })
        });
        match work.await {
            Ok(Ok(network)) => Ok(network),
            Ok(Err(Halt::Budget)) => Err(NetworkFailure::TooLarge),
            Ok(Err(Halt::Deadline | Halt::Cancelled)) => Err(NetworkFailure::TooSlow),
            Err(_) => Err(NetworkFailure::Failed),
        }
    }

    fn known(&self, key: &Key) -> Option<Arc<Network>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept.iter().position(|(known, _)| known == key)?;
        // The last asked for stands last, and the first goes when there is no more room.
        let found = kept.remove(place);
        let network = Arc::clone(&found.1);
        kept.push(found);
        Some(network)
    }

    fn keep(&self, key: Key, network: &Arc<Network>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| *known != key);
        kept.push((key, Arc::clone(network)));
        let entries = |kept: &[(Key, Arc<Network>)]| -> usize {
            kept.iter()
                .map(|(_, network)| network.ties.ties() * 2)
                .sum()
        };
        while kept.len() > KEPT || entries(&kept) > KEPT_ENTRIES {
            kept.remove(0);
        }
    }
}

fn measured(wanted: Wanted) -> Measured {
    Measured {
        betweenness: wanted.betweenness.then(Betweenness::default),
        pagerank: wanted.pagerank.then(PageRank::default),
        components: wanted.components,
        communities: wanted.communities.then(Leiden::default),
    }
}

impl Network {
    /// The places of all members: those with the strongest ties first, of equals the one with
    /// more ties, then the smaller number.
    #[must_use]
    pub fn ranked(&self) -> Vec<u32> {
        let mut order: Vec<(f64, usize, u32)> = (0..)
            .zip(0..self.ties.len())
            .map(|(place, at)| (self.ties.strength(at), self.ties.degree(at), place))
            .collect();
        order.sort_by(|one, other| {
            let by_strength = other.0.total_cmp(&one.0);
            by_strength
                .then(other.1.cmp(&one.1))
                .then(one.2.cmp(&other.2))
        });
        order.into_iter().map(|(_, _, place)| place).collect()
    }

    /// The numbers of all things that tie; none where ties are direct.
    #[must_use]
    pub fn things(&self) -> &[i64] {
        &self.things
    }

    /// What two members share, by number; nothing where ties are direct.
    #[must_use]
    pub fn shared(&self, a: u32, b: u32) -> Vec<i64> {
        let Some(affiliations) = &self.affiliations else {
            return Vec::new();
        };
        let shared = affiliations.shared(a as usize, b as usize);
        let things = shared.iter().map(|thing| self.things.get(*thing as usize));
        things.flatten().copied().collect()
    }
}
