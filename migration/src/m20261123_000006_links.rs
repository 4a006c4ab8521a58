//! Links are followed and counted in their indexes alone, which hold who sees a relation and
//! where it leads, too.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// The migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statements = match manager.get_database_backend() {
            DbBackend::Postgres => COVERING,
            _ => COVERING_IN_SQLITE,
        };
        run(manager, statements).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, PLAIN).await
    }
}

/// All of it on one connection: another of SQLite's would still know the indexes that were dropped.
async fn run(manager: &SchemaManager<'_>, statements: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    connection.execute_unprepared(statements).await?;
    Ok(())
}

const PLAIN: &str = r"DROP INDEX relation_subject;
DROP INDEX relation_object;
CREATE INDEX relation_subject ON relation (subject_id, kind, order_day, id) WHERE superseded_at IS NULL;
CREATE INDEX relation_object ON relation (object_id, kind, order_day, id) WHERE superseded_at IS NULL;";

const COVERING: &str = r"DROP INDEX relation_subject;
DROP INDEX relation_object;
CREATE INDEX relation_subject ON relation (subject_id, kind, order_day, id)
    INCLUDE (modality, reach, object_id) WHERE superseded_at IS NULL;
CREATE INDEX relation_object ON relation (object_id, kind, order_day, id)
    INCLUDE (modality, reach, subject_id) WHERE superseded_at IS NULL;";

/// SQLite has no INCLUDE, and finds a row again by its number.
const COVERING_IN_SQLITE: &str = r"DROP INDEX relation_subject;
DROP INDEX relation_object;
CREATE INDEX relation_subject ON relation
    (subject_id, kind, order_day, id, modality, reach, object_id, row, superseded_at) WHERE superseded_at IS NULL;
CREATE INDEX relation_object ON relation
    (object_id, kind, order_day, id, modality, reach, subject_id, row, superseded_at) WHERE superseded_at IS NULL;";
