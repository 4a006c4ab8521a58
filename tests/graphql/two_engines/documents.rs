//! Whole documents, answered from the graph in memory, by SQL, and by the resolvers: the same bytes.

use entity::vocabulary::Tier;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use stakegraph::{
    graphql::{self, Answer, Door, Engine, Outcome, Policy, Question},
    store::Store,
};
use test_support::build::{each_store, viewer};

use super::{
    SIZE,
    author::{Author, ENTITY_ORDERS, PAGE, RELATION_ORDERS},
    key, record, record_apart,
};

/// How many documents are asked on each database.
const DOCUMENTS: usize = 400;

/// The engines over one store, each behind its door.
struct Engines {
    memory: Door,
    sql: Door,
    resolvers: Door,
    tier: Tier,
}

impl Engines {
    async fn ask(&self, door: &Door, query: &str, variables: &Value) -> Answer {
        let question = Question {
            query: query.to_owned(),
            variables: variables.as_object().unwrap().clone(),
            ..Question::default()
        };
        door.answer(question, viewer(self.tier).viewer).await
    }

    /// The data of the answer; the answers are the same to the byte, but for how much work they were.
    async fn agree(&self, query: &str, variables: &Value) -> Value {
        let memory = self.ask(&self.memory, query, variables).await;
        let sql = self.ask(&self.sql, query, variables).await;
        let resolved = self.ask(&self.resolvers, query, variables).await;
        assert!(
            !resolved.written && !resolved.failed,
            "{query}: {}",
            text(&resolved)
        );
        assert!(memory.written, "memory does not hold it: {query}");
        assert!(sql.written, "no statements of its own: {query}");
        assert_eq!(memory.outcome, Outcome::Executed);
        let [memory, sql, resolved] = [memory, sql, resolved].map(|answer| text(&answer));
        assert_eq!(
            without_actual(&memory),
            without_actual(&resolved),
            "{query}"
        );
        assert_eq!(without_actual(&sql), without_actual(&resolved), "{query}");
        serde_json::from_str::<Value>(&resolved).unwrap()["data"].take()
    }
}

fn text(answer: &Answer) -> String {
    String::from_utf8(answer.body.to_vec()).unwrap()
}

/// An answer without what it really cost, which is never more than was estimated.
fn without_actual(body: &str) -> String {
    let told = body.rfind("\"actual\":").unwrap();
    let after = told + body[told..].find(',').unwrap();
    let actual: u64 = body[told + 9..after].parse().unwrap();
    let answer: Value = serde_json::from_str(body).unwrap();
    let requested = answer["extensions"]["cost"]["requested"].as_u64().unwrap();
    assert!((1..=requested).contains(&actual), "{actual} of {requested}");
    format!("{}{}", &body[..told], &body[after..])
}

fn each_graph(body: impl AsyncFn(Engines, &mut TestRunner)) {
    over(async |store, runner| record(store, runner).await, body);
}

/// The same over a graph that is recorded so.
fn over(fill: impl AsyncFn(&Store, &mut TestRunner), body: impl AsyncFn(Engines, &mut TestRunner)) {
    each_store(async |store| {
        let mut runner = TestRunner::deterministic();
        fill(&store, &mut runner).await;
        let policy = || Policy {
            cost_limit: u64::MAX,
            ..Policy::default()
        };
        let door = |engine| graphql::door_by(engine, store.clone()).under(policy());
        let engines = Engines {
            memory: door(Engine::Memory),
            sql: door(Engine::Sql),
            resolvers: door(Engine::Resolvers),
            tier: Tier::Public,
        };
        body(engines, &mut runner).await;
    });
}

#[test]
fn whole_documents_are_answered_alike() {
    each_graph(async |mut engines, runner| {
        let mut bytes = 0;
        for _ in 0..DOCUMENTS {
            let mut author = Author::new(runner);
            let query = author.document();
            engines.tier = author.one(&[Tier::Public, Tier::Partner, Tier::Steward]);
            bytes += engines.agree(&query, &json!({})).await.to_string().len();
        }
        assert!(
            bytes > DOCUMENTS * 500,
            "the answers are too short: {bytes}"
        );
    });
}

#[test]
fn links_are_counted_alike_where_nothing_else_is_shown_of_them() {
    let body = async |mut engines: Engines, runner: &mut TestRunner| {
        let mut links = 0;
        for _ in 0..DOCUMENTS {
            let mut author = Author::new(runner);
            let query = author.list_with_counts();
            engines.tier = author.one(&[Tier::Public, Tier::Partner, Tier::Steward]);
            let found = engines.agree(&query, &json!({})).await;
            for node in found["list"]["nodes"].as_array().unwrap() {
                links += node["links"]["totalCount"].as_u64().unwrap_or(0);
            }
        }
        assert!(links > 100, "too few links: {links}");
    };
    over(async |store, runner| record(store, runner).await, body);
    over(
        async |store, runner| record_apart(store, runner).await,
        body,
    );
}

#[test]
fn pages_are_walked_alike_in_every_order() {
    each_graph(async |mut engines, _| {
        engines.tier = Tier::Steward;
        let mut hub = (Value::Null, 0);
        for number in 0..SIZE {
            let ties = format!(
                "{{ entity(key: \"{}\") {{ key relations {{ totalCount }} }} }}",
                key(number)
            );
            let found = engines.agree(&ties, &json!({})).await;
            let ties = found["entity"]["relations"]["totalCount"]
                .as_u64()
                .unwrap_or(0);
            if ties > hub.1 {
                hub = (found["entity"]["key"].clone(), ties);
            }
        }
        let lists = ENTITY_ORDERS.map(|order| ("entities", order));
        let links = RELATION_ORDERS.map(|order| ("relations", order));
        for (field, order) in lists.into_iter().chain(links) {
            for (size, cursor, end) in [
                ("first", "after", "endCursor"),
                ("last", "before", "startCursor"),
            ] {
                let list = format!(
                    "{field}(orderBy: [{order}], {size}: $n, {cursor}: $c) {{ edges {{ cursor node {{ id }} }} {PAGE} }}"
                );
                let within = match field {
                    "entities" => list,
                    _ => format!("hub: entity(key: {}) {{ {list} }}", hub.0),
                };
                let query = format!("query($n: Int, $c: String) {{ {within} }}");
                let (mut at, mut pages) = (Value::Null, 0);
                loop {
                    let answer = engines.agree(&query, &json!({"n": 2, "c": at})).await;
                    let page = answer.get(field).unwrap_or(&answer["hub"][field]);
                    at = page["pageInfo"][end].clone();
                    pages += 1;
                    if page["edges"].as_array().is_none_or(Vec::is_empty) {
                        break;
                    }
                }
                assert!(pages > 2, "{field} {order}: {pages}");
            }
        }
    });
}

#[test]
fn fragments_aliases_and_conditions_are_the_same_to_all() {
    each_graph(async |engines, _| {
        let documents = [
            "query($yes: Boolean!, $no: Boolean = false) { entities(first: 3) { ...page } }
             fragment page on EntityConnection { nodes { key @include(if: $yes) name @skip(if: $yes) ...one } }
             fragment one on Entity { kind ... on Event @include(if: $no) { status } ... on Person { named } }",
            "query($yes: Boolean!) { entities(first: 9) { nodes { key ...one ... @skip(if: $yes) { recordedAt } } } }
             fragment one on Entity { key kind ... on Person { key named kind } ... on Actor { of: kind } }",
            "query($yes: Boolean!) { a: entities(first: 2) { nodes { k: key } } a: entities(first: 2) { nodes { n: name k: key } totalCount @include(if: $yes) } }",
            "query($yes: Boolean!, $n: Int = 2, $k: [String!]) { entities(first: $n, where: {key: $k}) @include(if: $yes) { totalCount } __typename }",
            "query($yes: Boolean!) { entities(first: 9) { nodes { relations(first: 3) { nodes { subject { name } to: object { country: kind } } edges @include(if: $yes) { node { subject { key } by: subject { recordedAt } object { key name } } } } } } }",
            "query($yes: Boolean!) { people(first: 9) { edges { node { attended(first: 3) { edges { a: relation { object { key } } b: relation { object { name } subject @skip(if: $yes) { name } } } nodes { ... on Event { key } } } } } nodes { name } } }",
            "query($yes: Boolean!) { person(key: \"nobody\") @skip(if: $yes) { key } other: entity(key: \"thing-2\") { ... { key } ... on Actor { name } } }",
        ];
        for query in documents {
            for yes in [true, false] {
                engines.agree(query, &json!({"yes": yes})).await;
            }
        }
    });
}

#[test]
fn what_no_plan_holds_is_answered_by_the_resolvers() {
    each_graph(async |engines, _| {
        let queries = [
            "{ entities(first: 2) { nodes { key description } } }",
            "{ entities(first: 2) { nodes { evidence { start } } } }",
            "{ entities(first: 101) { nodes { key } } }",
            "{ entities(after: \"nonsense\") { nodes { key } } }",
            "{ entities(first: 1, last: 1) { nodes { key } } }",
            "{ events { nodes { key nothing } } }",
        ];
        for query in queries {
            let mut texts = Vec::new();
            for door in [&engines.memory, &engines.sql, &engines.resolvers] {
                let answer = engines.ask(door, query, &json!({})).await;
                assert!(!answer.written, "a plan holds it: {query}");
                texts.push(text(&answer));
            }
            assert!(
                texts.iter().all(|other| *other == texts[0]),
                "{query}: {texts:?}"
            );
        }
    });
}
