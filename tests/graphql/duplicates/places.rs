//! Where two lie speaks for one or for two.

use entity::vocabulary::{
    EntityKind::{Municipality, Organisation},
    RelationKind::{LocatedIn, PartOf, SucceededBy},
    Tier,
};
use serde_json::{Value, json};
use test_support::{
    Texts,
    build::{Dossier, each_store},
    each_graph,
};

use super::{called, pairs};
use crate::world::World;

#[test]
fn what_lies_in_a_town_lies_in_its_county_and_in_the_one_that_came_after() {
    each_store(async |store| {
        let mut dossier = Dossier::new("places");
        for key in ["town", "county", "county-new", "elsewhere"] {
            called(&mut dossier, key, Municipality, &format!("{key} place"));
        }
        dossier.relation("town", PartOf, "county");
        dossier.relation("county", SucceededBy, "county-new");
        for (office, place) in [
            ("office-1", "town"),
            ("office-2", "county-new"),
            ("office-3", "elsewhere"),
        ] {
            called(&mut dossier, office, Organisation, "Sociālais dienests");
            dossier.relation(office, LocatedIn, place);
        }
        dossier.relation("office-2", PartOf, "elsewhere").visibility = Tier::Partner;
        dossier.record(&store, 0).await.unwrap();
        let world = World::over(store);
        assert_eq!(pairs(&world).await, ["office-1 office-2"]);
        let query =
            "{ duplicates { totalCount nodes { features { evidence weight entities { key } } } } }";
        let found = world.data(query).await["duplicates"]["nodes"][0]["features"].take();
        let found = found.as_array().unwrap().iter();
        let place: Vec<&Value> = found
            .filter(|feature| feature["evidence"] == "PLACE")
            .collect();
        assert_eq!(
            json!(place),
            json!([{"evidence": "PLACE", "weight": 0.5,
                "entities": [{"key": "town"}, {"key": "county-new"}]}])
        );
        // Who sees that the second also lies elsewhere does not see the two apart.
        let partner = world.data_as(Tier::Partner, query).await;
        assert_eq!(partner["duplicates"]["totalCount"], 2);
    });
}

#[test]
fn in_the_graph_no_office_is_that_of_another_municipality_and_no_platform_its_fourth() {
    each_graph(Texts::NotHeld, async |store| {
        let found = pairs(&World::over(store)).await;
        let wrong = [
            "valkas-socialais-dienests ventspils-socialais-dienests",
            "latvijas-romu-platforma latvijas-romu-platforma-i",
            "latvijas-romu-platforma latvijas-romu-platforma-iv",
            "latvijas-romu-platforma-i latvijas-romu-platforma-iv",
        ];
        for pair in wrong {
            assert!(!found.iter().any(|known| known == pair), "{found:?}");
        }
    });
}
