//! Writing judgements: one transaction, in the queue of all who write.
//!
//! A judgement is a fact with versions like every other, but of no dossier: no document says it,
//! a person does. Whether it may be said is for `operations`, which reads in the same transaction
//! what was said before.

use entity::{
    id::{Noun, judgement_key, number},
    row::{
        change::Act,
        judgement::{self, Model},
    },
    vocabulary::{Tier, Verdict},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};

use super::{
    Stamp,
    log::{Log, clock},
};
use crate::store::{Store, StoreError};

/// What is judged of two entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// The key of the one.
    pub one: String,
    /// The key of the other.
    pub other: String,
    /// What is judged.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// Who may see it.
    pub visibility: Tier,
}

/// Judging under way; nothing is kept before [`Judging::finish`].
pub struct Judging {
    tx: DatabaseTransaction,
    stamp: Stamp,
    log: Log,
}

impl Store {
    /// Begins to judge.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn judging(&self, by: &str, now: i64) -> Result<Judging, StoreError> {
        let tx = self.begin_writing().await?;
        let stamp = Stamp {
            now: clock(&tx, now).await?,
            by: by.to_owned(),
        };
        let log = Log::default();
        Ok(Judging { tx, stamp, log })
    }
}

impl Judging {
    /// Every current judgement, whoever may see it, by key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn current(&self) -> Result<Vec<Model>, StoreError> {
        let current = judgement::Entity::find()
            .filter(judgement::Column::SupersededAt.is_null())
            .order_by_asc(judgement::Column::Key);
        Ok(current.all(&self.tx).await?)
    }

    /// The current judgement with this number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lookup(&self, id: i64) -> Result<Option<Model>, StoreError> {
        let current = judgement::Entity::find()
            .filter(judgement::Column::SupersededAt.is_null())
            .filter(judgement::Column::Id.eq(id));
        Ok(current.one(&self.tx).await?)
    }

    /// Records a judgement, in place of an earlier one of the same two; what says nothing new is
    /// left alone.
    ///
    /// # Errors
    /// When two keys have one number, or the database fails.
    pub async fn judge(&mut self, ruling: &Ruling) -> Result<Model, StoreError> {
        let key = judgement_key(&ruling.one, &ruling.other);
        let id = number(Noun::Judgement, &key);
        let last = judgement::Entity::find()
            .filter(judgement::Column::Id.eq(id))
            .order_by_desc(judgement::Column::Version)
            .one(&self.tx)
            .await?;
        if let Some(other) = last.as_ref().filter(|last| last.key != key) {
            return Err(StoreError::Collision(key, other.key.clone()));
        }
        let current = last.as_ref().filter(|last| last.superseded_at.is_none());
        if let Some(same) = current.filter(|same| says(same, ruling, &self.stamp.by)) {
            return Ok(same.clone());
        }
        if let Some(current) = current {
            self.end(current, None).await?;
        }
        let act = current.map_or(Act::Added, |_| Act::Amended);
        let (first, second) = key.split_once('=').unwrap_or((&ruling.one, &ruling.other));
        let row = Model {
            row: self.next_row().await?,
            id,
            version: last.as_ref().map_or(1, |last| last.version + 1),
            one_id: number(Noun::Entity, first),
            other_id: number(Noun::Entity, second),
            key,
            verdict: ruling.verdict,
            reason: ruling.reason.clone(),
            visibility: ruling.visibility,
            reach: ruling.visibility.rank(),
            recorded_at: self.stamp.now,
            superseded_at: None,
            retracted_at: None,
            recorded_by: self.stamp.by.clone(),
            retracted_by: None,
            retracted_because: None,
        };
        judgement::Entity::insert(row.clone().into_active_model())
            .exec_without_returning(&self.tx)
            .await?;
        self.log.push(Noun::Judgement, row.id, row.row, act);
        Ok(row)
    }

    /// Takes a current judgement back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn retract(&mut self, current: &Model, because: &str) -> Result<Model, StoreError> {
        let (id, row) = (current.id, current.row);
        self.log.push(Noun::Judgement, id, row, Act::Retracted);
        self.end(current, Some(because)).await
    }

    /// Keeps what was judged, unless it was only a try.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn finish(self, dry_run: bool) -> Result<(), StoreError> {
        if dry_run {
            return Ok(self.tx.rollback().await?);
        }
        self.log.write(&self.tx, &self.stamp).await?;
        Ok(self.tx.commit().await?)
    }

    /// Ends a version: for a later one, or for good with a reason.
    async fn end(&self, version: &Model, because: Option<&str>) -> Result<Model, StoreError> {
        let now = self.stamp.now;
        let mut ended = version.clone().into_active_model();
        ended.superseded_at = Set(Some(now));
        if let Some(because) = because {
            ended.retracted_at = Set(Some(now));
            ended.retracted_by = Set(Some(self.stamp.by.clone()));
            ended.retracted_because = Set(Some(because.to_owned()));
        }
        judgement::Entity::update(ended)
            .exec_without_returning(&self.tx)
            .await?;
        Ok(Model {
            superseded_at: Some(now),
            retracted_at: because.map(|_| now),
            retracted_by: because.map(|_| self.stamp.by.clone()),
            retracted_because: because.map(str::to_owned),
            ..version.clone()
        })
    }

    async fn next_row(&self) -> Result<i64, StoreError> {
        let last: Option<Option<i64>> = judgement::Entity::find()
            .select_only()
            .column_as(judgement::Column::Row.max(), "last")
            .into_tuple()
            .one(&self.tx)
            .await?;
        Ok(last.flatten().unwrap_or(0) + 1)
    }
}

/// Whether a judgement says what is to be said, and by the same person.
fn says(current: &Model, ruling: &Ruling, by: &str) -> bool {
    current.verdict == ruling.verdict
        && current.reason == ruling.reason
        && current.visibility == ruling.visibility
        && current.recorded_by == by
}
