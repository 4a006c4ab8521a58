//! What the documentation points at exists.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Where a path in backquotes may begin; other words in backquotes are no paths.
const ROOTS: &[&str] = &[
    ".ci/",
    "benches/",
    "data/",
    "docs/",
    "entity/",
    "migration/",
    "src/",
    "tests/",
    "web/",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn pages() -> Vec<PathBuf> {
    let mut pages = vec![root().join("README.md"), root().join("data/README.md")];
    for directory in ["docs", "docs/decisions"] {
        let entries = fs::read_dir(root().join(directory))
            .into_iter()
            .flatten()
            .flatten();
        pages.extend(entries.map(|entry| entry.path()));
    }
    pages.retain(|page| page.extension().is_some_and(|extension| extension == "md"));
    pages.sort();
    pages
}

/// Paths in backquotes from the root, and targets of links from the page.
fn targets(page: &Path, text: &str) -> Vec<PathBuf> {
    let quoted = text.split('`').skip(1).step_by(2);
    let named = quoted
        .filter(|word| ROOTS.iter().any(|root| word.starts_with(root)))
        .filter(|word| !word.contains([' ', '*', '…', '\n']))
        .map(|word| root().join(word));
    let links = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let linked = links
        .filter(|link| !link.contains("://") && !link.starts_with('#'))
        .filter_map(|link| link.split('#').next())
        .map(|link| page.parent().unwrap_or(page).join(link));
    named.chain(linked).collect()
}

#[test]
fn every_path_on_a_page_exists() {
    let mut missing = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap_or_default();
        // In blocks of code a backquote is a sign of the shell.
        let prose: String = text.split("```").step_by(2).collect();
        let absent = targets(&page, &prose)
            .into_iter()
            .filter(|target| !target.exists());
        missing.extend(absent.map(|target| format!("{}: {}", page.display(), target.display())));
    }
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
}
