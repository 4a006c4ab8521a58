//! The list of generated files: where each stands and what its text is.

mod dossiers;
mod links;
mod schema;
mod vocabulary;

/// A path below the repository's root, and the text that belongs there.
pub(crate) type Generated = (&'static str, fn() -> String);

/// Every generated file.
pub(crate) const FILES: &[Generated] = &[
    ("src/graphql/links/table.rs", links::text),
    ("docs/generated/vocabulary.md", vocabulary::text),
    ("docs/generated/errors.md", || {
        schema::errors() + &dossiers::violations()
    }),
    ("data/dossier.schema.json", dossiers::schema),
    ("schema.graphql", schema::text),
];
