//! The feed of changes: what was recorded, amended or retracted, for a viewer, from any place on.
//!
//! Everything is read from the log when it is asked for: a reader holds one bounded batch and
//! nothing waits for him, however slow he is. `cursor` seals his place, `judge` decides what he
//! is told of a change, `reading` shares batches among readers, `head` wakes them. Not here: how a
//! change is shown (`graphql`) and how it is sent (`http`).

use std::{
    collections::{HashMap, HashSet, VecDeque},
    sync::Arc,
};

use entity::{id::Noun, vocabulary::EntityKind};
use futures_util::{Stream, stream::try_unfold};
use tokio::sync::{OnceCell, watch};

use crate::store::{Act, Entry, FactRow, FactVersion, LogHead, LogPlace, Store, StoreError, View};

mod cursor;
mod head;
mod judge;
mod reading;

use cursor::{Position, Seal};
use head::Head;
use judge::{Epoch, judge};
use reading::{Batch, Batches};

/// Where to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum After {
    /// With all that the viewer may see.
    Beginning,
    /// With what is recorded from now on.
    Now,
    /// Behind the change that had this cursor.
    Cursor(String),
}

/// Which changes are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Where to begin.
    pub after: After,
    /// Only what speaks of entities of these kinds.
    pub kinds: Option<Vec<EntityKind>>,
    /// Only what speaks of these entities.
    pub entities: Option<HashSet<i64>>,
}

/// A change as a viewer is told of it.
#[derive(Clone, Debug)]
pub struct Told {
    /// Leads to what follows it.
    pub cursor: String,
    /// What happened, for this viewer.
    pub act: Act,
    /// What kind of fact.
    pub noun: Noun,
    /// Its number.
    pub fact_id: i64,
    /// When, microseconds since 1970.
    pub recorded_at: i64,
    /// By whom.
    pub recorded_by: Option<String>,
    /// The version then recorded, or that ended; none when the viewer may see it no more.
    pub fact: Option<FactRow>,
    /// The entities of which that version speaks.
    pub entities: Vec<i64>,
}

/// Why a feed cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The cursor was not given out here to a viewer of this tier.
    #[error("the cursor was not given out here to a viewer of this tier")]
    Cursor,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What all readers of a store share.
#[derive(Debug, Default)]
struct Shared {
    head: Arc<Head>,
    batches: Batches,
    key: OnceCell<[u8; 32]>,
}

/// Tells a viewer what was recorded, and goes on for ever.
///
/// # Errors
/// When the cursor is none of this feed; when the database fails, also later.
pub async fn follow(
    store: Store,
    view: View,
    asked: Asked,
) -> Result<impl Stream<Item = Result<Told, StoreError>> + Send + 'static, FeedError> {
    let shared = store.companions().get::<Shared>();
    let key = shared
        .key
        .get_or_try_init(|| store.secret("feed"))
        .await
        .copied()?;
    let seal = Seal::new(key);
    let head = store.log_head().await?;
    let now = |sequence, base| Position {
        base,
        head,
        place: LogPlace::behind(sequence),
    };
    let position = match &asked.after {
        After::Beginning => now(0, i64::MIN),
        After::Now => now(head.sequence, head.recorded_at),
        After::Cursor(cursor) => seal
            .open(view.viewer.tier.rank(), cursor)
            .ok_or(FeedError::Cursor)?,
    };
    let reader = Reader {
        grown: shared.head.watch(&store),
        store,
        view,
        asked,
        shared,
        seal,
        position,
        waiting: VecDeque::new(),
    };
    Ok(try_unfold(reader, |mut reader| async move {
        let told = reader.next().await?;
        Ok(Some((told, reader)))
    }))
}

/// One reader of the feed.
struct Reader {
    store: Store,
    view: View,
    asked: Asked,
    shared: Arc<Shared>,
    grown: watch::Receiver<LogHead>,
    seal: Seal,
    position: Position,
    waiting: VecDeque<Told>,
}

impl Reader {
    /// The next change; there is always one, sooner or later.
    async fn next(&mut self) -> Result<Told, StoreError> {
        loop {
            if let Some(told) = self.waiting.pop_front() {
                return Ok(told);
            }
            let Position { head, place, .. } = self.position;
            let batch = self
                .shared
                .batches
                .after(&self.store, place, head.sequence)
                .await?;
            match batch.entries.last() {
                Some(last) => {
                    self.waiting = self.tell(&batch).await?;
                    self.position.place = last.place();
                }
                None => self.next_epoch().await,
            }
        }
    }

    /// Waits until the log has grown beyond what was known.
    async fn next_epoch(&mut self) {
        let known = self.position.head;
        let grown = self.grown.wait_for(|head| head.sequence > known.sequence);
        // The sender lives in what this reader shares: it does not end before it.
        if let Ok(head) = grown.await.map(|head| *head) {
            self.position = Position {
                base: known.recorded_at,
                head,
                place: LogPlace::behind(known.sequence),
            };
        }
    }

    /// What the viewer is told of a batch.
    async fn tell(&self, batch: &Batch) -> Result<VecDeque<Told>, StoreError> {
        let epoch = Epoch {
            base: self.position.base,
            head: self.position.head.recorded_at,
        };
        let rank = self.view.viewer.tier.rank();
        let told = batch.entries.iter().filter_map(|entry| {
            let versions = batch.versions(entry);
            let act = judge(versions, rank, epoch, entry.recorded_at)?;
            self.wanted(batch, entry, act).then_some((entry, act))
        });
        let told: Vec<(&Entry, Act)> = told.collect();
        let facts = self.facts(&told).await?;
        let told = told.into_iter().filter_map(|(entry, act)| {
            // A version may be told of twice: that it came, and that it ended.
            let fact = facts.get(&(entry.noun, entry.row)).cloned();
            // It was closed to the viewer since: then he is not told that it came either.
            let hidden = fact.is_none() && act != Act::Retracted;
            if hidden {
                None
            } else {
                self.told(batch, entry, act, fact)
            }
        });
        Ok(told.collect())
    }

    fn told(&self, batch: &Batch, entry: &Entry, act: Act, fact: Option<FactRow>) -> Option<Told> {
        let position = Position {
            place: entry.place(),
            ..self.position
        };
        let versions = batch.versions(entry).iter();
        let shown = versions.filter(|version| fact.is_some() && version.row == entry.row);
        Some(Told {
            cursor: self.seal.close(self.view.viewer.tier.rank(), &position)?,
            act,
            noun: entry.noun,
            fact_id: entry.fact_id,
            recorded_at: entry.recorded_at,
            recorded_by: entry.recorded_by.clone(),
            entities: shown.flat_map(spoken_of).collect(),
            fact,
        })
    }

    /// The versions of which the viewer is told, by noun and number, as far as he may see them.
    async fn facts(
        &self,
        told: &[(&Entry, Act)],
    ) -> Result<HashMap<(Noun, i64), FactRow>, StoreError> {
        let mut found = HashMap::new();
        for noun in Noun::ALL {
            let of_noun = told.iter().filter(|(entry, _)| entry.noun == *noun);
            let rows: Vec<i64> = of_noun.map(|(entry, _)| entry.row).collect();
            if !rows.is_empty() {
                let facts = self.store.fact_rows(&self.view, *noun, &rows).await?;
                found.extend(facts.into_iter().map(|(row, fact)| ((*noun, row), fact)));
            }
        }
        Ok(found)
    }

    /// Whether a change was asked for: by the entities that the viewer sees or saw in the fact.
    fn wanted(&self, batch: &Batch, entry: &Entry, act: Act) -> bool {
        let rank = self.view.viewer.tier.rank();
        let sort = |entity: &i64| batch.sort(*entity);
        let seen = |entity: &&i64| sort(entity).is_some_and(|sort| sort.reach <= rank);
        let ends = || {
            let versions = batch.versions(entry).iter();
            let touched = versions.filter(|version| touched(version, entry, act));
            touched.flat_map(|version| {
                // Who stands behind a relation may be closed to those who see the relation.
                let behind = version.behind.iter().filter(|behind| seen(behind));
                version.ends.iter().chain(behind)
            })
        };
        let of_kind = |kinds: &[EntityKind], end: &i64| {
            sort(end).is_some_and(|sort| kinds.contains(&sort.kind))
        };
        let Asked {
            entities, kinds, ..
        } = &self.asked;
        let entities = entities.as_ref();
        let kinds = kinds.as_deref();
        entities.is_none_or(|wanted| ends().any(|end| wanted.contains(end)))
            && kinds.is_none_or(|wanted| ends().any(|end| of_kind(wanted, end)))
    }
}

/// Whether a change that is told so made or ended a version.
fn touched(version: &FactVersion, entry: &Entry, act: Act) -> bool {
    let made = version.recorded_at == entry.recorded_at;
    let ended = version.superseded_at == Some(entry.recorded_at);
    match act {
        Act::Added => made,
        Act::Amended => made || ended,
        Act::Retracted => ended,
    }
}

/// The entities of which a version speaks, those that a viewer may not see among them.
fn spoken_of(version: &FactVersion) -> impl Iterator<Item = i64> {
    version.ends.iter().chain(&version.behind).copied()
}
