//! Writing: the one way in, a transaction that does all or nothing.
//!
//! 1. Writers stand in a queue; the time recorded is later than any before.
//! 2. Facts that dossiers outside the batch claim too must say the same; their citations stay.
//! 3. What the batch's dossiers no longer say loses their citations, or is retracted when
//!    no dossier says it any more.
//! 4. A fact whose fingerprint is that of its current version stays untouched; another gets
//!    a new version, and the old one its end. Nothing is deleted.
//! 5. What follows from entities (who may see a relation, the date it has from its event)
//!    is worked out here, also for facts outside the batch whose entity changed.
//! 6. Nothing may be left that points to a retracted entity.
//! 7. What was done is written to the change log under the next sequence.

use std::collections::{BTreeSet, HashMap, HashSet};

use entity::{
    draft::{Batch, Content, Draft, EntityContent},
    id::{Noun, number},
    row::{document_text, dossier},
};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait,
    SqliteTransactionMode, TransactionOptions, TransactionTrait, sea_query::OnConflict,
};

use super::{Store, StoreError};

mod claims;
mod ends;
mod fact;
mod judgement;
mod keys;
mod log;
mod rows;
mod stored;
mod versions;

use claims::Claims;
use ends::Ends;
pub(super) use ends::POINTERS;
pub(super) use fact::Fact;
pub use judgement::{Judging, Ruling};
use log::{Log, clock};
pub(super) use stored::{Which, stored};

/// What is to be recorded, by whom and when.
#[derive(Clone, Copy, Debug)]
pub struct Recording<'a> {
    /// The facts.
    pub batch: &'a Batch,
    /// Texts of documents that are supplied with them.
    pub texts: &'a [NewText],
    /// Who records.
    pub by: &'a str,
    /// The time, microseconds since 1970.
    pub now: i64,
    /// Do everything but keep nothing.
    pub dry_run: bool,
}

/// A document's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewText {
    /// The key of the document.
    pub document: String,
    /// SHA-256 of the bytes as received.
    pub sha256: String,
    /// The text.
    pub text: String,
}

/// What a recording did, in facts of all nouns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Recorded {
    /// Facts recorded for the first time, or again after a retraction.
    pub added: u64,
    /// Facts that got a new version.
    pub amended: u64,
    /// Facts that ended.
    pub retracted: u64,
    /// Facts that say what they said.
    pub unchanged: u64,
}

/// The time and the hand of one recording.
#[derive(Clone, Debug)]
pub(super) struct Stamp {
    pub now: i64,
    pub by: String,
}

/// Everything that the steps of one recording share.
pub(super) struct Session<'a> {
    tx: &'a DatabaseTransaction,
    stamp: Stamp,
    dossiers: BTreeSet<String>,
    recorded: Recorded,
    /// Entities of which others may depend and that changed or ended.
    changed: HashSet<i64>,
    log: Log,
}

impl Store {
    /// Records a batch in one transaction.
    ///
    /// # Errors
    /// When a fact contradicts a dossier outside the batch, points to nothing, or the database
    /// fails; then nothing of it was recorded.
    pub async fn record(&self, recording: Recording<'_>) -> Result<Recorded, StoreError> {
        let tx = self.begin_writing().await?;
        let stamp = Stamp {
            now: clock(&tx, recording.now).await?,
            by: recording.by.to_owned(),
        };
        let dossiers = recording
            .batch
            .dossiers
            .iter()
            .map(|dossier| dossier.key.clone())
            .collect();
        let mut session = Session {
            tx: &tx,
            stamp,
            dossiers,
            recorded: Recorded::default(),
            changed: HashSet::new(),
            log: Log::default(),
        };
        session.texts(recording.texts).await?;
        session.facts(recording.batch).await?;
        session.dossiers(recording.batch).await?;
        session.log.write(&tx, &session.stamp).await?;
        let recorded = session.recorded;
        if recording.dry_run {
            tx.rollback().await?;
        } else {
            tx.commit().await?;
        }
        Ok(recorded)
    }

    /// A transaction that writes; others wait for it from the start, so that none fails midway.
    pub(super) async fn begin_writing(&self) -> Result<DatabaseTransaction, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let tx = self.connection.begin_with_options(options).await?;
        if self.backend() == DbBackend::Postgres {
            // The number is this program's own; it names no row.
            tx.execute_unprepared("SELECT pg_advisory_xact_lock(7353117001)")
                .await?;
        }
        Ok(tx)
    }
}

impl Session<'_> {
    async fn facts(&mut self, batch: &Batch) -> Result<(), StoreError> {
        self.noun(&batch.entities).await?;
        self.noun(&batch.names).await?;
        self.noun(&batch.identifiers).await?;
        self.noun(&batch.relations).await?;
        self.noun(&batch.figures).await?;
        self.noun(&batch.notes).await?;
        self.no_loose_ends().await
    }

    /// Records the facts of one noun, with those outside the batch that follow from them.
    async fn noun<F: Fact>(&mut self, drafts: &[Draft<F>]) -> Result<(), StoreError> {
        let claims = Claims::load::<F>(self, drafts).await?;
        let mut drafts = self.joined(drafts, &claims).await?;
        let mut known: HashSet<i64> = drafts.iter().map(|draft| draft.content.id()).collect();
        let mut others: Vec<i64> = claims.abandoned();
        others.extend(F::touching(self.tx, &self.changed).await?);
        others.retain(|id| known.insert(*id) && !claims.orphaned().contains(id));
        for mut draft in stored::<F>(self.tx, Which::Ids(&others)).await? {
            draft
                .citations
                .retain(|citation| !self.dossiers.contains(&citation.dossier));
            drafts.push(draft);
        }
        let ends = Ends::load(self.tx, &drafts).await?;
        let versions = self.versions(&drafts, &ends).await?;
        self.write::<F>(versions).await?;
        self.retract::<F>(claims.orphaned()).await?;
        claims.write::<F>(self).await
    }

    /// The drafts with the citations that dossiers outside the batch have on the same facts.
    async fn joined<F: Fact>(
        &self,
        drafts: &[Draft<F>],
        claims: &Claims,
    ) -> Result<Vec<Draft<F>>, StoreError> {
        let shared: Vec<i64> = claims.shared();
        let outside: HashMap<i64, Draft<F>> = stored::<F>(self.tx, Which::Ids(&shared))
            .await?
            .into_iter()
            .map(|draft| (draft.content.id(), draft))
            .collect();
        drafts
            .iter()
            .map(|draft| match outside.get(&draft.content.id()) {
                None => Ok(draft.clone()),
                Some(stored) => self.join(draft, stored),
            })
            .collect()
    }

    fn join<F: Fact>(&self, draft: &Draft<F>, stored: &Draft<F>) -> Result<Draft<F>, StoreError> {
        if !draft.content.agrees(&stored.content) || draft.visibility != stored.visibility {
            let outside: Vec<&str> = stored
                .claims
                .iter()
                .filter(|claim| !self.dossiers.contains(*claim))
                .map(String::as_str)
                .collect();
            return Err(StoreError::Conflict {
                key: draft.content.key().to_owned(),
                dossiers: outside.join(", "),
            });
        }
        let mut joined = draft.clone();
        joined.content = draft.content.clone().settled(&stored.content);
        let kept = stored.citations.iter();
        joined.citations.extend(
            kept.filter(|c| !self.dossiers.contains(&c.dossier))
                .cloned(),
        );
        joined.citations.sort();
        Ok(joined)
    }

    /// No current fact may point to an entity that is not current.
    async fn no_loose_ends(&self) -> Result<(), StoreError> {
        let ended = self.ended_entities().await?;
        for (noun, columns) in POINTERS {
            for column in *columns {
                if let Some((key, missing)) = ends::pointing(self.tx, noun, column, &ended).await? {
                    return Err(StoreError::Dangling { key, missing });
                }
            }
        }
        Ok(())
    }

    async fn ended_entities(&self) -> Result<HashMap<i64, String>, StoreError> {
        let changed: Vec<i64> = self.changed.iter().copied().collect();
        let current: HashSet<i64> = stored::<EntityContent>(self.tx, Which::Ids(&changed))
            .await?
            .iter()
            .map(|draft| draft.content.id())
            .collect();
        let ended: Vec<i64> = changed
            .into_iter()
            .filter(|id| !current.contains(id))
            .collect();
        keys::of_entities(self.tx, &ended).await
    }

    async fn texts(&mut self, texts: &[NewText]) -> Result<(), StoreError> {
        for text in texts {
            let row = document_text::ActiveModel {
                document_id: Set(number(Noun::Entity, &text.document)),
                sha256: Set(text.sha256.clone()),
                text: Set(text.text.clone()),
                recorded_at: Set(self.stamp.now),
                recorded_by: Set(self.stamp.by.clone()),
            };
            let again = OnConflict::column(document_text::Column::DocumentId)
                .do_nothing()
                .to_owned();
            let inserted = document_text::Entity::insert(row)
                .on_conflict(again)
                .exec_without_returning(self.tx)
                .await?;
            self.log.texts |= inserted > 0;
        }
        Ok(())
    }

    async fn dossiers(&mut self, batch: &Batch) -> Result<(), StoreError> {
        use dossier::Column::{DocumentId, Key, RecordedAt, RecordedBy, Sha256, Spans};
        for draft in &batch.dossiers {
            let row = dossier::ActiveModel {
                key: Set(draft.key.clone()),
                document_id: Set(number(Noun::Entity, &draft.document)),
                sha256: Set(draft.sha256.clone()),
                spans: Set(serde_json::to_string(&draft.spans)?),
                recorded_at: Set(self.stamp.now),
                recorded_by: Set(self.stamp.by.clone()),
            };
            let update = OnConflict::column(Key)
                .update_columns([DocumentId, Sha256, Spans, RecordedAt, RecordedBy])
                .to_owned();
            dossier::Entity::insert(row)
                .on_conflict(update)
                .exec_without_returning(self.tx)
                .await?;
        }
        Ok(())
    }
}

/// The key of a document, current or not.
pub(super) async fn document_key(tx: &DatabaseTransaction, id: i64) -> Result<String, StoreError> {
    keys::Keys::load(tx, &[id]).await?.get(id, "dossier")
}
