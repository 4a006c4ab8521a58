//! Dossiers as they were recorded, for exporting them.

use entity::{
    draft::{Batch, DossierDraft, Draft, EntityContent},
    id::{Noun, number},
    row::dossier,
    vocabulary::Tier,
};
use sea_orm::{EntityTrait, QueryOrder, TransactionTrait};

use super::{
    Store, StoreError,
    record::{Which, stored},
};

impl Store {
    /// The keys of all dossiers, in order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn dossiers(&self) -> Result<Vec<String>, StoreError> {
        use sea_orm::QuerySelect;
        Ok(dossier::Entity::find()
            .select_only()
            .column(dossier::Column::Key)
            .order_by_asc(dossier::Column::Key)
            .into_tuple()
            .all(&self.connection)
            .await?)
    }

    /// The hash of the file from which a dossier was last recorded.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn dossier_sha256(&self, key: &str) -> Result<Option<String>, StoreError> {
        let found = dossier::Entity::find_by_id(key.to_owned())
            .one(&self.connection)
            .await?;
        Ok(found.map(|dossier| dossier.sha256))
    }

    /// The current entities with these keys as drafts, for adding to what is said of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entity_drafts(
        &self,
        keys: &[String],
    ) -> Result<Vec<Draft<EntityContent>>, StoreError> {
        let numbers: Vec<i64> = keys.iter().map(|key| number(Noun::Entity, key)).collect();
        stored(&self.connection, Which::Ids(&numbers)).await
    }

    /// What a dossier says now, as far as this tier sees; none when it was never recorded.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn dossier(&self, key: &str, tier: Tier) -> Result<Option<Batch>, StoreError> {
        // One transaction, so that a recording in between is seen whole or not at all.
        let tx = self.connection.begin().await?;
        let Some(found) = dossier::Entity::find_by_id(key.to_owned()).one(&tx).await? else {
            return Ok(None);
        };
        let of = Which::Of(key, tier);
        let document = super::record::document_key(&tx, found.document_id).await?;
        let batch = Batch {
            dossiers: vec![DossierDraft {
                key: found.key,
                document,
                spans: serde_json::from_str(&found.spans)?,
                sha256: found.sha256,
            }],
            entities: stored(&tx, of).await?,
            names: stored(&tx, of).await?,
            identifiers: stored(&tx, of).await?,
            relations: stored(&tx, of).await?,
            figures: stored(&tx, of).await?,
            notes: stored(&tx, of).await?,
        };
        tx.commit().await?;
        Ok(Some(batch))
    }
}
