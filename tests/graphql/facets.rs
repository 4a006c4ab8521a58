//! Searches narrowed by a filter, and what was found counted in groups.

use entity::vocabulary::{
    EntityKind::{Municipality, Organisation, Person},
    RelationKind::{Attended, LocatedIn, WorksFor},
    Tier,
};
use serde_json::{Value, json};
use test_support::build::{Dossier, each_store};

use crate::world::World;

/// Many that are called Liepa, and some that are not.
fn names() -> Dossier {
    let mut dossier = Dossier::new("facets");
    for (key, name, country) in [
        ("kuldiga", "Kuldīgas novads", "LV"),
        ("tartu", "Tartu", "EE"),
    ] {
        let place = dossier.called(key, Municipality, name);
        place.content.country = Some(country.to_owned());
    }
    for (key, name, of, country) in [
        ("o1", "Liepas skola", "SCHOOL", "LV"),
        ("o2", "Liepas ģimnāzija", "SCHOOL", "LV"),
        ("o3", "Liepa Koguduse Kool", "SCHOOL", "EE"),
        ("o4", "Liepas biedrība", "ASSOCIATION", "LV"),
        ("o5", "Ozola skola", "SCHOOL", "LV"),
        ("secret", "Liepas padome", "COUNCIL", "LV"),
    ] {
        let body = dossier.called(key, Organisation, name);
        body.content.entity_type = Some(of.to_owned());
        body.content.country = Some(country.to_owned());
        if key == "secret" {
            body.visibility = Tier::Partner;
        }
    }
    dossier.called("p1", Person, "Anna Liepa");
    dossier.called("p2", Person, "Jānis Liepa");
    dossier.event("visit", Some("2019-10"));
    dossier.relation("p1", Attended, "visit").content.role = Some("speaker".to_owned());
    dossier.relation("p2", WorksFor, "kuldiga");
    dossier.relation("o1", LocatedIn, "kuldiga");
    dossier.relation("o2", LocatedIn, "kuldiga");
    dossier.relation("o3", LocatedIn, "tartu");
    dossier
}

fn each_index(body: impl AsyncFn(World)) {
    each_store(async |store| {
        names().record(&store, 0).await.unwrap();
        body(World::over(store)).await;
    });
}

async fn search(world: &World, tier: Tier, rest: &str) -> Value {
    let mut data = world
        .data_as(tier, &format!("{{ search(text: \"Liepas\" {rest} }}"))
        .await;
    data["search"].take()
}

/// The groups as pairs.
fn pairs(groups: &Value) -> Vec<(String, u64)> {
    let pair = |group: &Value| {
        (
            group["key"].as_str().unwrap().to_owned(),
            group["count"].as_u64().unwrap(),
        )
    };
    groups.as_array().unwrap().iter().map(pair).collect()
}

#[test]
fn what_was_found_divides_by_what_the_database_knows_of_it() {
    each_index(async |world| {
        let found = search(
            &world,
            Tier::Public,
            ") { totalCount types: groups(by: TYPE) { key count }
                 countries: groups(by: COUNTRY) { key count }
                 places: groups(by: MUNICIPALITY) { key count entity { key } } }",
        )
        .await;
        assert_eq!(found["totalCount"], 6, "{found}");
        let of = |word: &str, count| (word.to_owned(), count);
        assert_eq!(
            pairs(&found["types"]),
            [of("SCHOOL", 3), of("ASSOCIATION", 1)]
        );
        assert_eq!(pairs(&found["countries"]), [of("LV", 3), of("EE", 1)]);
        assert_eq!(
            found["places"],
            json!([
                {"key": "kuldiga", "count": 3, "entity": {"key": "kuldiga"}},
                {"key": "tartu", "count": 1, "entity": {"key": "tartu"}}
            ])
        );
    });
}

#[test]
fn a_group_has_as_many_as_the_filter_that_it_stands_for_leaves() {
    each_index(async |world| {
        for (by, filter) in [
            ("TYPE", "type: [\"SCHOOL\"]"),
            ("COUNTRY", "country: [\"LV\"]"),
            (
                "MUNICIPALITY",
                "has: {kind: [LOCATED_IN, WORKS_FOR], object: {key: [\"kuldiga\"]}}",
            ),
        ] {
            for tier in [Tier::Public, Tier::Partner] {
                let groups = search(
                    &world,
                    tier,
                    &format!(") {{ groups(by: {by}) {{ key count }} }}"),
                )
                .await;
                let (_, greatest) = pairs(&groups["groups"]).remove(0);
                let rest = format!(
                    ", where: {{{filter}}}) {{ totalCount facets {{ count }} nodes {{ key }} }}"
                );
                let narrowed = search(&world, tier, &rest).await;
                assert_eq!(narrowed["totalCount"], greatest, "{by} {tier}");
                assert_eq!(narrowed["nodes"].as_array().unwrap().len() as u64, greatest);
                let by_kind = narrowed["facets"].as_array().unwrap().iter();
                let by_kind: u64 = by_kind.map(|facet| facet["count"].as_u64().unwrap()).sum();
                assert_eq!(by_kind, greatest, "of every kind");
            }
        }
    });
}

#[test]
fn a_narrowed_search_keeps_its_order_and_pages() {
    each_index(async |world| {
        let keys = |found: &Value| -> Vec<String> {
            let nodes = found["nodes"].as_array().unwrap().iter();
            nodes
                .map(|node| node["key"].as_str().unwrap().to_owned())
                .collect()
        };
        let all = keys(&search(&world, Tier::Public, ") { nodes { key } }").await);
        let schools = "kinds: [ORGANISATION], where: {not: {country: [\"EE\"]}}";
        let wanted: Vec<_> = ["o1", "o2", "o4"].map(str::to_owned).into();
        let expected: Vec<_> = all.into_iter().filter(|key| wanted.contains(key)).collect();
        let (mut found, mut after) = (Vec::new(), String::new());
        loop {
            let rest = format!(
                ", {schools}, first: 1 {after}) {{ nodes {{ key }} pageInfo {{ hasNextPage endCursor }} }}"
            );
            let page = search(&world, Tier::Public, &rest).await;
            found.extend(keys(&page));
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = format!(", after: {}", page["pageInfo"]["endCursor"]);
        }
        assert_eq!(found, expected);
    });
}

#[test]
fn whoever_may_not_see_one_is_not_told_its_group() {
    each_index(async |world| {
        let rest = ") { totalCount groups(by: TYPE) { key } }";
        let public = search(&world, Tier::Public, rest).await;
        let partner = search(&world, Tier::Partner, rest).await;
        assert!(!public.to_string().contains("COUNCIL"), "{public}");
        assert!(partner.to_string().contains("COUNCIL"), "{partner}");
        assert_eq!(partner["totalCount"], 7);
    });
}

#[test]
fn a_dimension_that_entities_lack_is_refused_by_name() {
    each_index(async |world| {
        let (code, message) = world
            .error("{ search(text: \"Liepas\") { groups(by: MEASURE) { key } } }")
            .await;
        assert_eq!(code, "BAD_USER_INPUT");
        assert!(
            message.contains("MEASURE") && message.contains("COUNTRY"),
            "{message}"
        );
    });
}
