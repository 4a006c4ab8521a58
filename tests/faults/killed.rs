//! Imports that are killed at any moment.

use std::{
    process::{Child, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use test_support::{Kind, TestDatabase, each_empty_database};

use crate::fixture::{attended, dossier, new_house, on, serve, whole};

const IMPORTS: usize = 100;
const LANES: usize = 4;

#[test]
fn of_a_hundred_imports_that_are_killed_each_is_whole_or_not_at_all_and_none_acknowledged_is_lost()
{
    each_empty_database(async |database| {
        let acknowledged = imports(database);
        assert!(
            !acknowledged.is_empty() && acknowledged.len() < IMPORTS,
            "some are killed and some are not: {}",
            acknowledged.len()
        );
        let store = database.store().await;
        let mut stored = Vec::new();
        for number in 0..IMPORTS {
            if whole(&store, number).await {
                stored.push(number);
            } else {
                assert!(!acknowledged.contains(&number), "dossier-{number} is lost");
            }
        }
        // Each import that was committed is in the log, the first one too, and nothing else is.
        let changes = store.changes(0, 1_000_000).await.expect("the log");
        let changes = changes.expect("the whole log").len();
        assert_eq!(
            changes % (stored.len() + 1),
            0,
            "{changes} of {}",
            stored.len()
        );
        store.close().await.expect("it closes");
        a_server_takes_them_up(database, &stored);
    });
}

/// Runs the imports, several at a time, kills each after another while, and gives those that
/// were acknowledged.
fn imports(database: &TestDatabase) -> Vec<usize> {
    let house = new_house();
    for number in 0..=IMPORTS {
        house.write(&format!("{number}.yaml"), dossier(number));
    }
    let import = |number: usize| {
        on(&house, database, &["import", &format!("{number}.yaml")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs")
    };
    let migrated = on(&house, database, &["migrate"]).output();
    assert!(migrated.expect("the binary runs").status.success());
    let began = Instant::now();
    assert!(import(IMPORTS).wait().expect("it ends").success());
    // From dead at once to done, whatever the speed of this machine.
    let longest = began.elapsed() * u32::try_from(LANES).expect("a small number") * 3 / 2;
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let lane = || {
            let mut acknowledged = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= IMPORTS {
                    return acknowledged;
                }
                let share = u32::try_from(number * 37 % IMPORTS).expect("a small number");
                if ends_within(import(number), longest * share / 100) {
                    acknowledged.push(number);
                }
            }
        };
        let lanes: Vec<_> = (0..LANES).map(|_| scope.spawn(lane)).collect();
        lanes
            .into_iter()
            .flat_map(|lane| lane.join().expect("a lane ends"))
            .collect()
    })
}

/// Whether a process ends well before it is killed.
fn ends_within(mut process: Child, time: Duration) -> bool {
    let end = Instant::now() + time;
    while Instant::now() < end {
        if let Some(status) = process.try_wait().expect("it is watched") {
            assert!(status.success(), "an import fails by itself: {status}");
            return true;
        }
        thread::sleep(Duration::from_millis(1));
    }
    process.kill().expect("it is killed");
    // It may have ended well between the last look and the signal.
    process.wait().expect("it ends").success()
}

/// What is stored is served; what is not can be imported now.
fn a_server_takes_them_up(database: &TestDatabase, stored: &[usize]) {
    let house = new_house();
    let server = serve(&house, database, &[]);
    let whole = format!("\"totalCount\":{}", crate::fixture::PERSONS);
    for number in 0..IMPORTS {
        let answer = attended(&server, number);
        assert_eq!(
            answer.contains(&whole),
            stored.contains(&number),
            "{answer}"
        );
        assert_eq!(answer.contains("\"event\":null"), !stored.contains(&number));
    }
    let Some(missing) = (0..IMPORTS).find(|number| !stored.contains(number)) else {
        return;
    };
    house.write("again.yaml", dossier(missing));
    let again = on(&house, database, &["import", "again.yaml"]).output();
    assert!(again.expect("the binary runs").status.success());
}

#[tokio::test]
async fn a_server_that_is_killed_is_started_again_on_what_it_had() {
    for kind in Kind::ALL {
        let database = TestDatabase::migrated(kind);
        let house = new_house();
        house.write("0.yaml", dossier(0));
        let first = serve(&house, &database, &[]);
        let imported = on(&house, &database, &["import", "0.yaml"]).output();
        assert!(imported.expect("the binary runs").status.success());
        first.signal("KILL");
        first.ended();
        let second = serve(&house, &database, &[]);
        let answer = attended(&second, 0);
        assert!(answer.contains("\"totalCount\":20"), "{kind:?}: {answer}");
    }
}
