//! The indexes in which links are followed hold their days, too: which of an entity's links were
//! within some days is known without the rows of either.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// The migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statements = match manager.get_database_backend() {
            DbBackend::Postgres => WITH_DAYS,
            _ => WITH_DAYS_IN_SQLITE,
        };
        run(manager, statements).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let statements = match manager.get_database_backend() {
            DbBackend::Postgres => WITHOUT_DAYS,
            _ => WITHOUT_DAYS_IN_SQLITE,
        };
        run(manager, statements).await
    }
}

/// All of it on one connection: another of SQLite's would still know the indexes that were dropped.
async fn run(manager: &SchemaManager<'_>, statements: &str) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    connection.execute_unprepared(statements).await?;
    Ok(())
}

const WITH_DAYS: &str = r"DROP INDEX relation_subject;
DROP INDEX relation_object;
CREATE INDEX relation_subject ON relation (subject_id, kind, order_day, id)
    INCLUDE (modality, reach, object_id, earliest_start, latest_end, period_inherited) WHERE superseded_at IS NULL;
CREATE INDEX relation_object ON relation (object_id, kind, order_day, id)
    INCLUDE (modality, reach, subject_id, earliest_start, latest_end, period_inherited) WHERE superseded_at IS NULL;";

const WITH_DAYS_IN_SQLITE: &str = r"DROP INDEX relation_subject;
DROP INDEX relation_object;
CREATE INDEX relation_subject ON relation (subject_id, kind, order_day, id, modality, reach, object_id,
    earliest_start, latest_end, period_inherited, row, superseded_at) WHERE superseded_at IS NULL;
CREATE INDEX relation_object ON relation (object_id, kind, order_day, id, modality, reach, subject_id,
    earliest_start, latest_end, period_inherited, row, superseded_at) WHERE superseded_at IS NULL;";

const WITHOUT_DAYS: &str = r"DROP INDEX relation_subject;
DROP INDEX relation_object;
CREATE INDEX relation_subject ON relation (subject_id, kind, order_day, id)
    INCLUDE (modality, reach, object_id) WHERE superseded_at IS NULL;
CREATE INDEX relation_object ON relation (object_id, kind, order_day, id)
    INCLUDE (modality, reach, subject_id) WHERE superseded_at IS NULL;";

const WITHOUT_DAYS_IN_SQLITE: &str = r"DROP INDEX relation_subject;
DROP INDEX relation_object;
CREATE INDEX relation_subject ON relation
    (subject_id, kind, order_day, id, modality, reach, object_id, row, superseded_at) WHERE superseded_at IS NULL;
CREATE INDEX relation_object ON relation
    (object_id, kind, order_day, id, modality, reach, subject_id, row, superseded_at) WHERE superseded_at IS NULL;";
