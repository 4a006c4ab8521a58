//! The real graph at another time, and with the municipalities of today.

use entity::vocabulary::Tier;
use serde_json::{Value, json};
use test_support::{Texts, each_graph};

use crate::ask::ask;

fn asked(query: &str, check: impl Fn(&Value)) {
    each_graph(Texts::NotHeld, async |store| {
        check(&ask(&store, Tier::Public, query).await);
    });
}

const AT_THE_VISIT: &str = "statistics(of: PARTICIPANTS, groupBy: [],
      where: {object: {key: [\"ventspils-visit-2019\"]}}, entities: {kind: [MUNICIPALITY]}) { count }
    event(key: \"ventspils-visit-2019\") {
      participants(where: {other: {kind: [MUNICIPALITY]}}) { totalCount } }
    municipality(key: \"kandavas-novads\") { key }
    split: municipality(key: \"aglonas-novads\") { key }
    steps: municipality(key: \"varaklanu-novads\") { key }
    municipalities(where: {country: [\"LV\"], type: [\"COUNTY\", \"STATE_CITY\"]}) { totalCount }";

#[test]
fn fourteen_municipalities_of_2019_are_thirteen_of_today() {
    let query = format!("{{ {AT_THE_VISIT} at(succession: TODAY) {{ {AT_THE_VISIT} }} }}");
    asked(&query, |reply| {
        let event = json!({"participants": {"totalCount": 14}});
        assert_eq!(reply["event"], event);
        assert_eq!(
            reply["at"]["event"], event,
            "facts that become equal are kept"
        );
        assert_eq!(reply["statistics"], json!([{"count": 14}]));
        assert_eq!(
            reply["at"]["statistics"],
            json!([{"count": 13}]),
            "and counted once"
        );
        assert_eq!(reply["municipality"]["key"], "kandavas-novads");
        assert_eq!(reply["at"]["municipality"]["key"], "tukuma-novads-2021");
        assert_eq!(reply["at"]["split"]["key"], "kraslavas-novads-2021");
        assert_eq!(reply["at"]["steps"]["key"], "madonas-novads-2021");
        // Varakļāni went into Madona in 2025.
        assert_eq!(reply["at"]["municipalities"]["totalCount"], 42);
    });
}

#[test]
fn the_reform_of_2021_made_43_municipalities_of_119() {
    let count = "municipalities(where: {country: [\"LV\"], type: [\"COUNTY\", \"STATE_CITY\"]}) { totalCount }";
    let query = format!(
        "{{ before: at(valid: \"2021-06-30\") {{ {count} }} after: at(valid: \"2021-07-01\") {{ {count} }} }}"
    );
    asked(&query, |reply| {
        assert_eq!(reply["before"]["municipalities"]["totalCount"], 119);
        assert_eq!(reply["after"]["municipalities"]["totalCount"], 43);
    });
}

#[test]
fn what_is_not_for_everybody_is_in_no_statistic_of_theirs() {
    let query = "{ statistics(of: FIGURES, groupBy: [MEASURE], entities: {has: {kind: [TOOK_PLACE_IN]}}) { keys }
        all: statistics(of: FIGURES, groupBy: [MEASURE]) { keys } }";
    asked(query, |reply| {
        let hidden = |list: &Value| {
            let rows = list.as_array().unwrap().iter();
            rows.filter(|row| ["pupils", "families"].contains(&row["keys"][0].as_str().unwrap()))
                .count()
        };
        assert_eq!(hidden(&reply["all"]), 0, "{reply}");
    });
}
