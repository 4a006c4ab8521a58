//! Measures of networks that are exact up to a size and sampled above it, which is said.

use entity::vocabulary::{EntityKind::Organisation, RelationKind::CooperatesWith};
use serde_json::{Value, json};
use stakegraph::{
    graphql::{self, Engine, Question},
    store::View,
};
use test_support::build::{Dossier, each_store};

/// A hub that cooperates with so many others, which have nothing to do with each other.
fn star(others: usize) -> Dossier {
    let mut dossier = Dossier::new("star");
    dossier.entity("hub", Organisation);
    for other in 0..others {
        let key = format!("other-{other}");
        dossier.entity(&key, Organisation);
        dossier.relation("hub", CooperatesWith, &key);
    }
    dossier
}

#[test]
fn betweenness_is_exact_to_five_thousand_actors_and_above_says_its_sample() {
    each_store(async |store| {
        star(5_000).record(&store, 0).await.unwrap();
        let among = |filter: &str| {
            format!(
                "{{ network(tie: COOPERATES_WITH, first: 2 {filter}) {{
                    betweennessSample actors {{ entity {{ key }} betweenness }} }} }}"
            )
        };
        let asked = async |query: String| {
            let question = Question {
                query,
                ..Question::default()
            };
            let door = graphql::door_by(Engine::Either, store.clone());
            let answer = door.answer(question, View::public().viewer).await;
            let answer: Value = serde_json::from_slice(&answer.body).unwrap();
            assert_eq!(answer["errors"], Value::Null, "{answer}");
            answer["data"]["network"].clone()
        };
        let hub = |network: &Value| network["actors"][0].clone();
        let whole = asked(among("")).await;
        assert_eq!(whole["betweennessSample"], 1_024, "5,001 actors");
        assert_eq!(hub(&whole)["entity"]["key"], "hub");
        let share = hub(&whole)["betweenness"].as_f64().unwrap();
        assert!((0.99..=1.01).contains(&share), "{share}");
        let without_one = ", members: { kind: [ORGANISATION], not: { key: [\"other-7\"] } }";
        let fewer = asked(among(without_one)).await;
        assert_eq!(fewer["betweennessSample"], Value::Null, "5,000 actors");
        let exact = json!({ "entity": { "key": "hub" }, "betweenness": 1.0 });
        assert_eq!(hub(&fewer), exact);
    });
}
