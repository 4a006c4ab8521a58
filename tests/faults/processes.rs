//! Several service processes over one database: each sees what another wrote, and none loses a
//! change that was committed late.

use std::{process::Stdio, time::Duration};

use test_support::{Kind, Server, TestDatabase};

use crate::fixture::{PERSONS, ask, beside, dossier, new_house, on, run, serve};

/// Everybody at two relations from an event, out of the graph in memory, and its place in the log.
fn around(server: &Server, number: usize) -> serde_json::Value {
    let query = format!(
        "{{ neighbourhood(of: [\"event-{number}\"], depth: 1, first: 100) {{ entities {{ key }} hidden }} }}"
    );
    let answer = ask(server, &query);
    let (_, body) = answer.split_once("\r\n\r\n").expect("an answer has a body");
    serde_json::from_str(body).unwrap_or_else(|_| panic!("no JSON: {answer}"))
}

/// How many entities a process has around an event.
fn seen(server: &Server, number: usize) -> usize {
    let answer = around(server, number);
    let entities = answer["data"]["neighbourhood"]["entities"].as_array();
    entities.map_or(0, Vec::len)
}

#[test]
fn two_processes_see_what_others_write_at_once() {
    let database = TestDatabase::migrated(Kind::Postgres);
    let house = new_house();
    let services = [0, 1].map(|_| serve(&house, &database, &[]));
    // Both have a snapshot before anything is written.
    for service in &services {
        assert_eq!(seen(service, 0), 0);
    }
    for round in 0..3 {
        let writers = (0..3).map(|writer| {
            let number = round * 3 + writer;
            let file = format!("{number}.yaml");
            house.write(&file, dossier(number));
            let mut writer = on(&house, &database, &["import", &file]);
            writer.stdout(Stdio::null()).stderr(Stdio::null());
            writer.spawn().expect("the binary runs")
        });
        let mut writers: Vec<_> = writers.collect();
        // They are read without pause while three others write.
        while writers
            .iter_mut()
            .any(|writer| writer.try_wait().expect("a child").is_none())
        {
            for service in &services {
                let number = seen(service, round * 3);
                assert!(
                    number == 0 || number == PERSONS + 1,
                    "a part of a recording: {number}"
                );
            }
        }
        for service in &services {
            for number in 0..round * 3 + 3 {
                assert_eq!(seen(service, number), PERSONS + 1, "event-{number}");
            }
        }
    }
    let last = services
        .each_ref()
        .map(|service| around(service, 0)["extensions"]["snapshot"].clone());
    assert_eq!(last[0], last[1]);
}

#[tokio::test]
async fn a_change_that_is_committed_late_is_not_lost() {
    let database = TestDatabase::migrated(Kind::Postgres);
    let house = new_house();
    let services = [0, 1].map(|_| serve(&house, &database, &[]));
    for number in 0..2 {
        house.write(&format!("{number}.yaml"), dossier(number));
    }
    // The first writer has begun and does not get on: somebody holds what it writes to next.
    let holder = beside(&database).await;
    run(
        &holder,
        "BEGIN; LOCK TABLE citation IN ACCESS EXCLUSIVE MODE",
    )
    .await;
    let begin = |file| {
        let mut writer = on(&house, &database, &["import", file]);
        writer.stdout(Stdio::null()).stderr(Stdio::null());
        writer.spawn().expect("the binary runs")
    };
    let mut early = begin("0.yaml");
    tokio::time::sleep(Duration::from_millis(700)).await;
    let mut late = begin("1.yaml");
    tokio::time::sleep(Duration::from_millis(700)).await;
    for service in &services {
        assert_eq!((seen(service, 0), seen(service, 1)), (0, 0));
    }
    run(&holder, "ROLLBACK").await;
    for writer in [&mut early, &mut late] {
        assert!(writer.wait().expect("a child").success());
    }
    for service in &services {
        assert_eq!(
            (seen(service, 0), seen(service, 1)),
            (PERSONS + 1, PERSONS + 1)
        );
    }
}
