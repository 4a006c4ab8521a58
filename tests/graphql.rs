//! The public schema: what it promises, and what it answers on both databases.

#[path = "graphql/changes.rs"]
mod changes;
#[path = "graphql/changes_in_races.rs"]
mod changes_in_races;
#[path = "graphql/contract.rs"]
mod contract;
#[path = "graphql/costs.rs"]
mod costs;
#[path = "graphql/discrepancies.rs"]
mod discrepancies;
#[path = "graphql/duplicates.rs"]
mod duplicates;
#[path = "graphql/errors.rs"]
mod errors;
#[path = "graphql/execution.rs"]
mod execution;
#[path = "graphql/facets.rs"]
mod facets;
#[path = "graphql/filters.rs"]
mod filters;
#[path = "graphql/following.rs"]
mod following;
#[path = "graphql/introspection.rs"]
mod introspection;
#[path = "graphql/judgements.rs"]
mod judgements;
#[path = "graphql/lenses.rs"]
mod lenses;
#[path = "graphql/lookups.rs"]
mod lookups;
#[path = "graphql/measures.rs"]
mod measures;
#[path = "graphql/pages.rs"]
mod pages;
#[path = "graphql/remembered.rs"]
mod remembered;
#[path = "graphql/search.rs"]
mod search;
#[path = "graphql/snapshots.rs"]
mod snapshots;
#[path = "graphql/statements.rs"]
mod statements;
#[path = "graphql/statistics.rs"]
mod statistics;
#[path = "graphql/succession.rs"]
mod succession;
#[path = "graphql/tables.rs"]
mod tables;
#[path = "graphql/two_engines.rs"]
mod two_engines;
#[path = "graphql/walks.rs"]
mod walks;
#[path = "graphql/world.rs"]
mod world;
