//! An import is all or nothing, joins what several dossiers say, and finds done what is done.

use entity::vocabulary::Tier;
use stakegraph::{
    exchange::dossier::read,
    operations::{
        import::{ImportError, Options, import},
        violation::Code,
    },
    store::{StoreError, View},
};
use test_support::each_database;

use crate::fixture::{dossier, dump, imported, imported_with, named, refused};

const ATTENDED: &str =
    "relations:\n  - {subject: anna-ozola, kind: ATTENDED, object: visit-2019, cite: name}\n";

#[test]
fn a_second_import_changes_nothing() {
    each_database(async |store| {
        let text = dossier(ATTENDED);
        let first = imported(&store, &[&text]).await.expect("the import");
        assert!(!first.found_done() && first.recorded.added > 0);
        let before = dump(&store, Tier::Steward).await;
        let second = imported(&store, &[&text]).await.expect("the import");
        assert!(second.found_done());
        assert_eq!(second.recorded.unchanged, first.recorded.added);
        assert_eq!(dump(&store, Tier::Steward).await, before);
    });
}

#[test]
fn one_violation_in_one_file_keeps_all_files_out() {
    each_database(async |store| {
        let wrong = named("wrong", ATTENDED).replace("object: visit-2019", "object: visit");
        let violations = refused(imported(&store, &[&dossier(ATTENDED), &wrong]).await);
        assert_eq!(violations[0].code, Code::DanglingKey);
        assert_eq!(&*violations[0].file, "1.yaml");
        assert!(store.is_empty().await.expect("the answer"));
    });
}

#[test]
fn a_dry_run_tells_what_would_change_and_keeps_nothing() {
    each_database(async |store| {
        let would = imported_with(&store, &[&dossier("")], true)
            .await
            .expect("the dry run");
        assert!(store.is_empty().await.expect("the answer"));
        let did = imported(&store, &[&dossier("")]).await.expect("the import");
        assert_eq!(would.recorded, did.recorded);
    });
}

#[test]
fn an_import_that_is_interrupted_leaves_nothing_and_the_next_does_the_whole() {
    each_database(async |store| {
        let text = dossier(ATTENDED);
        let options = Options {
            by: "tests",
            now: 1,
            dry_run: false,
            progress: &|_| {},
        };
        for steps in 0..60 {
            // Dropped after so many turns, wherever it then is.
            let mut work = Box::pin(import(&store, read("a.yaml", &text), options));
            let mut turns = 0;
            let dropped = std::future::poll_fn(|context| {
                if let std::task::Poll::Ready(done) = work.as_mut().poll(context) {
                    return std::task::Poll::Ready(Some(done));
                }
                turns += 1;
                if turns > steps {
                    std::task::Poll::Ready(None)
                } else {
                    std::task::Poll::Pending
                }
            })
            .await;
            drop(work);
            match dropped {
                None if store.is_empty().await.expect("the answer") => {}
                // Dropped while the answer to the commit was on its way: then all is there.
                None => {
                    let next = imported(&store, &[&text]).await.expect("the import");
                    assert!(next.found_done(), "after {steps}: {next:?}");
                    return;
                }
                // A commit that was on its way when its import was dropped may land only now, so
                // this run did the whole or found it done; in either case the whole is there.
                Some(done) => {
                    done.expect("the import");
                    let next = imported(&store, &[&text]).await.expect("the import");
                    assert!(next.found_done(), "after {steps}: {next:?}");
                    return;
                }
            }
        }
        imported(&store, &[&text]).await.expect("the import");
        let next = imported(&store, &[&text]).await.expect("the import");
        assert!(next.found_done(), "{next:?}");
    });
}

#[test]
fn sources_that_agree_are_one_relation_with_the_citations_of_both() {
    each_database(async |store| {
        let other = named("other", &ATTENDED.replace("cite: name", "cite: title"));
        imported(&store, &[&dossier(ATTENDED), &other])
            .await
            .expect("the import");
        let own = store
            .dossier("visit", Tier::Public)
            .await
            .expect("an answer")
            .expect("it is there");
        assert_eq!(own.relations.len(), 1);
        let all = dump(&store, Tier::Public).await;
        let relations: Vec<_> = all
            .iter()
            .filter(|fact| fact.contains(" relation "))
            .collect();
        assert_eq!(
            relations.len(),
            2,
            "each dossier cites for itself: {relations:#?}"
        );
    });
}

#[test]
fn what_the_last_dossier_drops_is_retracted_and_what_another_says_stays() {
    each_database(async |store| {
        let other = named("other", ATTENDED);
        imported(&store, &[&dossier(ATTENDED), &other])
            .await
            .expect("the import");
        let first = imported(&store, &[&dossier("")]).await.expect("the import");
        assert_eq!((first.recorded.retracted, first.recorded.amended), (0, 1));
        let second = imported(&store, &[&named("other", "")])
            .await
            .expect("the import");
        assert_eq!(second.recorded.retracted, 1);
    });
}

#[test]
fn two_dossiers_that_say_different_things_are_refused_with_both_places() {
    each_database(async |store| {
        let other = named("other", "").replace("status: HELD", "status: CANCELLED");
        let violations = refused(imported(&store, &[&dossier(""), &other]).await);
        let found: Vec<_> = violations
            .iter()
            .map(|v| (v.code, &*v.file, v.line, v.field.as_str()))
            .collect();
        assert_eq!(
            found,
            [(Code::Conflict, "1.yaml", 21, "entities.visit-2019")]
        );
        assert!(
            violations[0].message.contains("0.yaml:21") && violations[0].message.contains("status")
        );
        // The same against what is stored is a conflict of the store.
        imported(&store, &[&dossier("")]).await.expect("the import");
        let error = imported(&store, &[&other]).await.expect_err("a conflict");
        assert!(
            matches!(error, ImportError::Store(StoreError::Conflict { .. })),
            "{error}"
        );
    });
}

#[test]
fn a_dossier_may_refer_to_what_is_stored_and_add_to_it() {
    each_database(async |store| {
        imported(&store, &[&dossier("")]).await.expect("the import");
        let more = "dossier: more
format: 1
document: {key: notes, type: OTHER, reference: true, title: Notes, names: [{text: Notes, kind: OFFICIAL}]}
entities:
  library: {names: [{text: Bibliotēka, language: lv, kind: ALIAS}], cite: source}
relations:
  - {subject: library, kind: LOCATED_IN, object: ventspils, cite: source}
";
        imported(&store, &[more]).await.expect("the import");
        let found = store
            .entity_by_key(&View::public(), "library")
            .await
            .expect("an answer")
            .expect("it");
        assert_eq!(found.name, "Library");
        let again = imported(&store, &[&dossier("")]).await.expect("the import");
        assert!(again.found_done(), "{again:?}");
        assert!(
            imported(&store, &[more])
                .await
                .expect("the import")
                .found_done()
        );
    });
}
