//! Names that are really borne, and the forms in which texts write them.

use std::{collections::BTreeSet, fs};

use entity::vocabulary::NameKind;
use serde_json::Value;
use stakegraph::{
    names::forms,
    store::{Store, Versions},
};
use test_support::{Texts, each_graph, shared};

use crate::many::Borne;

struct Row {
    bearer: String,
    text: String,
    latvian: bool,
    kind: NameKind,
}

async fn rows(store: &Store) -> Vec<Row> {
    let versions = store
        .name_versions(Versions::After(i64::MIN, 100_000))
        .await;
    let row = |name: entity::row::name::Model| Row {
        bearer: name.entity_id.to_string(),
        text: name.text,
        latvian: name.language.is_none_or(|language| language == "lv"),
        kind: name.kind,
    };
    versions
        .expect("names are there")
        .into_iter()
        .map(row)
        .collect()
}

#[test]
fn every_name_of_the_graph_finds_its_bearer_first() {
    each_graph(Texts::NotHeld, async |store| {
        let rows = rows(&store).await;
        let mut borne = Borne::default();
        for row in &rows {
            borne.add(&row.bearer, &row.text, row.latvian);
        }
        let borne = borne.settled();
        let missed: Vec<&str> = rows
            .iter()
            .filter(|row| !borne.is_first(&row.bearer, &row.text))
            .map(|row| row.text.as_str())
            .collect();
        assert!(missed.is_empty(), "{missed:?}");
    });
}

/// Without the forms themselves: by the rules alone. The rest are common nouns, and names that
/// a text shortens.
#[test]
fn forms_in_the_documents_find_their_bearer_without_being_recorded() {
    each_graph(Texts::NotHeld, async |store| {
        let rows = rows(&store).await;
        let mut borne = Borne::default();
        for row in rows.iter().filter(|row| row.kind != NameKind::Surface) {
            borne.add(&row.bearer, &row.text, row.latvian);
        }
        let borne = borne.settled();
        let surface: Vec<&Row> = rows
            .iter()
            .filter(|row| row.kind == NameKind::Surface)
            .collect();
        let found = surface
            .iter()
            .filter(|row| borne.is_first(&row.bearer, &row.text))
            .count();
        assert!(
            found * 100 >= surface.len() * 90,
            "{found} of {}",
            surface.len()
        );
    });
}

#[test]
fn members_of_a_parliament_are_found_by_their_aliases_and_forms() {
    let Some(file) = shared("data/popolo/Latvia_Saeima.popolo.json") else {
        return;
    };
    let text = fs::read_to_string(file).expect("it can be read");
    let people: Value = serde_json::from_str(&text).expect("it is JSON");
    let people = people["persons"].as_array().expect("it lists people");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut borne = Borne::default();
    let mut asked = BTreeSet::new();
    for person in people {
        let (id, name) = (text(&person["id"]), text(&person["name"]));
        borne.add(&id, &name, true);
        for alias in person["other_names"].as_array().into_iter().flatten() {
            borne.add(&id, &text(&alias["name"]), false);
            asked.insert((id.clone(), text(&alias["name"])));
        }
        let forms = forms(&name).into_iter();
        asked.extend(forms.map(|form| (id.clone(), form.text)));
    }
    let borne = borne.settled();
    let missed: Vec<&String> = asked
        .iter()
        .filter(|(id, alias)| !borne.is_first(id, alias))
        .map(|(_, alias)| alias)
        .collect();
    assert!(missed.is_empty(), "{missed:?}");
}
