//! Other people's networks, whose figures other tools have calculated. They lie beside the
//! checkout; where they do not, nothing is compared.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use entity::{
    time::QueryInterval,
    vocabulary::{EntityKind, RelationKind},
};
use serde_json::{Value as Json, json};
use stakegraph::store::{EntityFilter, RelationFilter, Store, View};
use test_support::{
    convert::{ldbc, networks, popolo, seimas},
    each_database, shared,
};

use crate::ask::{ask, list, number};

const NETWORK: &str = "
    query ($tie: RelationKind!, $members: EntityWhere, $through: EntityWhere,
           $direction: Direction! = OUT) {
      network(tie: $tie, members: $members, through: $through, direction: $direction) {
        actors {
          entity { key name }
          degree strength betweenness pagerank component community
        }
        ties { a { name } b { name } weight shared { key } }
        modularity betweennessSample hidden
      }
    }";

async fn network(store: &Store, variables: Json) -> Json {
    ask(store, NETWORK, variables).await["network"].clone()
}

fn read(file: &Path) -> Json {
    let text = fs::read_to_string(file).expect("the file can be read");
    serde_json::from_str(&text).expect("it is JSON")
}

/// The rows of a small table without its header, quotes taken off.
fn rows(file: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(file).expect("the table can be read");
    let cells = |line: &str| -> Vec<String> {
        let cells = line.split(',');
        cells
            .map(|cell| cell.trim_matches('"').to_owned())
            .collect()
    };
    text.lines().skip(1).map(cells).collect()
}

/// Every actor's figures are those of the table: degree, betweenness and PageRank by name.
fn compare(found: &Json, file: &Path, name: impl Fn(&str) -> String) {
    let actors: BTreeMap<&str, &Json> = list(&found["actors"])
        .iter()
        .map(|actor| (actor["entity"]["name"].as_str().unwrap_or(""), actor))
        .collect();
    let expected = rows(file);
    assert_eq!(actors.len(), expected.len());
    for row in expected {
        let actor = actors[name(&row[0]).as_str()];
        for (field, column) in [("degree", 1), ("betweenness", 2), ("pagerank", 4)] {
            let expected: f64 = row[column].parse().expect("a number");
            let found = number(&actor[field]);
            assert!(
                (found - expected).abs() < 1e-6,
                "{row:?}: {field} is {found}"
            );
        }
    }
}

#[test]
fn the_karate_club_has_the_figures_of_networkx() {
    let Some(directory) = shared("data/networks") else {
        return;
    };
    each_database(async |store| {
        networks::karate(&directory.join("karate"))
            .record(&store)
            .await;
        let found = network(&store, json!({"tie": "COOPERATES_WITH"})).await;
        let name = |id: &str| format!("Member {id}");
        compare(
            &found,
            &directory.join("karate/EXPECTED_per_node.csv"),
            name,
        );
        let expected = &read(&directory.join("EXPECTED.json"))["karate"];
        assert_eq!(list(&found["ties"]).len() as u64, expected["edges"]);
        let best = number(&expected["optimal_modularity"]);
        let modularity = number(&found["modularity"]);
        assert!(
            (modularity - best).abs() < 1e-4,
            "{modularity} instead of {best}"
        );
        assert_eq!(found["betweennessSample"], Json::Null);
        assert_eq!(found["hidden"], 0);
        assert!(
            list(&found["actors"])
                .iter()
                .all(|actor| actor["component"] == 0)
        );
        assert!(
            list(&found["ties"])
                .iter()
                .all(|tie| tie["shared"] == json!([]))
        );
    });
}

#[test]
fn the_women_of_davis_met_as_often_as_is_known() {
    let Some(directory) = shared("data/networks") else {
        return;
    };
    each_database(async |store| {
        networks::davis(&directory.join("davis"))
            .record(&store)
            .await;
        let found = network(&store, json!({"tie": "ATTENDED"})).await;
        let pair = |a: &str, b: &str| BTreeSet::from([a.to_owned(), b.to_owned()]);
        let met: BTreeMap<BTreeSet<String>, Json> = list(&found["ties"])
            .iter()
            .map(|tie| {
                let name = |end: &str| tie[end]["name"].as_str().unwrap_or("").to_owned();
                let shared = u32::try_from(list(&tie["shared"]).len()).expect("a few");
                assert_eq!(tie["weight"], f64::from(shared), "{tie}");
                (pair(&name("a"), &name("b")), tie["weight"].clone())
            })
            .collect();
        let expected = rows(&directory.join("davis/EXPECTED_co_attendance.csv"));
        let weight = |row: &[String]| -> f64 { row[2].parse().expect("a count") };
        let expected: BTreeMap<BTreeSet<String>, Json> = expected
            .iter()
            .map(|row| (pair(&row[0], &row[1]), json!(weight(row))))
            .collect();
        assert_eq!(met, expected);
        let both = network(&store, json!({"tie": "ATTENDED", "direction": "BOTH"})).await;
        compare(
            &both,
            &directory.join("davis/EXPECTED_per_node.csv"),
            str::to_owned,
        );
        let events = network(&store, json!({"tie": "ATTENDED", "direction": "IN"})).await;
        let expected = &read(&directory.join("EXPECTED.json"))["davis"]["event_projection"];
        assert_eq!(list(&events["ties"]).len() as u64, expected["edges"]);
    });
}

/// How many memberships the view shows, by type of the body.
async fn positions(store: &Store, view: &View, types: &[&str]) -> u64 {
    let body = EntityFilter {
        entity_type: Some(types.iter().map(|word| (*word).to_owned()).collect()),
        ..EntityFilter::default()
    };
    let filter = RelationFilter {
        kind: Some(vec![RelationKind::MemberOf]),
        object: Some(Box::new(body)),
        ..RelationFilter::default()
    };
    store.count_relations(view, &filter).await.expect("a count")
}

#[test]
fn the_seimas_has_as_many_members_on_each_date_as_counted() {
    let Some(directory) = shared("data/lt_seimas") else {
        return;
    };
    let expected = read(&directory.join("EXPECTED.json"));
    each_database(async |store| {
        let sheet = seimas::seimas(&directory.join("members_term8.json"));
        sheet.record(&store).await;
        assert_eq!(
            positions(&store, &View::public(), &["UNIT", "GROUP"]).await,
            expected["positions"]
        );
        let dates = expected["at_dates"].as_object().expect("dates");
        for (date, expected) in dates {
            let mut view = View::public();
            view.lens.valid = Some(QueryInterval::parse(date).expect("a date"));
            let counts = [
                ("members_in_office", vec!["OTHER"]),
                ("active_positions", vec!["UNIT", "GROUP"]),
                ("active_unit_positions", vec!["UNIT"]),
            ];
            for (count, types) in counts {
                assert_eq!(
                    positions(&store, &view, &types).await,
                    expected[count],
                    "{date}: {count}"
                );
            }
            biggest(&store, date, &expected["biggest_units"]).await;
        }
        committees(&store, &expected).await;
    });
}

/// The units with the most members on a date, through the public schema.
async fn biggest(store: &Store, date: &str, expected: &Json) {
    let query = "
        query ($date: EDTF!, $name: String!) {
          at(valid: $date) {
            organisations(where: {type: [\"UNIT\"], name: $name}) {
              nodes { name members { totalCount } }
            }
          }
        }";
    for unit in list(expected) {
        let asked = json!({"date": date, "name": unit[0]});
        let found = ask(store, query, asked).await;
        let named = list(&found["at"]["organisations"]["nodes"]).iter();
        let mut counts = named.filter(|found| found["name"] == unit[0]);
        let is_counted = counts.any(|found| found["members"]["totalCount"] == unit[1]);
        assert!(is_counted, "{date}: {unit} is not in {found}");
    }
}

/// Who sat on a committee together, and at the same time.
async fn committees(store: &Store, expected: &Json) {
    let view = View::public();
    let units = store
        .entities_after(&view, -1, 10_000)
        .await
        .expect("units");
    let keys: Vec<&str> = units
        .iter()
        .filter(|unit| unit.entity_type.as_deref() == Some("UNIT") && unit.name.contains("komitet"))
        .map(|unit| unit.key.as_str())
        .collect();
    let asked =
        json!({"tie": "MEMBER_OF", "members": {"kind": ["PERSON"]}, "through": {"key": keys}});
    let found = network(store, asked).await;
    let pairs = &expected["pairs_sharing_a_committee_with_overlapping_dates"];
    assert_eq!(list(&found["ties"]).len() as u64, *pairs);
    assert_eq!(list(&found["actors"]).len() as u64, expected["members"]);
}

#[test]
fn parliaments_in_popolo_have_the_counts_of_their_files() {
    let Some(directory) = shared("data/popolo") else {
        return;
    };
    let expected = read(&directory.join("EXPECTED.json"));
    for (file, expected) in expected.as_object().expect("files") {
        let sheet = popolo::popolo(&directory.join(format!("{file}.popolo.json")));
        each_database(async |store| {
            sheet.record(&store).await;
            let view = View::public();
            let people = EntityFilter {
                kind: Some(vec![EntityKind::Person]),
                ..EntityFilter::default()
            };
            let people = store.count_entities(&view, &people).await.expect("a count");
            assert_eq!(people, expected["persons"], "{file}");
            assert_eq!(
                positions(&store, &view, &["COUNCIL"]).await,
                expected["memberships"]
            );
            parties(&store, expected).await;
            let together = json!({"tie": "MEMBER_OF", "direction": "BOTH"});
            let found = network(&store, together).await;
            let components = list(&found["actors"])
                .iter()
                .map(|actor| &actor["component"]);
            assert!(
                components.into_iter().all(|component| *component == 0),
                "{file}"
            );
        });
    }
}

/// How many memberships each party has.
async fn parties(store: &Store, expected: &Json) {
    let query = "query ($key: String!) { organisation(key: $key) { members { totalCount } } }";
    for (party, members) in expected["members_per_org"].as_object().expect("parties") {
        let asked = json!({"key": popolo::body_key(party)});
        let found = ask(store, query, asked).await;
        assert_eq!(
            &found["organisation"]["members"]["totalCount"], members,
            "{party}"
        );
    }
}

#[test]
fn the_people_of_ldbc_know_one_another_as_counted() {
    let Some(directory) = shared("data/ldbc_snb") else {
        return;
    };
    let expected = read(&directory.join("EXPECTED.json"));
    let knows = &expected["knows_graph"];
    each_database(async |store| {
        ldbc::ldbc(&directory.join("vanilla")).record(&store).await;
        let everybody = json!({"tie": "COOPERATES_WITH", "members": {"kind": ["PERSON"]}});
        let found = network(&store, everybody).await;
        let actors = list(&found["actors"]);
        assert_eq!(actors.len() as u64, knows["nodes"]);
        assert_eq!(list(&found["ties"]).len() as u64, knows["edges"]);
        let mut sizes: BTreeMap<u64, u64> = BTreeMap::new();
        for actor in actors {
            *sizes
                .entry(actor["component"].as_u64().expect("a number"))
                .or_default() += 1;
        }
        let sizes: Vec<u64> = sizes.into_values().take(5).collect();
        assert_eq!(json!(sizes), knows["components"]);
        let by_key: BTreeMap<&str, &Json> = actors
            .iter()
            .map(|actor| (actor["entity"]["key"].as_str().unwrap_or(""), actor))
            .collect();
        for (field, top) in [
            ("betweenness", "top5_betweenness"),
            ("degree", "top5_degree"),
        ] {
            for pair in list(&knows[top]) {
                let key = ldbc::person(pair[0].as_str().expect("an id"));
                let found = number(&by_key[key.as_str()][field]);
                assert!(
                    (found - number(&pair[1])).abs() < 1e-6,
                    "{key}: {field} is {found}"
                );
            }
        }
        let forums = positions(&store, &View::public(), &["GROUP"]).await;
        assert_eq!(forums, expected["rows"]["forum_hasMember_person_0_0.csv"]);
    });
}
