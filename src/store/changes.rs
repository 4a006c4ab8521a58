//! The change log: what recordings did, in the order of their commits.
//!
//! Every recording writes here in its own transaction, and writers stand in a queue from
//! their first statement to their commit. So no sequence is ever seen before a lower one:
//! who has read up to a sequence has missed nothing. Who follows the log reads the rows
//! that it names, which never change but for their end. Not here: what a viewer may see of
//! it, which is for those who show it.

use entity::{
    id::Noun,
    row::{change, recording},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Store, StoreError};

pub use entity::row::change::Act;

/// What a recording did to one fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The recording's place in the order of commits, from 1.
    pub sequence: i64,
    /// What kind of fact.
    pub noun: Noun,
    /// Its number.
    pub fact_id: i64,
    /// The version that was made, or that a retraction ended.
    pub row: i64,
    /// What was done.
    pub act: Act,
}

impl Store {
    /// The sequence of the last recording that changed something; 0 before the first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn last_sequence(&self) -> Result<i64, StoreError> {
        last_sequence(&self.connection).await
    }

    /// Everything that was done after a sequence, in order; none when that is more than
    /// `limit` changes, of which a follower makes a new start from the rows.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn changes(&self, after: i64, limit: u64) -> Result<Option<Vec<Change>>, StoreError> {
        use change::Column::{FactId, Noun as Of, Sequence};
        let found = change::Entity::find()
            .filter(Sequence.gt(after))
            .order_by_asc(Sequence)
            .order_by_asc(Of)
            .order_by_asc(FactId)
            .limit(limit.saturating_add(1))
            .all(&self.connection)
            .await?;
        if found.len() as u64 > limit {
            return Ok(None);
        }
        found.iter().map(read).collect::<Result<_, _>>().map(Some)
    }
}

/// The same within a transaction.
pub(super) async fn last_sequence(
    connection: &impl sea_orm::ConnectionTrait,
) -> Result<i64, StoreError> {
    let last: Option<Option<i64>> = recording::Entity::find()
        .select_only()
        .column_as(recording::Column::Sequence.max(), "last")
        .into_tuple()
        .one(connection)
        .await?;
    Ok(last.flatten().unwrap_or(0))
}

/// What kind of fact a row of the log is of.
pub(super) fn noun_of(row: &change::Model) -> Result<Noun, StoreError> {
    let noun = Noun::ALL.iter().find(|noun| noun.as_str() == row.noun);
    noun.copied().ok_or_else(|| StoreError::Corrupt {
        noun: "change",
        key: row.sequence.to_string(),
        what: row.noun.clone(),
    })
}

fn read(row: &change::Model) -> Result<Change, StoreError> {
    Ok(Change {
        sequence: row.sequence,
        noun: noun_of(row)?,
        fact_id: row.fact_id,
        row: row.fact_row,
        act: row.act,
    })
}
