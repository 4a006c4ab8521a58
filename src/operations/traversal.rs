//! Walking through the graph in memory for a viewer: chains, paths, neighbourhoods, in ids.
//!
//! A walk runs beside the asynchronous threads, within a budget of links and of time; whoever
//! asked and went away ends it ([`Asked::read`]). Not here: how one walks (`network`), what a
//! viewer sees of the facts whose ids come out (`store`).

use std::{sync::Arc, time::Duration};

use entity::vocabulary::Direction;

use super::{
    search::{AskedEntity, AskedRelation, entity_filter, relation_filter},
    snapshots::{Asked, Bounds, SnapshotError, Snapshots},
};
use crate::{
    network::{self, Halt, PathQuestion, Pattern, Position, Snapshot},
    store::{StoreError, View},
};

/// How many links one question may look at.
const BUDGET: u64 = 20_000_000;

/// How many relations a neighbourhood shows, for each entity that may be asked for.
pub const RELATIONS_EACH: usize = 20;

/// How long one question may walk.
const PATIENCE: Duration = Duration::from_secs(5);

/// Entities and the relations between each and the next, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// One more than relations.
    pub entities: Vec<i64>,
    /// The relations.
    pub relations: Vec<i64>,
}

/// Why there are no more chains, although there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// As many links were looked at as one question may.
    Budget,
    /// The time was over.
    Deadline,
    /// Longer ones were not looked for.
    Length,
}

/// A page of chains.
#[derive(Clone, Debug, Default)]
pub struct ChainPage {
    /// The chains.
    pub chains: Vec<Chain>,
    /// Where to go on.
    pub next: Option<Position>,
    /// Whether there are more, or may be.
    pub more: bool,
    /// Why it ended early.
    pub stopped: Option<Stop>,
}

/// One step of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which way the relations are followed.
    pub direction: Direction,
    /// Which relations.
    pub filter: AskedRelation,
    /// To which entities.
    pub to: AskedEntity,
    /// How often at least.
    pub min: u8,
    /// How often at most.
    pub max: u8,
}

/// A pattern, and which chains of it.
#[derive(Clone, Debug)]
pub struct TraceQuery {
    /// Where chains begin.
    pub from: AskedEntity,
    /// The steps.
    pub steps: Vec<Step>,
    /// How many chains.
    pub first: usize,
    /// Behind this one.
    pub after: Option<Position>,
}

/// Two entities, and which paths between them.
#[derive(Clone, Debug)]
pub struct PathQuery {
    /// The id of the one.
    pub from: i64,
    /// The id of the other.
    pub to: i64,
    /// Which relations.
    pub filter: AskedRelation,
    /// How many relations at most.
    pub max_length: u32,
    /// How many paths.
    pub first: usize,
    /// Only such as go forward in time.
    pub in_time_order: bool,
}

/// Entities, and how far around them.
#[derive(Clone, Debug)]
pub struct AroundQuery {
    /// Their ids.
    pub of: Vec<i64>,
    /// How many relations away.
    pub depth: u32,
    /// Which relations.
    pub filter: AskedRelation,
    /// How many entities.
    pub first: usize,
}

/// Entities and the relations between them, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Entities, the nearest first.
    pub entities: Vec<i64>,
    /// Relations, by first day.
    pub relations: Vec<i64>,
    /// How many entities were left out.
    pub hidden: usize,
    /// How many relations were left out.
    pub hidden_relations: usize,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum TraversalError {
    /// There is no graph to walk through.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// It would have to look at more than one question may.
    #[error("the question looks at too many relations: narrow it down")]
    TooMuch,
    /// It would take longer than it may.
    #[error("the question takes too long: narrow it down")]
    TooLong,
}

impl From<StoreError> for TraversalError {
    fn from(failure: StoreError) -> Self {
        SnapshotError::from(failure).into()
    }
}

impl From<Halt> for TraversalError {
    fn from(halt: Halt) -> Self {
        match halt {
            Halt::Budget => Self::TooMuch,
            Halt::Deadline | Halt::Cancelled => Self::TooLong,
        }
    }
}

/// The chains of a pattern.
///
/// # Errors
/// When there is no snapshot.
pub async fn trace(
    snapshots: &Snapshots,
    view: &View,
    query: TraceQuery,
) -> Result<ChainPage, TraversalError> {
    let store = snapshots.store();
    let from = entity_filter(store, view, &query.from).await?;
    let mut filters = Vec::with_capacity(query.steps.len());
    for step in &query.steps {
        let along = relation_filter(store, view, &step.filter).await?;
        filters.push((along, entity_filter(store, view, &step.to).await?));
    }
    let asked = Asked::new(snapshots, view).await?;
    let snapshot = Arc::clone(&asked.snapshot);
    let found = asked
        .read(bounds(), move |compiler, reader| {
            let steps = query.steps.iter().zip(&filters);
            let steps = steps.map(|(step, (along, to))| network::Step {
                direction: step.direction,
                test: compiler.relation(along),
                to: compiler.entity(to),
                min: step.min,
                max: step.max,
            });
            let pattern = Pattern {
                from: compiler.entity(&from),
                steps: steps.collect(),
            };
            network::trace(reader, &pattern, query.first, query.after.as_ref())
        })
        .await?;
    Ok(ChainPage {
        chains: found.chains.iter().map(|c| in_ids(&snapshot, c)).collect(),
        more: found.next.is_some() || found.halted.is_some(),
        next: found.next,
        stopped: found.halted.map(stop),
    })
}

/// The paths between two entities, the shortest first.
///
/// # Errors
/// When there is no snapshot.
pub async fn paths(
    snapshots: &Snapshots,
    view: &View,
    query: PathQuery,
) -> Result<ChainPage, TraversalError> {
    let filter = relation_filter(snapshots.store(), view, &query.filter).await?;
    let asked = Asked::new(snapshots, view).await?;
    let snapshot = Arc::clone(&asked.snapshot);
    let certainty = view.lens.certainty;
    let found = asked
        .read(bounds(), move |compiler, reader| {
            let ends = [query.from, query.to].map(|id| reader.snapshot.number(id));
            let [Some(from), Some(to)] = ends else {
                return network::Paths::default();
            };
            let question = PathQuestion {
                from,
                to,
                test: compiler.relation(&filter),
                max_length: query.max_length,
                first: query.first,
                shortest_only: false,
                in_time_order: query.in_time_order.then_some(certainty),
            };
            network::paths(reader, &question)
        })
        .await?;
    let halted = found.found.halted.map(stop);
    let chains = found.found.chains.iter();
    Ok(ChainPage {
        chains: chains.map(|chain| in_ids(&snapshot, chain)).collect(),
        next: None,
        more: found.more || halted.is_some(),
        stopped: halted.or(found.cut.then_some(Stop::Length)),
    })
}

/// What lies around some entities: so many entities, and [`RELATIONS_EACH`] times as many of the
/// relations between them, the first by their period.
///
/// # Errors
/// When there is no snapshot, or there is too much around them to be counted.
pub async fn neighbourhood(
    snapshots: &Snapshots,
    view: &View,
    query: AroundQuery,
) -> Result<Around, TraversalError> {
    let filter = relation_filter(snapshots.store(), view, &query.filter).await?;
    let asked = Asked::new(snapshots, view).await?;
    let snapshot = Arc::clone(&asked.snapshot);
    let most = query.first * RELATIONS_EACH;
    let (found, halted) = asked
        .read(bounds(), move |compiler, reader| {
            let ids = query.of.iter();
            let of: Vec<u32> = ids.filter_map(|id| reader.snapshot.number(*id)).collect();
            let test = compiler.relation(&filter);
            let found = network::neighbourhood(reader, &of, query.depth, &test, query.first);
            (found, reader.meter.halted())
        })
        .await?;
    if let Some(halt) = halted {
        return Err(halt.into());
    }
    let entities = found.entities.iter();
    let relations = found.relations.iter().take(most);
    Ok(Around {
        hidden_relations: found.relations.len().saturating_sub(most),
        entities: entities.map(|e| snapshot.entity_id(*e)).collect(),
        relations: relations.map(|r| snapshot.relation_id(*r)).collect(),
        hidden: found.hidden,
    })
}

/// The relations of these kinds only, within a filter.
#[must_use]
pub fn via(kinds: &[entity::vocabulary::RelationKind], filter: AskedRelation) -> AskedRelation {
    AskedRelation {
        kind: Some(match &filter.kind {
            Some(own) => own
                .iter()
                .copied()
                .filter(|kind| kinds.contains(kind))
                .collect(),
            None => kinds.to_vec(),
        }),
        ..filter
    }
}

fn bounds() -> Bounds {
    Bounds::new(BUDGET, PATIENCE)
}

fn in_ids(snapshot: &Snapshot, chain: &network::Chain) -> Chain {
    let entities = chain.entities.iter();
    let relations = chain.relations.iter();
    Chain {
        entities: entities.map(|e| snapshot.entity_id(*e)).collect(),
        relations: relations.map(|r| snapshot.relation_id(*r)).collect(),
    }
}

const fn stop(halt: Halt) -> Stop {
    match halt {
        Halt::Budget => Stop::Budget,
        Halt::Deadline | Halt::Cancelled => Stop::Deadline,
    }
}
