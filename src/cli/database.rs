//! Opens the database for a command, and says what can be done when that fails.

use crate::operations::migrate::{MigrateError, Migrated, file_of, migrate};
use crate::store::{SchemaState, Store};

use super::settings::without_password;
use super::{Context, Failure};

/// Opens the database; the embedded one gets its directory.
///
/// # Errors
/// When it cannot be reached or made.
pub(crate) async fn open(context: &Context) -> Result<Store, Failure> {
    let url = context.settings.database_url()?;
    if context.settings.is_embedded() {
        let dir = context.settings.data_dir()?;
        std::fs::create_dir_all(&dir).map_err(|error| {
            Failure::database(format!(
                "cannot make the data directory {}: {error}",
                dir.display()
            ))
            .with_help("choose another with --data-dir DIR")
        })?;
    }
    Store::open_with(&url, context.settings.database.connections)
        .await
        .map_err(|error| {
            tracing::debug!(?error, "the database did not open");
            Failure::database(format!(
                "cannot open the database {}",
                without_password(&url)
            ))
            .with_help("STAKEGRAPH__LOG__FILTER=debug tells more")
        })
}

/// Opens the database and brings it to this program's schema.
///
/// # Errors
/// When it cannot be reached, is newer, or cannot be migrated safely.
pub(crate) async fn open_migrated(context: &Context) -> Result<Store, Failure> {
    let store = open(context).await?;
    match bring_up_to_date(context, &store, false).await {
        Ok(_) => Ok(store),
        Err(failure) => {
            close(store).await;
            Err(failure)
        }
    }
}

/// Opens a database that a command only reads; it is neither made nor migrated.
///
/// # Errors
/// When it is not there, or its schema is not this program's.
pub(crate) async fn open_to_read(context: &Context) -> Result<Store, Failure> {
    let url = context.settings.database_url()?;
    if let Some(file) = file_of(&url).filter(|file| !file.exists()) {
        return Err(
            Failure::database(format!("there is no database at {}", file.display())).with_help(
                "`stakegraph migrate` makes an empty one, `stakegraph serve` a loaded one",
            ),
        );
    }
    let store = open(context).await?;
    match store.schema_state().await {
        Ok(SchemaState::Current(_)) => Ok(store),
        Ok(SchemaState::Newer(step)) => Err(refused(&MigrateError::Newer(step))),
        Ok(SchemaState::Empty | SchemaState::Older { .. }) => Err(Failure::database(
            "the database does not have this program's schema",
        )
        .with_help("run `stakegraph migrate`")),
        Err(error) => Err(refused(&error.into())),
    }
}

/// Migrates and says what was done.
///
/// # Errors
/// When the database is newer, or cannot be migrated safely.
pub(super) async fn bring_up_to_date(
    context: &Context,
    store: &Store,
    has_backup: bool,
) -> Result<Migrated, Failure> {
    let url = context.settings.database_url()?;
    let done = migrate(store, &url, has_backup)
        .await
        .map_err(|error| refused(&error))?;
    match &done {
        Migrated::UpToDate => {}
        Migrated::Created => {
            context.console.message(format_args!(
                "made the schema in {}",
                without_password(&url)
            ));
        }
        Migrated::Upgraded {
            copy: Some(copy), ..
        } => context.console.message(format_args!(
            "migrated {}; the copy from before is {}",
            without_password(&url),
            copy.display()
        )),
        Migrated::Upgraded { copy: None, .. } => {
            context
                .console
                .message(format_args!("migrated {}", without_password(&url)));
        }
    }
    Ok(done)
}

/// Closes the store; what was acknowledged is on disk already, so a failure is only noted.
pub(crate) async fn close(store: Store) {
    if let Err(error) = store.close().await {
        tracing::warn!(%error, "the database did not close cleanly");
    }
}

fn refused(error: &MigrateError) -> Failure {
    tracing::debug!(?error, "the database was not migrated");
    let help = match error {
        MigrateError::Newer(_) => "use the release that wrote it, or a later one",
        MigrateError::NeedsBackup { .. } => {
            "write a backup with pg_dump, then run `stakegraph migrate --yes`"
        }
        MigrateError::Copy { .. } => "make room for the copy; nothing was changed",
        MigrateError::Store(_) => "STAKEGRAPH__LOG__FILTER=debug tells more",
    };
    Failure::database(error.to_string()).with_help(help)
}
