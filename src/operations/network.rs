//! Who is tied to whom, and what place each has among the others.
//!
//! Asks the graph in memory which relations tie (`reading`), and hands what it says to the measures of
//! `network`, beside the threads that serve. What was calculated is kept beside the store for the
//! next who asks the same of the same state of the graph. Not here: what the measures are
//! (`network::measures`).

use std::{sync::Arc, time::Duration};

use entity::{
    time::QueryInterval,
    vocabulary::{Direction, RelationKind, Tier},
};
use tokio::{sync::Semaphore, time::timeout_at};

use crate::{
    network::{
        Halt,
        gathering::gathered,
        measures::{
            Figures, Measured, betweenness::Betweenness, leiden::Leiden, pagerank::PageRank,
            ties::Ties,
        },
        projection::Affiliations,
    },
    operations::{
        kept::Kept,
        search::AskedEntity,
        snapshots::{Asked, Bounds, Snapshots},
        traversal::TraversalError,
    },
    store::{Lens, View},
};

mod reading;

use reading::Among;

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
    /// The places of all members: those with the strongest ties first, of equals the one with more
    /// ties, then the smaller number.
    pub ranked: Vec<u32>,
}

/// So many relations and entities are looked at, at most.
const BUDGET: u64 = 100_000_000;
/// So long may a calculation take.
const PATIENCE: Duration = Duration::from_secs(20);
/// So many networks are kept.
const KEPT: usize = 32;
/// So many ties and affiliations in all the networks that are kept.
const KEPT_ENTRIES: usize = 4_000_000;

/// The networks of a database: some of those that were calculated.
#[derive(Debug)]
struct Networks {
    kept: Kept<Key, Network>,
    /// Those who calculate at a time, so that a few questions do not take every core.
    room: Semaphore,
}

/// What two askers must agree on to get the same network.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Key {
    sequence: i64,
    tier: Tier,
    lens: Lens,
    question: Question,
}

impl Default for Networks {
    fn default() -> Self {
        Self {
            kept: Kept::new(KEPT_ENTRIES, Network::weight),
            room: Semaphore::new(1),
        }
    }
}

/// The network that answers a question under a view. Dropping the future stops the work.
///
/// # Errors
/// When there is too much to do, or the database fails.
pub async fn network(
    snapshots: &Snapshots,
    view: &View,
    question: Question,
) -> Result<Arc<Network>, TraversalError> {
    let networks = snapshots.store().companions().get::<Networks>();
    let asked = Asked::new(snapshots, view).await?;
    let key = Key {
        sequence: asked.snapshot.sequence(),
        tier: view.viewer.tier,
        lens: view.lens.clone(),
        question,
    };
    if let Some(known) = networks.kept.get(&key) {
        return Ok(known);
    }
    // Making the first snapshot is no part of the question's own time; waiting for others is.
    let bounds = Bounds::new(BUDGET, PATIENCE);
    let turn = timeout_at(bounds.until, networks.room.acquire()).await;
    let _turn = turn.map_err(|_| TraversalError::TooLong)?;
    // Who waited may find it done.
    if let Some(known) = networks.kept.get(&key) {
        return Ok(known);
    }
    let among = Among::of(snapshots.store(), view, &key.question).await?;
    let found = calculated(asked, bounds, (key.question.clone(), among)).await?;
    Ok(networks.kept.put(key, found))
}

async fn calculated(
    asked: Asked,
    bounds: Bounds,
    (question, among): (Question, Among),
) -> Result<Network, TraversalError> {
    let work = asked.read(bounds, move |compiler, reader| -> Result<Network, Halt> {
        let flag = reader.meter.flag();
        let found = gathered(reader, &among.gathering(compiler, &question), flag)?;
        Ok(Network {
            figures: measured(question.wanted).figures(&found.ties, flag)?,
            ranked: ranked(&found.ties),
            members: found.members,
            ties: found.ties,
            things: found.things,
            affiliations: found.affiliations,
        })
    });
    Ok(work.await??)
}

fn measured(wanted: Wanted) -> Measured {
    Measured {
        betweenness: wanted.betweenness.then(Betweenness::default),
        pagerank: wanted.pagerank.then(PageRank::default),
        components: wanted.components,
        communities: wanted.communities.then(Leiden::default),
    }
}

fn ranked(ties: &Ties) -> Vec<u32> {
    let mut order: Vec<(f64, usize, u32)> = (0..)
        .zip(0..ties.len())
        .map(|(place, at)| (ties.strength(at), ties.degree(at), place))
        .collect();
    order.sort_by(|one, other| {
        let by_strength = other.0.total_cmp(&one.0);
        by_strength
            .then(other.1.cmp(&one.1))
            .then(one.2.cmp(&other.2))
    });
    order.into_iter().map(|(_, _, place)| place).collect()
}

impl Network {
    /// How much of the room it takes: what it holds, and a share in any case.
    fn weight(&self) -> usize {
        let shared = self.affiliations.as_ref().map_or(0, Affiliations::len);
        let entries = self.ties.ties() * 2 + self.members.len() + shared;
        entries.max(KEPT_ENTRIES / KEPT)
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
