//! Secrets that the services of one database share.
//!
//! Made when first asked for; of several services that make one at once, one wins and all use
//! it. Not in a history: whoever restores one gets secrets of their own.

use entity::row::secret;
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};

use super::{Store, StoreError};

impl Store {
    /// The secret of this name.
    ///
    /// # Errors
    /// When the database fails, or the system has no random bytes.
    pub async fn secret(&self, name: &'static str) -> Result<[u8; 32], StoreError> {
        if let Some(value) = self.known_secret(name).await? {
            return Ok(value);
        }
        let mut value = [0; 32];
        getrandom::fill(&mut value).map_err(|_| StoreError::Randomness)?;
        let row = secret::ActiveModel {
            name: Set(name.to_owned()),
            value: Set(value.to_vec()),
        };
        let first = OnConflict::column(secret::Column::Name)
            .do_nothing()
            .to_owned();
        secret::Entity::insert(row)
            .on_conflict(first)
            .exec_without_returning(&self.connection)
            .await?;
        // Another service may have been first.
        Ok(self.known_secret(name).await?.unwrap_or(value))
    }

    async fn known_secret(&self, name: &'static str) -> Result<Option<[u8; 32]>, StoreError> {
        let row = secret::Entity::find_by_id(name)
            .one(&self.connection)
            .await?;
        let value = row.map(|row| row.value.try_into());
        value.transpose().map_err(|_| StoreError::Corrupt {
            noun: "secret",
            key: name.to_owned(),
            what: "another number of bytes".to_owned(),
        })
    }
}
