//! The place in the log at which an answer was read, and reading one's own writes.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use stakegraph::{
    graphql::{self, Engine, Question},
    store::{Store, View},
};
use test_support::build::{Dossier, each_store};

fn person(number: usize) -> Dossier {
    let mut dossier = Dossier::new(&format!("all-{number}"));
    dossier.person(&format!("person-{number}"));
    dossier
}

async fn asked(store: &Store, engine: Engine, query: &str, least: Option<Value>) -> Value {
    let least = least.map(|least| ("minSnapshot".to_owned(), least));
    let question = Question {
        query: query.to_owned(),
        extensions: least.into_iter().collect(),
        ..Question::default()
    };
    let door = graphql::door_by(engine, store.clone());
    let answer = door.answer(question, View::public().viewer).await;
    serde_json::from_slice(&answer.body).unwrap()
}

fn snapshot(answer: &Value) -> Option<i64> {
    answer["extensions"]["snapshot"].as_i64()
}

const COUNT: &str = "{ people { totalCount } }";

#[test]
fn every_answer_that_read_the_graph_says_where() {
    each_store(async |store| {
        person(0).record(&store, 0).await.unwrap();
        person(1).record(&store, 1).await.unwrap();
        for query in [
            COUNT,
            "{ people { nodes { description } } }",
            "{ person(key: \"person-1\") { key } }",
            "{ network(tie: ATTENDED) { actors { degree } } }",
            "{ neighbourhood(of: [\"person-0\"]) { hidden } }",
            "{ statistics(of: ENTITIES, groupBy: [KIND]) { count } }",
        ] {
            for engine in [
                Engine::Either,
                Engine::Memory,
                Engine::Sql,
                Engine::Resolvers,
            ] {
                let answer = asked(&store, engine, query, None).await;
                assert_eq!(snapshot(&answer), Some(2), "{query}: {answer}");
            }
        }
        let schema = "{ __typename viewer { tier } vocabulary { roles { key } } __schema { queryType { name } } }";
        let answer = asked(&store, Engine::Either, schema, None).await;
        assert_eq!(snapshot(&answer), None);
    });
}

#[test]
fn who_waits_for_his_own_write_sees_it() {
    each_store(async |store| {
        for number in 0..4_usize {
            let later = store.clone();
            let writing = tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(20)).await;
                let after = i64::try_from(number).unwrap();
                person(number).record(&later, after).await.unwrap();
            });
            let least = Value::from(number + 1);
            let engine = [Engine::Memory, Engine::Sql, Engine::Resolvers][number % 3];
            let answer = asked(&store, engine, COUNT, Some(least)).await;
            assert_eq!(snapshot(&answer), Some(i64::try_from(number).unwrap() + 1));
            assert_eq!(answer["data"]["people"]["totalCount"], number + 1);
            writing.await.unwrap();
        }
    });
}

#[test]
fn a_snapshot_that_does_not_come_is_not_waited_for_long() {
    each_store(async |store| {
        person(0).record(&store, 0).await.unwrap();
        let began = Instant::now();
        let answer = asked(&store, Engine::Either, COUNT, Some(json!("7"))).await;
        assert!(began.elapsed() < Duration::from_secs(5));
        let [error] = answer["errors"].as_array().unwrap().as_slice() else {
            panic!("{answer}")
        };
        assert_eq!(
            error["message"],
            "snapshot 7 is not there yet: this service is at 1"
        );
        assert_eq!(error["extensions"]["code"], "UNAVAILABLE");
        for nonsense in [json!("seven"), json!(-1), json!(true)] {
            let answer = asked(&store, Engine::Either, COUNT, Some(nonsense)).await;
            assert_eq!(answer["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
        }
    });
}
