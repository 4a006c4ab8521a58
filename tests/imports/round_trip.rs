//! An export comes back whole: an empty database that imports it has the same current facts.

use std::fmt::Write;

use entity::vocabulary::Tier;
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use stakegraph::{
    operations::{
        documents::{Supplied, add},
        export::export,
    },
    store::Store,
};
use test_support::{Kind, TestDatabase, each_database};

use crate::fixture::{TEXT, dossier, dump, exported, imported, named};

/// Whether what a tier sees comes back whole from an export.
async fn comes_back(store: &Store, other: &Store, tier: Tier) {
    let files = exported(store, tier).await;
    let texts: Vec<&str> = files.iter().map(String::as_str).collect();
    imported(other, &texts)
        .await
        .unwrap_or_else(|error| panic!("{error:?}\n{}", files.join("---\n")));
    let (here, there) = (dump(store, tier).await, dump(other, Tier::Steward).await);
    pretty_assertions::assert_eq!(here, there);
    // And writing it once more gives the same text.
    assert_eq!(exported(other, Tier::Steward).await, files);
}

/// A second, empty database of the kind of the first.
fn second(store: &Store) -> TestDatabase {
    TestDatabase::migrated(if store.backend_name() == "sqlite" {
        Kind::Sqlite
    } else {
        Kind::Postgres
    })
}

#[test]
fn the_dossiers_of_the_repository_come_back_whole() {
    each_database(async |store| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/dossiers");
        let texts: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
            .map(|path| std::fs::read_to_string(path).expect("a dossier"))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        imported(&store, &texts).await.expect("the import");
        for tier in [Tier::Public, Tier::Steward] {
            let database = second(&store);
            comes_back(&store, &database.store().await, tier).await;
        }
    });
}

#[test]
fn values_that_were_read_come_back_without_the_text() {
    each_database(async |store| {
        let text = dossier(
            "figures:\n  - {about: library, measure: pupils, kind: STATED, value: {read: pupils}, visibility: PARTNER, cite: pupils}\n",
        );
        imported(&store, &[&text]).await.expect("the import");
        let supplied = Supplied {
            file: "t".into(),
            bytes: TEXT.into(),
            key: None,
        };
        add(&store, &supplied, "tests", 2_000_000_000_000_000)
            .await
            .expect("the text");
        for tier in [Tier::Public, Tier::Partner] {
            let database = second(&store);
            comes_back(&store, &database.store().await, tier).await;
        }
        let public = exported(&store, Tier::Public).await.join("");
        assert!(
            !public.contains("63,") && !public.contains("63}"),
            "{public}"
        );
    });
}

#[test]
fn a_whole_that_a_tier_does_not_see_is_not_named_to_it() {
    each_database(async |store| {
        let text = dossier(
            "figures:
  - {key: whole, about: visit-2019, measure: participants, kind: STATED, value: 28, visibility: PARTNER, cite: number}
  - {key: part, about: visit-2019, measure: participants, kind: STATED, value: 3, group: guests, partOf: whole, cite: number}
",
        );
        imported(&store, &[&text]).await.expect("the import");
        let files = exported(&store, Tier::Public).await.join("");
        assert!(
            files.contains("key: part") && !files.contains("whole"),
            "{files}"
        );
    });
}

#[test]
fn a_dossier_whose_document_is_not_seen_is_left_out_and_told() {
    each_database(async |store| {
        let closed = dossier("").replace("type: REPORT", "type: REPORT\n  visibility: STEWARD");
        imported(&store, &[&closed]).await.expect("the import");
        let public = export(&store, Tier::Public).await.expect("the export");
        assert_eq!(
            (public.dossiers.len(), public.left_out),
            (0, vec!["visit".to_owned()])
        );
    });
}

/// A text that YAML might take for something else.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "null", "no", "2019", "1e3", "- x", "a: b", "# c", "{}", "'", "\"", "~", "\\n", "%x",
            "a\u{a0}b", "x #y", "true", "𝄞"
        ])
        .prop_map(str::to_owned),
        "[A-Za-zĀāŠš0-9 :,#'\"{}\\[\\]&*!|>%`?-]{1,24}"
            .prop_map(|text| text.trim().to_owned())
            .prop_filter("not empty", |text| !text.is_empty()),
    ]
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    prop::sample::select(words)
}

const TIERS: &[&str] = &["PUBLIC", "PUBLIC", "PARTNER", "STEWARD"];
const PERIODS: &[&str] = &[
    "",
    ", period: \"2019\"",
    ", period: 2019-10-17/2019-10-18",
    ", period: \"2018/..\"",
    ", period: \"2017~\"",
];
const CITES: &[&str] = &[
    "name",
    "title",
    "[name, title]",
    "[{span: number, note: \"so: it says\"}]",
];

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn persons() -> impl Strategy<Value = String> {
    let person = (
        texts(),
        texts(),
        word(TIERS),
        word(CITES),
        word(&["OFFICIAL", "ALIAS", "SHORT"]),
    );
    prop::collection::vec(person, 1..4).prop_map(|persons| {
        let mut text = String::new();
        for (n, (name, further, tier, cite, kind)) in persons.into_iter().enumerate() {
            let _ = writeln!(
                text,
                "  p-{n}:\n    kind: PERSON\n    visibility: {tier}\n    names:\n      - {{text: {}, language: lv, kind: OFFICIAL, cite: {cite}}}\n      - {{text: {}, kind: {kind}, visibility: STEWARD, candidates: [{}]}}\n    identifiers: [{{scheme: x, value: {}}}]\n    cite: {cite}",
                quoted(&name),
                quoted(&format!("{further} {n}")),
                quoted(&name),
                quoted(&further),
            );
        }
        text
    })
}

fn relations() -> impl Strategy<Value = String> {
    let attributes = word(&[
        "",
        ", role: speaker",
        ", headcount: 3",
        ", modality: PLANNED, recurrence: {atLeast: 1, every: P1Y}",
        ", basis: INFERRED, rule: \"since: it is so\"",
        ", onBehalfOf: library",
        ", agreement: \"1-A\", confidence: DOUBTFUL",
        ", key: \"my/own.key~1\"",
    ]);
    let relation = (attributes, word(PERIODS), word(TIERS), word(CITES));
    prop::collection::btree_map((0..3usize, 0..2usize), relation, 0..6).prop_map(|relations| {
        let mut text = String::new();
        for ((person, _), (attributes, period, tier, cite)) in relations {
            let own = attributes.replace("my/own", &format!("my/own-{person}"));
            let line = format!("  - {{subject: p-{person}, kind: ATTENDED, object: visit-2019{own}{period}, visibility: {tier}, cite: {cite}}}\n");
            text.push_str(&line);
        }
        text.push_str("  - {subject: ventspils, kind: COOPERATES_WITH, object: library, cite: name}\n");
        text
    })
}

fn figures_and_notes() -> impl Strategy<Value = String> {
    let figure = (
        -1e9..1e9f64,
        any::<bool>(),
        word(TIERS),
        word(PERIODS),
        word(&["STATED", "TARGET"]),
    );
    let note = (texts(), word(TIERS), word(&["GOAL", "RESULT"]));
    (prop::collection::vec(figure, 1..4), prop::collection::vec(note, 1..5)).prop_map(|(figures, notes)| {
        let mut text = String::from("figures:\n");
        for (n, (value, approximate, tier, period, kind)) in figures.into_iter().enumerate() {
            let _ = writeln!(text, "  - {{about: mediation, measure: participants, kind: {kind}, group: g{n}, value: {value}, approximate: {approximate}, visibility: {tier}{period}, cite: number}}");
        }
        text.push_str("notes:\n");
        for (said, tier, kind) in notes {
            let _ = writeln!(text, "  - {{about: mediation, kind: {kind}, text: {{lv: {}}}, visibility: {tier}, cite: title}}", quoted(&said));
        }
        text
    })
}

/// Facts of one kind and key only once: the generator may have drawn one twice.
fn distinct(relations: &str) -> String {
    let mut seen = std::collections::BTreeSet::new();
    relations
        .lines()
        .filter(|line| {
            let key: String = ["p-0", "p-1", "p-2"]
                .iter()
                .filter(|p| line.contains(**p))
                .copied()
                .collect();
            key.is_empty() || seen.insert(key)
        })
        .fold(String::from("relations:\n"), |text, line| {
            text + line + "\n"
        })
}

#[test]
fn whatever_is_imported_comes_back_whole_at_every_tier() {
    let cases = (persons(), relations(), figures_and_notes(), texts());
    for kind in Kind::ALL {
        let mut runner = TestRunner::new(Config {
            cases: 5,
            failure_persistence: None,
            ..Config::default()
        });
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runner
            .run(&cases, |(persons, relations, rest, further)| {
                let people = persons.matches("kind: PERSON").count();
                let kept: String = distinct(&relations)
                    .lines()
                    .filter(|line| (people..3).all(|n| !line.contains(&format!("p-{n},"))))
                    .fold(String::new(), |text, line| text + line + "\n");
                let one = dossier(&format!("{persons}{kept}{rest}"));
                let two = named("two", &format!("  p-0: {{names: [{{text: {}, language: et, kind: ALIAS, cite: name}}], cite: number}}\n", quoted(&further)));
                runtime.block_on(async {
                    let database = TestDatabase::migrated(kind);
                    let store = database.store().await;
                    imported(&store, &[&one, &two]).await.unwrap_or_else(|error| panic!("{error:?}\n{one}\n{two}"));
                    for tier in Tier::ALL {
                        let other = TestDatabase::migrated(kind);
                        comes_back(&store, &other.store().await, *tier).await;
                    }
                });
                Ok(())
            })
            .unwrap_or_else(|error| panic!("{kind:?}: {error}"));
    }
}
