//! Judgements: whether two entities are one, and the word for them in the change log.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// The migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let text = match manager.get_database_backend() {
            DbBackend::Postgres => "TEXT COLLATE \"C\"",
            _ => "TEXT",
        };
        run(manager, &[TABLE.replace("{TEXT}", text)]).await?;
        run(manager, INDEXES).await?;
        run(manager, &nouns(manager, "'note', 'judgement'")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &[
                "DELETE FROM change WHERE noun = 'judgement'",
                "DROP TABLE judgement",
            ],
        )
        .await?;
        run(manager, &nouns(manager, "'note'")).await
    }
}

async fn run(manager: &SchemaManager<'_>, statements: &[impl AsRef<str>]) -> Result<(), DbErr> {
    for statement in statements {
        let connection = manager.get_connection();
        connection.execute_unprepared(statement.as_ref()).await?;
    }
    Ok(())
}

const TABLE: &str = r"CREATE TABLE judgement (
    row BIGINT PRIMARY KEY NOT NULL,
    id BIGINT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    key {TEXT} NOT NULL,
    one_id BIGINT NOT NULL,
    other_id BIGINT NOT NULL CHECK (other_id <> one_id),
    verdict {TEXT} NOT NULL CHECK (verdict IN ('SAME', 'DIFFERENT', 'UNSURE')),
    reason {TEXT} NOT NULL CHECK (reason <> ''),
    visibility {TEXT} NOT NULL CHECK (visibility IN ('PUBLIC', 'PARTNER', 'STEWARD')),
    reach SMALLINT NOT NULL CHECK (reach BETWEEN 0 AND 2),
    recorded_at BIGINT NOT NULL,
    superseded_at BIGINT CHECK (superseded_at > recorded_at),
    retracted_at BIGINT CHECK (retracted_at = superseded_at),
    recorded_by {TEXT} NOT NULL,
    retracted_by {TEXT},
    retracted_because {TEXT},
    CHECK ((retracted_at IS NULL) = (retracted_by IS NULL)),
    CHECK ((retracted_by IS NULL) = (retracted_because IS NULL)),
    UNIQUE (id, version)
)";

const INDEXES: &[&str] = &[
    "CREATE UNIQUE INDEX judgement_current ON judgement (id) WHERE superseded_at IS NULL",
    "CREATE INDEX judgement_of_one ON judgement (one_id) WHERE superseded_at IS NULL",
    "CREATE INDEX judgement_of_other ON judgement (other_id) WHERE superseded_at IS NULL",
];

/// The change log with these words after the first five. SQLite changes a CHECK in a copy alone, all
/// of it on one connection: another would still know the table that was dropped.
fn nouns(manager: &SchemaManager<'_>, last: &str) -> [String; 1] {
    let check =
        format!("CHECK (noun IN ('entity', 'name', 'identifier', 'relation', 'figure', {last}))");
    let statements = match manager.get_database_backend() {
        DbBackend::Postgres => ALTER,
        _ => COPY,
    };
    [statements.replace("{CHECK}", &check)]
}

const ALTER: &str = r"ALTER TABLE change DROP CONSTRAINT change_noun_check;
ALTER TABLE change ADD CONSTRAINT change_noun_check {CHECK};";

const COPY: &str = r"CREATE TABLE change_copy (
    sequence BIGINT NOT NULL REFERENCES recording (sequence),
    noun TEXT NOT NULL {CHECK},
    fact_id BIGINT NOT NULL,
    fact_row BIGINT NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('ADDED', 'AMENDED', 'RETRACTED')),
    PRIMARY KEY (sequence, noun, fact_id)
);
INSERT INTO change_copy SELECT sequence, noun, fact_id, fact_row, act FROM change;
DROP TABLE change;
ALTER TABLE change_copy RENAME TO change;";
