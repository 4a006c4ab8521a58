//! What an operator sees of the server: metrics, slow operations, spans, and nobody's data.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use test_support::{House, Server};

use crate::binary::new_house;

const LATE: Duration = Duration::from_secs(60);

/// Stands in variables, literals and headers, and must be told nowhere.
const PRIVATE: &str = "Zaiga-Privata";

fn server(house: &House, settings: &[(&str, &str)]) -> Server {
    let mut command = house.command(&["serve", "--bind", "127.0.0.1:0", "--empty"]);
    command.envs(settings.iter().copied());
    Server::start(command)
}

fn ask(server: &Server, query: &str) -> String {
    let variables = serde_json::json!({ "name": PRIVATE });
    let body = serde_json::json!({ "query": query, "variables": variables });
    let headers = "content-type: application/json\r\n";
    server.send("POST", "/graphql", headers, &body.to_string())
}

/// An operation that reads, named so that it can be found, and with something private in it.
fn named(name: &str) -> String {
    format!(
        "query {name}($name: String!) {{ people(where: {{ name: $name }}) {{ totalCount nodes {{ key }} }} \
         other: people(where: {{ name: \"{PRIVATE}\" }}) {{ totalCount }} }}"
    )
}

/// What is told at the address that the server said it shows metrics at.
fn scraped(server: &Server) -> String {
    let said = server.said();
    let (_, rest) = said
        .split_once("metrics on http://")
        .expect("it says where");
    let address = rest.split('/').next().unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET /metrics HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut page = String::new();
    stream.read_to_string(&mut page).unwrap();
    assert!(page.starts_with("HTTP/1.1 200"), "{page}");
    page
}

#[test]
fn metrics_are_scraped_on_a_port_of_their_own() {
    let house = new_house();
    let server = server(&house, &[("STAKEGRAPH__METRICS__BIND", "127.0.0.1:0")]);
    assert!(ask(&server, &named("Counted")).contains("totalCount"));
    assert!(ask(&server, "{ nope }").contains("GRAPHQL_VALIDATION_FAILED"));
    let page = scraped(&server);
    for expected in [
        "stakegraph_operation_seconds_count{operation=\"Counted\",type=\"query\",outcome=\"ok\"} 1",
        "stakegraph_refusals_total{reason=\"GRAPHQL_VALIDATION_FAILED\"} 1",
        "stakegraph_errors_total{code=\"GRAPHQL_VALIDATION_FAILED\"} 1",
        "stakegraph_http_requests_total{method=\"POST\",route=\"/graphql\",status=\"200\"} 2",
        "stakegraph_operation_cost_count{of=\"actual\"} 1",
        "stakegraph_cache_total{cache=\"documents\",found=\"false\"} 2",
        "stakegraph_sql_seconds_count{failed=\"false\"}",
        "stakegraph_database_connections{state=\"idle\"}",
        "stakegraph_requests_under_way 0",
        "stakegraph_streams{of=\"subscriptions\"} 0",
        "stakegraph_ready 1",
        "# HELP stakegraph_operation_seconds ",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
    assert!(!page.contains(PRIVATE));
    // The public port does not show them.
    assert!(server.get("/metrics").starts_with("HTTP/1.1 404"));
}

#[test]
fn clients_cannot_make_the_number_of_series_grow() {
    let house = new_house();
    let server = server(&house, &[("STAKEGRAPH__METRICS__BIND", "127.0.0.1:0")]);
    for number in 0..150 {
        ask(&server, &format!("query Name{number} {{ __typename }}"));
    }
    server.send("BREW", "/graphql", "", "");
    server.get("/nothing-here-42");
    let page = scraped(&server);
    let series = page
        .lines()
        .filter(|line| line.starts_with("stakegraph_operation_seconds_count"));
    assert_eq!(series.count(), 101);
    let others =
        "stakegraph_operation_seconds_count{operation=\"other\",type=\"query\",outcome=\"ok\"} 50";
    assert!(page.contains(others), "{page}");
    assert!(
        !page.contains("BREW") && !page.contains("nothing-here"),
        "{page}"
    );
}

#[test]
fn the_log_names_slow_operations_by_their_hash_and_nobody_by_name() {
    for format in ["text", "json"] {
        let house = new_house();
        let settings = [
            ("STAKEGRAPH__LOG__FILTER", "info,stakegraph=trace"),
            ("STAKEGRAPH__LOG__FORMAT", format),
            ("STAKEGRAPH__LOG__SLOW", "0"),
        ];
        let server = server(&house, &settings);
        let query = named("Slow");
        assert!(ask(&server, &query).contains("totalCount"));
        assert!(ask(&server, &query.replace("{ key }", "{ nothing }")).contains("errors"));
        server.send(
            "GET",
            &format!("/nowhere/{PRIVATE}"),
            &format!("authorization: Bearer {PRIVATE}\r\n"),
            "",
        );
        server.signal("TERM");
        let (exit, said) = server.ended();
        assert_eq!(exit, 0, "{said}");
        assert!(said.contains("a slow operation"), "{said}");
        use sha2::{Digest, Sha256};
        assert!(
            said.contains(&hex::encode(Sha256::digest(&query))),
            "{said}"
        );
        assert!(
            said.contains("operation") && said.contains("Slow"),
            "{said}"
        );
        assert!(!said.contains(PRIVATE), "{said}");
        assert!(!said.contains(&PRIVATE.to_lowercase()), "{said}");
    }
}

/// A collector that takes whatever comes, and what it was sent.
struct Collector {
    address: String,
    taken: Arc<Mutex<Vec<u8>>>,
}

impl Collector {
    fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&taken);
        thread::spawn(move || {
            for stream in listener.incoming() {
                take(stream.unwrap(), &all);
            }
        });
        Self { address, taken }
    }

    fn holds(&self, text: &str) -> bool {
        let taken = self.taken.lock().unwrap();
        taken
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    }
}

/// Reads a request whole and answers it.
fn take(mut stream: TcpStream, all: &Mutex<Vec<u8>>) {
    let mut request = Vec::new();
    let mut buffer = [0; 65_536];
    loop {
        let read = stream.read(&mut buffer).unwrap();
        if read == 0 {
            break;
        }
        request.extend_from_slice(&buffer[..read]);
        let Some(end) = request.windows(4).position(|window| window == b"\r\n\r\n") else {
            continue;
        };
        let head = String::from_utf8_lossy(&request[..end]).to_lowercase();
        let (_, length) = head
            .split_once("content-length: ")
            .expect("it has a length");
        let length: usize = length.lines().next().unwrap().parse().unwrap();
        if request.len() >= end + 4 + length {
            break;
        }
    }
    all.lock().unwrap().extend_from_slice(&request);
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    stream.write_all(answer.as_bytes()).unwrap();
}

#[test]
fn spans_leave_to_a_collector_with_statements_and_without_values() {
    let collector = Collector::new();
    let endpoint = format!("http://{}/v1/traces", collector.address);
    let house = new_house();
    let server = server(&house, &[("STAKEGRAPH__TRACING__ENDPOINT", &endpoint)]);
    // The graph in memory holds no names in all their forms.
    let query = named("Traced").replace("{ key }", "{ key names { text } }");
    assert!(ask(&server, &query).contains("totalCount"));
    server.signal("TERM");
    let (exit, said) = server.ended();
    assert_eq!(exit, 0, "{said}");
    let until = Instant::now() + LATE;
    while !collector.holds("Traced") && Instant::now() < until {
        thread::sleep(Duration::from_millis(20));
    }
    for expected in [
        "POST /v1/traces",
        "stakegraph",
        "operation",
        "Traced",
        "graphql.document.hash",
        "batch",
        "entity_pages",
        "db.query.text",
        "SELECT",
    ] {
        assert!(collector.holds(expected), "{expected}");
    }
    assert!(!collector.holds(PRIVATE));
}

#[test]
fn a_collector_that_is_gone_holds_nothing_up() {
    let house = new_house();
    // A port on which nobody listens any more.
    let gone = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let endpoint = format!("http://{gone}/v1/traces");
    let server = server(&house, &[("STAKEGRAPH__TRACING__ENDPOINT", &endpoint)]);
    assert!(ask(&server, &named("Lonely")).contains("totalCount"));
    server.signal("TERM");
    let (exit, said) = server.ended();
    assert_eq!(exit, 0, "{said}");
}

#[test]
fn settings_that_lead_nowhere_are_refused() {
    for (name, value, word) in [
        ("STAKEGRAPH__METRICS__BIND", "everywhere", "metrics.bind"),
        (
            "STAKEGRAPH__TRACING__ENDPOINT",
            "https://collector.example",
            "tracing.endpoint",
        ),
        (
            "STAKEGRAPH__TRACING__ENDPOINT",
            "collector",
            "tracing.endpoint",
        ),
    ] {
        let house = new_house();
        let ran = house.run_with(
            &[(name, value)],
            &["serve", "--bind", "127.0.0.1:0", "--empty"],
        );
        assert_eq!(ran.exit, 2, "{ran:?}");
        assert!(ran.stderr.contains(word), "{ran:?}");
    }
}
