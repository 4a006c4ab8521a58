//! What operations cost on the real schema: the estimate is never below what is used.

use std::fmt::Write;

use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};
use stakegraph::{
    graphql::{self, Budget, Policy, Question},
    store::{Store, View},
};

use crate::world::each_world;
use test_support::build::{Dossier, each_store};

/// How many random operations are asked of each database.
const OPERATIONS: usize = 30;

async fn ask(store: &Store, query: &str) -> Value {
    ask_with(store, query, json!({})).await
}

async fn ask_with(store: &Store, query: &str, variables: Value) -> Value {
    let policy = Policy {
        cost_limit: u64::MAX,
        ..Policy::default()
    };
    let question = Question {
        query: query.to_owned(),
        variables: variables.as_object().unwrap().clone(),
        ..Question::default()
    };
    let door = graphql::door(store.clone()).under(policy);
    let answer = door.answer(question, View::public().viewer).await;
    serde_json::from_slice(&answer.body).unwrap()
}

/// What somebody asks who has a budget.
fn of_a_client(query: &str) -> Question {
    Question {
        query: query.to_owned(),
        client: "192.0.2.1".to_owned(),
        ..Question::default()
    }
}

#[test]
fn what_walks_through_the_graph_is_known_before_it_runs() {
    each_store(async |store| {
        let door = graphql::door(store.clone());
        let viewer = View::public().viewer;
        let is_costly = async |query: &str| {
            let operation = door.admit(of_a_client(query), &viewer).await;
            operation.unwrap().is_costly()
        };
        assert!(is_costly("{ network(tie: ATTENDED) { modularity } }").await);
        assert!(is_costly("{ statistics(of: RELATIONS, groupBy: []) { count } }").await);
        assert!(!is_costly("{ people { nodes { name } } }").await);
    });
}

#[test]
fn an_operation_that_never_ran_is_not_paid_for() {
    each_store(async |store| {
        let walk = "{ network(tie: ATTENDED) { modularity } }";
        let price = requested(&store, walk).await;
        let policy = Policy {
            budget: Some(Budget::new(u32::try_from(price).unwrap() + 10, 0)),
            ..Policy::default()
        };
        let door = graphql::door(store.clone()).under(policy);
        let viewer = View::public().viewer;
        for _ in 0..5 {
            drop(door.admit(of_a_client(walk), &viewer).await.unwrap());
        }
        let operation = door.admit(of_a_client(walk), &viewer).await.unwrap();
        door.run(operation, viewer.clone()).await;
        assert!(door.admit(of_a_client(walk), &viewer).await.is_err());
    });
}

async fn requested(store: &Store, query: &str) -> u64 {
    let answer = ask(store, query).await;
    let cost = &answer["extensions"]["cost"]["requested"];
    cost.as_u64().unwrap_or_else(|| panic!("{query}: {answer}"))
}

/// What may be asked of an entity; `%` is asked of what it leads to.
const ENTITY: &[&str] = &[
    "key",
    "name",
    "name(language: \"en\")",
    "names { text candidates evidence { start document { name(language: \"lv\") % } } }",
    "identifiers { scheme }",
    "notes { text evidence { quote } about { key % } }",
    "figures { value evidence { start } about { % } partOf { value } }",
    "evidence { document { key % } }",
    "relations(first: 3) { nodes { id subject { % } object { key } onBehalfOf { key } } }",
    "relations { totalCount }",
    "relations(last: 2) { pageInfo { endCursor } edges { cursor node { evidence { start } } } }",
    "... on Entity { ... on Person { attended(first: 4) { totalCount nodes { % } } } }",
    "... on Entity { ... on Event { participants { edges { relation { role } node { % } } } } }",
    "... on Entity { ... on Municipality { possibly { key % } } }",
    "... on Entity { ... on Document { held title } }",
];

/// Ways in.
const ROOTS: &[&str] = &[
    "entity(key: \"visit\") { % }",
    "node(id: \"nothing\") { ... on Entity { % } }",
    "entities(first: 7) { totalCount nodes { % } }",
    "people { edges { node { % } } nodes { key } }",
    "events(first: 2) { nodes { % } }",
    "relations(first: 5) { nodes { subject { % } object { % } } }",
    "figures { nodes { about { % } } }",
    "search(text: \"anna\") { edges { matchedName node { % } } }",
    "timeline(of: \"visit\") { totalCount entries { period { edtf } relation { object { key } } } }",
    "relationRows(first: 4) { subjectName }",
    "eventRows { name }",
    "neighbourhood(of: [\"anna\"], depth: 2) { entities { % } relations { role } }",
    "paths(from: \"anna\", to: \"berta\") { chains { entities { % } relations { role } } }",
    "trace(from: { key: [\"anna\"] }, steps: [{ via: [ATTENDED] }]) { chains { entities { % } } }",
    "network(tie: ATTENDED) { actors { entity { % } } ties { a { key } shared { key } } }",
    "statistics(of: RELATIONS, groupBy: [KIND]) { count entity { key } }",
    "discrepancies { about { key } sides { relations { id } evidence { start } } }",
    "at(valid: \"2019\") { events { nodes { % } } }",
    "at(succession: TODAY) { people { nodes { % } } }",
    "vocabulary { relationKinds { kind } }",
];

/// A random operation: some ways in, and some levels below them.
fn operation() -> impl Strategy<Value = String> {
    let level = || prop::collection::vec(prop::sample::select(ENTITY), 1..4);
    let roots = prop::collection::vec(prop::sample::select(ROOTS), 1..4);
    (roots, level(), level()).prop_map(|(roots, first, second)| {
        let aliased = |fields: &[&str]| {
            let mut all = String::from("__typename ");
            for (place, field) in fields.iter().enumerate() {
                // The same field with other arguments needs a name of its own.
                let alias = if field.starts_with("...") {
                    String::new()
                } else {
                    format!("a{place}: ")
                };
                write!(all, "{alias}{field} ").unwrap();
            }
            all
        };
        let leaves = aliased(&second).replace('%', "__typename");
        let inner = aliased(&first).replace('%', &leaves);
        format!("{{ {} }}", aliased(&roots).replace('%', &inner))
    })
}

#[test]
fn no_operation_uses_more_than_was_estimated() {
    each_world(async |world| {
        let config = Config::default();
        let rng = proptest::test_runner::TestRng::deterministic_rng(config.rng_algorithm);
        let mut runner = TestRunner::new_with_rng(config, rng);
        for _ in 0..OPERATIONS {
            let query = operation().new_tree(&mut runner).unwrap().current();
            let answer = ask(&world.store, &query).await;
            // Whoever would use more is stopped with an error.
            assert_eq!(answer.get("errors"), None, "{query}\n{answer}");
            let cost = &answer["extensions"]["cost"];
            let (requested, actual) = (cost["requested"].as_u64(), cost["actual"].as_u64());
            assert!(actual.is_some() && actual <= requested, "{query}: {cost}");
        }
    });
}

#[test]
fn a_page_costs_its_size_times_what_is_asked_of_each_element() {
    each_world(async |world| {
        let store = &world.store;
        let cost = async |query: &str| requested(store, query).await;
        assert_eq!(cost("{ viewer { tier } }").await, 1);
        assert_eq!(cost("{ people { totalCount } }").await, 1 + 20 + 1);
        assert_eq!(
            cost("{ people(first: 5) { nodes { key } } }").await,
            1 + 5 + 5
        );
        assert_eq!(
            cost("{ people(first: 5) { nodes { attended(first: 10) { nodes { key } } } } }").await,
            1 + 5 + 5 + 5 * (1 + 10 + 10)
        );
        assert_eq!(cost("{ people(first: 0) { nodes { key } } }").await, 1);
        // What the page may not have is not paid for: the field refuses it.
        assert_eq!(
            cost("{ people(first: 1000000) { nodes { key } } }").await,
            201
        );
        let one = cost("{ ...F } fragment F on Query { people { nodes { key } } }").await;
        assert_eq!(one, cost("{ people { nodes { key } } }").await);
    });
}

#[test]
fn variables_count_like_literals() {
    each_world(async |world| {
        let query = "query($n: Int = 7) { people(first: $n) { nodes { key } } }";
        for (variables, requested) in [
            (json!({}), 15),
            (json!({ "n": 50 }), 101),
            (json!({ "n": null }), 41),
        ] {
            let answer = ask_with(&world.store, query, variables).await;
            assert_eq!(answer["extensions"]["cost"]["requested"], requested);
        }
        let answer = ask_with(&world.store, query, json!({ "n": "many" })).await;
        assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
        assert_eq!(answer.get("data"), None);
    });
}

#[test]
fn what_works_on_much_costs_much() {
    each_world(async |world| {
        let store = &world.store;
        for (query, least) in [
            ("{ network(tie: ATTENDED) { modularity } }", 10_000),
            ("{ paths(from: \"a\", to: \"b\") { hasNextPage } }", 2_000),
            ("{ trace(from: {}, steps: []) { hasNextPage } }", 2_000),
            (
                "{ statistics(of: ENTITIES, groupBy: [KIND]) { count } }",
                2_000,
            ),
            (
                "{ at(known: \"2020-01-01T00:00:00Z\") { paths(from: \"a\", to: \"b\") { hasNextPage } } }",
                22_000,
            ),
        ] {
            let cost = requested(store, query).await;
            assert!(cost >= least && cost < least + 2_500, "{query}: {cost}");
        }
        // As it is known now, no snapshot is built for the question.
        let now = "{ at(valid: \"2019\") { paths(from: \"a\", to: \"b\") { hasNextPage } } }";
        assert!(requested(store, now).await < 3_000);
    });
}

#[test]
fn connections_that_nest_are_refused_before_they_run() {
    each_world(async |world| {
        let nested = |levels: usize| {
            let (open, close) = ("relations(first: 100) { nodes { object { ", "} } } ");
            let inner = format!("{}key {}", open.repeat(levels), close.repeat(levels));
            format!("{{ entity(key: \"visit\") {{ {inner} }} }}")
        };
        for levels in [3, 7] {
            let question = Question {
                query: nested(levels),
                ..Question::default()
            };
            let door = graphql::door(world.store.clone());
            let answer = door.answer(question, View::public().viewer).await;
            let answer: Value = serde_json::from_slice(&answer.body).unwrap();
            let code = &answer["errors"][0]["extensions"]["code"];
            assert_eq!(code, "QUERY_TOO_COMPLEX", "{levels}: {answer}");
            assert_eq!(answer.get("data"), None);
        }
    });
}

#[test]
fn who_reads_more_than_was_estimated_is_stopped() {
    each_store(async |store| {
        let mut dossier = Dossier::new("much");
        let citations = (0..2_000).map(|n| dossier.citation(n, n + 1)).collect();
        dossier.person("much").citations = citations;
        dossier.record(&store, 0).await.unwrap();
        let answer = ask(
            &store,
            "{ person(key: \"much\") { key evidence { start } } }",
        )
        .await;
        assert_eq!(
            answer["errors"][0]["extensions"]["code"],
            "QUERY_TOO_COMPLEX"
        );
        assert_eq!(answer["data"]["person"], Value::Null);
    });
}
