//! Recording: all or nothing, once, and nothing is ever lost.

use entity::{
    id::{Noun, number},
    vocabulary::{RelationKind::Attended, Tier},
};
use stakegraph::store::{Lens, Recording, StoreError, View};
use test_support::build::{Dossier, NOW, each_store, viewer};

fn visit() -> Dossier {
    let mut dossier = Dossier::new("visit");
    dossier.person("anna");
    dossier.event("visit-2019", Some("2019-10-17/2019-10-18"));
    let citation = dossier.citation(0, 5);
    dossier
        .relation("anna", Attended, "visit-2019")
        .citations
        .push(citation);
    dossier
}

/// The public's view of what was known at a time.
fn known_at(time: i64) -> View {
    let lens = Lens {
        known: Some(time),
        ..Lens::default()
    };
    View {
        lens,
        ..View::public()
    }
}

fn attendance() -> i64 {
    number(Noun::Relation, "anna/ATTENDED/visit-2019")
}

#[test]
fn a_second_recording_of_the_same_changes_nothing() {
    each_store(async |store| {
        let first = visit().record(&store, 0).await.unwrap();
        let again = visit().record(&store, 10).await.unwrap();
        assert_eq!((first.added, first.amended, first.retracted), (7, 0, 0));
        assert_eq!(
            (again.added, again.amended, again.retracted, again.unchanged),
            (0, 0, 0, 7)
        );
    });
}

#[test]
fn a_change_makes_a_version_and_keeps_the_one_before() {
    each_store(async |store| {
        visit().record(&store, 0).await.unwrap();
        let mut changed = visit();
        changed
            .relation("anna", Attended, "visit-2019")
            .content
            .headcount = Some(2);
        let mut batch = changed.batch().clone();
        batch.relations.remove(0);
        let recording = Recording {
            batch: &batch,
            texts: &[],
            by: "a test",
            now: NOW + 100,
            dry_run: false,
        };
        let recorded = store.record(recording).await.unwrap();
        assert_eq!(
            (recorded.amended, recorded.added, recorded.retracted),
            (1, 0, 0)
        );

        let now = store
            .relation(&View::public(), attendance())
            .await
            .unwrap()
            .unwrap();
        assert_eq!((now.version, now.headcount), (2, Some(2)));
        let before = known_at(NOW + 50);
        let then = store
            .relation(&before, attendance())
            .await
            .unwrap()
            .unwrap();
        assert_eq!((then.version, then.headcount), (1, None));
    });
}

#[test]
fn what_a_dossier_no_longer_says_is_retracted_and_stays_readable() {
    each_store(async |store| {
        visit().record(&store, 0).await.unwrap();
        let mut shorter = Dossier::new("visit");
        shorter.person("anna");
        shorter.event("visit-2019", Some("2019-10-17/2019-10-18"));
        let recorded = shorter.record(&store, 100).await.unwrap();
        assert_eq!(recorded.retracted, 1);

        let fact = store
            .relation(&View::public(), attendance())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(fact.retracted_at, Some(NOW + 100));
        let before = known_at(NOW + 50);
        let then = store
            .relation(&before, attendance())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            then.retracted_at, None,
            "at that time it was not known to be retracted"
        );
        let listed = store
            .count_relations(&View::public(), &Default::default())
            .await
            .unwrap();
        assert_eq!(listed, 0);
    });
}

#[test]
fn a_fact_that_came_back_goes_on_with_its_versions() {
    each_store(async |store| {
        visit().record(&store, 0).await.unwrap();
        let mut shorter = Dossier::new("visit");
        shorter.person("anna");
        shorter.event("visit-2019", Some("2019-10-17/2019-10-18"));
        shorter.record(&store, 100).await.unwrap();
        let recorded = visit().record(&store, 200).await.unwrap();
        assert_eq!(recorded.added, 1);
        let fact = store
            .relation(&View::public(), attendance())
            .await
            .unwrap()
            .unwrap();
        assert_eq!((fact.version, fact.retracted_at), (2, None));
    });
}

#[test]
fn two_dossiers_that_say_the_same_share_a_fact_and_keep_their_citations() {
    each_store(async |store| {
        visit().record(&store, 0).await.unwrap();
        let mut other = Dossier::new("report");
        let citation = other.citation(7, 9);
        other
            .relation("anna", Attended, "visit-2019")
            .citations
            .push(citation);
        other.record(&store, 10).await.unwrap();

        let fact = store
            .relation(&View::public(), attendance())
            .await
            .unwrap()
            .unwrap();
        let cited = store
            .citations_of(&View::public(), Noun::Relation, &[fact.row])
            .await
            .unwrap();
        assert_eq!(cited[&fact.row].len(), 2);

        // One of them falls silent: the fact stays, with the other's citation alone.
        let recorded = Dossier::new("report").record(&store, 20).await.unwrap();
        assert_eq!((recorded.amended, recorded.retracted), (1, 0));
        let fact = store
            .relation(&View::public(), attendance())
            .await
            .unwrap()
            .unwrap();
        let cited = store
            .citations_of(&View::public(), Noun::Relation, &[fact.row])
            .await
            .unwrap();
        let dossiers: Vec<&str> = cited[&fact.row]
            .iter()
            .map(|cited| cited.citation.dossier.as_str())
            .collect();
        assert_eq!(dossiers, ["visit"]);
    });
}

#[test]
fn a_dossier_that_contradicts_another_is_refused_whole() {
    each_store(async |store| {
        visit().record(&store, 0).await.unwrap();
        let mut other = Dossier::new("report");
        other.person("berta");
        other
            .relation("anna", Attended, "visit-2019")
            .content
            .headcount = Some(9);
        let refused = other.record(&store, 10).await;
        assert!(
            matches!(refused, Err(StoreError::Conflict { ref dossiers, .. }) if dossiers == "visit")
        );
        assert!(
            store
                .entity_by_key(&View::public(), "berta")
                .await
                .unwrap()
                .is_none()
        );
    });
}

#[test]
fn a_fact_that_points_to_nothing_is_refused() {
    each_store(async |store| {
        let mut dossier = Dossier::new("visit");
        dossier.person("anna");
        dossier.relation("anna", Attended, "visit-1999");
        let refused = dossier.record(&store, 0).await;
        assert!(
            matches!(refused, Err(StoreError::Dangling { ref missing, .. }) if missing == "visit-1999")
        );
    });
}

#[test]
fn an_entity_that_others_point_to_cannot_be_retracted() {
    each_store(async |store| {
        visit().record(&store, 0).await.unwrap();
        let mut other = Dossier::new("report");
        other.person("berta");
        other.relation("berta", Attended, "visit-2019");
        other.record(&store, 10).await.unwrap();
        let refused = Dossier::new("visit").record(&store, 20).await;
        assert!(
            matches!(refused, Err(StoreError::Dangling { ref missing, .. }) if missing == "visit-2019")
        );
        assert!(
            store
                .entity_by_key(&View::public(), "visit-2019")
                .await
                .unwrap()
                .is_some()
        );
    });
}

#[test]
fn a_dry_run_tells_what_it_would_do_and_keeps_nothing() {
    each_store(async |store| {
        let dossier = visit();
        let recording = Recording {
            batch: dossier.batch(),
            texts: &[],
            by: "a test",
            now: NOW,
            dry_run: true,
        };
        assert_eq!(store.record(recording).await.unwrap().added, 7);
        assert!(store.is_empty().await.unwrap());
    });
}

#[test]
fn the_time_recorded_never_runs_backwards() {
    each_store(async |store| {
        visit().record(&store, 0).await.unwrap();
        let mut other = Dossier::new("report");
        other.person("berta");
        other.record(&store, -500).await.unwrap();
        let berta = store
            .entity_by_key(&View::public(), "berta")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(berta.recorded_at, NOW + 1);
    });
}

#[test]
fn restricting_an_entity_hides_its_relations_at_once() {
    each_store(async |store| {
        visit().record(&store, 0).await.unwrap();
        let mut batch = visit().batch().clone();
        for entity in batch
            .entities
            .iter_mut()
            .filter(|entity| entity.content.key == "anna")
        {
            entity.visibility = Tier::Partner;
        }
        let recording = Recording {
            batch: &batch,
            texts: &[],
            by: "a test",
            now: NOW + 10,
            dry_run: false,
        };
        store.record(recording).await.unwrap();
        let all = Default::default();
        assert_eq!(
            store.count_relations(&View::public(), &all).await.unwrap(),
            0
        );
        assert_eq!(
            store
                .count_relations(&viewer(Tier::Partner), &all)
                .await
                .unwrap(),
            1
        );
        assert!(
            store
                .relation(&View::public(), attendance())
                .await
                .unwrap()
                .is_none()
        );
        let before = known_at(NOW + 5);
        assert_eq!(
            store.count_relations(&before, &all).await.unwrap(),
            0,
            "nor as it was known"
        );
        assert!(
            store
                .relation(&before, attendance())
                .await
                .unwrap()
                .is_none()
        );
        assert!(
            store
                .entity_by_key(&before, "anna")
                .await
                .unwrap()
                .is_none()
        );
    });
}

#[test]
fn moving_an_event_moves_the_attendances_that_other_dossiers_report() {
    each_store(async |store| {
        let mut programme = Dossier::new("programme");
        programme.event("visit-2019", Some("2019-10"));
        programme.record(&store, 0).await.unwrap();
        let mut report = Dossier::new("report");
        report.person("anna");
        report.relation("anna", Attended, "visit-2019");
        report.record(&store, 10).await.unwrap();
        let fact = store
            .relation(&View::public(), attendance())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(fact.period_edtf.as_deref(), Some("2019-10"));

        let mut moved = Dossier::new("programme");
        moved.event("visit-2019", Some("2019-11-05"));
        moved.record(&store, 20).await.unwrap();
        let fact = store
            .relation(&View::public(), attendance())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (fact.period_edtf.as_deref(), fact.version),
            (Some("2019-11-05"), 2)
        );
        assert!(fact.period_inherited);
    });
}

#[test]
fn a_dossier_reads_back_as_it_was_recorded() {
    each_store(async |store| {
        let dossier = visit();
        dossier.record(&store, 0).await.unwrap();
        let mut read = store
            .dossier("visit", Tier::Steward)
            .await
            .unwrap()
            .unwrap();
        let mut given = dossier.batch().clone();
        given
            .entities
            .sort_by_key(|draft| draft.content.key.clone());
        given.names.sort_by_key(|draft| draft.content.key.clone());
        read.entities.sort_by_key(|draft| draft.content.key.clone());
        assert_eq!(read, given);
    });
}
