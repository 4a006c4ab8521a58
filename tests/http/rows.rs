//! Rows as files: for whom, in which form, and what a spreadsheet must not take for a formula.

use std::{collections::BTreeSet, sync::Arc};

use axum::{Router, body::Body};
use entity::vocabulary::{EntityKind::Municipality, RelationKind::Attended, Tier};
use serde_json::Value;
use sha2::{Digest, Sha256};
use stakegraph::{
    graphql,
    http::{App, Options, Readiness, Viewers, router},
    store::Store,
};
use test_support::build::{Dossier, each_store};

use crate::toy::{Reply, send};

fn graph() -> Dossier {
    let mut dossier = Dossier::new("graph");
    dossier.event("visit", Some("2019-10-17"));
    dossier.entity("town", Municipality).content.name = "=SUM(A1), \"the\" town".to_owned();
    dossier
        .relation("town", Attended, "visit")
        .content
        .headcount = Some(2);
    dossier.person("secret").visibility = Tier::Partner;
    dossier.relation("secret", Attended, "visit");
    dossier
}

/// The public routes over the real schema.
fn app(store: &Store) -> Router {
    let hash = hex::encode(Sha256::digest("open-sesame"));
    let viewers = Viewers::parse(&format!("{hash} PARTNER Contact point")).unwrap();
    router(App {
        door: graphql::door(store.clone()),
        viewers: Arc::new(viewers),
        readiness: Readiness::ready(),
        options: Options::default(),
    })
}

async fn get(store: &Store, address: &str, token: Option<&str>) -> Reply {
    let authorization = token.map(|token| format!("Bearer {token}"));
    let headers: Vec<_> = authorization
        .iter()
        .map(|value| ("authorization", value.as_str()))
        .collect();
    send(app(store), "GET", address, &headers, Body::empty()).await
}

fn each_graph(body: impl AsyncFn(Store)) {
    each_store(async |store| {
        graph().record(&store, 0).await.unwrap();
        body(store).await;
    });
}

#[test]
fn a_file_of_values_has_its_header_and_no_formula() {
    each_graph(async |store| {
        let reply = get(&store, "/rows/relations.csv", None).await;
        assert_eq!(reply.status, 200);
        assert_eq!(
            reply.header("content-type"),
            "text/csv; charset=utf-8; header=present"
        );
        assert!(
            reply
                .header("content-disposition")
                .contains("relations.csv")
        );
        let lines: Vec<&str> = reply.text.split_terminator("\r\n").collect();
        assert_eq!(
            lines[0],
            "id,key,kind,role,modality,basis,subjectKey,subjectName,subjectKind,objectKey,objectName,\
             objectKind,supportForm,headcount,edtf,timeStart,timeEnd,startCertain,endCertain,\
             dateOfEvent,visibility,recordedAt"
        );
        assert_eq!(lines.len(), 2);
        assert!(
            lines[1].contains(",town,\"'=SUM(A1), \"\"the\"\" town\",MUNICIPALITY,visit,visit,EVENT,,2,2019-10-17,"),
            "{}",
            lines[1]
        );
        let nothing = get(
            &store,
            "/rows/events.csv?where=%7B%22key%22%3A%5B%5D%7D",
            None,
        )
        .await;
        assert_eq!(
            nothing.text.matches("\r\n").count(),
            1,
            "the header stands alone"
        );
    });
}

#[test]
fn the_other_forms_hold_the_same_rows() {
    each_graph(async |store| {
        let json = get(&store, "/rows/relations.json", None).await;
        let lines = get(&store, "/rows/relations.ndjson", None).await;
        let rows: Vec<Value> = lines
            .text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(json.json(), Value::from(rows));
        assert_eq!(json.json()[0]["subjectName"], "=SUM(A1), \"the\" town");
        assert_eq!(json.json()[0]["timeStart"], "2019-10-17T00:00:00.000000Z");
        assert_eq!(
            json.header("content-type"),
            "application/json; charset=utf-8"
        );
        let empty = get(&store, "/rows/relations.json?valid=1990", None).await;
        assert_eq!(empty.json(), Value::Array(Vec::new()));
    });
}

#[test]
fn a_file_holds_what_its_viewer_may_see() {
    each_graph(async |store| {
        let count = async |token| {
            let reply = get(&store, "/rows/relations.ndjson", token).await;
            (
                reply.text.lines().count(),
                reply.header("cache-control").to_owned(),
            )
        };
        assert_eq!(count(None).await, (1, "no-cache".to_owned()));
        assert_eq!(count(Some("open-sesame")).await, (2, "no-store".to_owned()));
        let wrong = get(&store, "/rows/relations.csv", Some("wrong")).await;
        assert_eq!(wrong.status, 401);
        assert_eq!(wrong.code(), "UNAUTHENTICATED");
    });
}

#[test]
fn a_file_longer_than_a_page_is_whole() {
    each_store(async |store| {
        let mut dossier = Dossier::new("long");
        for number in 0..1_203 {
            dossier.event(&format!("event-{number}"), Some("2019"));
        }
        dossier.record(&store, 0).await.unwrap();
        let csv = get(&store, "/rows/events.csv", None).await;
        assert_eq!(csv.text.matches("\r\n").count(), 1_204);
        let json = get(&store, "/rows/events.json", None).await.json();
        let mut keys: Vec<&str> = json
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["key"].as_str().unwrap())
            .collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 1_203);
    });
}

#[test]
fn what_is_wrong_is_told_before_a_byte_is_sent() {
    each_graph(async |store| {
        for (address, status, code) in [
            ("/rows/nothing.csv", 404, "NOT_FOUND"),
            ("/rows/relations.xls", 404, "NOT_FOUND"),
            ("/rows/relations.csv?what=1", 400, "BAD_USER_INPUT"),
            ("/rows/relations.csv?where=x", 400, "BAD_USER_INPUT"),
            ("/rows/relations.csv?valid=2019~", 400, "BAD_USER_INPUT"),
            (
                "/rows/relations.csv?where=%7B%22role%22%3A%5B%22xpert%22%5D%7D",
                400,
                "BAD_USER_INPUT",
            ),
            ("/rows/relations.csv?known=x", 400, "BAD_USER_INPUT"),
        ] {
            let reply = get(&store, address, None).await;
            assert_eq!(
                (reply.status.as_u16(), reply.code().as_str()),
                (status, code),
                "{address}: {}",
                reply.text
            );
        }
    });
}

/// The fields of a type of the schema that is served.
fn fields(of: &str) -> BTreeSet<String> {
    let sdl = graphql::sdl();
    let (_, from) = sdl.split_once(&format!("\ntype {of} {{\n")).unwrap();
    let (body, _) = from.split_once("\n}").unwrap();
    let names = body.lines().filter_map(|line| line.split_once(": "));
    let names = names.map(|(name, _)| name.trim());
    let is_name = |name: &&str| name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    names.filter(is_name).map(ToOwned::to_owned).collect()
}

#[test]
fn a_file_has_every_column_that_its_rows_have() {
    each_graph(async |store| {
        for (address, of) in [
            ("/rows/relations.csv", "RelationRow"),
            ("/rows/events.csv", "EventRow"),
        ] {
            let reply = get(&store, address, None).await;
            let header = reply.text.lines().next().unwrap().split(',');
            let mut columns: BTreeSet<String> = header.map(ToOwned::to_owned).collect();
            columns.insert("cursor".to_owned());
            assert_eq!(columns, fields(of), "{of}");
        }
    });
}
