//! What dashboards take: the dated facts of an entity in order, and flat rows.

use entity::vocabulary::{
    EntityKind::{Municipality, Project},
    RelationKind::{Attended, PartOf, Serves, Supports, TookPlaceIn},
    Tier,
};
use serde_json::{Value, json};
use test_support::build::{Dossier, each_store};

use crate::world::World;

fn graph() -> Dossier {
    let mut dossier = Dossier::new("graph");
    let town = dossier.entity("town", Municipality);
    town.content.period = Some("2009-07-01/..".to_owned());
    town.content.country = Some("LV".to_owned());
    dossier.entity("project", Project);
    dossier.event("visit", Some("2019-10-17/2019-10-18"));
    dossier.event("someday", None);
    dossier.relation("visit", PartOf, "project");
    dossier.relation("visit", TookPlaceIn, "town");
    dossier.relation("town", Attended, "visit").content.role = Some("expert".to_owned());
    dossier.relation("town", Supports, "project").content.period = Some("2018/2020".to_owned());
    dossier.person("anna");
    dossier.relation("anna", Serves, "town").content.period = Some("2020-06-11".to_owned());
    dossier.person("secret").visibility = Tier::Partner;
    dossier.relation("secret", Attended, "visit");
    dossier.relation("secret", Serves, "town").content.period = Some("2017".to_owned());
    dossier.figure("town", "residents", 100.0).content.period = Some("2011".to_owned());
    dossier.figure("town", "families", 9.0);
    dossier
}

fn each_graph(body: impl AsyncFn(World)) {
    each_store(async |store| {
        graph().record(&store, 0).await.unwrap();
        body(World::over(store)).await;
    });
}

fn entries(list: &Value) -> Vec<String> {
    let entries = list["entries"].as_array().unwrap().iter();
    entries
        .map(|entry| {
            let what = entry["entity"]["key"]
                .as_str()
                .or(entry["relation"]["kind"].as_str())
                .or(entry["figure"]["measure"].as_str());
            format!(
                "{} {}",
                entry["period"]["edtf"].as_str().unwrap(),
                what.unwrap()
            )
        })
        .collect()
}

const ENTRY: &str = "totalCount hasNextPage endCursor
    entries { period { edtf } entity { key } relation { kind } figure { measure } }";

#[test]
fn what_is_dated_of_an_entity_stands_in_order() {
    each_graph(async |world| {
        let query = format!("{{ timeline(of: \"town\") {{ {ENTRY} }} }}");
        let before = world.store.statements();
        let data = world.data(&query).await;
        // One of them asks the log for its place, one what was judged.
        assert_eq!(world.store.statements() - before, 7);
        let expected = [
            "2009-07-01/.. town",
            "2011 residents",
            "2018/2020 SUPPORTS",
            "2019-10-17/2019-10-18 ATTENDED",
            "2019-10-17/2019-10-18 TOOK_PLACE_IN",
            "2020-06-11 SERVES",
        ];
        let mut found = entries(&data["timeline"]);
        found[3..5].sort();
        assert_eq!(found, expected);
        assert_eq!(data["timeline"]["totalCount"], 6);
        let partner = world.data_as(Tier::Partner, &query).await;
        assert_eq!(partner["timeline"]["totalCount"], 7);
    });
}

#[test]
fn a_timeline_goes_on_page_by_page_and_under_its_lens() {
    each_graph(async |world| {
        let all = world
            .data(&format!("{{ timeline(of: \"town\") {{ {ENTRY} }} }}"))
            .await;
        let (mut after, mut found) = (Value::Null, Vec::new());
        loop {
            let query =
                format!("{{ timeline(of: \"town\", first: 2, after: {after}) {{ {ENTRY} }} }}");
            let page = world.data(&query).await["timeline"].take();
            found.extend(entries(&page));
            after = page["endCursor"].clone();
            if page["hasNextPage"] == false {
                break;
            }
        }
        assert_eq!(found, entries(&all["timeline"]));
        let query = format!(
            "{{ at(valid: \"2010\") {{ timeline(of: \"town\") {{ {ENTRY} }} }}
                gone: at(valid: \"2000\") {{ timeline(of: \"town\") {{ {ENTRY} }} }}
                nobody: timeline(of: \"nobody\") {{ totalCount }} secret: timeline(of: \"secret\") {{ totalCount }} }}"
        );
        let data = world.data(&query).await;
        let then = ["2009-07-01/.. town", "2011 residents", "2020-06-11 SERVES"];
        assert_eq!(entries(&data["at"]["timeline"]), then);
        assert_eq!(data["gone"]["timeline"]["totalCount"], 0);
        assert_eq!(data["nobody"], data["secret"]);
    });
}

#[test]
fn a_relation_is_a_row_of_scalars() {
    each_graph(async |world| {
        let query = "{ relationRows { kind role subjectKey subjectName subjectKind objectKey objectKind modality
            edtf timeStart timeEnd startCertain endCertain dateOfEvent } }";
        let before = world.store.statements();
        let data = world.data(query).await;
        // One of them asks the log for its place, one what was judged.
        assert_eq!(world.store.statements() - before, 3);
        let rows = data["relationRows"].as_array().unwrap();
        assert_eq!(rows.len(), 5);
        let row = |kind: &str| rows.iter().find(|row| row["kind"] == kind).unwrap();
        assert_eq!(
            *row("ATTENDED"),
            json!({"kind": "ATTENDED", "role": "expert", "subjectKey": "town", "subjectName": "town",
                "subjectKind": "MUNICIPALITY", "objectKey": "visit", "objectKind": "EVENT",
                "modality": "ASSERTED", "edtf": "2019-10-17/2019-10-18",
                "timeStart": "2019-10-17T00:00:00.000000Z", "timeEnd": "2019-10-18T23:59:59.999999Z",
                "startCertain": true, "endCertain": true, "dateOfEvent": true})
        );
        let attested = row("SERVES");
        assert_eq!(
            attested["timeStart"],
            Value::Null,
            "nobody said when it began"
        );
        assert_eq!(attested["startCertain"], false);
        let dated = row("SUPPORTS");
        assert_eq!(dated["timeEnd"], "2020-12-31T23:59:59.999999Z");
        assert_eq!(dated["endCertain"], false, "some day of 2020");
    });
}

#[test]
fn rows_go_on_after_a_cursor() {
    each_graph(async |world| {
        let (mut after, mut found) = (Value::Null, Vec::new());
        loop {
            let query = format!("{{ relationRows(first: 2, after: {after}) {{ key cursor }} }}");
            let page = world.data(&query).await["relationRows"].take();
            let Some(last) = page.as_array().unwrap().last() else {
                break;
            };
            after = last["cursor"].clone();
            found.extend(
                page.as_array()
                    .unwrap()
                    .iter()
                    .map(|row| row["key"].clone()),
            );
        }
        let all = world.data("{ relationRows { key } }").await;
        let all = all["relationRows"].as_array().unwrap().iter();
        assert_eq!(found, all.map(|row| row["key"].clone()).collect::<Vec<_>>());
        let (code, _) = world.error("{ relationRows(first: 1001) { key } }").await;
        assert_eq!(code, "BAD_USER_INPUT");
    });
}

#[test]
fn an_event_is_a_row_with_its_place_and_project() {
    each_graph(async |world| {
        let query = "{ eventRows { key type status placeKey placeName placeCountry projectKey timeStart edtf } }";
        let before = world.store.statements();
        let data = world.data(query).await;
        // One of them asks the log for its place, one what was judged.
        assert_eq!(world.store.statements() - before, 5);
        assert_eq!(
            data["eventRows"],
            json!([
                {"key": "visit", "type": "VISIT", "status": "UNKNOWN", "placeKey": "town", "placeName": "town",
                 "placeCountry": "LV", "projectKey": "project", "timeStart": "2019-10-17T00:00:00.000000Z",
                 "edtf": "2019-10-17/2019-10-18"},
                {"key": "someday", "type": "VISIT", "status": "UNKNOWN", "placeKey": null, "placeName": null,
                 "placeCountry": null, "projectKey": null, "timeStart": null, "edtf": null}
            ])
        );
    });
}

/// The dashboard that the documentation carries.
const DASHBOARD: &str = include_str!("../../docs/grafana/overview.json");

#[test]
fn every_panel_of_the_dashboard_is_answered_where_it_looks() {
    let dashboard: Value = serde_json::from_str(DASHBOARD).unwrap();
    let valid = &dashboard["templating"]["list"][0]["query"];
    each_graph(async |world| {
        let panels = dashboard["panels"].as_array().unwrap();
        assert_eq!(panels.len(), 6);
        for target in panels.iter().map(|panel| &panel["targets"][0]) {
            let query = target["url_options"]["body_graphql_query"]
                .as_str()
                .unwrap();
            let query = query.replace("${valid}", valid.as_str().unwrap());
            let data = json!({"data": world.data(&query).await});
            let path = |from: &Value, selector: &Value| {
                let pointer = format!("/{}", selector.as_str().unwrap().replace('.', "/"));
                from.pointer(&pointer).cloned()
            };
            let rows = path(&data, &target["root_selector"]).unwrap();
            for column in target["columns"].as_array().unwrap() {
                let mut rows = rows.as_array().unwrap().iter();
                let found = rows.any(|row| path(row, &column["selector"]).is_some());
                assert!(found, "{query} has no {column}");
            }
        }
    });
}
