//! Secrets of a database: random bytes that its services share and never show.
//!
//! With them they seal what a client carries from one to another, such as the place of a feed.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// The migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (text, bytes) = match manager.get_database_backend() {
            DbBackend::Postgres => ("TEXT COLLATE \"C\"", "BYTEA"),
            _ => ("TEXT", "BLOB"),
        };
        let table = TABLE.replace("{TEXT}", text).replace("{BYTES}", bytes);
        let connection = manager.get_connection();
        connection.execute_unprepared(&table).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        connection
            .execute_unprepared("DROP TABLE secret")
            .await
            .map(drop)
    }
}

const TABLE: &str = r"CREATE TABLE secret (
    name {TEXT} PRIMARY KEY NOT NULL,
    value {BYTES} NOT NULL CHECK (length(value) = 32)
)";
