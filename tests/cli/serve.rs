//! The server as a process: it says where it listens, answers, and stops when asked to.

use test_support::{House, Server, each_empty_database};

use crate::binary::new_house;

fn serve(house: &House, arguments: &[&str]) -> Server {
    let mut all = vec!["serve", "--bind", "127.0.0.1:0", "--empty"];
    all.extend_from_slice(arguments);
    Server::start(house.command(&all))
}

#[test]
fn it_says_where_it_listens_and_answers() {
    let house = new_house();
    let server = serve(&house, &[]);
    assert!(server.address().starts_with("127.0.0.1:") && !server.address().ends_with(":0"));
    assert!(server.get("/livez").starts_with("HTTP/1.1 200"));
    assert!(server.get("/readyz").starts_with("HTTP/1.1 200"));
    let answer = server.send(
        "POST",
        "/graphql",
        "content-type: application/json\r\n",
        r#"{"query":"{ viewer { tier } }"}"#,
    );
    assert!(
        answer.contains(r#"{"data":{"viewer":{"tier":"PUBLIC"}}"#),
        "{answer}"
    );
}

#[test]
fn an_empty_database_is_loaded_with_the_built_in_graph_once() {
    let house = new_house();
    let ask = |server: &Server| {
        let body = r#"{"query":"{ event(key: \"ventspils-visit-2019\") { key } }"}"#;
        server.send(
            "POST",
            "/graphql",
            "content-type: application/json\r\n",
            body,
        )
    };
    let command = || house.command(&["serve", "--bind", "127.0.0.1:0"]);
    let first = Server::start(command());
    assert!(ask(&first).contains(r#""key":"ventspils-visit-2019""#));
    assert!(first.said().contains("loading the built-in graph"));
    first.signal("TERM");
    first.ended();
    let second = Server::start(command());
    assert!(ask(&second).contains(r#""key":"ventspils-visit-2019""#));
    assert!(!second.said().contains("loading"), "{}", second.said());
    assert!(
        ask(&serve(&new_house(), &[])).contains(r#""event":null"#),
        "--empty skips it"
    );
}

#[test]
fn it_makes_loads_and_serves_a_database_of_either_kind() {
    each_empty_database(async |database| {
        let house = new_house();
        let server = Server::start(house.command(&[
            "serve",
            "--bind",
            "127.0.0.1:0",
            "--database",
            database.url(),
        ]));
        let body = r#"{"query":"{ events { totalCount } }"}"#;
        let answer = server.send(
            "POST",
            "/graphql",
            "content-type: application/json\r\n",
            body,
        );
        assert!(
            answer.contains(r#"{"data":{"events":{"totalCount":"#),
            "{answer}"
        );
        assert!(!answer.contains(r#""totalCount":0"#), "{answer}");
        assert!(!house.path("data").exists());
    });
}

#[test]
fn without_a_command_it_serves_too() {
    let house = new_house();
    let mut command = house.command(&["--empty", "--quiet"]);
    command.env("STAKEGRAPH_BIND", "127.0.0.1:0");
    let server = Server::start(command);
    assert!(server.get("/livez").starts_with("HTTP/1.1 200"));
}

#[test]
fn it_stops_gracefully_when_asked_to() {
    for signal in ["TERM", "INT"] {
        let house = new_house();
        let server = serve(&house, &[]);
        server.signal(signal);
        let (exit, said) = server.ended();
        assert_eq!(exit, 0, "{signal}: {said}");
    }
}

#[test]
fn a_stop_waits_for_the_request_under_way() {
    use std::io::{Read, Write};
    let house = new_house();
    let server = serve(&house, &[]);
    let body = r#"{"query":"{ viewer { tier } }"}"#;
    let mut stream = std::net::TcpStream::connect(server.address()).unwrap();
    let head = format!(
        "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.flush().unwrap();
    std::thread::sleep(std::time::Duration::from_millis(200));
    server.signal("TERM");
    std::thread::sleep(std::time::Duration::from_millis(200));
    stream.write_all(body.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("PUBLIC"), "{answer}");
    assert_eq!(server.ended().0, 0);
}

#[test]
fn a_taken_address_is_told_with_what_to_do() {
    let house = new_house();
    let server = serve(&house, &[]);
    let other = new_house();
    let ran = other.run(&["serve", "--empty", "--bind", server.address()]);
    assert_eq!(ran.exit, 1);
    assert!(
        ran.stderr.contains("cannot listen on") && ran.stderr.contains("--bind"),
        "{ran:?}"
    );
}

#[test]
fn a_viewer_reads_with_its_tier() {
    use sha2::{Digest, Sha256};
    let house = new_house();
    let line = format!(
        "{} PARTNER Tallinn\n",
        hex::encode(Sha256::digest("open-sesame"))
    );
    let file = house.write("viewers", &line);
    let server = serve(&house, &["--viewer-token-file", &file]);
    let ask = |token: &str| {
        let headers =
            format!("content-type: application/json\r\nauthorization: Bearer {token}\r\n");
        server.send(
            "POST",
            "/graphql",
            &headers,
            r#"{"query":"{ viewer { tier name } }"}"#,
        )
    };
    assert!(ask("open-sesame").contains(r#""tier":"PARTNER","name":"Tallinn""#));
    assert!(ask("wrong").starts_with("HTTP/1.1 401"));
}

#[test]
fn the_log_holds_a_line_a_request_and_nothing_of_the_query_or_the_token() {
    let house = new_house();
    let server = serve(&house, &[]);
    server.get("/graphql?query=%7Bsecretname%7D");
    let headers = "content-type: application/json\r\nauthorization: Bearer secrettoken\r\nx-request-id: run-1\r\n";
    server.send("POST", "/graphql", headers, r#"{"query":"{ secretname }"}"#);
    server.signal("TERM");
    let (_, said) = server.ended();
    assert_eq!(
        said.lines()
            .filter(|line| line.contains("/graphql"))
            .count(),
        2,
        "{said}"
    );
    assert!(said.contains("run-1") && !said.contains("secret"), "{said}");
}

#[test]
fn the_log_can_be_json() {
    let house = new_house();
    let mut command = house.command(&["serve", "--empty", "--bind", "127.0.0.1:0"]);
    command.env("STAKEGRAPH__LOG__FORMAT", "json");
    let server = Server::start(command);
    server.get("/");
    server.signal("TERM");
    let (_, said) = server.ended();
    let line = said
        .lines()
        .find(|line| line.contains("\"route\""))
        .unwrap();
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    assert_eq!(
        (&line["route"], &line["status"]),
        (&"/".into(), &200.into())
    );
}
