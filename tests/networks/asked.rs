//! The field `network` on small graphs, worked out by hand.

use entity::vocabulary::{EntityKind, RelationKind};
use serde_json::{Value as Json, json};
use stakegraph::store::Store;
use test_support::{convert::Sheet, each_database};

use crate::ask::{ask, list, refused};

/// A council with members of different times; Dace sits alone elsewhere.
fn council() -> Sheet {
    let mut sheet = Sheet::new("council");
    for person in ["anna", "berta", "cilda", "dace"] {
        sheet.entity(person, EntityKind::Person, None, person);
    }
    for body in ["council", "school"] {
        sheet.entity(body, EntityKind::Organisation, Some("COUNCIL"), body);
    }
    let held = [
        ("anna", "council", Some("2015/2017-06-30")),
        ("anna", "council", Some("2019/..")),
        ("berta", "council", Some("2017-06-30/2018")),
        ("cilda", "council", Some("2020~")),
        ("dace", "school", None),
    ];
    for (place, (person, body, period)) in held.iter().enumerate() {
        let told = (period.map(str::to_owned), place.to_string());
        sheet.relation(person, RelationKind::MemberOf, body, (told.0, &told.1));
    }
    sheet
}

const QUERY: &str = "
    query ($members: EntityWhere, $through: EntityWhere, $during: EDTF, $first: Int) {
      network(tie: MEMBER_OF, members: $members, through: $through, during: $during, first: $first) {
        actors { entity { key } degree component }
        ties { a { key } b { key } weight shared { key } }
        hidden
      }
    }";

/// The pairs that are tied, each as its two keys.
fn pairs(found: &Json) -> Vec<String> {
    let mut pairs: Vec<String> = list(&found["ties"])
        .iter()
        .map(|tie| {
            let mut keys =
                [&tie["a"]["key"], &tie["b"]["key"]].map(|key| key.as_str().unwrap_or(""));
            keys.sort_unstable();
            keys.join("-")
        })
        .collect();
    pairs.sort_unstable();
    pairs
}

async fn network(store: &Store, variables: Json) -> Json {
    ask(store, QUERY, variables).await["network"].clone()
}

#[test]
fn members_are_tied_who_may_have_sat_together() {
    each_database(async |store| {
        council().record(&store).await;
        let found = network(&store, json!({})).await;
        // Anna left on the day on which Berta came; Cilda may have sat with either.
        assert_eq!(pairs(&found), ["anna-berta", "anna-cilda", "berta-cilda"]);
        assert_eq!(found["ties"][0]["weight"], 1.0);
        assert_eq!(found["ties"][0]["shared"], json!([{"key": "council"}]));
        assert_eq!(list(&found["actors"]).len(), 4);
        let alone = list(&found["actors"]).last().expect("four actors");
        assert_eq!(alone["entity"]["key"], "dace");
        assert_eq!(
            (&alone["degree"], &alone["component"]),
            (&json!(0), &json!(1))
        );
    });
}

#[test]
fn a_lens_that_wants_certainty_ties_only_who_surely_sat_together() {
    let query = "{
        at(certainty: CERTAIN) { network(tie: MEMBER_OF) { ties { a { key } b { key } } } }
        then: at(valid: \"2018\") { network(tie: MEMBER_OF) { ties { a { key } b { key } } } }
    }";
    each_database(async |store| {
        council().record(&store).await;
        let found = ask(&store, query, json!({})).await;
        assert_eq!(pairs(&found["at"]["network"]), ["anna-berta"]);
        // In 2018 Anna was no member; Cilda may have been one, 2020 being about when she was.
        assert_eq!(pairs(&found["then"]["network"]), ["berta-cilda"]);
    });
}

#[test]
fn filters_and_the_limit_cut_what_they_say() {
    each_database(async |store| {
        council().record(&store).await;
        let some = json!({"members": {"key": ["anna", "berta", "dace"]}});
        assert_eq!(pairs(&network(&store, some).await), ["anna-berta"]);
        let school = network(&store, json!({"through": {"key": ["school"]}})).await;
        assert_eq!(list(&school["actors"]).len(), 1);
        let early = network(
            &store,
            json!({"during": "2017", "members": {"key": ["anna", "berta"]}}),
        );
        assert_eq!(pairs(&early.await), ["anna-berta"]);
        let late = network(
            &store,
            json!({"during": "2021", "members": {"key": ["anna", "berta"]}}),
        );
        let late = late.await;
        assert_eq!(pairs(&late), Vec::<String>::new());
        assert_eq!(
            list(&late["actors"]).len(),
            2,
            "who is asked for is there without ties"
        );
        let cut = network(&store, json!({"first": 2})).await;
        assert_eq!((list(&cut["actors"]).len(), &cut["hidden"]), (2, &json!(2)));
        assert_eq!(
            cut["actors"][0]["degree"], 2,
            "those left out are measured all the same"
        );
        assert_eq!(list(&cut["ties"]).len(), 1);
    });
}

#[test]
fn what_cannot_be_asked_is_refused() {
    each_database(async |store| {
        for (query, code) in [
            (
                "{ network(tie: COOPERATES_WITH, through: {key: [\"a\"]}) { hidden } }",
                "BAD_USER_INPUT",
            ),
            (
                "{ network(tie: MEMBER_OF, first: -1) { hidden } }",
                "BAD_USER_INPUT",
            ),
            (
                "{ network(tie: MEMBER_OF, first: 5001) { hidden } }",
                "BAD_USER_INPUT",
            ),
            (
                "{ network(tie: MEMBER_OF, during: \"2018~\") { hidden } }",
                "BAD_USER_INPUT",
            ),
        ] {
            assert_eq!(refused(&store, query, json!({})).await, code, "{query}");
        }
        let none = ask(
            &store,
            "{ network(tie: MEMBER_OF) { actors { degree } modularity } }",
            json!({}),
        );
        assert_eq!(
            none.await["network"],
            json!({"actors": [], "modularity": null})
        );
    });
}

#[test]
fn a_recording_is_seen_by_the_next_question() {
    each_database(async |store| {
        let query = "{ network(tie: MEMBER_OF) { actors { degree } } }";
        let before = ask(&store, query, json!({})).await;
        council().record(&store).await;
        let after = ask(&store, query, json!({})).await;
        assert_ne!(before, after);
    });
}
