//! The change log: what each recording added, amended and retracted.
//!
//! Recordings are numbered in the order in which they were committed, since writers stand
//! in a queue. What was recorded before this step is numbered by its times; who retracted
//! was not kept then, and stays unknown.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// The migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The tables of facts as they were in the first schema.
const NOUNS: &[&str] = &["entity", "name", "identifier", "relation", "figure", "note"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let text = match manager.get_database_backend() {
            DbBackend::Postgres => "TEXT COLLATE \"C\"",
            _ => "TEXT",
        };
        let connection = manager.get_connection();
        for table in TABLES {
            connection
                .execute_unprepared(&table.replace("{TEXT}", text))
                .await?;
        }
        connection.execute_unprepared(&recordings()).await?;
        for noun in NOUNS {
            connection.execute_unprepared(&versions(noun)).await?;
            connection.execute_unprepared(&retractions(noun)).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["change", "recording"] {
            let sql = format!("DROP TABLE {table}");
            manager.get_connection().execute_unprepared(&sql).await?;
        }
        Ok(())
    }
}

const TABLES: &[&str] = &[
    r"CREATE TABLE recording (
    sequence BIGINT PRIMARY KEY NOT NULL,
    recorded_at BIGINT NOT NULL UNIQUE,
    recorded_by {TEXT}
)",
    r"CREATE TABLE change (
    sequence BIGINT NOT NULL REFERENCES recording (sequence),
    noun {TEXT} NOT NULL CHECK (noun IN ('entity', 'name', 'identifier', 'relation', 'figure', 'note')),
    fact_id BIGINT NOT NULL,
    fact_row BIGINT NOT NULL,
    act {TEXT} NOT NULL CHECK (act IN ('ADDED', 'AMENDED', 'RETRACTED')),
    PRIMARY KEY (sequence, noun, fact_id)
)",
];

/// Every time at which something was recorded or retracted, numbered.
fn recordings() -> String {
    let times: Vec<String> = NOUNS
        .iter()
        .map(|noun| {
            format!(
                "SELECT recorded_at AS moment, recorded_by AS hand FROM {noun} \
                 UNION SELECT retracted_at, NULL FROM {noun} WHERE retracted_at IS NOT NULL"
            )
        })
        .collect();
    format!(
        "INSERT INTO recording (sequence, recorded_at, recorded_by) \
         SELECT ROW_NUMBER() OVER (ORDER BY moment), moment, MAX(hand) \
         FROM ({}) AS moments GROUP BY moment",
        times.join(" UNION ")
    )
}

/// A version amends when the one before ended where it began, for it and not for good.
fn versions(noun: &str) -> String {
    format!(
        "INSERT INTO change (sequence, noun, fact_id, fact_row, act) \
         SELECT g.sequence, '{noun}', t.id, t.row, \
             CASE WHEN b.row IS NULL THEN 'ADDED' ELSE 'AMENDED' END \
         FROM {noun} t JOIN recording g ON g.recorded_at = t.recorded_at \
         LEFT JOIN {noun} b ON b.id = t.id AND b.version = t.version - 1 \
             AND b.retracted_at IS NULL"
    )
}

fn retractions(noun: &str) -> String {
    format!(
        "INSERT INTO change (sequence, noun, fact_id, fact_row, act) \
         SELECT g.sequence, '{noun}', t.id, t.row, 'RETRACTED' \
         FROM {noun} t JOIN recording g ON g.recorded_at = t.retracted_at"
    )
}
