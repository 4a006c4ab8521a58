//! What is stored already: keys, texts and who may see it.

use stakegraph::operations::violation::Code;
use test_support::each_database;

use crate::fixture::{dossier, imported, refused};

#[test]
fn an_import_may_not_open_what_is_stored() {
    each_database(async |store| {
        let closed = dossier(
            "notes:\n  - {about: visit-2019, kind: GOAL, text: {en: Meet}, visibility: STEWARD, cite: title}\n",
        )
        .replace("kind: PROJECT,", "kind: PROJECT, visibility: PARTNER,");
        imported(&store, &[&closed]).await.expect("the import");
        let open = closed
            .replace("visibility: STEWARD, ", "")
            .replace("visibility: PARTNER, ", "");
        let violations = refused(imported(&store, &[&open]).await);
        let found: Vec<_> = violations
            .iter()
            .map(|v| (v.code, v.field.as_str(), v.expected.as_deref()))
            .collect();
        assert_eq!(
            found,
            [
                (
                    Code::VisibilityRaised,
                    "entities.mediation.visibility",
                    Some("PARTNER or higher")
                ),
                (
                    Code::VisibilityRaised,
                    "entities.mediation.names[0].visibility",
                    Some("PARTNER or higher")
                ),
                (
                    Code::VisibilityRaised,
                    "notes[0].visibility",
                    Some("STEWARD or higher")
                ),
            ]
        );
        let closer = closed.replace("visibility: PARTNER", "visibility: STEWARD");
        imported(&store, &[&closer])
            .await
            .expect("closing is allowed");
    });
}

#[test]
fn a_key_that_stands_neither_in_the_files_nor_in_the_database_dangles() {
    each_database(async |store| {
        let wrong = dossier(
            "relations:\n  - {subject: anna-ozola, kind: ATTENDED, object: visit, cite: name}\n",
        );
        let violations = refused(imported(&store, &[&wrong]).await);
        assert_eq!(violations[0].code, Code::DanglingKey);
        assert!(
            violations[0].message.contains("in the database"),
            "{}",
            violations[0].message
        );
    });
}
