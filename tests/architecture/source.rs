//! The source files of the workspace, and the names that a file reaches for.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A file of Rust source.
pub(crate) struct Source {
    /// Its path from the root of the workspace, with `/`.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

impl Source {
    /// The text without comments and without what stands in strings.
    pub(crate) fn code(&self) -> String {
        self.text
            .lines()
            .map(code_of_line)
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The number of lines before the file's own tests.
    pub(crate) fn lines_net_of_tests(&self) -> usize {
        self.text
            .lines()
            .take_while(|line| !line.trim_start().starts_with("#[cfg(test)]"))
            .count()
    }
}

/// All Rust source below `directory`.
pub(crate) fn sources(directory: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    collect(&root.join(directory), &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| Source {
            text: fs::read_to_string(&path).unwrap_or_default(),
            path: path
                .strip_prefix(root)
                .unwrap_or(&path)
                .to_string_lossy()
                .replace('\\', "/"),
        })
        .collect()
}

fn collect(directory: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// One line without its comment and without the inside of its strings. Strings over several
/// lines and raw strings are not followed: they would only add names, never hide one.
fn code_of_line(line: &str) -> String {
    let mut code = String::new();
    let mut inside = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if inside => {
                characters.next();
            }
            '"' => inside = !inside,
            '/' if !inside && characters.peek() == Some(&'/') => break,
            _ if !inside => code.push(character),
            _ => {}
        }
    }
    code
}

/// The names that stand directly behind `prefix` in `code`, in braces too.
pub(crate) fn names_behind(code: &str, prefix: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices(prefix) {
        let inside_a_word = code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if !inside_a_word {
            names.extend(first_names(&code[at + prefix.len()..]));
        }
    }
    names
}

/// `store::Page` gives `store`; `{graphql::x, store::{a, b}}` gives `graphql` and `store`.
fn first_names(rest: &str) -> Vec<String> {
    let Some(group) = rest.strip_prefix('{') else {
        return vec![word(rest)];
    };
    let mut depth = 0_usize;
    let mut names = Vec::new();
    let mut item = String::new();
    for character in group.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(word(&std::mem::take(&mut item))),
            _ if depth == 0 => item.push(character),
            _ => {}
        }
    }
    names.push(word(&item));
    names.retain(|name| !name.is_empty());
    names
}

fn word(text: &str) -> String {
    text.trim_start()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

#[test]
fn names_are_found_in_paths_and_in_groups() {
    let code = "use crate::store::Page;\nuse crate::{graphql::{a, b}, operations};\nnotcrate::x";
    assert_eq!(
        names_behind(code, "crate::"),
        ["store", "graphql", "operations"]
    );
}

#[test]
fn comments_and_strings_name_nothing() {
    assert_eq!(
        code_of_line(r#"let a = "crate::b \" // c"; // crate::d"#),
        "let a = ; "
    );
}
