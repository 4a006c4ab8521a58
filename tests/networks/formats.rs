//! The formats for tools that draw and measure, read back by networkx and looked at as text.

use std::{path::Path, process::Command};

use serde_json::{Value as Json, json};
use stakegraph::{
    exchange::graph::{Format, csv_edges, csv_nodes, write},
    operations::{
        export,
        graph::{Column, Edge, Graph, Node, Sort, Time, Value},
    },
    store::{RelationFilter, View},
};
use test_support::{Texts, each_graph};

const COLUMNS: &[Column] = &[
    column("note", Sort::Text),
    column("count", Sort::Integer),
    column("part", Sort::Number),
    column("named", Sort::Flag),
];

const fn column(key: &'static str, sort: Sort) -> Column {
    Column {
        key,
        description: "What it says: <& all>.",
        sort,
    }
}

fn node(id: &str, label: &str, time: Option<Time>, values: Vec<Option<Value>>) -> Node {
    Node {
        id: id.into(),
        label: label.into(),
        time,
        values,
    }
}

fn edge(id: &str, ends: (&str, &str), time: Option<Time>) -> Edge {
    Edge {
        id: id.into(),
        source: ends.0.into(),
        target: ends.1.into(),
        label: "member of".into(),
        weight: Some(2.5),
        time,
        values: vec![None; COLUMNS.len()],
    }
}

/// Every sort of value, hard texts, parallel edges, and all that can be said of an end.
fn sample() -> Graph {
    let values = vec![
        Some(Value::text("=1+1, \"so\" & <br>\nā")),
        Some(Value::Integer(-7)),
        Some(Value::Number(0.25)),
        Some(Value::Flag(true)),
    ];
    let day = |day| Some(day);
    let open = Time::new("2018/..", [day(17_532), day(17_896), None, None]);
    let held = Time::new("2018", [None, day(17_896), day(17_532), None]);
    Graph {
        title: "A & B".into(),
        directed: true,
        node_columns: COLUMNS.to_vec(),
        edge_columns: COLUMNS.to_vec(),
        nodes: vec![
            node("E.1", "Ābele \"<A>\"", Some(open.clone()), values),
            node("E.2", "@B", None, vec![None; 4]),
        ],
        edges: vec![
            edge("R.1", ("E.1", "E.2"), Some(open)),
            edge("R.2", ("E.1", "E.2"), Some(held)),
            edge("R.3", ("E.2", "E.1"), None),
        ],
    }
}

fn text(graph: &Graph, format: Format) -> String {
    let mut bytes = Vec::new();
    write(graph, format, &mut bytes).expect("memory takes it");
    String::from_utf8(bytes).expect("it is text")
}

/// What networkx reads of the three formats; none where it is not installed.
fn read_back(graph: &Graph) -> Option<Json> {
    let house = tempfile::tempdir().expect("a directory");
    let files = [
        ("g.gexf", Format::Gexf),
        ("g.graphml", Format::GraphMl),
        ("g.json", Format::Cytoscape),
    ];
    for (name, format) in files {
        std::fs::write(house.path().join(name), text(graph, format)).expect("it is written");
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/networks/read_back.py");
    let ran = Command::new("python3")
        .arg(script)
        .args(files.map(|(name, _)| house.path().join(name)))
        .output();
    let found = ran.as_ref().is_ok_and(|ran| {
        let missing = String::from_utf8_lossy(&ran.stderr).contains("No module named");
        ran.status.success() || !missing
    });
    if !found {
        let required = std::env::var_os("STAKEGRAPH_REQUIRE_SHARED").is_some();
        assert!(!required, "networkx is missing");
        return None;
    }
    let ran = ran.expect("it ran");
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    Some(serde_json::from_slice(&ran.stdout).expect("the script prints JSON"))
}

#[test]
fn networkx_reads_the_same_values_from_every_format() {
    let Some(found) = read_back(&sample()) else {
        println!("not compared: networkx is not installed");
        return;
    };
    for format in ["gexf", "graphml", "cytoscape"] {
        let graph = &found[format];
        assert_eq!(graph["directed"], true, "{format}");
        let data = &graph["nodes"][0][1];
        assert_eq!(graph["nodes"][0][0], "E.1", "{format}");
        assert_eq!(data["note"], "=1+1, \"so\" & <br>\nā", "{format}");
        assert_eq!(data["count"], -7, "{format}");
        assert_eq!(data["part"], 0.25, "{format}");
        assert_eq!(data["named"], true, "{format}");
        assert_eq!(data["period"], "2018/..", "{format}");
        assert_eq!(data["earliestStart"], "2018-01-01", "{format}");
        assert_eq!(data["latestEnd"], Json::Null, "{format}");
        let edges = graph["edges"].as_array().expect("edges");
        assert_eq!(edges.len(), 3, "{format}: parallel edges stay apart");
        assert_eq!(edges[0][2]["weight"], 2.5, "{format}");
    }
    let label = "Ābele \"<A>\"";
    assert_eq!(found["gexf"]["nodes"][0][1]["label"], label);
    assert_eq!(found["graphml"]["nodes"][0][1]["label"], label);
    assert_eq!(found["cytoscape"]["nodes"][0][1]["name"], label);
}

#[test]
fn a_spell_is_never_narrower_than_the_source() {
    let text = text(&sample(), Format::Gexf);
    // 2018/.. began in 2018 and goes on; 2018 of a state may have begun and ended at any time.
    let begun = r#"<spells><spell start="2018-01-01"/></spells>"#;
    assert_eq!(text.matches("<spells>").count(), 2, "{text}");
    assert_eq!(text.matches(begun).count(), 2, "{text}");
    assert!(text.contains(r#"<attvalue for="latestStart" value="2018-12-31"/>"#));
}

#[test]
fn tables_have_stable_headers_and_no_formulas() {
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    csv_nodes(&sample(), &mut nodes).expect("memory takes it");
    csv_edges(&sample(), &mut edges).expect("memory takes it");
    let text = |bytes| String::from_utf8(bytes).expect("it is text");
    assert_eq!(
        text(nodes),
        "id,label,note,count,part,named,period,earliestStart,latestStart,earliestEnd,latestEnd\r\n\
         E.1,\"Ābele \"\"<A>\"\"\",\"'=1+1, \"\"so\"\" & <br>\nā\",-7,0.25,true,2018/..,2018-01-01,2018-12-31,,\r\n\
         E.2,'@B,,,,,,,,,\r\n"
    );
    assert!(text(edges).starts_with(
        "id,source,target,label,weight,note,count,part,named,period,earliestStart,\
         latestStart,earliestEnd,latestEnd\r\n\
         R.1,E.1,E.2,member of,2.5,,,,,2018/..,2018-01-01,2018-12-31,,\r\n"
    ));
}

#[test]
fn the_whole_graph_can_be_read_back_with_its_evidence() {
    each_graph(Texts::NotHeld, async |store| {
        let view = View::public();
        let graph = export::graph(&store, &view).await.expect("it is read");
        let all = RelationFilter::default();
        let relations = store.count_relations(&view, &all).await.expect("a count");
        assert_eq!(graph.edges.len() as u64, relations);
        let Some(found) = read_back(&graph) else {
            return;
        };
        for format in ["gexf", "graphml", "cytoscape"] {
            let count = |what: &str| found[format][what].as_array().map_or(0, Vec::len);
            assert_eq!(count("nodes"), graph.nodes.len(), "{format}");
            assert_eq!(count("edges"), graph.edges.len(), "{format}");
        }
        let edges = found["graphml"]["edges"].as_array().expect("edges");
        for edge in edges {
            assert_ne!(edge[2]["kind"], Json::Null, "{edge}");
            assert_eq!(edge[2]["modality"], json!("ASSERTED"), "{edge}");
            assert_ne!(edge[2]["evidence"], Json::Null, "{edge}");
        }
    });
}

#[test]
fn a_network_can_be_read_back_with_its_measures() {
    each_graph(Texts::NotHeld, async |store| {
        let tie = entity::vocabulary::RelationKind::Attended;
        let graph = export::network(&store, &View::public(), tie).await;
        let graph = graph.expect("it is calculated");
        assert!(!graph.edges.is_empty());
        let Some(found) = read_back(&graph) else {
            return;
        };
        for format in ["gexf", "graphml", "cytoscape"] {
            let found = &found[format];
            assert_eq!(found["directed"], false, "{format}");
            let nodes = found["nodes"].as_array().expect("nodes");
            let degrees: i64 = nodes
                .iter()
                .filter_map(|node| node[1]["degree"].as_i64())
                .sum();
            assert_eq!(
                degrees,
                2 * i64::try_from(graph.edges.len()).expect("few"),
                "{format}"
            );
            assert!(
                nodes.iter().all(|node| node[1]["pagerank"].is_number()),
                "{format}"
            );
            assert_ne!(found["edges"][0][2]["shared"], Json::Null, "{format}");
        }
    });
}
