//! Links: a page for each parent, one statement for all.

use entity::{
    id::{Noun, number},
    vocabulary::{
        Direction, EntityKind, Modality,
        RelationKind::{Attended, CooperatesWith, MemberOf},
    },
};
use stakegraph::store::{
    EntityFilter, LinkQuery, PageRequest, RelationFilter, RelationOrder, Store, View,
};
use test_support::build::{Dossier, each_store};

fn query(direction: Direction, first: i32) -> LinkQuery {
    LinkQuery {
        kinds: Some(vec![Attended]),
        direction,
        filter: RelationFilter::default(),
        order: vec![RelationOrder::OtherNameAsc],
        page: PageRequest::new(Some(first), None, None, None).unwrap(),
    }
}

fn id(key: &str) -> i64 {
    number(Noun::Entity, key)
}

async fn far(store: &Store, parent: &str, query: &LinkQuery) -> Vec<String> {
    let links = store
        .links(&View::public(), &[id(parent)], query)
        .await
        .unwrap();
    links[&id(parent)]
        .items
        .iter()
        .map(|(_, link)| link.node.key.clone())
        .collect()
}

fn crowd(events: usize, people: usize) -> Dossier {
    let mut dossier = Dossier::new("crowd");
    for event in 0..events {
        dossier.event(&format!("e{event}"), Some("2019"));
    }
    for person in 0..people {
        dossier.person(&format!("p{person}"));
        for event in 0..events {
            dossier.relation(&format!("p{person}"), Attended, &format!("e{event}"));
        }
    }
    dossier
}

#[test]
fn each_parent_gets_its_own_page_in_one_statement() {
    each_store(async |store| {
        crowd(6, 9).record(&store, 0).await.unwrap();
        for (parents, first) in [(1, 1), (3, 2), (6, 5)] {
            let ids: Vec<i64> = (0..parents).map(|event| id(&format!("e{event}"))).collect();
            let before = store.statements();
            let links = store
                .links(&View::public(), &ids, &query(Direction::In, first))
                .await
                .unwrap();
            assert_eq!(
                store.statements() - before,
                1,
                "{parents} parents, first {first}"
            );
            for parent in ids {
                let page = &links[&parent];
                let keys: Vec<&str> = page
                    .items
                    .iter()
                    .map(|(_, l)| l.node.key.as_str())
                    .collect();
                let expected: Vec<String> = (0..first).map(|p| format!("p{p}")).collect();
                assert_eq!(keys, expected);
                assert!(page.has_next && !page.has_previous);
            }
        }
    });
}

#[test]
fn counts_of_many_parents_are_one_statement() {
    each_store(async |store| {
        crowd(4, 5).record(&store, 0).await.unwrap();
        let ids = [id("e0"), id("e3"), id("p1")];
        let before = store.statements();
        let counts = store
            .count_links(&View::public(), &ids, &query(Direction::Both, 1))
            .await
            .unwrap();
        assert_eq!(store.statements() - before, 1);
        assert_eq!(
            (counts[&ids[0]], counts[&ids[1]], counts[&ids[2]]),
            (5, 5, 4)
        );
    });
}

#[test]
fn a_symmetric_relation_is_met_from_both_ends_and_once_with_itself() {
    each_store(async |store| {
        let mut dossier = Dossier::new("friends");
        for key in ["a", "b", "c"] {
            dossier.entity(key, EntityKind::Organisation);
        }
        dossier.relation("a", CooperatesWith, "b");
        dossier.relation("c", CooperatesWith, "a");
        dossier.relation("a", CooperatesWith, "a");
        dossier.record(&store, 0).await.unwrap();
        let both = LinkQuery {
            kinds: Some(vec![CooperatesWith]),
            ..query(Direction::Both, 10)
        };
        assert_eq!(far(&store, "a", &both).await, ["a", "b", "c"]);
        assert_eq!(far(&store, "b", &both).await, ["a"]);
        let first = LinkQuery {
            page: PageRequest::new(Some(2), None, None, None).unwrap(),
            ..both.clone()
        };
        let links = store
            .links(&View::public(), &[id("a")], &first)
            .await
            .unwrap();
        let page = &links[&id("a")];
        assert!(page.has_next);
        let after = page.items[1].0.0.clone();
        let rest = LinkQuery {
            page: PageRequest::new(Some(2), Some(after), None, None).unwrap(),
            ..both
        };
        assert_eq!(far(&store, "a", &rest).await, ["c"]);
    });
}

#[test]
fn pages_of_links_join_to_the_whole_backwards_too() {
    each_store(async |store| {
        crowd(1, 9).record(&store, 0).await.unwrap();
        let order = vec![RelationOrder::PeriodDesc, RelationOrder::OtherNameAsc];
        let mut found: Vec<String> = Vec::new();
        let mut before = None;
        loop {
            let page = PageRequest::new(None, None, Some(4), before).unwrap();
            let query = LinkQuery {
                order: order.clone(),
                page,
                ..query(Direction::In, 1)
            };
            let links = store
                .links(&View::public(), &[id("e0")], &query)
                .await
                .unwrap();
            let page = &links[&id("e0")];
            found.splice(
                0..0,
                page.items.iter().map(|(_, link)| link.node.key.clone()),
            );
            before = page.items.first().map(|(cursor, _)| cursor.0.clone());
            assert!(found.len() <= 9);
            if !page.has_previous {
                break;
            }
        }
        let expected: Vec<String> = (0..9).map(|person| format!("p{person}")).collect();
        assert_eq!(found, expected);
    });
}

#[test]
fn plans_show_only_when_asked_for() {
    each_store(async |store| {
        let mut dossier = crowd(1, 1);
        dossier.person("guest");
        dossier.relation("guest", Attended, "e0").content.modality = Modality::Invited;
        dossier.record(&store, 0).await.unwrap();
        assert_eq!(far(&store, "e0", &query(Direction::In, 9)).await, ["p0"]);
        let invited = RelationFilter {
            modality: Some(vec![Modality::Invited]),
            ..Default::default()
        };
        let asked = LinkQuery {
            filter: invited.clone(),
            ..query(Direction::In, 9)
        };
        assert_eq!(far(&store, "e0", &asked).await, ["guest"]);
        let asserted = RelationFilter {
            modality: Some(vec![Modality::Asserted]),
            ..Default::default()
        };
        let either = RelationFilter {
            or: Some(vec![invited, asserted]),
            ..Default::default()
        };
        let asked = LinkQuery {
            filter: either,
            ..query(Direction::In, 9)
        };
        assert_eq!(far(&store, "e0", &asked).await, ["guest", "p0"]);
    });
}

#[test]
fn the_other_end_can_be_asked_about() {
    each_store(async |store| {
        let mut dossier = crowd(1, 3);
        dossier.entity("club", EntityKind::Organisation);
        dossier.relation("p1", MemberOf, "club");
        dossier.record(&store, 0).await.unwrap();
        let member = RelationFilter {
            kind: Some(vec![MemberOf]),
            ..Default::default()
        };
        let other = EntityFilter {
            has: Some(Box::new(member)),
            ..Default::default()
        };
        let filter = RelationFilter {
            other: Some(Box::new(other)),
            ..Default::default()
        };
        let asked = LinkQuery {
            filter,
            ..query(Direction::In, 9)
        };
        assert_eq!(far(&store, "e0", &asked).await, ["p1"]);
    });
}
