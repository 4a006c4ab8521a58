//! Statistics: what is counted, in which groups, and what is not told of a few people.

use std::collections::BTreeMap;

use entity::vocabulary::{
    EntityKind::{Municipality, Organisation, Project},
    FigureKind, Modality,
    RelationKind::{Attended, LocatedIn, PartOf, Realises, SucceededBy, TookPlaceIn},
    Tier,
};
use serde_json::{Value, json};
use test_support::build::{Dossier, each_store};

use crate::world::World;

/// Two places, a project with two events, bodies at both, and some who are not for everybody.
fn graph() -> Dossier {
    let mut dossier = Dossier::new("graph");
    for (key, country) in [("here", "LV"), ("there", "EE")] {
        dossier.entity(key, Municipality).content.country = Some(country.to_owned());
    }
    dossier.entity("project", Project);
    for (event, date, place) in [
        ("visit", Some("2019-10-17/2019-10-18"), "here"),
        ("seminar", Some("2020"), "there"),
        ("decade", Some("201X"), "here"),
        ("someday", None, "here"),
    ] {
        dossier.event(event, date);
        dossier.relation(event, TookPlaceIn, place);
    }
    dossier.relation("visit", PartOf, "project");
    dossier.relation("seminar", Realises, "project");
    for (place, key) in ["here", "here", "there"].iter().zip(["a", "b", "c"]) {
        let body = dossier.entity(key, Organisation);
        body.content.entity_type = Some(if key == "a" { "SCHOOL" } else { "COUNCIL" }.to_owned());
        dossier.relation(key, LocatedIn, place);
        dossier.relation(key, Attended, "visit").content.role = Some("expert".to_owned());
    }
    dossier.relation("a", Attended, "seminar");
    let invited = dossier.relation("b", Attended, "seminar");
    invited.content.modality = Modality::Invited;
    dossier.entity("hidden", Organisation).visibility = Tier::Partner;
    dossier.relation("hidden", Attended, "visit").visibility = Tier::Partner;
    figures(&mut dossier);
    dossier
}

fn figures(dossier: &mut Dossier) {
    dossier.figure("visit", "participants", 28.0);
    dossier.figure("seminar", "participants", 12.0);
    dossier.figure("visit", "pupils", 63.0).visibility = Tier::Partner;
    dossier.figure("project", "reach", 122.0);
    let part = dossier.figure("project", "reach", 73.0);
    part.content.key = "project/reach/part".to_owned();
    part.content.part_of = Some("project/reach".to_owned());
    let target = dossier.figure("project", "meetings", 9.0);
    target.content.kind = FigureKind::Target;
    target.content.modality = Modality::Planned;
}

fn each_graph(body: impl AsyncFn(World)) {
    each_store(async |store| {
        graph().record(&store, 0).await.unwrap();
        body(World::over(store)).await;
    });
}

/// The keys and counts of a statistic.
async fn told(world: &World, tier: Tier, arguments: &str) -> Vec<(Vec<String>, Option<u64>)> {
    let query = format!("{{ statistics({arguments}) {{ keys count suppressed }} }}");
    let data = world.data_as(tier, &query).await;
    let rows = data["statistics"].as_array().unwrap().iter();
    rows.map(|row| {
        assert_eq!(row["suppressed"], row["count"].is_null());
        let keys = row["keys"].as_array().unwrap().iter();
        (
            keys.map(|key| key.as_str().unwrap().to_owned()).collect(),
            row["count"].as_u64(),
        )
    })
    .collect()
}

async fn counts(world: &World, arguments: &str) -> Value {
    let rows = told(world, Tier::Public, arguments).await;
    rows.into_iter()
        .map(|(keys, count)| json!([keys.join(" "), count]))
        .collect()
}

#[test]
fn entities_are_counted_by_what_they_are_where_and_when() {
    each_graph(async |world| {
        let count = async |arguments: &str| counts(&world, arguments).await;
        assert_eq!(
            count("of: ENTITIES, groupBy: [KIND]").await,
            json!([
                ["EVENT", 4],
                ["ORGANISATION", 3],
                ["MUNICIPALITY", 2],
                ["DOCUMENT", 1],
                ["PROJECT", 1]
            ])
        );
        let events = "entities: {kind: [EVENT]}";
        assert_eq!(
            count(&format!("of: ENTITIES, groupBy: [YEAR], {events}")).await,
            json!([["", 1], ["2019", 1], ["201X", 1], ["2020", 1]])
        );
        assert_eq!(
            count(&format!("of: ENTITIES, groupBy: [MONTH], {events}")).await,
            json!([["", 1], ["2019-10", 1], ["201X-XX", 1], ["2020-XX", 1]])
        );
        assert_eq!(
            count("of: ENTITIES, groupBy: [MUNICIPALITY, TYPE], entities: {kind: [ORGANISATION]}")
                .await,
            json!([
                ["here COUNCIL", 1],
                ["here SCHOOL", 1],
                ["there COUNCIL", 1]
            ])
        );
        assert_eq!(
            count(&format!("of: ENTITIES, groupBy: [PROJECT], {events}")).await,
            json!([["", 2], ["project", 2]])
        );
        assert_eq!(
            count("of: ENTITIES, groupBy: [], where: {kind: [ATTENDED]}, entities: {kind: [ORGANISATION]}").await,
            json!([["", 3]])
        );
        assert_eq!(
            count("of: ENTITIES, groupBy: [], entities: {key: []}").await,
            json!([])
        );
    });
}

#[test]
fn relations_are_counted_by_kind_role_and_modality() {
    each_graph(async |world| {
        let count = async |arguments: &str| counts(&world, arguments).await;
        assert_eq!(
            count("of: RELATIONS, groupBy: [ROLE, YEAR], where: {kind: [ATTENDED]}").await,
            json!([["expert 2019", 3], [" 2020", 1]])
        );
        assert_eq!(
            count("of: RELATIONS, groupBy: [MODALITY], where: {kind: [ATTENDED], modality: [ASSERTED, INVITED]}").await,
            json!([["ASSERTED", 4], ["INVITED", 1]])
        );
        assert_eq!(
            count("of: RELATIONS, groupBy: [KIND], entities: {key: [\"a\"]}, first: 1").await,
            json!([["ATTENDED", 2]])
        );
        assert_eq!(
            count("of: RELATIONS, groupBy: [MUNICIPALITY, COUNTRY], where: {kind: [LOCATED_IN]}")
                .await,
            json!([["here LV", 2], ["there EE", 1]])
        );
    });
}

#[test]
fn participants_are_counted_once_in_a_group() {
    each_graph(async |world| {
        let count = async |arguments: &str| counts(&world, arguments).await;
        assert_eq!(
            count("of: PARTICIPANTS, groupBy: []").await,
            json!([["", 3]])
        );
        assert_eq!(
            count("of: PARTICIPANTS, groupBy: [MUNICIPALITY]").await,
            json!([["here", 3], ["there", 1]])
        );
        assert_eq!(
            count("of: PARTICIPANTS, groupBy: [PROJECT, TYPE]").await,
            json!([["project COUNCIL", 2], ["project SCHOOL", 1]])
        );
    });
}

#[test]
fn figures_are_added_where_they_can_be() {
    each_graph(async |world| {
        let query = "{ statistics(of: FIGURES, groupBy: [MEASURE]) { keys count sum suppressed }
            all: statistics(of: FIGURES, groupBy: []) { count sum }
            placed: statistics(of: FIGURES, groupBy: [MUNICIPALITY], entities: {kind: [EVENT]})
              { keys count sum entity { key kind } } }";
        let data = world.data(query).await;
        let row = |keys: &str, count: u64, sum: f64| json!({"keys": [keys], "count": count, "sum": sum, "suppressed": false});
        assert_eq!(
            data["statistics"],
            json!([row("participants", 2, 40.0), row("reach", 2, 122.0)]),
            "a part is in its whole"
        );
        assert_eq!(data["all"], json!([{"count": 4, "sum": null}]));
        let place = |key: &str, sum: f64| json!({"keys": [key], "count": 1, "sum": sum, "entity": {"key": key, "kind": "MUNICIPALITY"}});
        assert_eq!(
            data["placed"],
            json!([place("here", 28.0), place("there", 12.0)])
        );
    });
}

#[test]
fn nobody_learns_from_a_count_what_his_tier_hides() {
    each_graph(async |world| {
        for arguments in [
            "of: PARTICIPANTS, groupBy: []",
            "of: ENTITIES, groupBy: [], entities: {kind: [ORGANISATION]}",
            "of: RELATIONS, groupBy: [], where: {kind: [ATTENDED]}",
            "of: FIGURES, groupBy: []",
        ] {
            let public = told(&world, Tier::Public, arguments).await[0].1;
            let partner = told(&world, Tier::Partner, arguments).await[0].1;
            assert_eq!(public.map(|count| count + 1), partner, "{arguments}");
        }
        let secret = "of: ENTITIES, groupBy: [KIND], where: {other: {key: [\"hidden\"]}}";
        assert_eq!(told(&world, Tier::Public, secret).await, []);
    });
}

#[test]
fn a_statistic_is_made_under_its_lens() {
    each_store(async |store| {
        let mut dossier = Dossier::new("graph");
        for (key, existed) in [
            ("old", "../2021-06-30"),
            ("older", "../2021-06-30"),
            ("new", "2021-07-01/.."),
        ] {
            dossier.entity(key, Municipality).content.period = Some(existed.to_owned());
        }
        dossier.event("visit", Some("2019"));
        for old in ["old", "older"] {
            dossier.relation(old, SucceededBy, "new");
            dossier.relation(old, Attended, "visit");
        }
        dossier.record(&store, 0).await.unwrap();
        let world = World::over(store);
        let query = "{ plain: statistics(of: PARTICIPANTS, groupBy: []) { count }
            today: at(succession: TODAY) { statistics(of: PARTICIPANTS, groupBy: []) { count }
              kept: statistics(of: RELATIONS, groupBy: [MUNICIPALITY], where: {kind: [ATTENDED]}) { keys count } }
            then: at(valid: \"2022\") { statistics(of: PARTICIPANTS, groupBy: []) { count } } }";
        let data = world.data(query).await;
        assert_eq!(data["plain"], json!([{"count": 2}]));
        assert_eq!(
            data["today"]["statistics"],
            json!([{"count": 1}]),
            "equal facts count once"
        );
        assert_eq!(
            data["today"]["kept"],
            json!([{"keys": ["new"], "count": 2}])
        );
        assert_eq!(data["then"]["statistics"], json!([]));
    });
}

#[test]
fn what_cannot_be_asked_is_said() {
    each_graph(async |world| {
        for (arguments, start) in [
            (
                "of: ENTITIES, groupBy: [ROLE]",
                "groupBy: ENTITIES have no ROLE",
            ),
            (
                "of: RELATIONS, groupBy: [KIND, KIND]",
                "groupBy: KIND is given twice",
            ),
            (
                "of: RELATIONS, groupBy: [KIND, ROLE, YEAR, TYPE]",
                "groupBy: at most 3",
            ),
            ("of: RELATIONS, groupBy: [], first: 1001", "first must be"),
        ] {
            let query = format!("{{ statistics({arguments}) {{ count }} }}");
            let (code, message) = world.error(&query).await;
            assert_eq!(code, "BAD_USER_INPUT");
            assert!(message.starts_with(start), "{message}");
        }
    });
}

/// So many people at an event of a year, in a role.
const CROWD: &[(&str, &str, usize)] = &[
    ("2018", "expert", 3),
    ("2018", "speaker", 9),
    ("2018", "mediator", 7),
    ("2019", "expert", 12),
    ("2019", "speaker", 8),
    ("2019", "mediator", 6),
    ("2020", "expert", 1),
    ("2020", "speaker", 2),
    ("2020", "mediator", 30),
    ("2021", "speaker", 11),
];

fn crowd() -> Dossier {
    let mut dossier = Dossier::new("crowd");
    for year in ["2018", "2019", "2020", "2021"] {
        dossier.event(&format!("event-{year}"), Some(year));
    }
    for (year, role, people) in CROWD {
        for number in 0..*people {
            let key = format!("{role}-{year}-{number}");
            dossier.person(&key);
            let attended = dossier.relation(&key, Attended, &format!("event-{year}"));
            attended.content.role = Some((*role).to_owned());
        }
    }
    dossier
}

type Table = BTreeMap<Vec<String>, Option<u64>>;

async fn table(world: &World, tier: Tier, dimensions: &str) -> Table {
    let arguments = format!("of: PARTICIPANTS, groupBy: [{dimensions}]");
    told(world, tier, &arguments).await.into_iter().collect()
}

#[test]
fn a_few_people_are_not_counted_but_for_a_steward() {
    each_store(async |store| {
        crowd().record(&store, 0).await.unwrap();
        let world = World::over(store);
        for tier in [Tier::Public, Tier::Partner] {
            let rows = told(&world, tier, "of: PARTICIPANTS, groupBy: [YEAR, ROLE]").await;
            assert_eq!(rows.len(), CROWD.len(), "a suppressed group is there");
            let count = |year: &str, role: &str| {
                let row = rows.iter().find(|(keys, _)| keys == &[year, role]);
                row.unwrap().1
            };
            assert_eq!(count("2018", "expert"), None);
            assert_eq!(count("2020", "expert"), None);
            assert_eq!(count("2020", "speaker"), None);
            assert_eq!(
                count("2018", "mediator"),
                None,
                "else 2018's total would tell the experts"
            );
            let shown = rows.iter().take_while(|(_, count)| count.is_some()).count();
            assert!(
                rows[shown..].iter().all(|(_, count)| count.is_none()),
                "the place tells nothing"
            );
        }
        let all = table(&world, Tier::Steward, "YEAR, ROLE").await;
        assert_eq!(all[&vec!["2020".to_owned(), "expert".to_owned()]], Some(1));
    });
}

#[test]
fn no_suppressed_count_can_be_found_by_subtraction() {
    each_store(async |store| {
        crowd().record(&store, 0).await.unwrap();
        let world = World::over(store);
        let real = table(&world, Tier::Steward, "YEAR, ROLE").await;
        let told = table(&world, Tier::Public, "YEAR, ROLE").await;
        let years = table(&world, Tier::Public, "YEAR").await;
        let roles = table(&world, Tier::Public, "ROLE").await;
        let whole = table(&world, Tier::Public, "").await;
        let line = |total: Option<&Option<u64>>, fits: &dyn Fn(&[String]) -> bool| {
            let within = told.iter().filter(|(keys, _)| fits(keys));
            let (withheld, shown): (Vec<_>, Vec<_>) =
                within.partition(|(_, count)| count.is_none());
            if withheld.is_empty() || total.copied().flatten().is_none() {
                return;
            }
            let people: u64 = withheld.iter().filter_map(|(keys, _)| real[*keys]).sum();
            let left = total.copied().flatten().unwrap()
                - shown.iter().filter_map(|(_, count)| **count).sum::<u64>();
            assert_eq!(left, people);
            assert!(
                withheld.len() > 1 && people >= 5,
                "{withheld:?} can be told from {left}"
            );
        };
        for (keys, total) in &years {
            line(Some(total), &|own| own[0] == keys[0]);
        }
        for (keys, total) in &roles {
            line(Some(total), &|own| own[1] == keys[0]);
        }
        line(whole.values().next(), &|_| true);
        assert!(told.values().any(Option::is_some), "not all is withheld");
    });
}
