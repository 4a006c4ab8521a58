//! Every name in the built-in graph leads to its entity.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;

use saphyr::{LoadableYamlNode, Yaml};
use stakegraph::names::{Reason, analyse, compare, fold, similarity};

/// A name as it stands in a document, and the names that its entity may have.
struct Surface {
    text: String,
    names: Vec<String>,
}

/// Groups that are only described: their own names say where, the documents do not.
const DESCRIBED: &[&str] = &[
    "Abas puses",
    "romu eksperti no Jelgavas un Valmieras",
    "Latvijas un Igaunijas nacionālajiem romu kontaktpunktiem",
    "Valgas un Valkas romu aktīvie iedzīvotāji",
    "Valkas pašvaldības",
    "Pieredzes apmaiņas seminārs par romu mediatoru darbu Latvijas pašvaldībās",
];

fn surfaces() -> Vec<Surface> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/dossiers");
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut found = Vec::new();
    for file in fs::read_dir(directory).unwrap().flatten() {
        let text = fs::read_to_string(file.path()).unwrap();
        let whole = Yaml::load_from_str(&text).unwrap();
        let Some(entities) = whole[0]
            .as_mapping_get("entities")
            .and_then(Yaml::as_mapping)
        else {
            continue;
        };
        for (key, entity) in entities {
            let key = key.as_str().unwrap().to_owned();
            for name in entity
                .as_mapping_get("names")
                .and_then(Yaml::as_vec)
                .into_iter()
                .flatten()
            {
                let said = |field: &str| {
                    name.as_mapping_get(field)
                        .and_then(Yaml::as_str)
                        .unwrap_or_default()
                };
                let candidates = name.as_mapping_get("candidates").and_then(Yaml::as_vec);
                if said("kind") == "SURFACE" {
                    let candidates = candidates.into_iter().flatten().filter_map(Yaml::as_str);
                    found.push((
                        key.clone(),
                        said("text").to_owned(),
                        candidates.map(str::to_owned).collect::<Vec<_>>(),
                    ));
                } else {
                    named
                        .entry(key.clone())
                        .or_default()
                        .push(said("text").to_owned());
                }
            }
        }
    }
    found
        .into_iter()
        .map(|(key, text, mut names)| {
            names.extend(named.get(&key).cloned().unwrap_or_default());
            Surface { text, names }
        })
        .collect()
}

/// The words of the nominative all stand in the name: "Izglītības pārvaldes" in "Ventspils Izglītības pārvalde".
fn is_part(form: &str, name: &str) -> bool {
    let whole: HashSet<String> = fold(name).split(' ').map(str::to_owned).collect();
    analyse(form).iter().take(3).any(|reading| {
        let words: Vec<String> = fold(&reading.nominative)
            .split(' ')
            .map(str::to_owned)
            .collect();
        let outside = words.iter().filter(|word| !whole.contains(*word)).count();
        outside == 0 || words.len() > 2 && outside == 1
    })
}

fn leads_to(form: &str, name: &str) -> bool {
    compare(form, name).is_some()
        || is_part(form, name)
        || similarity(form, name).reasons.contains(&Reason::Initial)
}

#[test]
fn every_name_in_the_documents_analyses_to_a_name_of_its_entity() {
    let surfaces = surfaces();
    assert!(surfaces.len() > 100);
    let (described, lost): (Vec<&Surface>, Vec<&Surface>) = surfaces
        .iter()
        .filter(|surface| {
            !surface
                .names
                .iter()
                .any(|name| leads_to(&surface.text, name))
        })
        .partition(|surface| DESCRIBED.contains(&surface.text.as_str()));
    let lost: Vec<String> = lost
        .iter()
        .map(|surface| format!("{}: {:?}", surface.text, surface.names))
        .collect();
    assert!(lost.is_empty(), "\n{}", lost.join("\n"));
    let needless: Vec<&&str> = DESCRIBED
        .iter()
        .filter(|exception| described.iter().all(|surface| surface.text != **exception))
        .collect();
    assert!(
        needless.is_empty(),
        "no exceptions are needed: {needless:?}"
    );
}

#[test]
fn all_candidates_of_an_ambiguous_name_are_found() {
    let surfaces = surfaces();
    let ambiguous: Vec<&Surface> = surfaces
        .iter()
        .filter(|surface| surface.text == "Aldi Ābeli")
        .collect();
    assert!(!ambiguous.is_empty());
    for surface in ambiguous {
        assert!(surface.names.len() > 1, "{:?}", surface.names);
        for name in &surface.names {
            assert!(compare(&surface.text, name).is_some(), "{name}");
        }
    }
}
