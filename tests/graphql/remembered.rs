//! Answers to trusted documents: given again while nothing changes, to whom they belong.

use entity::vocabulary::Tier;
use serde_json::{Value, json};
use stakegraph::{
    graphql::{self, Door, Question},
    store::View,
};

use test_support::build::{Dossier, each_store, viewer};

const PEOPLE: &str =
    "query People($first: Int) { people(first: $first) { totalCount } viewer { tier } }";

async fn ask(door: &Door, view: View, first: i32) -> Value {
    let question = Question {
        document_id: Some("people".to_owned()),
        variables: json!({ "first": first }).as_object().unwrap().clone(),
        ..Question::default()
    };
    let answer = door.answer(question, view.viewer).await;
    let mut body: Value = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(body.get("errors"), None, "{body}");
    body["data"].take()
}

#[test]
fn an_answer_is_read_once_until_something_is_recorded() {
    each_store(async |store| {
        let mut dossier = Dossier::new("small");
        dossier.person("anna");
        dossier.person("secret").visibility = Tier::Partner;
        dossier.record(&store, 0).await.unwrap();
        let door = graphql::door(store.clone());
        let door = door.trusting(graphql::trusted([("people", PEOPLE)]).unwrap());
        let count = async |view: View, first| {
            let before = store.statements();
            let data = ask(&door, view, first).await;
            let tier = data["viewer"]["tier"].as_str().unwrap().to_owned();
            let count = data["people"]["totalCount"].as_u64().unwrap();
            (count, tier, store.statements() - before)
        };
        let (public, partner) = (|| View::public(), || viewer(Tier::Partner));
        let (people, tier, read) = count(public(), 5).await;
        assert_eq!((people, tier.as_str()), (1, "PUBLIC"));
        let (people, _, again) = count(public(), 5).await;
        assert_eq!(people, 1);
        assert!(again < read, "{again} statements after {read}");
        // Others have answers of their own, and so have other variables.
        let (people, tier, _) = count(partner(), 5).await;
        assert_eq!((people, tier.as_str()), (2, "PARTNER"));
        let (_, _, other) = count(public(), 6).await;
        // What was judged is known by then.
        assert_eq!(other, read - 1);
        let mut more = Dossier::new("more");
        more.person("berta");
        more.record(&store, 1).await.unwrap();
        assert_eq!(count(public(), 5).await.0, 2);
        assert_eq!(count(partner(), 5).await.0, 3);
    });
}
