//! The words of names are no longer kept: names are found by an index in memory.
//!
//! What was written there follows from `name.folded`, from which the way back fills it anew.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// The migration.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            &["DROP TABLE name_word", "DROP INDEX name_by_folded"],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (text, words) = match manager.get_database_backend() {
            DbBackend::Postgres => ("TEXT COLLATE \"C\"", WORDS_POSTGRES),
            _ => ("TEXT", WORDS_SQLITE),
        };
        run(manager, &[&TABLE.replace("{TEXT}", text), words]).await?;
        run(manager, INDEXES).await
    }
}

async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager
            .get_connection()
            .execute_unprepared(statement)
            .await?;
    }
    Ok(())
}

const TABLE: &str = r"CREATE TABLE name_word (
    word {TEXT} NOT NULL,
    name_row BIGINT NOT NULL,
    PRIMARY KEY (word, name_row)
)";

const INDEXES: &[&str] = &[
    "CREATE INDEX name_word_by_name ON name_word (name_row)",
    "CREATE INDEX name_by_folded ON name (folded) WHERE superseded_at IS NULL",
];

const WORDS_POSTGRES: &str = "INSERT INTO name_word (word, name_row) \
     SELECT DISTINCT words.word, n.row \
     FROM name n, unnest(string_to_array(n.folded, ' ')) AS words (word)";

/// A word at a time is cut off what is left of the name.
const WORDS_SQLITE: &str = "INSERT INTO name_word (word, name_row) \
     WITH RECURSIVE cut (name_row, word, rest) AS ( \
         SELECT row, NULL, folded || ' ' FROM name \
         UNION ALL \
         SELECT name_row, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) \
         FROM cut WHERE rest <> '' \
     ) SELECT DISTINCT word, name_row FROM cut WHERE word IS NOT NULL";
