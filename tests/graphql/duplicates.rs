//! Pairs that may be the same: which are proposed, which never, and what is said of them.

use entity::{
    draft::{EntityContent, IdentifierContent},
    vocabulary::{
        EntityKind::{self, Event, Municipality, Organisation, Project},
        NameKind,
        RelationKind::{Attended, PartOf, PossiblySameAs, SucceededBy},
        Tier, Verdict,
    },
};
use serde_json::{Value, json};
use stakegraph::{
    operations::duplicates::{Hand, judge},
    store::Store,
};
use test_support::build::{Dossier, NOW, each_store, viewer};

use crate::world::World;

#[path = "duplicates/places.rs"]
mod places;

/// An entity with a name of its own.
fn called<'a>(
    dossier: &'a mut Dossier,
    key: &str,
    kind: EntityKind,
    name: &str,
) -> &'a mut EntityContent {
    dossier.name(key, name, NameKind::Official).content.position = 1;
    let content = &mut dossier.entity(key, kind).content;
    content.name = name.to_owned();
    content
}

fn person<'a>(dossier: &'a mut Dossier, key: &str, name: &str) -> &'a mut EntityContent {
    called(dossier, key, EntityKind::Person, name)
}

fn identifier(dossier: &mut Dossier, entity: &str, value: &str) {
    dossier.identifier(IdentifierContent {
        key: format!("{entity}/wikidata/{value}"),
        entity: entity.to_owned(),
        scheme: "wikidata".to_owned(),
        value: value.to_owned(),
        url: None,
    });
}

/// The keys of all pairs that are proposed, the surest first.
async fn pairs(world: &World) -> Vec<String> {
    let query = "{ duplicates(first: 100) { totalCount uncompared nodes { entities { key } } } }";
    let found = world.data(query).await["duplicates"].take();
    let nodes = found["nodes"].as_array().unwrap();
    assert_eq!(found["totalCount"], nodes.len());
    assert_eq!(found["uncompared"], 0);
    let pair = |node: &Value| {
        let keys = node["entities"].as_array().unwrap();
        format!(
            "{} {}",
            keys[0]["key"].as_str().unwrap(),
            keys[1]["key"].as_str().unwrap()
        )
    };
    nodes.iter().map(pair).collect()
}

async fn judged(store: &Store, one: &str, verdict: Verdict, other: &str) {
    let view = viewer(Tier::Steward);
    let hand = Hand {
        view: &view,
        by: "a curator",
        reason: "seen",
        now: NOW + 10,
        dry_run: false,
    };
    judge(store, [one, other], verdict, hand).await.unwrap();
}

/// Two people under two spellings each, and others.
fn people() -> Dossier {
    let mut dossier = Dossier::new("people");
    person(&mut dossier, "janis-berzins", "Jānis Bērziņš");
    person(&mut dossier, "j-berzins", "J. Bērziņš");
    person(&mut dossier, "sandra-kraukle", "Sandra Kraukle");
    person(&mut dossier, "sandra-kraukle-2", "Sandra Kraukle");
    person(&mut dossier, "ieva-ozola", "Ieva Ozola");
    dossier.event("visit", Some("2019"));
    dossier.event("seminar", Some("2020"));
    for someone in ["janis-berzins", "j-berzins", "ieva-ozola"] {
        dossier.relation(someone, Attended, "visit");
    }
    for someone in ["janis-berzins", "j-berzins"] {
        dossier.relation(someone, Attended, "seminar");
    }
    dossier
}

#[test]
fn pairs_come_with_all_that_speaks_for_them_and_against() {
    each_store(async |store| {
        let mut dossier = people();
        identifier(&mut dossier, "sandra-kraukle", "Q1");
        identifier(&mut dossier, "sandra-kraukle-2", "Q1");
        dossier.record(&store, 0).await.unwrap();
        let world = World::over(store);
        assert_eq!(
            pairs(&world).await,
            ["sandra-kraukle sandra-kraukle-2", "j-berzins janis-berzins"]
        );
        let query = "{ duplicates { edges { cursor node { id score unsure
            features { evidence weight values rules entities { key } } } } } }";
        let found = world.data(query).await;
        let edges = found["duplicates"]["edges"].as_array().unwrap();
        let feature = |edge: usize, evidence: &str| {
            let features = edges[edge]["node"]["features"].as_array().unwrap();
            features
                .iter()
                .find(|feature| feature["evidence"] == evidence)
                .cloned()
        };
        assert_eq!(
            feature(0, "SHARED_IDENTIFIER").unwrap()["values"],
            json!(["wikidata:Q1"])
        );
        assert_eq!(feature(0, "NAME").unwrap()["rules"], json!(["same"]));
        let name = feature(1, "NAME").unwrap();
        assert!(
            name["rules"]
                .as_array()
                .unwrap()
                .contains(&json!("initial")),
            "{name}"
        );
        let shared = feature(1, "SHARED_RELATIONS").unwrap()["entities"].take();
        assert_eq!(shared.as_array().unwrap().len(), 2);
        for edge in edges {
            let features = edge["node"]["features"].as_array().unwrap();
            let bits: f64 = features
                .iter()
                .map(|feature| feature["weight"].as_f64().unwrap())
                .sum();
            let score = edge["node"]["score"].as_f64().unwrap();
            assert!(
                (score - 1.0 / (1.0 + (-bits).exp2())).abs() < 1e-9,
                "the weights make the score"
            );
        }
        let id = edges[1]["node"]["id"].as_str().unwrap();
        let node =
            format!("{{ node(id: \"{id}\") {{ id ... on Duplicate {{ entities {{ key }} }} }} }}");
        let node = world.data(&node).await["node"].take();
        assert_eq!(node["entities"][0]["key"], "j-berzins");
        let after = edges[0]["cursor"].as_str().unwrap();
        let rest = format!(
            "{{ duplicates(after: \"{after}\") {{ totalCount nodes {{ id }} pageInfo {{ hasNextPage }} }} }}"
        );
        let rest = world.data(&rest).await["duplicates"].take();
        assert_eq!(
            rest,
            json!({"totalCount": 2, "nodes": [{"id": id}], "pageInfo": {"hasNextPage": false}})
        );
        let some = "{ duplicates(where: {key: [\"j-berzins\"]}) { totalCount nodes { id } }
            sure: duplicates(minScore: 0.999) { totalCount } all: duplicates(minScore: 0) { totalCount } }";
        let some = world.data(some).await;
        assert_eq!(
            some["duplicates"],
            json!({"totalCount": 1, "nodes": [{"id": id}]})
        );
        assert!(some["sure"]["totalCount"].as_u64() <= Some(1), "{some}");
        assert!(some["all"]["totalCount"].as_u64() >= Some(2), "{some}");
        let (code, _) = world
            .error("{ duplicates(minScore: 2) { totalCount } }")
            .await;
        assert_eq!(code, "BAD_USER_INPUT");
    });
}

#[test]
fn what_only_looks_alike_is_never_proposed() {
    each_store(async |store| {
        let mut dossier = Dossier::new("alike");
        person(&mut dossier, "malda", "Malda Avramenko");
        person(&mut dossier, "magda", "Magda Avramenko");
        person(&mut dossier, "valdis", "Valdis Bērziņš");
        person(&mut dossier, "valda", "Valda Bērziņa");
        for key in ["mediator", "mediator-2"] {
            person(&mut dossier, key, "Rīgas mediators").named = Some(false);
        }
        for (key, name, of, country, existed) in [
            ("valka", "Valka", "TOWN", "LV", None),
            ("valga", "Valga", "TOWN", "EE", None),
            ("ventspils", "Ventspils", "STATE_CITY", "LV", None),
            ("ventspils-novads", "Ventspils", "COUNTY", "LV", None),
            (
                "tukums-old",
                "Tukuma novads",
                "COUNTY",
                "LV",
                Some("2009-07-01/2021-06-30"),
            ),
            (
                "tukums",
                "Tukuma novads",
                "COUNTY",
                "LV",
                Some("2021-07-01/.."),
            ),
            ("talsi-old", "Talsu novads", "COUNTY", "LV", None),
            ("talsi", "Talsu novads", "COUNTY", "LV", None),
            ("valmiera", "Valmiera", "UNDETERMINED", "LV", None),
            ("valmiera-city", "Valmiera", "STATE_CITY", "LV", None),
        ] {
            let place = called(&mut dossier, key, Municipality, name);
            place.entity_type = Some(of.to_owned());
            place.country = Some(country.to_owned());
            place.period = existed.map(str::to_owned);
        }
        dossier.relation("talsi-old", SucceededBy, "talsi");
        for key in ["experts", "experts-2"] {
            let group = called(&mut dossier, key, Organisation, "Romu eksperti");
            group.entity_type = Some("GROUP".to_owned());
        }
        called(
            &mut dossier,
            "ministry",
            Organisation,
            "Kultūras ministrija",
        );
        called(&mut dossier, "unit", Organisation, "Kultūras ministrija");
        dossier.relation("unit", PartOf, "ministry");
        for (key, day) in [("session-1", "2019-05-01"), ("session-2", "2020-05-01")] {
            called(&mut dossier, key, Event, "Padomes sēde").period = Some(day.to_owned());
        }
        // One of its name in each municipality.
        for (office, council, place) in [
            ("office", "council", "valka"),
            ("office-2", "council-2", "ventspils"),
        ] {
            called(&mut dossier, office, Organisation, "Sociālais dienests");
            called(&mut dossier, council, Organisation, place);
            dossier.relation(office, PartOf, council);
            dossier.relation(council, PartOf, place);
        }
        // Each of a row is another than the row.
        called(&mut dossier, "strategy", Project, "Stratēģija");
        for (key, name) in [
            ("platform", "Latvijas romu platforma"),
            ("platform-1", "Latvijas romu platforma I"),
            ("platform-4", "Latvijas romu platforma IV"),
        ] {
            called(&mut dossier, key, Project, name);
            dossier.relation(key, PartOf, "strategy");
        }
        dossier.record(&store, 0).await.unwrap();
        let found = pairs(&World::over(store)).await;
        assert_eq!(found, [] as [String; 0]);
    });
}

#[test]
fn what_was_judged_is_proposed_no_more_and_a_doubt_is_shown() {
    each_store(async |store| {
        people().record(&store, 0).await.unwrap();
        let world = World::over(store);
        let [sandra, janis] = ["sandra-kraukle sandra-kraukle-2", "j-berzins janis-berzins"];
        let mut found = pairs(&world).await;
        found.sort_unstable();
        assert_eq!(found, [janis, sandra]);
        judged(&world.store, "j-berzins", Verdict::Unsure, "janis-berzins").await;
        let query = "{ duplicates(where: {key: [\"j-berzins\"]}) { nodes { unsure } } }";
        assert_eq!(
            world.data(query).await["duplicates"]["nodes"],
            json!([{"unsure": true}])
        );
        judged(
            &world.store,
            "j-berzins",
            Verdict::Different,
            "janis-berzins",
        )
        .await;
        assert_eq!(pairs(&world).await, [sandra]);
        judged(
            &world.store,
            "sandra-kraukle",
            Verdict::Same,
            "sandra-kraukle-2",
        )
        .await;
        assert_eq!(pairs(&world).await, [] as [String; 0]);
        let apart = "{ at(identity: AS_RECORDED) { duplicates { nodes { entities { key } } } } }";
        let apart = world.data(apart).await;
        assert_eq!(
            apart["at"]["duplicates"]["nodes"],
            json!([]),
            "it is judged, however it is shown"
        );
    });
}

#[test]
fn a_difference_holds_for_all_that_are_the_same() {
    each_store(async |store| {
        let mut dossier = people();
        person(&mut dossier, "sandra-kraukle-3", "Sandra Kraukle");
        dossier.record(&store, 0).await.unwrap();
        let world = World::over(store);
        judged(
            &world.store,
            "sandra-kraukle",
            Verdict::Same,
            "sandra-kraukle-3",
        )
        .await;
        judged(
            &world.store,
            "sandra-kraukle-3",
            Verdict::Different,
            "sandra-kraukle-2",
        )
        .await;
        assert_eq!(pairs(&world).await, ["j-berzins janis-berzins"]);
    });
}

#[test]
fn neither_a_pair_nor_its_score_tells_of_what_is_hidden() {
    each_store(async |store| {
        let mut open = people();
        open.record(&store, 0).await.unwrap();
        let world = World::over(store);
        let query = "{ duplicates(minScore: 0) { totalCount nodes { score entities { key }
            features { evidence weight values entities { key } } } } }";
        let before = world.data(query).await;
        // Who looks alike, a name in full, an event of both, a word that they are the same.
        person(&mut open, "janis-berzins-2", "Jānis Bērziņš");
        open.closed("janis-berzins-2", Tier::Partner);
        let name = open.name("j-berzins", "Jānis Bērziņš", NameKind::Alias);
        name.visibility = Tier::Partner;
        open.event("dinner", Some("2021")).visibility = Tier::Partner;
        for key in ["j-berzins", "janis-berzins", "ieva-ozola"] {
            open.relation(key, Attended, "dinner");
        }
        open.relation("j-berzins", PossiblySameAs, "janis-berzins")
            .visibility = Tier::Partner;
        open.record(&world.store, 100).await.unwrap();
        assert_eq!(world.data(query).await, before);
        let partner = world.data_as(Tier::Partner, query).await;
        assert!(
            partner["duplicates"]["totalCount"].as_u64()
                > before["duplicates"]["totalCount"].as_u64()
        );
        // A judgement of what is hidden leaves what is seen as it was.
        judged(
            &world.store,
            "janis-berzins",
            Verdict::Different,
            "janis-berzins-2",
        )
        .await;
        assert_eq!(world.data(query).await, before);
    });
}
