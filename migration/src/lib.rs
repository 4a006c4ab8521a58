//! The schema of the store, step by step.
//!
//! Stands alone: literals only, never the types of `entity`, so that a step that was
//! released does the same for ever. To change the schema: add a module with the next
//! number and a line in [`Migrator::migrations`]; a released step is never edited.

use sea_orm_migration::MigrationTrait;
pub use sea_orm_migration::MigratorTrait;

mod m20261122_000001_facts;
mod m20261123_000002_changes;
mod m20261123_000003_secrets;
mod m20261123_000004_words;
mod m20261123_000005_judgements;
mod m20261123_000006_links;
mod m20261124_000007_days;

/// Every step, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_facts::Migration),
            Box::new(m20261123_000002_changes::Migration),
            Box::new(m20261123_000003_secrets::Migration),
            Box::new(m20261123_000004_words::Migration),
            Box::new(m20261123_000005_judgements::Migration),
            Box::new(m20261123_000006_links::Migration),
            Box::new(m20261124_000007_days::Migration),
        ]
    }
}
