//! Contradictions: both sides are shown, and only to those who see both.

use entity::{
    draft::Value as Given,
    vocabulary::{
        EntityKind::{Municipality, Organisation, Project},
        RelationKind::{Attended, Concerns, Documents, Implements, PartOf, Realises, Serves},
        Tier,
    },
};
use serde_json::{Value, json};
use stakegraph::store::Store;
use test_support::{
    Texts,
    build::{Dossier, each_store},
    each_graph,
};

use crate::world::World;

const QUERY: &str = "discrepancies { kind about { key } measure sides { figure { value } count edtf
    relations { kind subject { key } } evidence { start document { key } } } }";

/// What was found about an entity, each with its kind, and the whole of the only one.
async fn found(world: &World, tier: Tier, about: &str) -> Vec<Value> {
    let query = format!(
        "{{ {} }}",
        QUERY.replacen("s {", &format!("s(about: \"{about}\") {{"), 1)
    );
    let data = world.data_as(tier, &query).await;
    data["discrepancies"].as_array().unwrap().clone()
}

fn kinds(found: &[Value]) -> Vec<&str> {
    found
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect()
}

fn typed(dossier: &mut Dossier, key: &str, of_type: &str) {
    dossier.entity(key, Project).content.entity_type = Some(of_type.to_owned());
}

/// Two municipalities listed of three stated, one named mediator of two stated, parts that do
/// not add up, and two sources that differ.
fn figures() -> Dossier {
    let mut dossier = Dossier::new("figures");
    dossier.event("visit", Some("2019"));
    for key in ["north", "south"] {
        dossier.entity(key, Municipality);
        dossier.relation(key, Attended, "visit");
    }
    let citation = dossier.citation(5, 7);
    dossier
        .figure("visit", "municipalities", 3.0)
        .citations
        .push(citation);
    typed(&mut dossier, "mediation", "SERVICE");
    typed(&mut dossier, "mediation-north", "SERVICE");
    dossier.relation("mediation-north", PartOf, "mediation");
    dossier.person("anna");
    dossier.person("somebody").content.named = Some(false);
    dossier.relation("anna", Implements, "mediation-north");
    dossier.relation("somebody", Implements, "mediation");
    dossier.figure("mediation", "mediators", 2.0);
    dossier.figure("visit", "reach", 10.0);
    for (part, value) in [("a", 4.0), ("b", 5.0)] {
        let figure = dossier.figure("visit", "reach", value);
        figure.content.key = format!("visit/reach/{part}");
        figure.content.group = Some(part.to_owned());
        figure.content.part_of = Some("visit/reach".to_owned());
    }
    dossier.figure("mediation", "meetings", 4.0);
    dossier.figure("mediation", "meetings", 5.0).content.key =
        "mediation/meetings/other".to_owned();
    dossier
}

#[test]
fn figures_are_held_against_lists_and_figures() {
    each_store(async |store| {
        figures().record(&store, 0).await.unwrap();
        let world = World::over(store);
        let visit = found(&world, Tier::Public, "visit").await;
        assert_eq!(kinds(&visit), ["STATED_LISTED", "PARTS_SUM"]);
        assert_eq!(visit[0]["measure"], "municipalities");
        let [stated, listed] = [&visit[0]["sides"][0], &visit[0]["sides"][1]];
        assert_eq!(stated["figure"]["value"], 3.0);
        assert_eq!(
            stated["evidence"][0],
            json!({"start": 5, "document": {"key": "figures-document"}})
        );
        assert_eq!(
            (&listed["figure"], &listed["count"]),
            (&Value::Null, &json!(2))
        );
        assert_eq!(listed["relations"].as_array().unwrap().len(), 2);
        assert_eq!(visit[1]["sides"].as_array().unwrap().len(), 3);
        let mediation = found(&world, Tier::Public, "mediation").await;
        assert_eq!(kinds(&mediation), ["STATED_NAMED", "SOURCES"]);
        assert_eq!(
            mediation[0]["sides"][1]["relations"][0]["subject"]["key"],
            "anna"
        );
        let all = world.data("{ discrepancies { kind } }").await;
        assert_eq!(all["discrepancies"].as_array().unwrap().len(), 4);
    });
}

#[test]
fn sources_contradict_when_no_value_fits_both() {
    each_store(async |store| {
        let mut dossier = Dossier::new("ranges");
        for (about, lower, upper) in [("fits", 20.0, 30.0), ("differs", 26.0, 30.0)] {
            dossier.event(about, None);
            dossier.figure(about, "meetings", 25.0);
            let range = dossier.figure(about, "meetings", 0.0);
            range.content.key = format!("{about}/meetings/range");
            range.content.value = None;
            range.content.lower = Some(lower);
            range.content.upper = Some(upper);
        }
        dossier.record(&store, 0).await.unwrap();
        let world = World::over(store);
        let differs = found(&world, Tier::Public, "differs").await;
        assert_eq!(kinds(&differs), ["SOURCES"]);
        assert_eq!(kinds(&found(&world, Tier::Public, "fits").await), [""; 0]);
    });
}

#[test]
fn what_agrees_is_no_contradiction() {
    each_store(async |store| {
        let mut dossier = figures();
        dossier.entity("east", Municipality);
        dossier.relation("east", Attended, "visit");
        dossier.person("berta");
        dossier.relation("berta", Implements, "mediation");
        let rest = dossier.figure("visit", "reach", 1.0);
        rest.content.key = "visit/reach/c".to_owned();
        rest.content.part_of = Some("visit/reach".to_owned());
        dossier.record(&store, 0).await.unwrap();
        let world = World::over(store);
        assert_eq!(kinds(&found(&world, Tier::Public, "visit").await), [""; 0]);
        assert_eq!(
            kinds(&found(&world, Tier::Public, "mediation").await),
            ["SOURCES"]
        );
    });
}

#[test]
fn a_hidden_figure_contradicts_nothing_that_the_public_sees() {
    each_store(async |store| {
        let mut dossier = Dossier::new("hidden");
        typed(&mut dossier, "service", "SERVICE");
        dossier.figure("service", "families", 10.0).visibility = Tier::Partner;
        let other = dossier.figure("service", "families", 11.0);
        other.content.key = "service/families/other".to_owned();
        other.visibility = Tier::Partner;
        dossier.record(&store, 0).await.unwrap();
        let world = World::over(store);
        assert_eq!(
            kinds(&found(&world, Tier::Public, "service").await),
            [""; 0]
        );
        assert_eq!(
            kinds(&found(&world, Tier::Partner, "service").await),
            ["SOURCES"]
        );
    });
}

#[test]
fn a_report_that_tells_of_later_things_is_shown_with_them() {
    each_store(async |store| {
        let mut dossier = Dossier::new("report");
        dossier.event("meeting", Some("2020-02-06"));
        dossier.relation("report-document", Documents, "meeting");
        dossier.entity("mediators", Organisation);
        dossier.entity("town", Municipality);
        let citation = dossier.citation(1, 2);
        let later = dossier.relation("mediators", Serves, "town");
        later.content.period = Some("2020-03/".to_owned());
        later.citations.push(citation);
        dossier.record(&store, 0).await.unwrap();
        let world = World::over(store);
        let meeting = found(&world, Tier::Public, "meeting").await;
        assert_eq!(kinds(&meeting), ["DATES"]);
        assert_eq!(meeting[0]["sides"][0]["edtf"], "2020-02-06");
        assert_eq!(meeting[0]["sides"][1]["edtf"], "2020-03/");
        assert_eq!(
            meeting[0]["sides"][1]["relations"][0]["subject"]["key"],
            "mediators"
        );
    });
}

#[test]
fn periods_and_a_duration_that_cannot_all_be_are_shown_together() {
    each_store(async |store| {
        let mut dossier = Dossier::new("periods");
        typed(&mut dossier, "service", "SERVICE");
        dossier.event("seminar", Some("2020-06-11"));
        let goal = dossier.relation("seminar", Concerns, "service");
        goal.content.period = Some("2019-09/2020-05".to_owned());
        let evaluated = dossier.relation("periods-document", Concerns, "service");
        evaluated.content.period = Some("2019-09-05/2020-04-30".to_owned());
        let months = dossier.figure("service", "duration", 10.0);
        months.content.unit = Some("months".to_owned());
        months.content.value = Some(Given::Given(10.0));
        dossier.record(&store, 0).await.unwrap();
        let world = World::over(store);
        let service = found(&world, Tier::Public, "service").await;
        assert_eq!(kinds(&service), ["DATES"]);
        let sides = service[0]["sides"].as_array().unwrap();
        let mut edtf: Vec<_> = sides
            .iter()
            .filter_map(|side| side["edtf"].as_str())
            .collect();
        edtf.sort_unstable();
        assert_eq!(edtf, ["2019-09-05/2020-04-30", "2019-09/2020-05"]);
        assert!(sides.iter().any(|side| side["figure"]["value"] == 10.0));
    });
}

#[test]
fn a_plan_without_a_report_is_shown_beside_those_that_have_one() {
    each_store(async |store| {
        let mut dossier = Dossier::new("plans");
        typed(&mut dossier, "project", "PROJECT");
        for key in ["visit-a", "visit-b"] {
            typed(&mut dossier, key, "ACTIVITY");
            dossier.relation(key, PartOf, "project");
        }
        dossier.event("held", Some("2019-10-17"));
        dossier.relation("held", Realises, "visit-a");
        dossier.record(&store, 0).await.unwrap();
        let world = World::over(store);
        let open = found(&world, Tier::Public, "visit-b").await;
        assert_eq!(kinds(&open), ["PLANNED_REPORTED"]);
        assert_eq!(
            open[0]["sides"][1]["relations"][0]["subject"]["key"],
            "held"
        );
        assert_eq!(
            kinds(&found(&world, Tier::Public, "visit-a").await),
            [""; 0]
        );
        let all = world.data("{ discrepancies { kind about { key } } }").await;
        let expected = json!([{"kind": "PLANNED_REPORTED", "about": {"key": "visit-b"}}]);
        assert_eq!(all["discrepancies"], expected);
    });
}

/// What the five documents leave open or say twice, as COVERAGE lists it: G01, G02, G03, G04, G09
/// and the other plans that no report tells of. Their sums agree, and no two of them differ in a
/// figure.
#[test]
fn the_five_documents_contradict_themselves_where_a_reader_finds_it() {
    each_graph(Texts::Held, as_a_reader_finds_it);
    each_graph(Texts::NotHeld, as_a_reader_finds_it);
}

async fn as_a_reader_finds_it(store: Store) {
    let world = World::over(store);
    for tier in [Tier::Public, Tier::Partner] {
        let query = "{ discrepancies { kind about { key } measure sides { figure { value } count edtf } } }";
        let data = world.data_as(tier, query).await;
        let (plans, rest): (Vec<_>, Vec<_>) = list(&data["discrepancies"])
            .iter()
            .partition(|found| found["kind"] == "PLANNED_REPORTED");
        let rest: Vec<_> = rest.iter().map(|found| told(found)).collect();
        let expected = [
            "STATED_NAMED roma-mediation mediators 5 | 4",
            "DATES roma-mediation - 2019-09/2020-05 | 2019-09-05/2020-04-30 | 10",
            "DATES valga-meeting-2020 - 2020-02-06 | 2020-03/ | 2020-03/",
            "STATED_LISTED ventspils-visit-2019 municipalities 13 | 14",
        ];
        assert_eq!(rest, expected);
        let plans: Vec<_> = plans.iter().map(|found| &found["about"]["key"]).collect();
        assert_eq!(plans.len(), 10);
        for planned in ["visit-talsi-planned", "visit-sabile-planned"] {
            assert!(plans.contains(&&json!(planned)), "{plans:?}");
        }
        let held = [
            "mediator-seminar-iv",
            "visit-ventspils-planned",
            "valga-meeting-planned",
        ];
        assert!(held.iter().all(|held| !plans.contains(&&json!(held))));
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// A contradiction in a line: what each side says.
fn told(found: &Value) -> String {
    let side = |side: &Value| match (&side["figure"]["value"], &side["count"], &side["edtf"]) {
        (Value::Number(value), _, _) => value.as_f64().unwrap().to_string(),
        (_, Value::Number(count), _) => count.to_string(),
        (_, _, edtf) => edtf.as_str().unwrap().to_owned(),
    };
    let sides: Vec<_> = list(&found["sides"]).iter().map(side).collect();
    format!(
        "{} {} {} {}",
        found["kind"].as_str().unwrap(),
        found["about"]["key"].as_str().unwrap(),
        found["measure"].as_str().unwrap_or("-"),
        sides.join(" | ")
    )
}

#[test]
fn the_statements_do_not_grow_with_the_facts() {
    each_store(async |store| {
        figures().record(&store, 0).await.unwrap();
        let world = World::over(store);
        let before = world.store.statements();
        world.data("{ discrepancies { kind } }").await;
        // One of them asks the log for its place, one what was judged.
        assert_eq!(world.store.statements() - before, 12);
    });
}
