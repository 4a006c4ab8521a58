//! The whole history of a graph: every version with its times, out of one database and into
//! an empty one.
//!
//! Rows go out table by table in the order of their keys, from one moment of the database,
//! and come in as they were: numbers, versions, recorded times. Alone the texts of documents
//! stay behind, which are supplied where they may be held. Not here: how rows are written
//! down (`exchange::history`). A new table of facts gets a line in [`tables`].

use std::ops::ControlFlow;

use ::entity::{
    row::{
        change, citation, claim, dossier, entity, figure, identifier, judgement, name, note,
        recording, relation,
    },
    vocabulary::Tier,
};
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, IntoActiveModel,
    IsolationLevel, TransactionOptions, TransactionTrait,
    sea_query::{Alias, Cond, Expr, ExprTrait, Query, SelectStatement},
};
use serde::{Deserialize, Serialize};

use super::{
    Store, StoreError,
    collation::{fold, sort_key},
    condition::select_from,
    record::POINTERS,
    sql::col,
};

/// How many rows are read, or written, by one statement.
const ROWS: usize = 500;

/// The tables of a history in the order in which they go out and come in, with the columns
/// that order their rows.
macro_rules! tables {
    ($( $(#[doc = $doc:literal])+ $variant:ident: $table:ident by $($column:ident $field:ident),+; )+) => {
        /// One row of a history.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(rename_all = "camelCase")]
        pub enum HistoryRow { $( $(#[doc = $doc])+ $variant($table::Model), )+ }

        /// Rows that wait to be written together.
        #[derive(Default)]
        struct Buffers { $( $table: Vec<$table::Model>, )+ }

        impl Buffers {
            async fn push(
                &mut self,
                tx: &DatabaseTransaction,
                row: HistoryRow,
            ) -> Result<(), StoreError> {
                match row { $( HistoryRow::$variant(row) => {
                    self.$table.push(row);
                    if self.$table.len() >= ROWS {
                        return insert(tx, &mut self.$table).await;
                    }
                } )+ }
                Ok(())
            }

            async fn finish(mut self, tx: &DatabaseTransaction) -> Result<(), StoreError> {
                $( insert(tx, &mut self.$table).await?; )+
                Ok(())
            }
        }

        async fn read_all(
            tx: &DatabaseTransaction,
            tell: &mut (dyn FnMut(HistoryRow) -> ControlFlow<()> + Send),
        ) -> Result<(), StoreError> {
            $(
                let mut after = None;
                loop {
                    let mut page = $table::Entity::find()
                        .cursor_by(($( $table::Column::$column ),+));
                    if let Some(place) = after.take() {
                        page.after(place);
                    }
                    let rows = page.first(ROWS as u64).all(tx).await?;
                    let last = rows.len() < ROWS;
                    after = rows.last().map(|row| ($( row.$field.clone() ),+));
                    for row in rows {
                        if tell(HistoryRow::$variant(row)).is_break() {
                            return Ok(());
                        }
                    }
                    if last {
                        break;
                    }
                }
            )+
            Ok(())
        }
    };
}

tables! {
    /// An entity.
    Entity: entity by Row row;
    /// A name.
    Name: name by Row row;
    /// An identifier.
    Identifier: identifier by Row row;
    /// A relation.
    Relation: relation by Row row;
    /// A figure.
    Figure: figure by Row row;
    /// A note.
    Note: note by Row row;
    /// A judgement.
    Judgement: judgement by Row row;
    /// A citation.
    Citation: citation by Row row;
    /// A dossier.
    Dossier: dossier by Key key;
    /// Which dossier says which fact.
    Claim: claim by Dossier dossier, Noun noun, FactId fact_id;
    /// A recording.
    Recording: recording by Sequence sequence;
    /// What a recording did.
    Change: change by Sequence sequence, Noun noun, FactId fact_id;
}

impl Store {
    /// Tells every row of the history until told to stop.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn history(
        &self,
        tell: &mut (dyn FnMut(HistoryRow) -> ControlFlow<()> + Send),
    ) -> Result<(), StoreError> {
        let tx = self
            .connection
            .begin_with_options(self.one_moment())
            .await?;
        read_all(&tx, tell).await?;
        Ok(tx.commit().await?)
    }

    /// A transaction that reads everything as it was when it began; SQLite has no other.
    fn one_moment(&self) -> TransactionOptions {
        match self.backend() {
            DbBackend::Postgres => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..TransactionOptions::default()
            },
            _ => TransactionOptions::default(),
        }
    }

    /// Begins to write a history into this database.
    ///
    /// # Errors
    /// [`StoreError::NotEmpty`] when anything was ever recorded here; when the database fails.
    pub async fn restore(&self) -> Result<Restoring, StoreError> {
        let tx = self.begin_writing().await?;
        for table in ["entity", "recording", "dossier"] {
            if let Some(_row) = tx.query_one(&any(table)).await? {
                return Err(StoreError::NotEmpty);
            }
        }
        Ok(Restoring {
            tx,
            buffers: Buffers::default(),
        })
    }
}

/// A history on its way into a database: one transaction, kept only by [`Self::finish`].
pub struct Restoring {
    tx: DatabaseTransaction,
    buffers: Buffers,
}

impl Restoring {
    /// Writes a row.
    ///
    /// # Errors
    /// When the database refuses it.
    pub async fn push(&mut self, mut row: HistoryRow) -> Result<(), StoreError> {
        match &mut row {
            HistoryRow::Entity(entity) => entity.sort_name = sort_key(&entity.name),
            HistoryRow::Name(name) => name.folded = fold(&name.text),
            _ => {}
        }
        self.buffers.push(&self.tx, row).await
    }

    /// Checks that the rows belong together, and keeps them unless it was only a try.
    ///
    /// # Errors
    /// When a fact points to nothing or could be seen by more than its entities; when the
    /// database fails. Then nothing is kept.
    pub async fn finish(self, dry_run: bool) -> Result<(), StoreError> {
        let Self { tx, buffers } = self;
        buffers.finish(&tx).await?;
        for (table, columns) in POINTERS {
            for column in *columns {
                belongs(&tx, table, column).await?;
            }
            reaches(&tx, table).await?;
        }
        reaches(&tx, "entity").await?;
        for column in ["one_id", "other_id"] {
            names_an_entity(&tx, column).await?;
        }
        reaches(&tx, "judgement").await?;
        if dry_run {
            return Ok(tx.rollback().await?);
        }
        Ok(tx.commit().await?)
    }
}

async fn insert<M>(tx: &DatabaseTransaction, rows: &mut Vec<M>) -> Result<(), StoreError>
where
    M: sea_orm::ModelTrait + IntoActiveModel<<M::Entity as EntityTrait>::ActiveModel>,
{
    if rows.is_empty() {
        return Ok(());
    }
    let models = rows.drain(..).map(IntoActiveModel::into_active_model);
    M::Entity::insert_many(models)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

fn any(table: &str) -> SelectStatement {
    let mut select = select_from(table, "t");
    select.expr(Expr::val(1)).limit(1);
    select
}

/// Every row points to an entity, and a current one to one that is current and seen by no fewer.
async fn belongs(tx: &DatabaseTransaction, table: &str, column: &str) -> Result<(), StoreError> {
    let mut fitting = Query::select();
    fitting
        .expr(Expr::val(1))
        .from_as(Alias::new("entity"), Alias::new("e"))
        .and_where(col("e", "id").eq(col("t", column)))
        .and_where(
            col("t", "superseded_at")
                .is_not_null()
                .or(col("e", "superseded_at")
                    .is_null()
                    .and(col("e", "reach").lte(col("t", "reach")))),
        );
    let mut loose = select_from(table, "t");
    loose
        .exprs([col("t", "key"), col("t", column)])
        .and_where(col("t", column).is_not_null())
        .and_where(Expr::exists(fitting).not())
        .limit(1);
    none(tx, &loose, column).await
}

/// A judgement names two entities; it stays when one of them has ended.
async fn names_an_entity(tx: &DatabaseTransaction, column: &str) -> Result<(), StoreError> {
    let mut named = select_from("entity", "e");
    named
        .expr(Expr::val(1))
        .and_where(col("e", "id").eq(col("t", column)));
    let mut loose = select_from("judgement", "t");
    loose
        .exprs([col("t", "key"), col("t", column)])
        .and_where(Expr::exists(named).not())
        .limit(1);
    none(tx, &loose, column).await
}

async fn none(
    tx: &DatabaseTransaction,
    loose: &SelectStatement,
    column: &str,
) -> Result<(), StoreError> {
    match tx.query_one(loose).await? {
        None => Ok(()),
        Some(row) => Err(StoreError::Dangling {
            key: row.try_get("", "key")?,
            missing: row.try_get::<i64>("", column)?.to_string(),
        }),
    }
}

/// No row is seen by more than its own visibility says.
async fn reaches(tx: &DatabaseTransaction, table: &str) -> Result<(), StoreError> {
    let hidden = [Tier::Partner, Tier::Steward]
        .into_iter()
        .fold(Cond::any(), |any, tier| {
            let lower = col("t", "visibility").eq(tier.as_str());
            any.add(lower.and(col("t", "reach").lt(tier.rank())))
        });
    let mut open = select_from(table, "t");
    open.expr(col("t", "key")).cond_where(hidden).limit(1);
    match tx.query_one(&open).await? {
        None => Ok(()),
        Some(row) => Err(StoreError::Opened(row.try_get("", "key")?)),
    }
}
