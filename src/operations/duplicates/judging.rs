//! Judging whether two entities are one, and taking a judgement back.
//!
//! A judgement may not contradict what follows from the others: two of one cluster cannot be
//! different, and what is different cannot come into one cluster. Such a judgement is refused
//! with the chain that stands against it; which link of it was wrong is for people to say. The
//! check and the writing are one transaction in the queue of writers.

use std::collections::HashMap;

use entity::{
    id::{Noun, PublicId, judgement_key, number},
    row::{entity as entities, judgement::Model},
    vocabulary::{EntityKind, Verdict},
};

use super::chain::{self, Conflict, Link};
use crate::{
    operations::search::{SearchQuery, search},
    store::{Judging, PageRequest, Ruling, Store, StoreError, View},
};

/// Who judges, and when.
#[derive(Clone, Copy, Debug)]
pub struct Hand<'a> {
    /// Who judges: what he may not see is unknown here too.
    pub view: &'a View,
    /// His name, as it is recorded.
    pub by: &'a str,
    /// Why.
    pub reason: &'a str,
    /// The time, microseconds since 1970.
    pub now: i64,
    /// Check everything, keep nothing.
    pub dry_run: bool,
}

/// Why a judgement was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum JudgeError {
    /// No such entity.
    #[error("there is no entity {given}{}", meant(.nearest.as_deref()))]
    Unknown {
        /// The key or id that was given.
        given: String,
        /// The key that may have been meant.
        nearest: Option<String>,
    },
    /// Nothing was judged of these.
    #[error("there is no judgement {0}")]
    NotJudged(String),
    /// It is no question for two such.
    #[error("{0}")]
    Unfit(String),
    /// It contradicts what was judged before.
    #[error("{0}")]
    Conflict(Conflict),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn meant(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |key| format!("; did you mean {key}?"))
}

/// Records a judgement of two entities, each given by key or id.
///
/// # Errors
/// When one of them is unknown, when the two cannot be one by their kinds, when the judgement
/// contradicts others, or the database fails; then nothing was recorded.
pub async fn judge(
    store: &Store,
    pair: [&str; 2],
    verdict: Verdict,
    hand: Hand<'_>,
) -> Result<Model, JudgeError> {
    let one = lookup(store, hand.view, pair[0]).await?;
    let other = lookup(store, hand.view, pair[1]).await?;
    fit(&one, &other)?;
    let ruling = Ruling {
        verdict,
        reason: hand.reason.to_owned(),
        visibility: one.visibility.max(other.visibility),
        one: one.key,
        other: other.key,
    };
    let mut judging = store.judging(hand.by, hand.now).await?;
    if let Err(refused) = contradicted(&judging, &ruling, hand.view).await {
        judging.finish(true).await?;
        return Err(refused);
    }
    let judged = judging.judge(&ruling).await?;
    judging.finish(hand.dry_run).await?;
    Ok(judged)
}

/// Takes a judgement back: `which` is its id, or the keys or ids of its two entities.
///
/// # Errors
/// When there is none, or the database fails.
pub async fn undo(store: &Store, which: &[&str], hand: Hand<'_>) -> Result<Model, JudgeError> {
    let id = if let [one, other] = which {
        let one = lookup(store, hand.view, one).await?;
        let other = lookup(store, hand.view, other).await?;
        number(Noun::Judgement, &judgement_key(&one.key, &other.key))
    } else {
        let given = which.first().copied().unwrap_or_default();
        let id = given.parse::<PublicId>().ok();
        let id = id.filter(|id| id.noun == Noun::Judgement);
        id.map_or_else(|| number(Noun::Judgement, given), |id| id.number)
    };
    let unknown = || JudgeError::NotJudged(which.join(" "));
    let seen = store.judgements_ever(hand.view, &[id]).await?;
    if !seen.contains_key(&id) {
        return Err(unknown());
    }
    let mut judging = store.judging(hand.by, hand.now).await?;
    let Some(current) = judging.lookup(id).await? else {
        judging.finish(true).await?;
        return Err(unknown());
    };
    let undone = judging.retract(&current, hand.reason).await?;
    judging.finish(hand.dry_run).await?;
    Ok(undone)
}

/// The entity with a key or id, apart from those that are the same.
async fn lookup(store: &Store, view: &View, given: &str) -> Result<entities::Model, JudgeError> {
    let id = given.parse::<PublicId>().ok();
    let id = id.filter(|id| id.noun == Noun::Entity);
    let id = id.map_or_else(|| number(Noun::Entity, given), |id| id.number);
    if let Some(found) = store.entity(&view.apart(), id).await? {
        return Ok(found);
    }
    Err(JudgeError::Unknown {
        nearest: nearest(store, view, given).await?,
        given: given.to_owned(),
    })
}

/// The key of what is called like the words of a key.
async fn nearest(store: &Store, view: &View, given: &str) -> Result<Option<String>, StoreError> {
    let query = SearchQuery {
        text: given.replace('-', " "),
        kinds: None,
        filter: None,
        page: PageRequest::forward(1, None),
    };
    if crate::operations::search::check_text(&query.text).is_err() {
        return Ok(None);
    }
    let found = search(store, &view.apart(), &query).await?;
    Ok(found
        .items
        .into_iter()
        .next()
        .map(|(_, found)| found.entity.key))
}

/// Whether it can be asked of two such whether they are one.
fn fit(one: &entities::Model, other: &entities::Model) -> Result<(), JudgeError> {
    if one.id == other.id {
        return Err(JudgeError::Unfit(format!("{} is one entity", one.key)));
    }
    if one.kind != other.kind {
        return Err(JudgeError::Unfit(format!(
            "{} is of the kind {}, {} of the kind {}",
            one.key, one.kind, other.key, other.kind
        )));
    }
    if one.kind == EntityKind::Document {
        return Err(JudgeError::Unfit(
            "documents are told apart by their texts and are not joined".to_owned(),
        ));
    }
    Ok(())
}

/// Refuses what contradicts the current judgements, whoever may see these; told of the chain is
/// what the viewer may see.
async fn contradicted(judging: &Judging, ruling: &Ruling, view: &View) -> Result<(), JudgeError> {
    let current = judging.current().await?;
    let Some(against) = chain::against(&current, ruling) else {
        return Ok(());
    };
    let seen = |link: &&Model| link.reach <= view.viewer.tier.rank();
    let all = against.iter().all(seen);
    let links = against.into_iter().map(Link::from);
    Err(JudgeError::Conflict(Conflict {
        verdict: ruling.verdict,
        pair: [ruling.one.clone(), ruling.other.clone()],
        chain: if all { links.collect() } else { Vec::new() },
    }))
}

/// The judgement of each pair, by the numbers of both, the smaller first.
#[must_use]
pub(super) fn by_pair(
    judgements: &[Model],
    of: impl Fn(i64) -> i64,
) -> HashMap<(i64, i64), Verdict> {
    let pair = |judgement: &Model| {
        let (one, other) = (of(judgement.one_id), of(judgement.other_id));
        (one.min(other), one.max(other))
    };
    let mut found: HashMap<(i64, i64), Verdict> = HashMap::new();
    for judgement in judgements {
        // Of several, through others that are the same, a difference counts more than a doubt.
        let known = found.entry(pair(judgement)).or_insert(judgement.verdict);
        if judgement.verdict == Verdict::Different {
            *known = Verdict::Different;
        }
    }
    found
}
