//! Lines on their way from the database to whoever takes them in.
//!
//! The database is read by a task of its own; what it sends is made into lines by the one who takes
//! them, on a thread where that may take its time. Neither runs far ahead of the other.

use futures_util::TryStreamExt;
use sea_orm::{
    DbBackend, DbErr, FromQueryResult, QueryResult,
    sea_query::{PostgresQueryBuilder, SelectStatement},
    sqlx::postgres::PgPool,
};
use tokio::{
    sync::mpsc::{Receiver, Sender, channel},
    task::JoinHandle,
};

use super::copied::{self, Copied};
use crate::store::{Store, StoreError};

/// How many rows one statement reads where rows are read part by part.
const PART: u64 = 20_000;
/// How many bytes are handed over at a time where they are copied.
const PIECE: usize = 1 << 18;
/// How many parts wait at most.
const WAITING: usize = 4;

/// A part of what the database sent.
enum Part {
    Rows(Vec<QueryResult>),
    /// Whole tuples of a copy in binary form.
    Copied(Vec<u8>),
    /// There is no more.
    End,
}

/// All lines of a moment, part by part.
#[derive(Debug)]
pub struct Feed<T> {
    parts: Receiver<Result<Part, StoreError>>,
    reading: JoinHandle<()>,
    /// What makes lines of a part.
    read: fn(Part) -> Result<Vec<T>, StoreError>,
}

impl<T> Drop for Feed<T> {
    fn drop(&mut self) {
        self.reading.abort();
    }
}

/// Begins to read. `part` selects the rows behind one, as many as are given, or all.
pub(super) fn begin<T: FromQueryResult + Copied>(
    store: Store,
    part: impl Fn(i64, Option<u64>) -> SelectStatement + Send + 'static,
) -> Feed<T> {
    let (sender, parts) = channel(WAITING);
    let reading = tokio::spawn(async move {
        let done = match store.backend() {
            DbBackend::Postgres => copy(&store, &part(i64::MIN, None), &sender).await,
            _ => read(&store, part, &sender).await,
        };
        // Whoever has gone needs no word of how it ended.
        let _gone = sender.send(done.map(|()| Part::End)).await;
    });
    Feed {
        parts,
        reading,
        read: lines,
    }
}

impl<T> Feed<T> {
    /// The next lines; none when there are no more. Not to be called from an asynchronous thread.
    ///
    /// # Errors
    /// When the database fails, or the reading was broken off.
    pub fn next_part(&mut self) -> Result<Option<Vec<T>>, StoreError> {
        match self.parts.blocking_recv() {
            Some(Ok(Part::End)) => Ok(None),
            Some(part) => (self.read)(part?).map(Some),
            None => {
                let broken = DbErr::Custom("reading was broken off".to_owned());
                Err(StoreError::Database(broken))
            }
        }
    }
}

/// The lines of a part.
fn lines<T: FromQueryResult + Copied>(part: Part) -> Result<Vec<T>, StoreError> {
    match part {
        Part::End => Ok(Vec::new()),
        Part::Copied(bytes) => copied::lines(&bytes),
        Part::Rows(rows) => {
            let lines = rows.iter().map(|row| T::from_query_result(row, ""));
            Ok(lines.collect::<Result<_, _>>()?)
        }
    }
}

/// Reads part by part, so that no statement stays open for long.
async fn read(
    store: &Store,
    part: impl Fn(i64, Option<u64>) -> SelectStatement,
    sender: &Sender<Result<Part, StoreError>>,
) -> Result<(), StoreError> {
    let mut after = i64::MIN;
    loop {
        let rows = store.rows(&part(after, Some(PART))).await?;
        let Some(last) = rows.last() else {
            return Ok(());
        };
        after = last.try_get("", "row")?;
        if sender.send(Ok(Part::Rows(rows))).await.is_err() {
            return Ok(());
        }
    }
}

/// Has PostgreSQL copy the rows out, which takes it and this program half the time of a select.
async fn copy(
    store: &Store,
    select: &SelectStatement,
    sender: &Sender<Result<Part, StoreError>>,
) -> Result<(), StoreError> {
    let pool: &PgPool = store.connection.get_postgres_connection_pool();
    // A connection of its own: whoever breaks off in the middle leaves it unfit for others.
    let mut connection = pool.acquire().await.map_err(failed)?.detach();
    let select = select.to_string(PostgresQueryBuilder);
    let copy = format!("COPY ({select}) TO STDOUT (FORMAT binary)");
    let mut tuples = connection.copy_out_raw(&copy).await.map_err(failed)?;
    let mut piece = Vec::with_capacity(PIECE);
    while let Some(tuple) = tuples.try_next().await.map_err(failed)? {
        piece.extend_from_slice(&tuple);
        if piece.len() >= PIECE {
            let full = std::mem::replace(&mut piece, Vec::with_capacity(PIECE));
            if sender.send(Ok(Part::Copied(full))).await.is_err() {
                return Ok(());
            }
        }
    }
    let _gone = sender.send(Ok(Part::Copied(piece))).await;
    Ok(())
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it is what `map_err` hands over"
)]
fn failed(error: sea_orm::sqlx::Error) -> StoreError {
    StoreError::Database(DbErr::Custom(error.to_string()))
}
