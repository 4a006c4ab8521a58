//! Where the forms of names lead: those of the built-in graph, and aliases of a parliament's members.

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::Path,
};

use saphyr::{LoadableYamlNode, Yaml};
use serde_json::Value;
use stakegraph::{
    names::{
        forms,
        index::{Bearer, Found, Index, Name, Query, Sight, beginning},
    },
    store::sort_key,
};
use test_support::shared;

/// A name of somebody, by key; `latvian` says whether it is inflected.
#[derive(Clone, Debug)]
pub(crate) struct Borne {
    pub(crate) key: String,
    pub(crate) text: String,
    pub(crate) latvian: bool,
    pub(crate) kind: u8,
}

/// The kind of forms exactly as they stand in a text.
pub(crate) const SURFACE: u8 = 5;

/// What it costs that a text has no diacritics, as some people type.
const TYPED: u32 = 2;

/// Where forms led.
#[derive(Clone, Debug, Default)]
pub(crate) struct Leading {
    pub(crate) asked: usize,
    /// To whom they were formed of, before all others.
    pub(crate) first: usize,
    /// To several that bear the same name, one of them meant.
    pub(crate) tied: usize,
    /// To another, of whom the very form is recorded: the text meant this one.
    pub(crate) recorded: usize,
    /// Elsewhere, or nowhere.
    pub(crate) lost: Vec<String>,
}

/// The forms of every name of the graph.
pub(crate) fn graph() -> Leading {
    let borne = dossiers();
    let mut asked = BTreeSet::new();
    for name in &borne {
        asked.insert((name.key.clone(), name.text.clone()));
        if name.latvian && name.kind != SURFACE {
            let forms = forms(&name.text).into_iter();
            asked.extend(forms.map(|form| (name.key.clone(), form.text)));
        }
    }
    lead(&borne, &asked)
}

/// The aliases of a parliament's members, where they are there.
pub(crate) fn aliases() -> Option<Leading> {
    let text = fs::read_to_string(shared("data/popolo/Latvia_Saeima.popolo.json")?).ok()?;
    let people: Value = serde_json::from_str(&text).ok()?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (mut borne, mut asked) = (Vec::new(), BTreeSet::new());
    for person in people["persons"].as_array()? {
        let key = text(&person["id"]);
        borne.push(Borne {
            key: key.clone(),
            text: text(&person["name"]),
            latvian: true,
            kind: 0,
        });
        for alias in person["other_names"].as_array().into_iter().flatten() {
            asked.insert((key.clone(), text(&alias["name"])));
            borne.push(Borne {
                key: key.clone(),
                text: text(&alias["name"]),
                latvian: false,
                kind: 1,
            });
        }
    }
    Some(lead(&borne, &asked))
}

/// The names that the dossiers give.
pub(crate) fn dossiers() -> Vec<Borne> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/dossiers");
    let files = fs::read_dir(directory).into_iter().flatten().flatten();
    let mut borne = Vec::new();
    for file in files {
        let text = fs::read_to_string(file.path()).unwrap_or_default();
        let read = Yaml::load_from_str(&text).unwrap_or_default();
        let entities = read
            .first()
            .and_then(|whole| whole.as_mapping_get("entities"));
        for (key, entity) in entities.and_then(Yaml::as_mapping).into_iter().flatten() {
            let names = entity.as_mapping_get("names").and_then(Yaml::as_vec);
            for name in names.into_iter().flatten() {
                let said = |field: &str| name.as_mapping_get(field).and_then(Yaml::as_str);
                borne.push(Borne {
                    key: key.as_str().unwrap_or_default().to_owned(),
                    text: said("text").unwrap_or_default().to_owned(),
                    latvian: said("language").is_none_or(|language| language == "lv"),
                    kind: match said("kind") {
                        Some("OFFICIAL") => 0,
                        Some("SURFACE") => SURFACE,
                        _ => 1,
                    },
                });
            }
        }
    }
    borne
}

fn lead(borne: &[Borne], asked: &BTreeSet<(String, String)>) -> Leading {
    let (index, keys) = index(borne);
    let mut leading = Leading::default();
    for (key, form) in asked {
        leading.asked += 1;
        let found = found(&index, form);
        let Some(best) = found.first().map(|found| found.place.cost) else {
            leading.lost.push(form.clone());
            continue;
        };
        let mut equals = found.iter().take_while(|found| found.place.cost == best);
        let is_meant = |found: &Found| keys.get(&found.place.bearer) == Some(&key.as_str());
        if found.first().is_some_and(is_meant) {
            leading.first += 1;
        } else if equals.any(is_meant) {
            leading.tied += 1;
        } else if best <= TYPED {
            leading.recorded += 1;
        } else {
            leading.lost.push(form.clone());
        }
    }
    leading
}

/// The index of these names, and the keys of the bearers.
fn index(borne: &[Borne]) -> (Index, HashMap<i64, &str>) {
    let (mut index, mut numbers, mut keys) = (Index::default(), HashMap::new(), HashMap::new());
    for (row, name) in (0_i64..).zip(borne) {
        let bearer = *numbers.entry(name.key.as_str()).or_insert(row);
        keys.insert(bearer, name.key.as_str());
        index.put_bearer(&Bearer {
            id: bearer,
            row: bearer,
            version: 1,
            kind: 0,
            reach: 0,
            days: None,
            recorded_at: 1,
            superseded_at: None,
        });
        index.put_name(&Name {
            id: row,
            row,
            version: 1,
            bearer,
            text: name.text.clone(),
            latvian: name.latvian,
            kind: name.kind,
            sort: beginning(&sort_key(&name.text)),
            reach: 0,
            recorded_at: 1,
            superseded_at: None,
        });
    }
    index.settle();
    (index, keys)
}

fn found(index: &Index, text: &str) -> Vec<Found> {
    let sight = Sight {
        rank: 0,
        known: None,
        valid: None,
    };
    let query = Query {
        text,
        kinds: None,
        sight,
        today: None,
        strict: false,
        given_up: None,
    };
    index.best(&query, 20)
}
