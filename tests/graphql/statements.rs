//! How many statements a request costs: as many as its levels, whatever the number of things.

use entity::vocabulary::{
    EntityKind, NameKind,
    RelationKind::{Attended, TookPlaceIn},
};
use test_support::build::{Dossier, each_store};

use crate::world::World;

/// Events with people at them, each with names, a place and a citation.
fn crowd(events: usize, people: usize) -> Dossier {
    let mut dossier = Dossier::new("crowd");
    dossier.entity("city", EntityKind::Municipality);
    for event in 0..events {
        dossier.event(&format!("e{event}"), Some("2019"));
        dossier.relation(&format!("e{event}"), TookPlaceIn, "city");
    }
    for person in 0..people {
        let key = format!("p{person}");
        dossier.person(&key);
        dossier.name(&key, &format!("P. {person}"), NameKind::Short);
        for event in 0..events {
            let citation = dossier.citation(0, 3);
            let attended = dossier.relation(&key, Attended, &format!("e{event}"));
            attended.citations.push(citation);
        }
    }
    dossier
}

fn query(events: usize, people: usize) -> String {
    format!(
        "{{ events(first: {events}) {{ totalCount nodes {{
            name(language: \"lv\") notes {{ kind }} evidence {{ start }} figures {{ value }} identifiers {{ value }}
            tookPlaceIn {{ nodes {{ key ... on Municipality {{ eventsHeld(first: 1) {{ totalCount }} }} }} }}
            participants(first: {people}) {{ totalCount edges {{
              relation {{ role evidence {{ document {{ key }} }} subject {{ key }} object {{ key }} }}
              node {{ name(language: \"lv\") ... on Person {{ attended(first: 2) {{ totalCount nodes {{ key }} }} }} }} }} }} }} }} }}"
    )
}

async fn cost(world: &World, query: &str) -> u64 {
    let before = world.store.statements();
    world.data(query).await;
    world.store.statements() - before
}

#[test]
fn statements_do_not_grow_with_the_page() {
    each_store(async |store| {
        crowd(40, 40).record(&store, 0).await.unwrap();
        let world = World::over(store);
        // What was judged is read once for each place in the log.
        world.data("{ events { totalCount } }").await;
        let mut costs = Vec::new();
        for (events, people) in [(1, 1), (3, 40), (40, 5), (40, 40)] {
            costs.push(cost(&world, &query(events, people)).await);
        }
        // The place in the log; page and number of the list; five fields, two links and a number;
        // then what these lead to.
        assert_eq!(costs, [16; 4]);
    });
}

#[test]
fn only_what_is_asked_for_is_read() {
    each_store(async |store| {
        crowd(5, 5).record(&store, 0).await.unwrap();
        let world = World::over(store);
        // Besides the vocabulary, whatever is read needs to know what was judged, which is read once
        // for each place in the log.
        assert_eq!(cost(&world, "{ events { totalCount } }").await, 3);
        let cases = [
            (
                "{ __typename viewer { tier } vocabulary { roles { key } } }",
                0,
            ),
            ("{ events { totalCount } }", 1),
            (
                "{ events { nodes { key name } edges { cursor } pageInfo { hasNextPage } } }",
                1,
            ),
            (
                "{ events { ...all } } fragment all on EventConnection { many: totalCount nodes { key } }",
                2,
            ),
            ("{ events { nodes { participants { totalCount } } } }", 2),
            ("{ events { nodes { participants { nodes { key } } } } }", 2),
            (
                "{ events { nodes { one: participants(first: 1) { nodes { key } } two: participants(first: 2) { nodes { key } } } } }",
                3,
            ),
            (
                "{ events { nodes { participants { edges { relation { subject { key } object { key } } } } } } }",
                2,
            ),
            (
                "{ a: event(key: \"e0\") { key } b: event(key: \"e1\") { key } }",
                1,
            ),
            (
                "{ a: event(key: \"e0\") { key } b: event(key: \"e0\") { id } }",
                1,
            ),
        ];
        for (query, expected) in cases {
            // What reads the graph asks the log for its place first.
            let place = u64::from(expected > 0);
            assert_eq!(cost(&world, query).await, place + expected, "{query}");
        }
    });
}

#[test]
fn aliases_with_other_arguments_do_not_share_a_page() {
    each_store(async |store| {
        crowd(2, 5).record(&store, 0).await.unwrap();
        let world = World::over(store);
        let query = "{ event(key: \"e0\") { one: participants(first: 1) { nodes { key } }
            two: participants(first: 2) { nodes { key } }
            last: participants(last: 1, orderBy: [OTHER_NAME_ASC]) { nodes { key } } } }";
        let data = world.data(query).await;
        let len = |alias: &str| data["event"][alias]["nodes"].as_array().unwrap().len();
        assert_eq!((len("one"), len("two")), (1, 2));
        assert_eq!(data["event"]["last"]["nodes"][0]["key"], "p4");
    });
}
