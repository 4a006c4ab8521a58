//! `docs/COVERAGE.md` accounts for every record and every gap of the reading list.
//!
//! A row names keys that stand in the graph, or gives the reason why nothing does. For a
//! record, some citation of its facts touches the passage from which it was read
//! (`records.json`: document and code points).

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use entity::{
    draft::{Batch, Content, Draft},
    vocabulary::Tier,
};
use stakegraph::store::Store;
use test_support::{Texts, each_graph};

const RECORDS: usize = 265;
const GAPS: usize = 29;

/// A row of one of the tables: what it accounts for, and the keys or the reason.
struct Row {
    name: String,
    keys: Vec<String>,
    reason: bool,
}

fn rows() -> Vec<Row> {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/COVERAGE.md");
    let page = fs::read_to_string(page).expect("the page is there");
    page.lines().filter_map(row).collect()
}

/// Cells are name, dossiers, keys, and for gaps how; keys stand in backquotes in the third.
fn row(line: &str) -> Option<Row> {
    let cells: Vec<&str> = line
        .strip_prefix("| ")?
        .split(" | ")
        .map(str::trim)
        .collect();
    let name = cells[0];
    let numbered = name.len() > 2 && name[1..].bytes().all(|byte| byte.is_ascii_digit());
    (numbered && name.starts_with(['F', 'G'])).then(|| Row {
        name: name.to_owned(),
        keys: cells.get(2).map(|cell| quoted(cell)).unwrap_or_default(),
        reason: cells.iter().any(|cell| cell.starts_with("listed: ")),
    })
}

fn quoted(cell: &str) -> Vec<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// The places that a fact cites, by the key of the fact.
type Places = BTreeMap<String, Vec<(String, i64, i64)>>;

async fn facts(store: &Store) -> Places {
    let mut places = Places::new();
    for dossier in store.dossiers().await.expect("the dossiers are listed") {
        let batch = store
            .dossier(&dossier, Tier::Steward)
            .await
            .expect("it can be read");
        collect(&batch.expect("it is there"), &mut places);
    }
    places
}

fn collect(batch: &Batch, places: &mut Places) {
    add(&batch.entities, places);
    add(&batch.relations, places);
    add(&batch.figures, places);
    add(&batch.notes, places);
    // What supports a name supports that its bearer exists.
    for name in &batch.names {
        let cited = places.entry(name.content.entity.clone()).or_default();
        cited.extend(spans(name));
    }
}

fn add<T: Content>(drafts: &[Draft<T>], places: &mut Places) {
    for draft in drafts {
        places
            .entry(draft.content.key().to_owned())
            .or_default()
            .extend(spans(draft));
    }
}

fn spans<T>(draft: &Draft<T>) -> impl Iterator<Item = (String, i64, i64)> {
    draft.citations.iter().filter_map(|citation| {
        let span = citation.span.as_ref()?;
        Some((
            citation.document.clone(),
            span.start.into(),
            span.end.into(),
        ))
    })
}

#[test]
fn every_record_and_every_gap_has_one_row() {
    let names: Vec<String> = rows().into_iter().map(|row| row.name).collect();
    let once: BTreeSet<String> = names.iter().cloned().collect();
    assert_eq!(names.len(), once.len(), "a row stands twice");
    let wanted = (1..=RECORDS).map(|n| format!("F{n:03}"));
    let wanted: BTreeSet<String> = wanted
        .chain((1..=GAPS).map(|n| format!("G{n:02}")))
        .collect();
    assert_eq!(once, wanted);
}

#[test]
fn what_a_row_names_is_in_the_graph_and_cites_its_passage() {
    let records = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/stories/records.json");
    let records = fs::read_to_string(records).expect("the passages are there");
    let records: BTreeMap<String, (String, i64, i64)> =
        serde_json::from_str(&records).expect("they are JSON");
    each_graph(Texts::NotHeld, async |store| {
        let facts = facts(&store).await;
        for row in rows() {
            assert!(
                row.reason || !row.keys.is_empty(),
                "{}: neither keys nor a reason",
                row.name
            );
            for key in &row.keys {
                assert!(
                    facts.contains_key(key),
                    "{}: {key} is not in the graph",
                    row.name
                );
            }
            let Some((document, start, end)) = records.get(&row.name).filter(|_| !row.reason)
            else {
                continue;
            };
            let touches = row
                .keys
                .iter()
                .flat_map(|key| &facts[key])
                .any(|place| place.0 == *document && place.1 < *end && place.2 > *start);
            assert!(
                touches,
                "{}: {:?} do not cite its passage",
                row.name, row.keys
            );
        }
    });
}
