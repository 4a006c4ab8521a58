//! What is stored, for judging what is to be written; operations alone ask this.
//!
//! The one place without a viewer: an import must know of facts that its reader may not
//! see, so that it neither contradicts them nor makes them public. Nothing here is shown.

use std::collections::HashMap;

use entity::{
    id::{Noun, number},
    vocabulary::{EntityKind, Tier},
};
use sea_orm::{
    ConnectionTrait, FromQueryResult,
    sea_query::{Alias, ExprTrait, Query},
};

use super::{
    Store, StoreError,
    sql::{List, col, one_of},
};

/// An entity that is stored, as far as a judgement needs it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct KnownEntity {
    /// Its number.
    pub id: i64,
    /// Its key.
    pub key: String,
    /// What it is.
    pub kind: EntityKind,
    /// Its type.
    pub entity_type: Option<String>,
    /// Who may see it.
    pub visibility: Tier,
    /// Documents: the hash of the text's bytes.
    pub sha256: Option<String>,
    /// Documents: the length of the text.
    pub text_length: Option<i32>,
    /// Documents: cited without spans.
    pub reference: bool,
}

impl Store {
    /// The current entities with these keys, whoever may see them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn known_entities(
        &self,
        keys: &[String],
    ) -> Result<HashMap<String, KnownEntity>, StoreError> {
        let mut found = HashMap::new();
        for chunk in keys.chunks(10_000) {
            let mut select = Query::select();
            select
                .from_as(Alias::new("entity"), Alias::new("e"))
                .exprs(
                    [
                        "id",
                        "key",
                        "kind",
                        "entity_type",
                        "visibility",
                        "sha256",
                        "text_length",
                        "reference",
                    ]
                    .map(|column| col("e", column)),
                )
                .and_where(col("e", "superseded_at").is_null())
                .and_where(one_of(
                    self.backend(),
                    col("e", "key"),
                    List::Texts(chunk.to_vec()),
                ));
            let known: Vec<KnownEntity> = self.models(&select, "").await?;
            found.extend(known.into_iter().map(|entity| (entity.key.clone(), entity)));
        }
        Ok(found)
    }

    /// The document whose text has this hash, by key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn document_by_sha256(&self, sha256: &str) -> Result<Option<String>, StoreError> {
        let mut select = Query::select();
        select
            .from_as(Alias::new("entity"), Alias::new("e"))
            .expr(col("e", "key"))
            .and_where(col("e", "superseded_at").is_null())
            .and_where(col("e", "sha256").eq(sha256));
        let row = self.connection.query_one(&select).await?;
        Ok(row.map(|row| row.try_get("", "key")).transpose()?)
    }

    /// Who may see the current facts with these keys.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn known_visibility(
        &self,
        noun: Noun,
        keys: &[String],
    ) -> Result<HashMap<String, Tier>, StoreError> {
        let numbers: Vec<i64> = keys.iter().map(|key| number(noun, key)).collect();
        let mut found = HashMap::new();
        for chunk in numbers.chunks(10_000) {
            let mut select = Query::select();
            select
                .from_as(Alias::new(noun.as_str()), Alias::new("t"))
                .exprs([col("t", "key"), col("t", "visibility")])
                .and_where(col("t", "superseded_at").is_null())
                .and_where(one_of(self.backend(), col("t", "id"), List::from(chunk)));
            for row in self.rows(&select).await? {
                found.insert(row.try_get("", "key")?, row.try_get("", "visibility")?);
            }
        }
        Ok(found)
    }

    /// Whether the graph holds no entity at all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_empty(&self) -> Result<bool, StoreError> {
        let mut select = Query::select();
        select
            .from_as(Alias::new("entity"), Alias::new("e"))
            .expr(col("e", "row"))
            .limit(1);
        Ok(self.connection.query_one(&select).await?.is_none())
    }
}
