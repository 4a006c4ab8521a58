//! Pages of lists and of links, forwards and backwards.

use serde_json::{Value, json};

use crate::world::{World, each_world};

async fn page(world: &World, arguments: &str) -> Value {
    let query = format!(
        "{{ entities(orderBy: [KEY_ASC], {arguments}) {{ totalCount nodes {{ key }}
            pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
    );
    world.data(&query).await["entities"].take()
}

fn keys(page: &Value) -> Vec<String> {
    let nodes = page["nodes"].as_array().unwrap().iter();
    nodes
        .map(|node| node["key"].as_str().unwrap().to_owned())
        .collect()
}

fn cursor(text: &str) -> String {
    if text.is_empty() {
        "null".to_owned()
    } else {
        format!("\"{text}\"")
    }
}

#[test]
fn a_list_is_walked_forwards() {
    each_world(async |world| {
        let whole = page(&world, "first: 100").await;
        assert_eq!(whole["totalCount"], keys(&whole).len());
        let (mut walked, mut after) = (Vec::new(), String::new());
        loop {
            let part = page(&world, &format!("first: 3, after: {}", cursor(&after))).await;
            walked.extend(keys(&part));
            assert_eq!(part["pageInfo"]["hasPreviousPage"], !after.is_empty());
            if part["pageInfo"]["hasNextPage"] == json!(false) {
                break;
            }
            part["pageInfo"]["endCursor"]
                .as_str()
                .unwrap()
                .clone_into(&mut after);
        }
        assert_eq!(walked, keys(&whole));
    });
}

#[test]
fn a_list_is_walked_backwards() {
    each_world(async |world| {
        let whole = page(&world, "last: 100").await;
        let (mut walked, mut before) = (Vec::new(), String::new());
        loop {
            let part = page(&world, &format!("last: 4, before: {}", cursor(&before))).await;
            walked.splice(0..0, keys(&part));
            assert_eq!(part["pageInfo"]["hasNextPage"], !before.is_empty());
            if part["pageInfo"]["hasPreviousPage"] == json!(false) {
                break;
            }
            part["pageInfo"]["startCursor"]
                .as_str()
                .unwrap()
                .clone_into(&mut before);
        }
        assert_eq!(walked, keys(&whole));
    });
}

#[test]
fn links_are_paged_for_each_parent() {
    each_world(async |world| {
        let query = "{ event(key: \"visit\") { participants(first: 2, orderBy: [OTHER_NAME_ASC]) {
            totalCount edges { cursor node { key } } pageInfo { hasNextPage endCursor } } } }";
        let data = world.data(query).await;
        let first = &data["event"]["participants"];
        assert_eq!(first["totalCount"], 3);
        assert_eq!(first["edges"][1]["node"]["key"], "berta");
        assert_eq!(first["pageInfo"]["hasNextPage"], true);
        assert_eq!(first["pageInfo"]["endCursor"], first["edges"][1]["cursor"]);
        let after = first["pageInfo"]["endCursor"].as_str().unwrap();
        let query = format!(
            "{{ event(key: \"visit\") {{ participants(first: 2, after: \"{after}\", orderBy: [OTHER_NAME_ASC]) {{
                nodes {{ key }} pageInfo {{ hasNextPage hasPreviousPage }} }} }} }}"
        );
        let data = world.data(&query).await;
        let rest = &data["event"]["participants"];
        assert_eq!(keys(rest), ["county"]);
        let expected = json!({"hasNextPage": false, "hasPreviousPage": true});
        assert_eq!(rest["pageInfo"], expected);
    });
}

#[test]
fn a_page_that_cannot_be_is_refused() {
    each_world(async |world| {
        let wrong = [
            ("first: -1", "first must be from 0 to 100; -1 was given"),
            ("first: 101", "first must be from 0 to 100; 101 was given"),
            ("last: 1000", "last must be from 0 to 100; 1000 was given"),
            (
                "first: 1, last: 1",
                "give first with after, or last with before, not both",
            ),
            (
                "after: \"rubbish\"",
                "after is not a cursor of this list in this order",
            ),
        ];
        for (arguments, expected) in wrong {
            let query = format!("{{ people({arguments}) {{ nodes {{ key }} }} }}");
            let (code, message) = world.error(&query).await;
            assert_eq!((&*code, &*message), ("BAD_USER_INPUT", expected));
        }
    });
}

#[test]
fn events_stand_by_period_and_the_undated_last() {
    each_world(async |world| {
        let query = "{ events { nodes { key } } latest: events(orderBy: [PERIOD_DESC]) { nodes { key } }
            none: events(first: 0) { nodes { key } totalCount pageInfo { startCursor hasNextPage } } }";
        let data = world.data(query).await;
        assert_eq!(keys(&data["events"]), ["visit", "seminar", "someday"]);
        assert_eq!(keys(&data["latest"]), ["seminar", "visit", "someday"]);
        assert_eq!(data["none"]["totalCount"], 3);
        assert_eq!(data["none"]["nodes"], json!([]));
        assert_eq!(data["none"]["pageInfo"]["startCursor"], Value::Null);
    });
}

#[test]
fn what_is_searched_for_is_found_with_the_name_that_fits() {
    each_world(async |world| {
        let query = "{ search(text: \"abele\", kinds: [PERSON]) {
            totalCount edges { score matchedName cursor node { key } } nodes { key } } }";
        let data = world.data(query).await;
        assert_eq!(data["search"]["totalCount"], 1);
        let edge = &data["search"]["edges"][0];
        assert_eq!(edge["matchedName"], "Anna Ābele");
        assert_eq!(edge["node"]["key"], "anna");
    });
}
