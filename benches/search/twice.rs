//! Looking for those who are told twice: people in a database, some of them under two keys.

use std::{collections::HashSet, fs, time::Instant};

use entity::vocabulary::EntityKind;
use stakegraph::{
    operations::{
        duplicates::{Question, duplicates},
        snapshots::Snapshots,
    },
    store::{Store, StoreError, View},
};
use test_support::{Kind, TestDatabase};
use tokio::runtime::Runtime;

use crate::{
    filling::{entity, opened, record},
    generate::{Dice, mistyped},
    processor,
};

/// How many people, when the whole is asked for.
pub(crate) const PEOPLE: f64 = 100_000.0;

/// One in so many is told twice.
const TWICE: usize = 50;

/// Entities in one recording.
const CHUNK: usize = 5_000;

/// A person by key, and how the name is written.
type Person = (String, String);

/// Fills a database of this kind, and looks for duplicates there.
pub(crate) fn measure(
    runtime: &Runtime,
    kind: Kind,
    names: &[String],
) -> Result<(), Box<dyn std::error::Error>> {
    let database = TestDatabase::migrated(kind);
    let store = runtime.block_on(database.store());
    let (people, twice) = people(names);
    runtime.block_on(fill(&store, &people))?;
    let snapshots = Snapshots::new(store.clone());
    println!(
        "{kind:?}: {} people, {} told twice",
        people.len(),
        twice.len()
    );
    for what in ["the first time", "once more"] {
        let (began, used) = (Instant::now(), processor::process());
        let asked = async { duplicates(&snapshots, &View::public(), &Question::default()).await };
        let (found, uncompared) = runtime.block_on(asked)?;
        let took = began.elapsed();
        let used = processor::process().saturating_sub(used);
        let pairs: HashSet<&[String; 2]> = found.iter().map(|found| &found.keys).collect();
        let known = twice.iter().filter(|pair| pairs.contains(pair)).count();
        println!(
            "  {what:16} {took:8.1?}, on processors {used:8.1?}: {} pairs, {known} of {} told twice, \
             {uncompared} not compared; most memory so far {}",
            found.len(),
            twice.len(),
            most_memory(),
        );
    }
    Ok(runtime.block_on(store.close())?)
}

/// People of these names, some of them a second time under another key, with a typo or an
/// initial; and the keys of those.
fn people(names: &[String]) -> (Vec<Person>, Vec<[String; 2]>) {
    let (mut dice, mut people, mut twice) = (Dice::new(11), Vec::new(), Vec::new());
    for (at, name) in names.iter().enumerate() {
        let key = format!("n-{at}");
        if at % TWICE == 0 {
            let again = format!("{key}-again");
            let written = match (dice.below(2), name.split_once(' ')) {
                (0, Some((given, surname))) => {
                    let initial: String = given.chars().take(1).collect();
                    format!("{initial}. {surname}")
                }
                _ => mistyped(&mut dice, name, 1),
            };
            twice.push([key.clone(), again.clone()]);
            people.push((again, written));
        }
        people.push((key, name.clone()));
    }
    (people, twice)
}

async fn fill(store: &Store, people: &[Person]) -> Result<(), StoreError> {
    for (number, chunk) in (0_u64..).zip(people.chunks(CHUNK)) {
        let mut batch = opened(number);
        for (key, name) in chunk {
            let who = (key.clone(), EntityKind::Person);
            entity(&mut batch, who, name.clone(), None);
        }
        record(store, &batch).await?;
    }
    Ok(())
}

/// The most memory that this process ever had, where the system tells.
fn most_memory() -> String {
    let told = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".to_owned(), |line| line.trim().to_owned())
}
