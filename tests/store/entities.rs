//! Lists of entities: order, pages, filters and who sees what.

use std::collections::BTreeMap;

use entity::{
    draft::{IdentifierContent, NoteContent},
    id::{Noun, number},
    vocabulary::{EntityKind, NoteKind, RelationKind::Attended, Tier},
};
use stakegraph::store::{EntityFilter, EntityOrder, PageRequest, RelationFilter, Store, View};
use test_support::build::{Dossier, each_store, viewer};

fn page(first: i32, after: Option<String>) -> PageRequest {
    PageRequest::new(Some(first), after, None, None).unwrap()
}

async fn keys(store: &Store, filter: &EntityFilter, orders: &[EntityOrder]) -> Vec<String> {
    let page = store
        .list_entities(&View::public(), filter, orders, &page(100, None))
        .await
        .unwrap();
    page.items
        .into_iter()
        .map(|(_, entity)| entity.key)
        .collect()
}

fn people(names: &[&str]) -> Dossier {
    let mut dossier = Dossier::new("people");
    for (number, name) in names.iter().enumerate() {
        let key = format!("p{number}");
        dossier.person(&key).content.name = (*name).to_owned();
    }
    dossier
}

fn persons() -> EntityFilter {
    EntityFilter {
        kind: Some(vec![EntityKind::Person]),
        ..EntityFilter::default()
    }
}

#[test]
fn names_stand_in_latvian_order_and_digits_by_value() {
    each_store(async |store| {
        let names = [
            "Zane",
            "Šarlote",
            "Sarma",
            "Čiekurs",
            "Cielava",
            "Dace",
            "Āboltiņa",
            "Abols",
            "skola 10",
            "skola 2",
            "Ķekava",
            "Kuldīga",
            "Ļaudona",
            "Ludza",
        ];
        people(&names).record(&store, 0).await.unwrap();
        let found = store
            .list_entities(&View::public(), &persons(), &[], &page(100, None))
            .await
            .unwrap();
        let found: Vec<String> = found
            .items
            .into_iter()
            .map(|(_, entity)| entity.name)
            .collect();
        let expected = [
            "Abols",
            "Āboltiņa",
            "Cielava",
            "Čiekurs",
            "Dace",
            "Kuldīga",
            "Ķekava",
            "Ludza",
            "Ļaudona",
            "Sarma",
            "skola 2",
            "skola 10",
            "Šarlote",
            "Zane",
        ];
        assert_eq!(found, expected);
    });
}

#[test]
fn pages_join_to_the_whole_list_in_every_order_forwards_and_backwards() {
    each_store(async |store| {
        let mut dossier = Dossier::new("events");
        for number in 0..23 {
            let period = (number % 5 != 0).then(|| format!("20{:02}", number % 7));
            dossier.event(&format!("e{number}"), period.as_deref());
        }
        dossier.record(&store, 0).await.unwrap();
        let filter = EntityFilter {
            kind: Some(vec![EntityKind::Event]),
            ..EntityFilter::default()
        };
        let orders = [
            vec![EntityOrder::NameAsc],
            vec![EntityOrder::NameDesc],
            vec![EntityOrder::PeriodAsc],
            vec![EntityOrder::PeriodDesc],
            vec![EntityOrder::KeyAsc],
            vec![EntityOrder::KeyDesc],
            vec![EntityOrder::RecordedAtDesc],
            vec![EntityOrder::PeriodDesc, EntityOrder::NameDesc],
        ];
        for order in orders {
            let whole = keys(&store, &filter, &order).await;
            assert_eq!(whole.len(), 23);
            assert_eq!(
                walk(&store, &filter, &order, false).await,
                whole,
                "forwards by {order:?}"
            );
            assert_eq!(
                walk(&store, &filter, &order, true).await,
                whole,
                "backwards by {order:?}"
            );
        }
    });
}

/// The whole list by pages of four.
async fn walk(
    store: &Store,
    filter: &EntityFilter,
    order: &[EntityOrder],
    back: bool,
) -> Vec<String> {
    let mut found = Vec::new();
    let mut cursor = None;
    loop {
        let request = if back {
            PageRequest::new(None, None, Some(4), cursor).unwrap()
        } else {
            page(4, cursor)
        };
        let page = store
            .list_entities(&View::public(), filter, order, &request)
            .await
            .unwrap();
        let keys: Vec<String> = page
            .items
            .iter()
            .map(|(_, entity)| entity.key.clone())
            .collect();
        let (end, more) = if back {
            found.splice(0..0, keys);
            (page.items.first(), page.has_previous)
        } else {
            found.extend(keys);
            (page.items.last(), page.has_next)
        };
        cursor = end.map(|(cursor, _)| cursor.0.clone());
        if !more {
            return found;
        }
    }
}

#[test]
fn the_undated_come_last_in_both_directions() {
    each_store(async |store| {
        let mut dossier = Dossier::new("events");
        dossier.event("none", None);
        dossier.event("early", Some("2017-02-17"));
        dossier.event("late", Some("2020-06-11"));
        dossier.record(&store, 0).await.unwrap();
        let filter = EntityFilter {
            kind: Some(vec![EntityKind::Event]),
            ..EntityFilter::default()
        };
        assert_eq!(
            keys(&store, &filter, &[EntityOrder::PeriodAsc]).await,
            ["early", "late", "none"]
        );
        assert_eq!(
            keys(&store, &filter, &[EntityOrder::PeriodDesc]).await,
            ["late", "early", "none"]
        );
    });
}

#[test]
fn a_cursor_of_another_order_is_refused() {
    each_store(async |store| {
        people(&["A", "B", "C"]).record(&store, 0).await.unwrap();
        let view = View::public();
        let first = store
            .list_entities(&view, &persons(), &[], &page(1, None))
            .await
            .unwrap();
        let cursor = Some(first.items[0].0.0.clone());
        for wrong in [
            cursor.clone(),
            Some("nonsense".to_owned()),
            Some(String::new()),
        ] {
            let order = [EntityOrder::KeyAsc];
            let refused = store
                .list_entities(&view, &persons(), &order, &page(1, wrong))
                .await;
            assert!(refused.is_err());
        }
        assert!(
            store
                .list_entities(&view, &persons(), &[], &page(1, cursor))
                .await
                .is_ok()
        );
    });
}

#[test]
fn filters_join_by_and_values_by_or_and_empty_lists_match_nothing() {
    each_store(async |store| {
        people(&["A", "B", "C"]).record(&store, 0).await.unwrap();
        let key = |keys: &[&str]| EntityFilter {
            key: Some(keys.iter().map(|key| (*key).to_owned()).collect()),
            ..persons()
        };
        let order = [EntityOrder::KeyAsc];
        assert_eq!(
            keys(&store, &key(&["p0", "p2"]), &order).await,
            ["p0", "p2"]
        );
        assert!(keys(&store, &key(&[]), &order).await.is_empty());
        let and = EntityFilter {
            and: Some(vec![]),
            ..persons()
        };
        assert_eq!(keys(&store, &and, &order).await.len(), 3);
        let or = EntityFilter {
            or: Some(vec![]),
            ..persons()
        };
        assert!(keys(&store, &or, &order).await.is_empty());
        let or = EntityFilter {
            or: Some(vec![key(&["p0"]), key(&["p1"])]),
            ..persons()
        };
        assert_eq!(keys(&store, &or, &order).await, ["p0", "p1"]);
        let not = EntityFilter {
            not: Some(Box::new(key(&["p1"]))),
            ..persons()
        };
        assert_eq!(keys(&store, &not, &order).await, ["p0", "p2"]);
        let not_anything = EntityFilter {
            not: Some(Box::default()),
            ..persons()
        };
        assert!(keys(&store, &not_anything, &order).await.is_empty());
        // Nobody has a country: what is not known is not in the list, so it is in its contrary.
        let abroad = EntityFilter {
            country: Some(vec!["EE".to_owned()]),
            ..EntityFilter::default()
        };
        let not_abroad = EntityFilter {
            not: Some(Box::new(abroad)),
            ..persons()
        };
        assert_eq!(keys(&store, &not_abroad, &order).await.len(), 3);
    });
}

#[test]
fn has_finds_from_either_end_and_sees_no_more_than_the_viewer() {
    each_store(async |store| {
        let mut dossier = people(&["A", "B"]);
        dossier.event("open", None);
        dossier.event("closed", None).visibility = Tier::Steward;
        dossier.relation("p0", Attended, "open");
        dossier.relation("p1", Attended, "closed");
        dossier.record(&store, 0).await.unwrap();
        let attended = EntityFilter {
            has: Some(Box::new(RelationFilter {
                kind: Some(vec![Attended]),
                ..Default::default()
            })),
            ..EntityFilter::default()
        };
        let order = [EntityOrder::KeyAsc];
        assert_eq!(keys(&store, &attended, &order).await, ["open", "p0"]);
        let count = store
            .count_entities(&viewer(Tier::Steward), &attended)
            .await
            .unwrap();
        assert_eq!(count, 4);
    });
}

#[test]
fn identifiers_and_notes_are_found_by_their_entity() {
    each_store(async |store| {
        let mut dossier = people(&["A"]);
        dossier.identifier(IdentifierContent {
            key: "p0/wikidata/Q1".to_owned(),
            entity: "p0".to_owned(),
            scheme: "wikidata".to_owned(),
            value: "Q1".to_owned(),
            url: None,
        });
        dossier.note(NoteContent {
            key: "p0/TOPIC/1".to_owned(),
            about: "p0".to_owned(),
            kind: NoteKind::Topic,
            text: BTreeMap::from([("en".to_owned(), "Something".to_owned())]),
        });
        dossier.record(&store, 0).await.unwrap();
        let id = number(Noun::Entity, "p0");
        let identifiers = store.identifiers_of(&View::public(), &[id]).await.unwrap();
        assert_eq!(identifiers[&id][0].value, "Q1");
        let notes = store.notes_of(&View::public(), &[id]).await.unwrap();
        assert_eq!(notes[&id][0].kind, NoteKind::Topic);
    });
}
