//! Lays the file, the environment and the flags over the defaults.
//!
//! The defaults file decides which keys exist and which type each has, so a mistyped key
//! or a text where a number belongs is refused with its place and the nearest known key.
//! All problems are told at once. Not here: what the settings mean (`settings`).

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use toml::de::{DeTable, DeValue};
use toml::{Spanned, Table, Value};

use super::nearest::nearest;
use super::{DEFAULTS, Settings};
use crate::cli::Failure;

/// The prefix of every setting in the environment.
const PREFIX: &str = "STAKEGRAPH__";

/// The short forms in the environment and the key that each stands for.
const SHORT: [(&str, &str); 3] = [
    ("STAKEGRAPH_DATABASE_URL", "database.url"),
    ("STAKEGRAPH_DATA_DIR", "data.dir"),
    ("STAKEGRAPH_BIND", "http.bind"),
];

/// Where a setting's value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The defaults.
    Default,
    /// A line of a file.
    File(String),
    /// A variable of the environment.
    Environment(String),
    /// A flag of the command line.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(place) => f.write_str(place),
            Self::Environment(name) => f.write_str(name),
            Self::Flag(flag) => f.write_str(flag),
        }
    }
}

/// The settings while they are laid over each other.
#[derive(Debug)]
pub struct Layers {
    known: BTreeMap<String, Value>,
    values: BTreeMap<String, (Value, Origin)>,
    problems: Vec<String>,
}

impl Layers {
    /// Only the defaults.
    ///
    /// # Errors
    /// Never in a released binary: a test reads the defaults file.
    pub fn defaults() -> Result<Self, Failure> {
        let table: Table = DEFAULTS.parse().map_err(|error| {
            Failure::usage(format!("the defaults file does not parse: {error}"))
        })?;
        let known: BTreeMap<String, Value> = table
            .into_iter()
            .filter_map(|(section, value)| Some((section, value.as_table()?.clone())))
            .flat_map(|(section, keys)| {
                keys.into_iter()
                    .map(move |(key, value)| (format!("{section}.{key}"), value))
            })
            .collect();
        let values = known
            .iter()
            .map(|(k, v)| (k.clone(), (v.clone(), Origin::Default)))
            .collect();
        Ok(Self {
            known,
            values,
            problems: Vec::new(),
        })
    }

    /// Lays the text of a configuration file over what is there.
    pub fn file(&mut self, path: &Path, text: &str) {
        let document = match DeTable::parse(text) {
            Ok(document) => document.into_inner(),
            Err(error) => {
                let place = place(path, text, error.span());
                self.problems.push(format!("{place}: {}", error.message()));
                return;
            }
        };
        for (section, content) in document {
            let name = section.get_ref().as_ref().to_owned();
            match content.into_inner() {
                DeValue::Table(keys) if self.is_section(&name) => {
                    for (key, value) in keys {
                        let at = place(path, text, Some(key.span()));
                        self.file_key(&format!("{name}.{}", key.get_ref()), value, at);
                    }
                }
                _ => {
                    let at = place(path, text, Some(section.span()));
                    self.unknown(&at, &name);
                }
            }
        }
    }

    /// Lays the environment over what is there: every `STAKEGRAPH__SECTION__KEY`, then the short forms.
    pub fn environment(&mut self, variables: impl IntoIterator<Item = (String, String)>) {
        let mut short = Vec::new();
        for (name, text) in variables {
            if let Some(path) = name.strip_prefix(PREFIX) {
                let key = path.to_lowercase().replacen("__", ".", 1);
                self.variable(&name, &key, &text);
            } else if let Some((_, key)) = SHORT.iter().find(|(short, _)| *short == name) {
                short.push((name, *key, text));
            }
        }
        for (name, key, text) in short {
            self.variable(&name, key, &text);
        }
    }

    /// Lays one flag over what is there.
    pub fn flag(&mut self, flag: &'static str, key: &str, text: impl Into<String>) {
        let text = text.into();
        self.text(flag, key, &text, Origin::Flag(flag));
    }

    /// Where each setting came from, by key.
    #[must_use]
    pub fn origins(&self) -> BTreeMap<String, Origin> {
        self.values
            .iter()
            .map(|(key, (_, origin))| (key.clone(), origin.clone()))
            .collect()
    }

    /// The typed settings.
    ///
    /// # Errors
    /// Every problem of every layer, a line each.
    pub fn settings(mut self) -> Result<Settings, Failure> {
        if self.problems.is_empty() {
            match self.typed() {
                Ok(settings) => return Ok(settings),
                Err(problem) => self.problems.push(problem),
            }
        }
        Err(Failure::usage(self.problems.join("\n"))
            .with_help("every setting stands, with its comment, in the output of `stakegraph doctor --defaults`"))
    }

    fn typed(&self) -> Result<Settings, String> {
        for (key, (value, origin)) in &self.values {
            // One key at a time over the defaults, so that a refused value names its place.
            let alone = self
                .known
                .iter()
                .map(|(k, v)| (k, if k == key { value } else { v }));
            Settings::deserialize(nested(alone))
                .map_err(|error| format!("{origin}: {key}: {}", error.message()))?;
        }
        let all = self.values.iter().map(|(key, (value, _))| (key, value));
        Settings::deserialize(nested(all)).map_err(|error| error.message().to_owned())
    }

    fn is_section(&self, name: &str) -> bool {
        self.known
            .keys()
            .any(|key| key.split('.').next() == Some(name))
    }

    fn file_key(&mut self, key: &str, value: Spanned<DeValue<'_>>, place: String) {
        let Some(default) = self.known.get(key) else {
            self.unknown(&place, key);
            return;
        };
        match Value::deserialize(toml::de::ValueDeserializer::from(value)) {
            Ok(value) if value.same_type(default) => {
                self.values
                    .insert(key.to_owned(), (value, Origin::File(place)));
            }
            Ok(value) => self.problems.push(format!(
                "{place}: {key} is {}, it must be {}",
                type_name(&value),
                type_name(default)
            )),
            Err(error) => self.problems.push(format!("{place}: {}", error.message())),
        }
    }

    fn variable(&mut self, name: &str, key: &str, text: &str) {
        self.text(name, key, text, Origin::Environment(name.to_owned()));
    }

    fn text(&mut self, place: &str, key: &str, text: &str, origin: Origin) {
        let Some(default) = self.known.get(key) else {
            self.unknown_variable(place);
            return;
        };
        match from_text(text, default) {
            Some(value) => {
                self.values.insert(key.to_owned(), (value, origin));
            }
            None => self
                .problems
                .push(format!("{place}: {text:?} is not {}", type_name(default))),
        }
    }

    fn unknown(&mut self, place: &str, key: &str) {
        let sections = self.known.keys().filter_map(|key| key.split('.').next());
        let near = nearest(key, self.known.keys().map(String::as_str).chain(sections));
        self.problems
            .push(format!("{place}: there is no setting {key}{}", meant(near)));
    }

    fn unknown_variable(&mut self, name: &str) {
        let known: Vec<String> = self.known.keys().map(|key| variable_name(key)).collect();
        let near = nearest(name, known.iter().map(String::as_str));
        self.problems
            .push(format!("{name}: there is no such setting{}", meant(near)));
    }
}

/// The table of tables that dotted keys stand for.
fn nested<'a>(pairs: impl Iterator<Item = (&'a String, &'a Value)>) -> Table {
    let mut root = Table::new();
    for (key, value) in pairs {
        let Some((section, name)) = key.split_once('.') else {
            continue;
        };
        let section = root
            .entry(section)
            .or_insert_with(|| Value::Table(Table::new()));
        if let Some(table) = section.as_table_mut() {
            table.insert(name.to_owned(), value.clone());
        }
    }
    root
}

fn meant(near: Option<&str>) -> String {
    near.map(|near| format!("; did you mean {near}?"))
        .unwrap_or_default()
}

fn variable_name(key: &str) -> String {
    format!("{PREFIX}{}", key.replace('.', "__").to_uppercase())
}

/// Reads a text as the type of the default.
fn from_text(text: &str, default: &Value) -> Option<Value> {
    match default {
        Value::String(_) => Some(Value::String(text.to_owned())),
        Value::Integer(_) => text.trim().parse().ok().map(Value::Integer),
        Value::Float(_) => text.trim().parse().ok().map(Value::Float),
        Value::Boolean(_) => text.trim().parse().ok().map(Value::Boolean),
        Value::Array(_) => Some(Value::Array(
            text.split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(|part| Value::String(part.to_owned()))
                .collect(),
        )),
        _ => None,
    }
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "a text",
        Value::Integer(_) => "a whole number",
        Value::Float(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::Datetime(_) => "a date",
        Value::Array(_) => "a list",
        Value::Table(_) => "a table",
    }
}

/// `file:line:column` of a span.
fn place(path: &Path, text: &str, span: Option<Range<usize>>) -> String {
    let before = span
        .and_then(|span| text.get(..span.start))
        .unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    format!("{}:{line}:{column}", path.display())
}
