//! The feed of changes: whole, in order, resumable at any place, and for its viewer alone.

use std::{collections::BTreeMap, time::Duration};

use async_graphql::Request;
use entity::{
    draft::NoteContent,
    id::{Noun, PublicId, number},
    vocabulary::{
        EntityKind::Organisation,
        NoteKind,
        RelationKind::{Attended, WorksFor},
        Tier,
    },
};
use futures_util::{StreamExt, stream::BoxStream};
use serde_json::{Value, json};
use stakegraph::{
    graphql::{self, Response},
    store::{Store, View},
};

use test_support::build::{Dossier, each_store, viewer};

/// Longer than anything here takes.
const LATE: Duration = Duration::from_secs(30);

/// Longer than it takes for what was recorded to be told.
const SOON: Duration = Duration::from_millis(500);

/// What a test looks at in a change.
const SELECTION: &str = "cursor act noun factId recordedAt fact { __typename ... on Relation { headcount } \
    ... on Person { key version } } entities { key }";

/// A feed under way.
pub(crate) struct Feed(BoxStream<'static, Response>);

impl Feed {
    pub(crate) fn new(store: &Store, view: View, arguments: &str) -> Self {
        let query = format!("subscription {{ changes{arguments} {{ {SELECTION} }} }}");
        let request = graphql::request(store, view, Request::new(query));
        Self(graphql::schema().stream(request))
    }

    /// The next event as it is sent.
    async fn event(&mut self) -> Option<Value> {
        let event = tokio::time::timeout(LATE, self.0.next()).await;
        let event = event.expect("something is told in time")?;
        Some(serde_json::to_value(&event).unwrap())
    }

    /// The next change.
    pub(crate) async fn next(&mut self) -> Value {
        let mut event = self.event().await.expect("the feed goes on");
        assert_eq!(event.get("errors"), None, "{event}");
        event["data"]["changes"].take()
    }

    pub(crate) async fn take(&mut self, count: usize) -> Vec<Value> {
        let mut taken = Vec::new();
        for _ in 0..count {
            taken.push(self.next().await);
        }
        taken
    }

    /// All that is told until nothing is for a while.
    pub(crate) async fn rest(&mut self) -> Vec<Value> {
        let mut rest = Vec::new();
        while let Ok(event) = tokio::time::timeout(SOON, self.0.next()).await {
            let event = event.expect("the feed goes on");
            let mut event = serde_json::to_value(&event).unwrap();
            rest.push(event["data"]["changes"].take());
        }
        rest
    }
}

/// All that a viewer is told from the beginning.
pub(crate) async fn told(store: &Store, tier: Tier) -> Vec<Value> {
    Feed::new(store, viewer(tier), "").rest().await
}

pub(crate) fn id(noun: Noun, key: &str) -> String {
    let number = number(noun, key);
    PublicId { noun, number }.to_string()
}

/// The acts told of a fact, in order.
fn acts(changes: &[Value], noun: Noun, key: &str) -> Vec<String> {
    let id = id(noun, key);
    let of_it = changes
        .iter()
        .filter(|change| change["factId"] == id.as_str());
    of_it
        .map(|change| change["act"].as_str().unwrap().to_owned())
        .collect()
}

/// The same changes without their cursors, which carry when they were read.
fn without_cursors(changes: &[Value]) -> Vec<Value> {
    let mut changes = changes.to_vec();
    for change in &mut changes {
        change.as_object_mut().unwrap().remove("cursor");
    }
    changes
}

fn visit(headcount: Option<i32>) -> Dossier {
    let mut dossier = Dossier::new("visit");
    dossier.person("anna");
    dossier.event("visit-2019", Some("2019-10-17"));
    dossier
        .relation("anna", Attended, "visit-2019")
        .content
        .headcount = headcount;
    dossier
}

/// A history with everything in it: what is added, amended, retracted, opened and closed.
async fn eventful(store: &Store) {
    visit(None).record(store, 0).await.unwrap();
    visit(Some(2)).record(store, 10).await.unwrap();
    let mut closed = visit(Some(2));
    closed.closed("anna", Tier::Partner);
    closed.record(store, 20).await.unwrap();
    let mut secret = Dossier::new("secret");
    secret.person("berta").visibility = Tier::Steward;
    secret.record(store, 30).await.unwrap();
    visit(Some(3)).record(store, 40).await.unwrap();
    let mut without = Dossier::new("visit");
    without.event("visit-2019", Some("2019-10-17"));
    without.record(store, 50).await.unwrap();
    let mut open = Dossier::new("secret");
    open.person("berta").visibility = Tier::Partner;
    open.note(NoteContent {
        key: "berta/GOAL/1".to_owned(),
        about: "berta".to_owned(),
        kind: NoteKind::Goal,
        text: [("en".to_owned(), "To learn.".to_owned())].into(),
    });
    open.record(store, 60).await.unwrap();
}

#[test]
fn what_was_recorded_is_told_in_order_with_the_version_of_then() {
    each_store(async |store| {
        visit(None).record(&store, 0).await.unwrap();
        visit(Some(2)).record(&store, 10).await.unwrap();
        let mut without = Dossier::new("visit");
        without.person("anna");
        without.record(&store, 20).await.unwrap();
        let changes = told(&store, Tier::Public).await;
        let key = "anna/ATTENDED/visit-2019";
        assert_eq!(
            acts(&changes, Noun::Relation, key),
            ["ADDED", "AMENDED", "RETRACTED"]
        );
        let of_it = changes.iter().filter(|change| change["noun"] == "RELATION");
        let heads: Vec<&Value> = of_it
            .clone()
            .map(|change| &change["fact"]["headcount"])
            .collect();
        assert_eq!(heads, [&json!(null), &json!(2), &json!(2)]);
        for change in of_it {
            let keys: Vec<&Value> = change["entities"].as_array().unwrap().iter().collect();
            assert_eq!(
                keys,
                [&json!({"key": "anna"}), &json!({"key": "visit-2019"})]
            );
        }
        let times: Vec<&str> = changes
            .iter()
            .map(|change| change["recordedAt"].as_str().unwrap())
            .collect();
        assert!(times.is_sorted(), "{times:?}");
    });
}

#[test]
fn each_viewer_is_told_what_he_may_see_and_nothing_of_the_rest() {
    each_store(async |store| {
        eventful(&store).await;
        let public = told(&store, Tier::Public).await;
        let partner = told(&store, Tier::Partner).await;
        let steward = told(&store, Tier::Steward).await;
        // Anna was closed to the public for a while: what was before is not told any more.
        assert_eq!(acts(&public, Noun::Entity, "anna"), ["ADDED", "RETRACTED"]);
        assert_eq!(acts(&public, Noun::Entity, "berta"), [""; 0]);
        assert_eq!(
            acts(&partner, Noun::Entity, "anna"),
            ["ADDED", "AMENDED", "AMENDED", "RETRACTED"]
        );
        assert_eq!(acts(&partner, Noun::Entity, "berta"), ["ADDED"]);
        assert_eq!(acts(&steward, Noun::Entity, "berta"), ["ADDED", "AMENDED"]);
        assert!(
            !public
                .iter()
                .any(|change| change.to_string().contains("berta"))
        );
        for feed in [&public, &partner, &steward] {
            fold(feed);
        }
    });
}

/// The facts that a reader has after these changes; every change must make sense to him.
pub(crate) fn fold(changes: &[Value]) -> BTreeMap<String, Value> {
    folded(changes, false)
}

/// The same. What is closed in the moment in which it would be told may be told as retracted only.
pub(crate) fn folded(changes: &[Value], racing: bool) -> BTreeMap<String, Value> {
    let mut has: BTreeMap<String, Value> = BTreeMap::new();
    for change in changes {
        let id = change["factId"].as_str().unwrap().to_owned();
        let fact = change["fact"].clone();
        match change["act"].as_str().unwrap() {
            "ADDED" => assert!(has.insert(id, fact).is_none(), "twice: {change}"),
            "AMENDED" => assert!(has.insert(id, fact).is_some(), "never added: {change}"),
            _ => {
                let had = has.remove(&id).is_some();
                assert!(had || (racing && fact.is_null()), "never had: {change}");
            }
        }
    }
    has
}

#[test]
fn whoever_resumes_at_any_place_misses_nothing_and_hears_nothing_twice() {
    each_store(async |store| {
        eventful(&store).await;
        for tier in [Tier::Public, Tier::Partner, Tier::Steward] {
            let whole = told(&store, tier).await;
            assert!(whole.len() > 5);
            for cut in 0..whole.len() {
                let cursor = whole[cut]["cursor"].as_str().unwrap();
                let arguments = format!("(after: \"{cursor}\")");
                let wanted = &whole[cut + 1..];
                let mut feed = Feed::new(&store, viewer(tier), &arguments);
                let rest = feed.take(wanted.len()).await;
                assert_eq!(
                    without_cursors(&rest),
                    without_cursors(wanted),
                    "behind {cut}"
                );
            }
        }
    });
}

#[test]
fn what_is_closed_to_those_who_saw_it_is_told_as_retracted_without_its_content() {
    each_store(async |store| {
        visit(None).record(&store, 0).await.unwrap();
        let mut feed = Feed::new(&store, viewer(Tier::Public), "");
        let before = feed.rest().await;
        let last = before.last().unwrap()["cursor"]
            .as_str()
            .unwrap()
            .to_owned();
        let mut closed = visit(None);
        closed.closed("anna", Tier::Partner);
        closed.record(&store, 10).await.unwrap();
        let resumed = format!("(after: \"{last}\")");
        for mut feed in [feed, Feed::new(&store, viewer(Tier::Public), &resumed)] {
            let after = feed.rest().await;
            assert_eq!(acts(&after, Noun::Entity, "anna"), ["RETRACTED"]);
            assert_eq!(
                acts(&after, Noun::Relation, "anna/ATTENDED/visit-2019"),
                ["RETRACTED"]
            );
            for change in &after {
                assert_eq!(change["fact"], Value::Null, "{change}");
                assert_eq!(change["entities"], json!([]), "{change}");
            }
        }
        // Whoever comes later is told of none of it.
        let later = told(&store, Tier::Public).await;
        assert!(acts(&later, Noun::Entity, "anna").is_empty());
        assert!(!later.iter().any(|change| change["fact"] == Value::Null));
        // And so is who resumes in the middle of that.
        let cursor = later[0]["cursor"].as_str().unwrap();
        let mut middle = Feed::new(
            &store,
            viewer(Tier::Public),
            &format!("(after: \"{cursor}\")"),
        );
        let rest = middle.rest().await;
        assert_eq!(without_cursors(&rest), without_cursors(&later[1..]));
    });
}

#[test]
fn now_begins_with_what_is_recorded_next_and_a_limit_ends_it() {
    each_store(async |store| {
        visit(None).record(&store, 0).await.unwrap();
        let mut feed = Feed::new(&store, viewer(Tier::Public), "(after: \"now\", limit: 1)");
        assert!(tokio::time::timeout(SOON, feed.0.next()).await.is_err());
        visit(Some(4)).record(&store, 10).await.unwrap();
        let change = feed.next().await;
        assert_eq!(
            (&change["act"], &change["noun"]),
            (&json!("AMENDED"), &json!("RELATION"))
        );
        assert_eq!(feed.event().await, None);
    });
}

#[test]
fn kinds_and_entities_choose_by_whom_a_fact_speaks_of() {
    each_store(async |store| {
        let mut dossier = visit(None);
        dossier.entity("office", Organisation);
        dossier.person("berta");
        let works = dossier.relation("berta", WorksFor, "office");
        works.content.role = None;
        dossier.person("hidden").visibility = Tier::Partner;
        dossier
            .relation("berta", Attended, "visit-2019")
            .content
            .on_behalf_of = Some("hidden".to_owned());
        dossier.record(&store, 0).await.unwrap();
        let nouns = async |tier, arguments: &str| -> Vec<String> {
            let changes = Feed::new(&store, viewer(tier), arguments).rest().await;
            let nouns = changes
                .iter()
                .map(|change| change["noun"].as_str().unwrap().to_owned());
            nouns.collect()
        };
        let of_office = ["ENTITY", "NAME", "RELATION"];
        assert_eq!(
            nouns(Tier::Public, "(kinds: [ORGANISATION])").await,
            of_office
        );
        assert_eq!(
            nouns(Tier::Public, "(entities: [\"office\"])").await,
            of_office
        );
        let by_id = format!("(entities: [\"{}\"])", id(Noun::Entity, "office"));
        assert_eq!(nouns(Tier::Public, &by_id).await, of_office);
        let both = "(kinds: [EVENT], entities: [\"anna\"])";
        assert_eq!(nouns(Tier::Public, both).await, ["RELATION"]);
        // Whom a viewer may not see he cannot choose by either.
        assert_eq!(
            nouns(Tier::Public, "(entities: [\"hidden\"])").await,
            [""; 0]
        );
        assert_eq!(
            nouns(Tier::Partner, "(entities: [\"hidden\"])").await,
            of_office
        );
    });
}

#[test]
fn what_is_no_place_of_this_feed_is_refused() {
    each_store(async |store| {
        visit(None).record(&store, 0).await.unwrap();
        let cursor = told(&store, Tier::Partner).await[0]["cursor"].clone();
        let others = format!("(after: {cursor})");
        let many = format!("(entities: {:?})", vec!["a"; 101]);
        for arguments in [
            &others,
            &many,
            "(after: \"nonsense\")",
            "(limit: 0)",
            "(limit: -3)",
        ] {
            let mut feed = Feed::new(&store, viewer(Tier::Public), arguments);
            let event = feed.event().await.unwrap();
            let code = &event["errors"][0]["extensions"]["code"];
            assert_eq!(code, "BAD_USER_INPUT", "{arguments}: {event}");
            assert_eq!(feed.event().await, None);
        }
    });
}

#[test]
fn each_event_says_where_to_resume_and_who_recorded_is_not_for_everybody() {
    each_store(async |store| {
        visit(None).record(&store, 0).await.unwrap();
        for (tier, by) in [
            (Tier::Public, Value::Null),
            (Tier::Partner, json!("a test")),
        ] {
            let query = "subscription { changes(limit: 1) { cursor recordedBy } }";
            let request = graphql::request(&store, viewer(tier), Request::new(query));
            let mut events = graphql::schema().stream(request);
            let event = serde_json::to_value(events.next().await.unwrap()).unwrap();
            assert_eq!(
                event["extensions"]["resume"],
                event["data"]["changes"]["cursor"]
            );
            assert_eq!(event["data"]["changes"]["recordedBy"], by);
        }
    });
}
