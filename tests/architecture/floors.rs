//! Arrows between the modules of `src` point down, and each foreign world has one floor.

use crate::source::{Source, names_behind, sources};

/// Every top-level module of `src` and its floor. A module may use what stands lower.
const FLOORS: &[(&str, u8)] = &[
    ("main", 6),
    ("cli", 5),
    ("http", 4),
    ("graphql", 3),
    ("exchange", 3),
    ("operations", 2),
    ("store", 1),
    ("names", 1),
    ("network", 1),
    ("telemetry", 0),
];

/// A crate that may be named only below these paths.
const WORLDS: &[(&str, &[&str])] = &[
    ("sea_orm", &["src/store", "entity/src", "migration/src"]),
    ("sea_query", &["src/store", "migration/src"]),
    ("sqlx", &["src/store"]),
    ("async_graphql", &["src/graphql", "entity/src"]),
    ("axum", &["src/http"]),
    ("apollo_compiler", &["src/graphql/door"]),
    ("clap", &["src/cli", "src/main.rs"]),
    ("metrics", &["src/telemetry"]),
    ("opentelemetry", &["src/telemetry"]),
];

/// The top-level module to which a file of `src` belongs: `src/store/page.rs` to `store`.
fn module(path: &str) -> &str {
    let inner = path.strip_prefix("src/").unwrap_or(path);
    let first = inner.split('/').next().unwrap_or(inner);
    first.strip_suffix(".rs").unwrap_or(first)
}

fn floor(module: &str) -> Option<u8> {
    FLOORS
        .iter()
        .find(|(name, _)| *name == module)
        .map(|(_, floor)| *floor)
}

fn depth(path: &str) -> usize {
    path.matches('/').count()
}

/// The modules of the crate that a file names, by `crate::`, `stakegraph::` or enough `super::`.
fn named_modules(source: &Source) -> Vec<String> {
    let code = source.code();
    let mut names = names_behind(&code, "crate::");
    names.extend(names_behind(&code, "stakegraph::"));
    names.extend(names_behind(&code, &"super::".repeat(depth(&source.path))));
    names
}

fn upward_arrows(source: &Source) -> Vec<String> {
    let own = module(&source.path);
    let Some(own_floor) = floor(own) else {
        return vec![format!("{}: give `{own}` a floor in FLOORS", source.path)];
    };
    named_modules(source)
        .into_iter()
        .filter(|name| name != own)
        .filter(|name| floor(name).is_some_and(|other| other >= own_floor))
        .map(|name| format!("{}: `{own}` must not use `{name}`", source.path))
        .collect()
}

fn strangers(source: &Source) -> Vec<String> {
    let code = source.code();
    let is_named = |world: &str| {
        !names_behind(&code, &format!("{world}::")).is_empty()
            || code.contains(&format!("use {world};"))
    };
    WORLDS
        .iter()
        .filter(|(_, homes)| !homes.iter().any(|home| source.path.starts_with(home)))
        .filter(|(world, _)| is_named(world))
        .map(|(world, homes)| format!("{}: `{world}` belongs to {}", source.path, homes.join(", ")))
        .collect()
}

#[test]
fn no_arrow_points_up() {
    let found: Vec<String> = sources("src")
        .iter()
        .filter(|source| source.path != "src/lib.rs")
        .flat_map(upward_arrows)
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn each_world_keeps_to_its_floor() {
    let found: Vec<String> = ["src", "entity/src", "migration/src"]
        .into_iter()
        .flat_map(sources)
        .flat_map(|source| strangers(&source))
        .collect();
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn the_vocabulary_knows_nothing_above_it_and_migrations_know_only_literals() {
    for (directory, foreign) in [("entity/src", "migration::"), ("migration/src", "entity::")] {
        for source in sources(directory) {
            let names = names_behind(&source.code(), foreign);
            assert!(
                names.is_empty(),
                "{}: names {foreign}{}",
                source.path,
                names.join(", ")
            );
        }
    }
}

#[test]
fn an_upward_arrow_would_be_seen() {
    let store = |text: &str| Source {
        path: "src/store/page.rs".into(),
        text: text.into(),
    };
    assert_eq!(
        upward_arrows(&store("use crate::{graphql::x, store::y};")).len(),
        1
    );
    assert_eq!(
        upward_arrows(&store("use super::super::operations::x;")).len(),
        1
    );
    assert_eq!(upward_arrows(&store("use super::page;")).len(), 0);
    let door = Source {
        path: "src/cli/serve.rs".into(),
        text: "use sea_orm::X;".into(),
    };
    assert_eq!(strangers(&door).len(), 1);
}
