//! Supplying texts: matched, checked span by span, and read from.

use entity::vocabulary::Tier;
use stakegraph::{
    operations::{
        documents::{Added, DocumentError, Supplied, add},
        violation::{Code, Violation},
    },
    store::Store,
};
use test_support::each_database;

use crate::fixture::{TEXT, dossier, dump, imported};

fn with_pupils() -> String {
    dossier(
        "figures:\n  - {about: library, measure: pupils, kind: STATED, value: {read: pupils}, visibility: PARTNER, cite: pupils}\n",
    )
}

async fn supplied(store: &Store, text: &[u8], key: Option<&str>) -> Result<Added, DocumentError> {
    let supplied = Supplied {
        file: "report.txt".to_owned(),
        bytes: text.to_vec(),
        key: key.map(str::to_owned),
    };
    add(store, &supplied, "tests", 2_000_000_000_000_000).await
}

fn violations(result: Result<Added, DocumentError>) -> Vec<Violation> {
    match result {
        Err(DocumentError::Violations(violations)) => violations,
        other => panic!("expected violations, got {other:?}"),
    }
}

#[test]
fn a_text_is_matched_by_its_hash_and_values_are_read_from_it() {
    each_database(async |store| {
        imported(&store, &[&with_pupils()])
            .await
            .expect("the import");
        let added = supplied(&store, TEXT.as_bytes(), None)
            .await
            .expect("the text is kept");
        assert_eq!(
            (added.document.as_str(), added.spans, added.held),
            ("report", 5, false)
        );
        // The figure's value and the document's title.
        assert_eq!(added.recorded.amended, 2);
        let facts = dump(&store, Tier::Partner).await.join("\n");
        assert!(
            facts.contains("Some(63.0)")
                && facts.contains("Some(\"Anna Ozola apmeklēja Ventspili.\")")
        );
        assert!(!dump(&store, Tier::Public).await.join("\n").contains("63.0"));
    });
}

#[test]
fn supplying_a_text_again_and_importing_again_change_nothing() {
    each_database(async |store| {
        imported(&store, &[&with_pupils()])
            .await
            .expect("the import");
        supplied(&store, TEXT.as_bytes(), None)
            .await
            .expect("the text is kept");
        let before = dump(&store, Tier::Steward).await;
        let again = supplied(&store, TEXT.as_bytes(), None)
            .await
            .expect("it is held");
        assert!(again.held && again.recorded.amended == 0);
        assert!(
            imported(&store, &[&with_pupils()])
                .await
                .expect("the import")
                .found_done()
        );
        assert_eq!(dump(&store, Tier::Steward).await, before);
    });
}

#[test]
fn a_dossier_that_comes_after_its_text_is_read_at_once() {
    each_database(async |store| {
        imported(&store, &[&dossier("")]).await.expect("the import");
        supplied(&store, TEXT.as_bytes(), None)
            .await
            .expect("the text is kept");
        imported(&store, &[&with_pupils()])
            .await
            .expect("the import");
        assert!(
            dump(&store, Tier::Partner)
                .await
                .join("\n")
                .contains("Some(63.0)")
        );
    });
}

#[test]
fn another_text_is_refused_with_every_difference() {
    each_database(async |store| {
        imported(&store, &[&with_pupils()])
            .await
            .expect("the import");
        let other = TEXT.replace("63", "64").replace("Anna", "Inna");
        let found: Vec<_> = violations(supplied(&store, other.as_bytes(), Some("report")).await)
            .into_iter()
            .map(|v| (v.code, v.field, v.line))
            .collect();
        let expected = [
            (Code::TextDiffers, "document.sha256", 1),
            (Code::SpanHash, "spans.name", 1),
            (Code::SpanHash, "spans.pupils", 2),
            (Code::SpanHash, "spans.title", 1),
            (Code::SpanHash, "spans.two-numbers", 2),
        ];
        assert_eq!(
            found,
            expected.map(|(code, field, line)| (code, field.to_owned(), line))
        );
        assert_eq!(store.text("report").await.expect("an answer"), None);
    });
}

#[test]
fn a_shorter_text_is_refused_with_the_spans_beyond_its_end() {
    each_database(async |store| {
        imported(&store, &[&dossier("")]).await.expect("the import");
        let found = violations(supplied(&store, b"Anna Ozola", Some("report")).await);
        let codes: Vec<_> = found.iter().map(|v| v.code).collect();
        assert_eq!(codes[..2], [Code::TextDiffers, Code::TextDiffers]);
        assert!(
            codes[2..].iter().all(|code| *code == Code::SpanOutside),
            "{codes:?}"
        );
    });
}

#[test]
fn a_text_that_is_not_utf8_is_refused_at_its_place() {
    each_database(async |store| {
        imported(&store, &[&dossier("")]).await.expect("the import");
        let found = violations(supplied(&store, b"Anna\nOz\xffola", Some("report")).await);
        assert_eq!(
            (found[0].code, found[0].line, found[0].column),
            (Code::NotUtf8, 2, 3)
        );
    });
}

#[test]
fn a_text_that_nobody_describes_is_not_found() {
    each_database(async |store| {
        imported(&store, &[&dossier("")]).await.expect("the import");
        for key in [None, Some("visit-2019"), Some("nothing")] {
            let error = supplied(&store, b"Something else.", key)
                .await
                .expect_err("unknown");
            assert!(matches!(error, DocumentError::Unknown(_)), "{error}");
        }
    });
}
