//! The change log of one recording: gathered while it writes, written at its end.

use entity::{
    id::Noun,
    row::{
        change::{self, Act},
        dossier, recording,
    },
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QuerySelect,
    sea_query::ExprTrait,
};

use super::{Session, Stamp, ends::CHUNK, fact::Fact};
use crate::store::{
    StoreError,
    changes::last_sequence,
    condition::select_from,
    sql::{List, col, one_of},
};

/// How many changes one statement inserts: SQLite binds at most 32,766 values.
const ROWS: usize = 6_000;

/// What was done so far, and whether anything was, facts or not.
#[derive(Debug, Default)]
pub(super) struct Log {
    changes: Vec<(Noun, i64, i64, Act)>,
    /// A text was supplied: no fact changed, but what is shown of them does.
    pub texts: bool,
}

impl Log {
    pub(super) fn push(&mut self, noun: Noun, fact_id: i64, row: i64, act: Act) {
        self.changes.push((noun, fact_id, row, act));
    }

    /// Numbers the recording and writes what it did; a recording without effect has no number.
    pub(super) async fn write(
        &self,
        tx: &DatabaseTransaction,
        stamp: &Stamp,
    ) -> Result<(), StoreError> {
        if self.changes.is_empty() && !self.texts {
            return Ok(());
        }
        let sequence = last_sequence(tx).await? + 1;
        let row = recording::ActiveModel {
            sequence: Set(sequence),
            recorded_at: Set(stamp.now),
            recorded_by: Set(Some(stamp.by.clone())),
        };
        recording::Entity::insert(row)
            .exec_without_returning(tx)
            .await?;
        for chunk in self.changes.chunks(ROWS) {
            let rows = chunk
                .iter()
                .map(|(noun, fact_id, row, act)| change::ActiveModel {
                    sequence: Set(sequence),
                    noun: Set(noun.as_str().to_owned()),
                    fact_id: Set(*fact_id),
                    fact_row: Set(*row),
                    act: Set(*act),
                });
            change::Entity::insert_many(rows)
                .exec_without_returning(tx)
                .await?;
        }
        Ok(())
    }
}

/// The time to record: the caller's, or just after the last recording when clocks disagree.
pub(super) async fn clock(tx: &DatabaseTransaction, now: i64) -> Result<i64, StoreError> {
    let recordings: Option<Option<i64>> = recording::Entity::find()
        .select_only()
        .column_as(recording::Column::RecordedAt.max(), "last")
        .into_tuple()
        .one(tx)
        .await?;
    let dossiers: Option<Option<i64>> = dossier::Entity::find()
        .select_only()
        .column_as(dossier::Column::RecordedAt.max(), "last")
        .into_tuple()
        .one(tx)
        .await?;
    let last = Ord::max(recordings.flatten(), dossiers.flatten());
    Ok(last.map_or(now, |last| Ord::max(now, last + 1)))
}

impl Session<'_> {
    /// Notes that these facts are about to end for good.
    pub(super) async fn log_retractions<F: Fact>(&mut self, ids: &[i64]) -> Result<(), StoreError> {
        for chunk in ids.chunks(CHUNK) {
            let mut select = select_from(F::TABLE, "t");
            select
                .exprs([col("t", "id"), col("t", "row")])
                .and_where(col("t", "superseded_at").is_null())
                .and_where(one_of(self.backend(), col("t", "id"), List::from(chunk)));
            for row in self.tx.query_all(&select).await? {
                let (id, version) = (row.try_get("", "id")?, row.try_get("", "row")?);
                self.log.push(F::NOUN, id, version, Act::Retracted);
            }
        }
        Ok(())
    }
}
