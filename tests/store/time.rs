//! Time: what a date in a question finds.

use entity::{
    time::QueryInterval,
    vocabulary::{
        Certainty, EntityKind,
        RelationKind::{Attended, Supports},
        Tier,
    },
};
use stakegraph::store::{EntityFilter, Lens, RelationFilter, Store, View};
use test_support::build::{Dossier, NOW, each_store};

fn graph() -> Dossier {
    let mut dossier = Dossier::new("graph");
    dossier
        .entity("town", EntityKind::Municipality)
        .content
        .period = Some("/2021-06-30".to_owned());
    dossier.entity("service", EntityKind::Project);
    dossier.event("meeting", Some("2019-10-17/2019-10-18"));
    dossier.event("some-day", None);
    dossier.person("anna");
    dossier.relation("town", Supports, "service").content.period = Some("2018/..".to_owned());
    dossier.relation("anna", Attended, "meeting");
    dossier.relation("anna", Attended, "some-day");
    dossier
}

async fn found(store: &Store, during: &str, certainty: Certainty) -> Vec<String> {
    let filter = RelationFilter {
        during: Some(QueryInterval::parse(during).unwrap()),
        certainty: Some(certainty),
        ..RelationFilter::default()
    };
    let page = store
        .list_relations(&View::public(), &filter, &[], &Default::default())
        .await
        .unwrap();
    page.items
        .into_iter()
        .map(|(_, relation)| relation.key)
        .collect()
}

const SUPPORT: &str = "town/SUPPORTS/service";
const MEETING: &str = "anna/ATTENDED/meeting";
const SOME_DAY: &str = "anna/ATTENDED/some-day";

#[test]
fn an_attendance_without_a_date_has_that_of_its_event() {
    each_store(async |store| {
        graph().record(&store, 0).await.unwrap();
        assert_eq!(
            found(&store, "2019-10-18", Certainty::Certain).await,
            [SUPPORT, MEETING]
        );
        assert_eq!(
            found(&store, "2019-10-19", Certainty::Certain).await,
            [SUPPORT]
        );
    });
}

#[test]
fn what_has_no_date_matches_possibly_and_never_certainly() {
    each_store(async |store| {
        graph().record(&store, 0).await.unwrap();
        assert_eq!(found(&store, "1990", Certainty::Possible).await, [SOME_DAY]);
        assert!(found(&store, "1990", Certainty::Certain).await.is_empty());
        assert_eq!(
            found(&store, "2018-05", Certainty::Possible).await,
            [SUPPORT, SOME_DAY]
        );
        assert!(
            found(&store, "2018-05", Certainty::Certain)
                .await
                .is_empty()
        );
    });
}

#[test]
fn under_a_valid_time_what_certainly_was_not_is_absent_with_its_relations() {
    each_store(async |store| {
        graph().record(&store, 0).await.unwrap();
        let at = |date: &str| View {
            lens: Lens {
                valid: Some(QueryInterval::parse(date).unwrap()),
                ..Lens::default()
            },
            ..View::public()
        };
        let all = RelationFilter::default();
        assert_eq!(store.count_relations(&at("2020"), &all).await.unwrap(), 2);
        assert_eq!(store.count_relations(&at("2022"), &all).await.unwrap(), 1);
        assert!(
            store
                .entity_by_key(&at("2022"), "town")
                .await
                .unwrap()
                .is_none()
        );
        let towns = EntityFilter {
            kind: Some(vec![EntityKind::Municipality]),
            ..EntityFilter::default()
        };
        assert_eq!(store.count_entities(&at("2022"), &towns).await.unwrap(), 0);
        assert_eq!(store.count_entities(&at("2020"), &towns).await.unwrap(), 1);
    });
}

#[test]
fn an_earlier_moment_opens_nobody_who_was_closed_since() {
    each_store(async |store| {
        graph().record(&store, 0).await.unwrap();
        let mut closed = graph();
        closed.closed("anna", Tier::Partner);
        closed.record(&store, 10).await.unwrap();
        let mut view = View {
            lens: Lens {
                known: Some(NOW + 5),
                ..Lens::default()
            },
            ..View::public()
        };
        assert_eq!(store.entity_by_key(&view, "anna").await.unwrap(), None);
        view.viewer.tier = Tier::Partner;
        assert!(store.entity_by_key(&view, "anna").await.unwrap().is_some());
    });
}

#[test]
fn a_project_is_not_bound_to_the_days_that_its_attendances_have_from_it() {
    each_store(async |store| {
        let mut dossier = graph();
        // A project was there at some time in 2018, and may be there still; who attended it without
        // a date of his own did so in 2018.
        let project = dossier.entity("training", EntityKind::Project);
        project.content.period = Some("2018".to_owned());
        dossier.relation("anna", Attended, "training");
        dossier.record(&store, 0).await.unwrap();
        let anna = EntityFilter {
            key: Some(vec!["anna".to_owned()]),
            ..EntityFilter::default()
        };
        let has = RelationFilter {
            kind: Some(vec![Attended]),
            subject: Some(Box::new(anna)),
            ..RelationFilter::default()
        };
        let attended = |kind| EntityFilter {
            kind: Some(vec![kind]),
            during: Some(QueryInterval::parse("2025").unwrap()),
            has: Some(Box::new(has.clone())),
            ..EntityFilter::default()
        };
        let (view, page) = (View::public(), Default::default());
        for (kind, expected) in [
            (EntityKind::Project, "training"),
            (EntityKind::Event, "some-day"),
        ] {
            let filter = attended(kind);
            let found = store.list_entities(&view, &filter, &[], &page).await;
            let found = found.unwrap().items.into_iter();
            let keys: Vec<String> = found.map(|(_, entity)| entity.key).collect();
            assert_eq!(keys, [expected]);
        }
    });
}
