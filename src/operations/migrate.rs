//! Brings a database to this program's schema, and never without a way back.
//!
//! An older SQLite file is copied whole before the first step, beside itself, under a name
//! that is never overwritten. PostgreSQL has its own tools for that, so there the caller has
//! to say that a backup exists. A newer database is refused. Not here: the steps (the
//! `migration` crate).

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::store::{SchemaState, Store, StoreError};

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Migrated {
    /// The database was up to date.
    UpToDate,
    /// It was empty and has the schema now.
    Created,
    /// It was older.
    Upgraded {
        /// The last step that it had.
        from: String,
        /// The copy that was written before.
        copy: Option<PathBuf>,
    },
}

/// Why a database was not migrated.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// It is of a later release.
    #[error("the database is newer than this program: it has the step {0}")]
    Newer(String),
    /// It has no copy, and this program writes none of its kind.
    #[error(
        "the database is older than this program (its last step is {at}), and its backup is yours to make"
    )]
    NeedsBackup {
        /// The last step that it has.
        at: String,
    },
    /// The copy could not be written, and nothing was changed.
    #[error("the database is older than this program, and no copy of it could be written to {}: {why}", file.display())]
    Copy {
        /// Where the copy was to be.
        file: PathBuf,
        /// Why it could not be written.
        why: String,
    },
    /// The database failed.
    #[error("the database cannot be migrated: {0}")]
    Store(#[from] StoreError),
}

/// Migrates the database at this address.
///
/// `has_backup` is the caller's word that a PostgreSQL database may be changed.
///
/// # Errors
/// When it is newer, when it would be changed without a way back, when it fails.
pub async fn migrate(store: &Store, url: &str, has_backup: bool) -> Result<Migrated, MigrateError> {
    match store.schema_state().await? {
        SchemaState::Current(_) => Ok(Migrated::UpToDate),
        SchemaState::Newer(step) => Err(MigrateError::Newer(step)),
        SchemaState::Empty => {
            store.migrate().await?;
            Ok(Migrated::Created)
        }
        SchemaState::Older { at, .. } => {
            let copy = match file_of(url) {
                Some(file) => Some(copied(store, &file).await?),
                None if has_backup => None,
                None => return Err(MigrateError::NeedsBackup { at }),
            };
            store.migrate().await?;
            Ok(Migrated::Upgraded { from: at, copy })
        }
    }
}

/// The file of an SQLite address.
#[must_use]
pub fn file_of(url: &str) -> Option<PathBuf> {
    let rest = url.strip_prefix("sqlite:")?;
    let path = rest.strip_prefix("//").unwrap_or(rest);
    let path = path.split('?').next().unwrap_or(path);
    (!path.is_empty() && path != ":memory:").then(|| PathBuf::from(path))
}

async fn copied(store: &Store, file: &Path) -> Result<PathBuf, MigrateError> {
    let copy = free_name(file);
    let failed = |why: String| MigrateError::Copy {
        file: copy.clone(),
        why,
    };
    let Some(name) = copy.to_str() else {
        return Err(failed("its name is not UTF-8".into()));
    };
    store
        .copy_to(name)
        .await
        .map_err(|error| failed(error.to_string()))?;
    // The copy counts only once it would survive a power cut.
    File::open(&copy)
        .and_then(|file| file.sync_all())
        .map_err(|error| failed(error.to_string()))?;
    Ok(copy)
}

/// `stakegraph.db.before-0.2.0`, with a number behind when that is taken.
fn free_name(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(concat!(".before-", env!("CARGO_PKG_VERSION")));
    let first = PathBuf::from(&name);
    let numbered = (2..).map(|number| {
        let mut name = name.clone();
        name.push(format!(".{number}"));
        PathBuf::from(name)
    });
    std::iter::once(first.clone())
        .chain(numbered)
        .find(|name| !name.exists())
        .unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::{copied, file_of};
    use crate::store::{SchemaState, Store};

    fn address(file: &std::path::Path) -> String {
        format!("sqlite://{}", file.display())
    }

    #[tokio::test]
    async fn a_copy_is_whole_and_never_overwrites_another() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("stakegraph.db");
        let store = Store::open(&address(&file)).await.unwrap();
        store.migrate().await.unwrap();
        let first = copied(&store, &file).await.unwrap();
        let second = copied(&store, &file).await.unwrap();
        let name = concat!("stakegraph.db.before-", env!("CARGO_PKG_VERSION"));
        assert_eq!(first, directory.path().join(name));
        assert_eq!(second, directory.path().join(format!("{name}.2")));
        let copy = Store::open(&address(&second)).await.unwrap();
        assert!(matches!(
            copy.schema_state().await.unwrap(),
            SchemaState::Current(_)
        ));
    }

    #[test]
    fn only_an_sqlite_address_has_a_file() {
        for (url, file) in [
            ("sqlite:///var/lib/a.db", Some("/var/lib/a.db")),
            ("sqlite://a.db?mode=rwc", Some("a.db")),
            ("sqlite::memory:", None),
            ("postgres://user@host/a", None),
        ] {
            assert_eq!(
                file_of(url).as_deref(),
                file.map(std::path::Path::new),
                "{url}"
            );
        }
    }
}
