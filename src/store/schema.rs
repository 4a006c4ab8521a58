//! The state of the schema, and bringing it up to date.

use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{Store, StoreError};

/// How the database's schema stands to this program's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaState {
    /// Nothing was ever migrated here.
    Empty,
    /// Up to date; the last step.
    Current(String),
    /// Steps are missing; the last step done, and how many are missing.
    Older {
        /// The last step done.
        at: String,
        /// How many steps are missing.
        missing: usize,
    },
    /// It has a step that this program does not know.
    Newer(String),
}

impl Store {
    /// How the schema stands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn schema_state(&self) -> Result<SchemaState, StoreError> {
        let done = self.steps_done().await?;
        let known: Vec<String> = Migrator::migrations()
            .iter()
            .map(|step| step.name().to_owned())
            .collect();
        if let Some(unknown) = done.iter().find(|step| !known.contains(step)) {
            return Ok(SchemaState::Newer(unknown.clone()));
        }
        let missing = known.iter().filter(|step| !done.contains(step)).count();
        Ok(match done.last().cloned() {
            None => SchemaState::Empty,
            Some(at) if missing == 0 => SchemaState::Current(at),
            Some(at) => SchemaState::Older { at, missing },
        })
    }

    async fn steps_done(&self) -> Result<Vec<String>, StoreError> {
        let exists = match self.backend() {
            DbBackend::Postgres => {
                "SELECT COUNT(*) AS n FROM information_schema.tables \
                 WHERE table_schema = current_schema() AND table_name = 'seaql_migrations'"
            }
            _ => "SELECT COUNT(*) AS n FROM sqlite_master WHERE name = 'seaql_migrations'",
        };
        let row = self.connection.query_one_raw(self.plain(exists)).await?;
        let tables: i64 = row.map_or(Ok(0), |row| row.try_get("", "n"))?;
        if tables == 0 {
            return Ok(Vec::new());
        }
        let steps = self.plain("SELECT version FROM seaql_migrations ORDER BY version");
        let rows = self.connection.query_all_raw(steps).await?;
        rows.iter()
            .map(|row| Ok(row.try_get("", "version")?))
            .collect()
    }

    fn plain(&self, sql: &str) -> Statement {
        Statement::from_string(self.backend(), sql.to_owned())
    }

    /// Does the missing steps.
    ///
    /// # Errors
    /// [`StoreError::Newer`] when the database is of a later release; when a step fails.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        if let SchemaState::Newer(step) = self.schema_state().await? {
            return Err(StoreError::Newer(step));
        }
        Ok(Migrator::up(&self.connection, None).await?)
    }

    /// Writes a whole copy of an SQLite database to a file that does not exist yet; false on
    /// PostgreSQL, whose own tools do that.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn copy_to(&self, file: &str) -> Result<bool, StoreError> {
        if self.backend() != DbBackend::Sqlite {
            return Ok(false);
        }
        let copy = Statement::from_sql_and_values(self.backend(), "VACUUM INTO ?", [file.into()]);
        self.connection.execute_raw(copy).await?;
        Ok(true)
    }
}
