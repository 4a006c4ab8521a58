//! The feed while others write: readers and writers of two services agree in the end.

use entity::{id::Noun, vocabulary::Tier};
use serde_json::Value;
use stakegraph::store::Store;
use test_support::{
    TestDatabase,
    build::{Dossier, open, viewer},
    each_empty_database,
};

use crate::changes::{Feed, fold, folded, id, told};

/// Behind the last of these changes.
fn behind(changes: &[Value]) -> String {
    let cursor = changes.last().and_then(|change| change["cursor"].as_str());
    cursor.map_or_else(String::new, |cursor| format!("(after: \"{cursor}\")"))
}

/// Readers of two services follow while two services write: each has in the end what is there.
#[test]
fn readers_and_writers_of_two_services_agree() {
    each_empty_database(async |database: &TestDatabase| {
        const ROUNDS: i64 = 8;
        let one = open(database).await;
        let other = Store::open(database.url()).await.unwrap();
        let writer = async |store: &Store, name: &str| {
            for round in 0..ROUNDS {
                let mut dossier = Dossier::new(name);
                for number in 0..=round {
                    dossier.person(&format!("{name}-{number}"));
                }
                dossier.closed(
                    &format!("{name}-0"),
                    [Tier::Public, Tier::Partner][(round % 2) as usize],
                );
                dossier.record(store, 0).await.unwrap();
            }
        };
        let last = id(Noun::Entity, &format!("one-{}", ROUNDS - 1));
        let last_other = id(Noun::Entity, &format!("two-{}", ROUNDS - 1));
        // It is cut off after a few changes, again and again, and resumes with the other service.
        let reader = async |services: [&Store; 2], each: usize| {
            let mut all: Vec<Value> = Vec::new();
            for turn in 0.. {
                let mut feed = Feed::new(services[turn % 2], viewer(Tier::Public), &behind(&all));
                for _ in 0..each {
                    all.push(feed.next().await);
                    let told =
                        |id: &String| all.iter().any(|change| change["factId"] == id.as_str());
                    if told(&last) && told(&last_other) {
                        let mut rest = Feed::new(services[0], viewer(Tier::Public), &behind(&all));
                        all.extend(rest.rest().await);
                        return all;
                    }
                }
            }
            unreachable!()
        };
        let ((), (), first, second) = futures_util::join!(
            writer(&one, "one"),
            writer(&other, "two"),
            reader([&one, &other], 1),
            reader([&other, &one], 3),
        );
        let whole: Vec<String> = fold(&told(&one, Tier::Public).await).into_keys().collect();
        for feed in [first, second] {
            assert_eq!(folded(&feed, true).into_keys().collect::<Vec<_>>(), whole);
        }
    });
}
