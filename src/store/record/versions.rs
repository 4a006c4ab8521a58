//! New versions: which are needed, and writing them.

use std::collections::{HashMap, HashSet};

use entity::{
    draft::{CitationDraft, Draft},
    id::{Noun, number},
    row::{change::Act, citation},
};
use sea_orm::{
    ActiveValue::Set,
    ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel,
    sea_query::{Alias, Expr, ExprTrait, Order, Query},
};
use sha2::{Digest, Sha256};

use super::{
    Session, Stamp,
    ends::{CHUNK, Ends},
    fact::{Fact, Versioned},
};
use crate::store::{
    StoreError,
    sql::{List, col, one_of},
};

/// How many rows of a wide table one statement inserts: SQLite binds at most 32,766 values.
const WIDE: usize = 500;

/// The numbers and the stamp of a version to be written.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub row: i64,
    pub version: i32,
    pub stamp: Stamp,
}

/// The last version of a fact.
#[derive(Clone, Debug, FromQueryResult)]
struct Last {
    row: i64,
    id: i64,
    version: i32,
    key: String,
    fingerprint: String,
    superseded_at: Option<i64>,
}

/// A version to be written.
pub(super) struct Version<F: Fact> {
    row: F::Row,
    citations: Vec<CitationDraft>,
    replaces: Option<i64>,
}

impl Session<'_> {
    /// The versions that these drafts need; those that say nothing new need none.
    pub(super) async fn versions<F: Fact>(
        &mut self,
        drafts: &[Draft<F>],
        ends: &Ends,
    ) -> Result<Vec<Version<F>>, StoreError> {
        let last = self.last::<F>(drafts).await?;
        let mut next = self.next_row(F::TABLE).await?;
        let mut versions = Vec::new();
        for draft in drafts {
            let last = last.get(&draft.content.id());
            if let Some(other) = last.filter(|last| last.key != draft.content.key()) {
                let mine = draft.content.key().to_owned();
                return Err(StoreError::Collision(mine, other.key.clone()));
            }
            let head = Head {
                row: next,
                version: last.map_or(1, |last| last.version + 1),
                stamp: self.stamp.clone(),
            };
            let mut row = F::row(draft, ends, head)?;
            let fingerprint = fingerprint(draft, &row)?;
            let current = last.filter(|last| last.superseded_at.is_none());
            match current {
                Some(current) if current.fingerprint == fingerprint => {
                    self.recorded.unchanged += 1;
                    continue;
                }
                Some(_) => self.recorded.amended += 1,
                None => self.recorded.added += 1,
            }
            if F::NOUN == Noun::Entity && current.is_some() {
                self.changed.insert(draft.content.id());
            }
            row.set_fingerprint(fingerprint);
            next += 1;
            versions.push(Version {
                row,
                citations: draft.citations.clone(),
                replaces: current.map(|current| current.row),
            });
        }
        Ok(versions)
    }

    async fn last<F: Fact>(&self, drafts: &[Draft<F>]) -> Result<HashMap<i64, Last>, StoreError> {
        let ids: Vec<i64> = drafts.iter().map(|draft| draft.content.id()).collect();
        let mut last = HashMap::with_capacity(ids.len());
        for chunk in ids.chunks(CHUNK) {
            let mut select = Query::select();
            select
                .from_as(Alias::new(F::TABLE), Alias::new("t"))
                .exprs(
                    [
                        "row",
                        "id",
                        "version",
                        "key",
                        "fingerprint",
                        "superseded_at",
                    ]
                    .map(|column| col("t", column)),
                )
                .and_where(one_of(self.backend(), col("t", "id"), List::from(chunk)))
                .order_by_expr(col("t", "version"), Order::Asc);
            for row in self.tx.query_all(&select).await? {
                let version = Last::from_query_result(&row, "")?;
                last.insert(version.id, version);
            }
        }
        Ok(last)
    }

    pub(super) fn backend(&self) -> sea_orm::DbBackend {
        self.tx.get_database_backend()
    }

    /// Row numbers are given here, since writers stand in a queue.
    async fn next_row(&self, table: &str) -> Result<i64, StoreError> {
        let mut select = Query::select();
        select
            .from_as(Alias::new(table), Alias::new("t"))
            .expr_as(col("t", "row").max(), Alias::new("last"));
        let row = self.tx.query_one(&select).await?;
        let last: Option<i64> = row.map_or(Ok(None), |row| row.try_get("", "last"))?;
        Ok(last.unwrap_or(0) + 1)
    }

    pub(super) async fn write<F: Fact>(
        &mut self,
        versions: Vec<Version<F>>,
    ) -> Result<(), StoreError> {
        let replaced: Vec<i64> = versions
            .iter()
            .filter_map(|version| version.replaces)
            .collect();
        self.end(F::TABLE, "row", &replaced, false).await?;
        for version in &versions {
            let act = version.replaces.map_or(Act::Added, |_| Act::Amended);
            let row = &version.row;
            self.log.push(F::NOUN, row.id(), row.row(), act);
        }
        self.cite::<F>(&versions).await?;
        let mut rows: Vec<_> = versions.into_iter().map(|version| version.row).collect();
        while !rows.is_empty() {
            let chunk = rows
                .drain(..rows.len().min(WIDE))
                .map(IntoActiveModel::into_active_model);
            F::Table::insert_many(chunk)
                .exec_without_returning(self.tx)
                .await?;
        }
        Ok(())
    }

    /// Ends current versions, for a later one or for good.
    async fn end(
        &self,
        table: &str,
        column: &str,
        numbers: &[i64],
        for_good: bool,
    ) -> Result<u64, StoreError> {
        let mut ended = 0;
        for chunk in numbers.chunks(CHUNK) {
            let mut update = Query::update();
            update
                .table(Alias::new(table))
                .value(Alias::new("superseded_at"), self.stamp.now)
                .and_where(Expr::col(Alias::new("superseded_at")).is_null())
                .and_where(one_of(
                    self.backend(),
                    Expr::col(Alias::new(column)),
                    List::from(chunk),
                ));
            if for_good {
                update.value(Alias::new("retracted_at"), self.stamp.now);
            }
            ended += self.tx.execute(&update).await?.rows_affected();
        }
        Ok(ended)
    }

    pub(super) async fn retract<F: Fact>(&mut self, ids: &HashSet<i64>) -> Result<(), StoreError> {
        let numbers: Vec<i64> = ids.iter().copied().collect();
        self.log_retractions::<F>(&numbers).await?;
        self.recorded.retracted += self.end(F::TABLE, "id", &numbers, true).await?;
        if F::NOUN == Noun::Entity {
            self.changed.extend(ids);
        }
        Ok(())
    }

    async fn cite<F: Fact>(&self, versions: &[Version<F>]) -> Result<(), StoreError> {
        let mut next = self.next_row("citation").await?;
        let mut rows = Vec::new();
        for version in versions {
            for (citation, position) in version.citations.iter().zip(0..) {
                rows.push(citation_row(
                    citation,
                    next,
                    F::NOUN,
                    version.row.row(),
                    position,
                ));
                next += 1;
            }
        }
        while !rows.is_empty() {
            let chunk: Vec<_> = rows.drain(..rows.len().min(WIDE)).collect();
            citation::Entity::insert_many(chunk)
                .exec_without_returning(self.tx)
                .await?;
        }
        Ok(())
    }
}

fn fingerprint<F: Fact>(draft: &Draft<F>, row: &F::Row) -> Result<String, StoreError> {
    let said = draft.fingerprint()?;
    Ok(hex::encode(Sha256::digest(format!(
        "{said} {}",
        row.derived()
    ))))
}

fn citation_row(
    citation: &CitationDraft,
    row: i64,
    noun: Noun,
    fact_row: i64,
    position: i32,
) -> citation::ActiveModel {
    let span = citation.span.as_ref();
    citation::ActiveModel {
        row: Set(row),
        noun: Set(noun.as_str().to_owned()),
        fact_row: Set(fact_row),
        position: Set(position),
        dossier: Set(citation.dossier.clone()),
        document_id: Set(number(Noun::Entity, &citation.document)),
        span_name: Set(span.and_then(|span| span.name.clone())),
        span_start: Set(span.map(|span| span.start)),
        span_end: Set(span.map(|span| span.end)),
        span_sha256: Set(span.map(|span| span.sha256.clone())),
        note: Set(citation.note.clone()),
    }
}
