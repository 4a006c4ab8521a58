//! Lenses: the graph as it was and as it was known, for all below and for nothing beside.

use entity::{
    id::{Noun, PublicId, number},
    time::Timestamp,
    vocabulary::{
        EntityKind::{Municipality, Project},
        FigureKind, Modality, NameKind,
        RelationKind::{Attended, PartOf, Serves, Supports, TookPlaceIn},
        Tier,
    },
};
use serde_json::{Value, json};
use test_support::build::{Dossier, NOW, each_store};

use crate::world::World;

/// A town that ended, what it supported, and a meeting; some plans; things without a date.
fn graph(name: &str, people: f64) -> Dossier {
    graph_with(name, people, Tier::Public)
}

/// The same, with one person for a tier.
fn graph_with(name: &str, people: f64, anna: Tier) -> Dossier {
    let mut dossier = Dossier::new("graph");
    let town = dossier.entity("town", Municipality);
    town.content.period = Some("../2021-06-30".to_owned());
    town.content.name = name.to_owned();
    dossier.name("town", name, NameKind::Alias);
    dossier.entity("service", Project);
    dossier.event("meeting", Some("2019-10-17/2019-10-18"));
    dossier.person("anna").visibility = anna;
    dossier.relation("town", Supports, "service").content.period = Some("2018/2020".to_owned());
    dossier.relation("anna", Serves, "town");
    dossier.relation("anna", Attended, "meeting");
    dossier.relation("meeting", TookPlaceIn, "town");
    let planned = dossier.relation("service", PartOf, "service");
    planned.content.modality = Modality::Planned;
    dossier.figure("town", "residents", people);
    dossier
        .figure("meeting", "participants", people)
        .content
        .period = Some("2019-10".to_owned());
    let target = dossier.figure("service", "reach", 5.0);
    target.content.kind = FigureKind::Target;
    target.content.modality = Modality::Planned;
    dossier
}

fn each_graph(body: impl AsyncFn(World)) {
    each_store(async |store| {
        graph("Town", 10.0).record(&store, 0).await.unwrap();
        body(World::over(store)).await;
    });
}

fn moment(after: i64) -> String {
    Timestamp(NOW + after).to_string()
}

const EVERYTHING: &str = "entity(key: \"town\") { key }
    municipalities { totalCount nodes { key } }
    relations(orderBy: [KIND_ASC]) { totalCount nodes { kind } }
    project(key: \"service\") { supporters { totalCount nodes { key } } relations { totalCount } }
    person(key: \"anna\") { serves { totalCount } attended { totalCount nodes { key } } }
    figures { totalCount nodes { measure } }
    search(text: \"town\") { totalCount nodes { key } }
    met: entities(where: {has: {kind: [TOOK_PLACE_IN]}}) { totalCount }";

async fn at(world: &World, lens: &str) -> Value {
    let mut data = world
        .data(&format!("{{ at({lens}) {{ {EVERYTHING} }} }}"))
        .await;
    data["at"].take()
}

#[test]
fn what_certainly_was_not_then_is_nowhere() {
    each_graph(async |world| {
        let before = at(&world, "valid: \"2019\"").await;
        assert_eq!(before["entity"]["key"], "town");
        assert_eq!(before["relations"]["totalCount"], 4);
        assert_eq!(before["figures"]["totalCount"], 2);
        let after = at(&world, "valid: \"2022\"").await;
        let nothing = json!({"totalCount": 0, "nodes": []});
        assert_eq!(after["entity"], Value::Null);
        assert_eq!(after["municipalities"], nothing);
        assert_eq!(after["relations"], nothing);
        assert_eq!(after["project"]["supporters"], nothing);
        assert_eq!(after["project"]["relations"]["totalCount"], 0);
        assert_eq!(after["person"]["serves"]["totalCount"], 0);
        assert_eq!(after["person"]["attended"], nothing);
        assert_eq!(after["figures"], nothing);
        assert_eq!(after["search"], nothing);
        assert_eq!(after["met"]["totalCount"], 0);
    });
}

#[test]
fn what_is_known_by_its_id_is_absent_too_with_what_it_was_about() {
    each_graph(async |world| {
        let id = |noun, key| {
            PublicId {
                noun,
                number: number(noun, key),
            }
            .to_string()
        };
        let ids = [
            id(Noun::Entity, "town"),
            id(Noun::Relation, "anna/SERVES/town"),
            id(Noun::Figure, "town/residents"),
            id(Noun::Relation, "service/PART_OF/service"),
        ];
        let query = |lens: &str| {
            let ids = json!(ids);
            format!("{{ at({lens}) {{ nodes(ids: {ids}) {{ id }} }} }}")
        };
        let shown = world.data(&query("valid: \"2020\"")).await;
        let all: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
        assert_eq!(
            shown["at"]["nodes"],
            json!(all),
            "ids are equal under every lens"
        );
        let hidden = world.data(&query("valid: \"2022\"")).await;
        assert_eq!(
            hidden["at"]["nodes"],
            json!([null, null, null, {"id": ids[3]}])
        );
    });
}

#[test]
fn certainty_asks_that_every_reading_fits() {
    each_graph(async |world| {
        let certain = at(&world, "valid: \"2019-11\", certainty: CERTAIN").await;
        let kinds = json!([{"kind": "SUPPORTS"}]);
        assert_eq!(certain["relations"]["nodes"], kinds);
        assert_eq!(certain["figures"]["totalCount"], 0);
        assert_eq!(certain["person"]["serves"]["totalCount"], 0);
    });
}

#[test]
fn during_asks_within_the_days_of_the_lens() {
    each_graph(async |world| {
        let count = async |valid: &str, during: &str| {
            let query = format!(
                "{{ at(valid: \"{valid}\") {{
                     relations(where: {{during: \"{during}\"}}) {{ totalCount }}
                     entities(where: {{during: \"{during}\", kind: [EVENT]}}) {{ totalCount }}
                     figures(where: {{during: \"{during}\"}}) {{ totalCount }} }} }}"
            );
            let data = world.data(&query).await;
            ["relations", "entities", "figures"]
                .map(|list| data["at"][list]["totalCount"].as_u64().unwrap())
        };
        assert_eq!(count("2019", "2019-10/2020").await, [4, 1, 2]);
        // They have November in common, when the meeting was over.
        assert_eq!(count("2019-10/2019-11", "2019-11/2019-12").await, [2, 0, 2]);
        // They have no day in common: not even what is undated is in both.
        assert_eq!(count("2019", "2020").await, [0, 0, 0]);
    });
}

#[test]
fn a_lens_replaces_the_default_modality_and_a_filter_narrows_it() {
    each_graph(async |world| {
        let planned = at(&world, "modality: [PLANNED]").await;
        assert_eq!(planned["relations"]["nodes"], json!([{"kind": "PART_OF"}]));
        assert_eq!(planned["figures"]["nodes"], json!([{"measure": "reach"}]));
        let query = "{ at(modality: [PLANNED, ASSERTED]) {
            both: relations { totalCount }
            one: relations(where: {modality: [PLANNED, NEGATED]}) { totalCount }
            at(modality: [ASSERTED]) { relations { totalCount } } } }";
        let data = world.data(query).await;
        assert_eq!(
            data["at"],
            json!({"both": {"totalCount": 5}, "one": {"totalCount": 1},
                "at": {"relations": {"totalCount": 4}}})
        );
    });
}

#[test]
fn a_lens_within_a_lens_replaces_what_it_gives_and_keeps_the_rest() {
    each_graph(async |world| {
        let query = "{ at(valid: \"2022\", modality: [PLANNED, ASSERTED]) {
            outer: entities(where: {kind: [MUNICIPALITY]}) { totalCount }
            at(valid: \"2019\") { inner: relations { totalCount }
              at(certainty: CERTAIN) { innermost: relations { nodes { kind } } } }
            again: entities(where: {kind: [MUNICIPALITY]}) { totalCount } }
          beside: relations { totalCount } }";
        let data = world.data(query).await;
        let at = &data["at"];
        assert_eq!(at["outer"]["totalCount"], 0);
        assert_eq!(at["again"]["totalCount"], 0);
        assert_eq!(at["at"]["inner"]["totalCount"], 5);
        let kinds = json!([{"kind": "SUPPORTS"}, {"kind": "ATTENDED"}, {"kind": "TOOK_PLACE_IN"}]);
        assert_eq!(at["at"]["at"]["innermost"]["nodes"], kinds);
        assert_eq!(data["beside"]["totalCount"], 4);
    });
}

/// Two recordings: the second renames the town, corrects the numbers and drops the meeting.
async fn amended(world: &World) {
    let mut later = graph("City", 20.0);
    later.person("berta");
    let citation = later.citation(3, 9);
    let serves = later.relation("berta", Serves, "town");
    serves.citations.push(citation);
    later.record(&world.store, 10).await.unwrap();
}

#[test]
fn what_was_known_is_what_was_recorded_by_then() {
    each_graph(async |world| {
        amended(&world).await;
        let fields = "municipality(key: \"town\") { name names { text } version
              figures { value version } servedBy { totalCount nodes { key } } }
            named: municipalities(where: {name: \"city\"}) { totalCount }
            search(text: \"city\") { totalCount edges { matchedName } }
            person(key: \"berta\") { key }
            relations { totalCount } discrepancies { kind }";
        let query = format!(
            "{{ now: at(known: \"{}\") {{ {fields} }} then: at(known: \"{}\") {{ {fields} }}
                never: at(known: \"{}\") {{ {fields} }} today: viewer {{ tier }} {fields} }}",
            moment(10),
            moment(9),
            moment(-1),
        );
        let data = world.data(&query).await;
        let (now, then) = (&data["now"], &data["then"]);
        for list in ["municipality", "named", "search", "person", "relations"] {
            assert_eq!(now[list], data[list], "{list}");
        }
        assert_eq!(now["municipality"]["name"], "City");
        assert_eq!(now["municipality"]["servedBy"]["totalCount"], 2);
        assert_eq!(now["search"]["totalCount"], 1);
        let town = json!({"name": "Town", "names": [{"text": "Town"}, {"text": "town"}], "version": 1,
            "figures": [{"value": 10.0, "version": 1}],
            "servedBy": {"totalCount": 1, "nodes": [{"key": "anna"}]}});
        let mut seen = then["municipality"].clone();
        seen["names"]
            .as_array_mut()
            .unwrap()
            .sort_by_key(ToString::to_string);
        assert_eq!(seen, town);
        assert_eq!(then["named"]["totalCount"], 0);
        assert_eq!(then["search"]["totalCount"], 0);
        assert_eq!(then["person"], Value::Null);
        assert_eq!(then["relations"]["totalCount"], 4);
        assert_eq!(data["never"]["municipality"], Value::Null);
        assert_eq!(data["never"]["relations"]["totalCount"], 0);
    });
}

#[test]
fn a_retracted_fact_stands_under_the_time_at_which_it_was_known() {
    each_graph(async |world| {
        let mut without = Dossier::new("graph");
        without.person("anna");
        without.record(&world.store, 10).await.unwrap();
        let key = "anna/SERVES/town";
        let id = PublicId {
            noun: Noun::Relation,
            number: number(Noun::Relation, key),
        };
        let query = format!(
            "{{ node(id: \"{id}\") {{ ... on Relation {{ retractedAt object {{ key }} }} }}
                at(known: \"{}\") {{ node(id: \"{id}\") {{ ... on Relation {{ retractedAt object {{ key
                  ... on Municipality {{ servedBy {{ totalCount }} }} }} evidence {{ start }} }} }} }} }}",
            moment(5)
        );
        let data = world.data(&query).await;
        assert_eq!(
            data["node"],
            json!({"retractedAt": moment(10), "object": {"key": "town"}})
        );
        let then = json!({"retractedAt": null, "evidence": [],
            "object": {"key": "town", "servedBy": {"totalCount": 1}}});
        assert_eq!(data["at"]["node"], then);
    });
}

#[test]
fn an_earlier_time_opens_nothing_that_was_closed_since() {
    each_graph(async |world| {
        let closed = graph_with("Town", 10.0, Tier::Partner);
        closed.record(&world.store, 10).await.unwrap();
        let query = format!(
            "{{ at(known: \"{}\") {{ person(key: \"anna\") {{ key }} people {{ totalCount }}
                relations(where: {{kind: [SERVES]}}) {{ totalCount }} search(text: \"anna\") {{ totalCount }} }} }}",
            moment(5)
        );
        let public = world.data(&query).await;
        let none = json!({"totalCount": 0});
        assert_eq!(
            public["at"],
            json!({"person": null, "people": none, "relations": none, "search": none})
        );
        let partner = world.data_as(Tier::Partner, &query).await;
        assert_eq!(partner["at"]["relations"]["totalCount"], 1);
    });
}

#[test]
fn lenses_beside_each_other_do_not_mix_and_cost_one_statement_each_more() {
    each_graph(async |world| {
        let both = "{ a: at(valid: \"2019\") { people { nodes { key attended { totalCount nodes { key } } } } }
            b: at(valid: \"2022\") { people { nodes { key attended { totalCount nodes { key } } } } } }";
        let before = world.store.statements();
        let data = world.data(both).await;
        // One of them asks the log for its place, one what was judged.
        assert_eq!(world.store.statements() - before, 8);
        assert_eq!(data["a"]["people"]["nodes"][0]["attended"]["totalCount"], 1);
        assert_eq!(data["b"]["people"]["nodes"][0]["attended"]["totalCount"], 0);
        let same = both.replace("2022", "2019");
        let before = world.store.statements();
        world.data(&same).await;
        assert_eq!(
            world.store.statements() - before,
            4,
            "one lens is read once"
        );
    });
}

#[test]
fn a_question_has_no_doubt() {
    each_graph(async |world| {
        let (code, message) = world
            .error("{ at(valid: \"2019~\") { viewer { tier } } }")
            .await;
        assert_eq!(code, "BAD_USER_INPUT");
        assert!(message.starts_with("valid: "), "{message}");
        let (code, _) = world
            .error("{ at(known: \"2019\") { viewer { tier } } }")
            .await;
        assert_eq!(code, "BAD_USER_INPUT");
    });
}
