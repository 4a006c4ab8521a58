//! One connection for all statements of a question.
//!
//! A pool asks each connection that is given back whether it is well, which is a round trip for
//! every statement. Who sends several takes one connection and gives it back once; on PostgreSQL
//! it is one of those that only read (`readers`), where there are such. What is asked with it
//! stands in `brief`. Not here: how work is stopped that nobody waits for (`waited`).

use std::time::Instant;

use sea_orm::{
    DbBackend, DbErr, QueryResult, RuntimeErr,
    sea_query::{PostgresQueryBuilder, SelectStatement, SqliteQueryBuilder},
    sqlx::{self, AssertSqlSafe, Postgres, Sqlite, pool::PoolConnection},
};
use sea_query_sqlx::SqlxBinder;

use super::{Sent, Store, StoreError, readers::Reading};

/// A connection that is taken until this is dropped.
#[derive(Debug)]
pub struct Held<'s> {
    pub(super) store: &'s Store,
    link: Link,
}

#[derive(Debug)]
enum Link {
    Reading(Reading),
    Postgres(PoolConnection<Postgres>),
    Sqlite(PoolConnection<Sqlite>),
}

impl Store {
    /// Takes a connection, waiting for one as every statement does.
    ///
    /// # Errors
    /// When none is to be had.
    pub async fn hold(&self) -> Result<Held<'_>, StoreError> {
        let link = self.link().await.map_err(refused)?;
        Ok(Held { store: self, link })
    }

    /// Does work with connections that are taken in it; when this future is dropped, their
    /// statements are stopped in the database, too.
    pub async fn watched<T>(&self, work: impl Future<Output = T> + Send) -> T {
        self.waited.watch(work).await
    }

    async fn link(&self) -> Result<Link, sqlx::Error> {
        if let Some(readers) = &self.readers {
            return Ok(Link::Reading(readers.take().await?));
        }
        Ok(if self.backend() == DbBackend::Postgres {
            let pool = self.connection.get_postgres_connection_pool();
            Link::Postgres(pool.acquire().await?)
        } else {
            let pool = self.connection.get_sqlite_connection_pool();
            Link::Sqlite(pool.acquire().await?)
        })
    }
}

impl Held<'_> {
    /// The rows of a statement whose best plan depends on its values: one of many entities is found
    /// otherwise than half of them. Connections that only read plan without values.
    pub(super) async fn rows_by_values(
        &mut self,
        select: &SelectStatement,
    ) -> Result<Vec<QueryResult>, StoreError> {
        match self.link {
            Link::Reading(_) => self.store.rows(select).await,
            Link::Postgres(_) | Link::Sqlite(_) => self.rows(select).await,
        }
    }

    /// The rows of a statement that is planned alike for all values.
    pub(super) async fn rows(
        &mut self,
        select: &SelectStatement,
    ) -> Result<Vec<QueryResult>, StoreError> {
        let began = Instant::now();
        let (sql, rows) = match &mut self.link {
            Link::Reading(reading) => {
                let (sql, values) = select.build_sqlx(PostgresQueryBuilder);
                let asked = sqlx::query_with(AssertSqlSafe(sql.as_str()), values);
                let rows = reading.rows(asked).await;
                (sql, rows.map(results))
            }
            Link::Postgres(connection) => {
                let (sql, values) = select.build_sqlx(PostgresQueryBuilder);
                let asked = sqlx::query_with(AssertSqlSafe(sql.as_str()), values);
                let rows = asked.fetch_all(&mut **connection).await;
                (sql, rows.map(results))
            }
            Link::Sqlite(connection) => {
                let (sql, values) = select.build_sqlx(SqliteQueryBuilder);
                let asked = sqlx::query_with(AssertSqlSafe(sql.as_str()), values);
                let rows = asked.fetch_all(&mut **connection).await;
                (sql, rows.map(results))
            }
        };
        self.store.teller.tell(Sent {
            sql: &sql,
            elapsed: began.elapsed(),
            failed: rows.is_err(),
        });
        rows.map_err(refused)
    }
}

fn results<R: Into<QueryResult>>(rows: Vec<R>) -> Vec<QueryResult> {
    rows.into_iter().map(Into::into).collect()
}

fn refused(error: sqlx::Error) -> StoreError {
    DbErr::Query(RuntimeErr::SqlxError(error.into())).into()
}
