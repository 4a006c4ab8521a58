//! A history comes back whole: versions, retractions and times, in an empty database of
//! either kind; and one that is not whole is refused.

use std::ops::ControlFlow;

use entity::{
    id::{Noun, number},
    vocabulary::{Tier, Verdict},
};
use stakegraph::{
    exchange::history::{Writer, read},
    operations::{
        duplicates::{Hand, judge, undo},
        history::{export, import},
        import::ImportError,
        violation::{Code, Violation},
    },
    store::{HistoryRow, Lens, Store, StoreError, View, Viewer},
};
use test_support::{Kind, TestDatabase, each_database};

use crate::fixture::{dossier, imported};

const ATTENDED: &str =
    "relations:\n  - {subject: anna-ozola, kind: ATTENDED, object: visit-2019, cite: name}\n";

/// A graph with a second version, a retraction and a value with a fraction.
async fn lived(store: &Store) {
    let renamed = dossier(ATTENDED).replace("text: Library", "text: City library");
    let figure = "figures:\n  - {about: library, measure: duration, kind: STATED, value: 0.1, unit: months, cite: title}\n";
    let berta = "  berta-ozola: {kind: PERSON, names: [{text: Berta Ozola, language: lv, kind: OFFICIAL}], cite: name}\n";
    for text in [dossier(ATTENDED), renamed, dossier(figure), dossier(berta)] {
        imported(store, &[&text]).await.expect("the import");
    }
    judged(store).await;
}

/// Two judgements of the same two, and the second taken back.
async fn judged(store: &Store) {
    let view = View::of(Viewer {
        tier: Tier::Steward,
        name: None,
    });
    let hand = Hand {
        view: &view,
        by: "a curator",
        reason: "seen side by side",
        now: 0,
        dry_run: false,
    };
    let pair = ["anna-ozola", "berta-ozola"];
    for verdict in [Verdict::Unsure, Verdict::Same] {
        judge(store, pair, verdict, hand)
            .await
            .expect("it is judged");
    }
    undo(store, &pair, hand).await.expect("it is taken back");
    judge(store, pair, Verdict::Same, hand)
        .await
        .expect("it is judged");
}

/// The history of a store, written down.
async fn written(store: &Store) -> String {
    let mut text = Vec::new();
    let mut writer = Writer::new(&mut text).expect("memory takes it");
    let mut tell = |row| {
        writer.row(&row).expect("memory takes it");
        ControlFlow::Continue(())
    };
    export(store, &mut tell).await.expect("the export");
    writer.finish().expect("memory takes it");
    String::from_utf8(text).expect("UTF-8")
}

async fn restored(store: &Store, text: &str) -> Result<u64, ImportError> {
    import(store, read("history.ndjson", text.as_bytes()), false).await
}

fn violations(result: Result<u64, ImportError>) -> Vec<Violation> {
    match result {
        Err(ImportError::Violations(violations)) => violations,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_history_comes_back_whole_in_either_database() {
    each_database(async |store| {
        lived(&store).await;
        let history = written(&store).await;
        for kind in Kind::ALL {
            let database = TestDatabase::migrated(kind);
            let other = database.store().await;
            let rows = restored(&other, &history).await.expect("it is restored");
            assert_eq!(usize::try_from(rows).unwrap(), history.lines().count() - 2);
            pretty_assertions::assert_eq!(written(&other).await, history);
            assert_eq!(
                other.last_sequence().await.unwrap(),
                store.last_sequence().await.unwrap()
            );
            // It lives on: the next recording follows the last that was restored.
            imported(&other, &[&dossier(ATTENDED)])
                .await
                .expect("the import");
            other.close().await.unwrap();
        }
    });
}

#[test]
fn what_was_known_then_is_known_after_a_restore() {
    each_database(async |store| {
        lived(&store).await;
        let relation = number(Noun::Relation, "anna-ozola/ATTENDED/visit-2019");
        let retracted = store.relation(&View::public(), relation).await.unwrap();
        let then = retracted.unwrap().recorded_at;
        let database = TestDatabase::migrated(Kind::Sqlite);
        let other = database.store().await;
        restored(&other, &written(&store).await)
            .await
            .expect("it is restored");
        let lens = Lens {
            known: Some(then),
            ..Lens::default()
        };
        let view = View {
            lens,
            ..View::public()
        };
        for store in [&store, &other] {
            let seen = store.relation(&view, relation).await.unwrap().unwrap();
            assert_eq!((seen.version, seen.retracted_at), (1, None));
        }
        other.close().await.unwrap();
    });
}

#[test]
fn a_history_goes_into_an_empty_database_alone() {
    each_database(async |store| {
        lived(&store).await;
        let history = written(&store).await;
        let refused = restored(&store, &history).await;
        assert!(matches!(
            refused,
            Err(ImportError::Store(StoreError::NotEmpty))
        ));
        assert_eq!(written(&store).await, history);
    });
}

#[test]
fn a_history_that_is_not_whole_is_refused_with_file_line_and_field() {
    each_database(async |store| {
        lived(&store).await;
        let history = written(&store).await;
        let lines: Vec<&str> = history.lines().collect();
        let cut = lines[..lines.len() - 1].join("\n");
        let altered = history.replace("City library", "Town library");
        let field = history.replacen("\"entityType\"", "\"religion\"", 1);
        let newer = history.replacen("\"format\":1", "\"format\":2", 1);
        let longer = format!("{history}{}\n", lines[1]);
        let first_typed = lines
            .iter()
            .position(|line| line.contains("\"entityType\""));
        let database = TestDatabase::migrated(Kind::Sqlite);
        let other = database.store().await;
        for (text, code, line, field) in [
            (cut, Code::Incomplete, lines.len(), ""),
            (altered, Code::Incomplete, lines.len(), "end"),
            (
                field,
                Code::UnknownField,
                first_typed.unwrap() + 1,
                "entity.religion",
            ),
            (newer, Code::UnknownFormat, 1, "format"),
            (longer, Code::Incomplete, lines.len() + 1, ""),
        ] {
            let found = violations(restored(&other, &text).await);
            let first = &found[0];
            assert_eq!(
                (
                    &*first.file,
                    first.code,
                    first.line as usize,
                    first.field.as_str()
                ),
                ("history.ndjson", code, line, field),
                "{found:?}"
            );
            assert!(other.is_empty().await.unwrap());
        }
        other.close().await.unwrap();
    });
}

#[test]
fn a_fact_that_points_to_nothing_is_not_restored() {
    each_database(async |store| {
        lived(&store).await;
        let history = written(&store).await;
        let gone = number(Noun::Entity, "anna-ozola");
        let rows = read("h", history.as_bytes())
            .filter(|row| !matches!(row, Ok(HistoryRow::Entity(entity)) if entity.id == gone));
        let database = TestDatabase::migrated(Kind::Sqlite);
        let other = database.store().await;
        let refused = import(&other, rows, false).await;
        assert!(matches!(
            refused,
            Err(ImportError::Store(StoreError::Dangling { .. }))
        ));
        assert!(other.is_empty().await.unwrap());
        other.close().await.unwrap();
    });
}

/// Restores the history of a store after changing its rows; nothing of it is kept.
async fn refused(store: &Store, change: impl Fn(&mut HistoryRow)) -> StoreError {
    let history = written(store).await;
    let rows = read("h", history.as_bytes()).map(|row| {
        row.map(|mut row| {
            change(&mut row);
            row
        })
    });
    let database = TestDatabase::migrated(Kind::Sqlite);
    let other = database.store().await;
    let refused = import(&other, rows, false).await;
    assert!(other.is_empty().await.unwrap());
    other.close().await.unwrap();
    match refused {
        Err(ImportError::Store(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_row_that_more_would_see_than_its_visibility_allows_is_not_restored() {
    each_database(async |store| {
        lived(&store).await;
        let closed = refused(&store, |row| {
            if let HistoryRow::Relation(relation) = row {
                relation.visibility = Tier::Steward;
            }
        });
        assert!(matches!(closed.await, StoreError::Opened(_)));
        let judged = refused(&store, |row| {
            if let HistoryRow::Judgement(judgement) = row {
                judgement.visibility = Tier::Partner;
            }
        });
        assert!(matches!(judged.await, StoreError::Opened(_)));
    });
}

#[test]
fn a_judgement_of_nothing_is_not_restored() {
    each_database(async |store| {
        lived(&store).await;
        let nothing = refused(&store, |row| {
            if let HistoryRow::Judgement(judgement) = row {
                judgement.other_id = 7;
            }
        });
        assert!(matches!(nothing.await, StoreError::Dangling { .. }));
    });
}
