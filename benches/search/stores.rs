//! The same names in a database, searched as the product does.

use std::time::Instant;

use entity::vocabulary::EntityKind;
use stakegraph::{
    operations::search::{self, Names, SearchQuery},
    store::{PageRequest, Store, StoreError, View},
};
use test_support::{Kind, TestDatabase};
use tokio::runtime::Runtime;

use crate::{
    Questions,
    filling::{entity, opened, record},
    timing,
};

/// Entities in one recording.
const CHUNK: usize = 5_000;

/// Fills a database of this kind, and searches there.
pub(crate) fn measure(
    runtime: &Runtime,
    kind: Kind,
    names: &[String],
    questions: &[Questions],
) -> Result<(), StoreError> {
    let database = TestDatabase::migrated(kind);
    let store = runtime.block_on(database.store());
    let began = Instant::now();
    runtime.block_on(fill(&store, names))?;
    println!(
        "{kind:?}: {} names written in {:.0?}",
        names.len(),
        began.elapsed()
    );
    let began = Instant::now();
    runtime.block_on(find(&store, "Malda"))?;
    let made = began.elapsed();
    let (bytes, versions) = runtime.block_on(store.companions().get::<Names>().size());
    println!(
        "  the index is read in {made:.1?}: {versions} names, {} MB",
        bytes / 1_000_000
    );
    for Questions { what, asked } in questions {
        timing::measure(what, asked, |text| runtime.block_on(find(&store, text)))?;
    }
    runtime.block_on(follow(&store))?;
    runtime.block_on(store.close())
}

async fn fill(store: &Store, names: &[String]) -> Result<(), StoreError> {
    for (number, chunk) in (0_u64..).zip(names.chunks(CHUNK)) {
        let mut batch = opened(number);
        for (at, name) in chunk.iter().enumerate() {
            let key = format!("n-{number}-{at}");
            entity(&mut batch, (key, EntityKind::Person), name.clone(), None);
        }
        record(store, &batch).await?;
    }
    Ok(())
}

async fn find(store: &Store, text: &str) -> Result<Vec<String>, StoreError> {
    let query = SearchQuery {
        text: text.to_owned(),
        kinds: None,
        filter: None,
        page: PageRequest::new(Some(10), None, None, None)?,
    };
    let page = search::search(store, &View::public(), &query).await?;
    Ok(page
        .items
        .into_iter()
        .map(|(_, found)| found.matched)
        .collect())
}

/// Writes names one by one, each of which is looked for at once.
async fn follow(store: &Store) -> Result<(), StoreError> {
    const WRITES: u64 = 50;
    let (mut times, mut found) = (Vec::new(), 0);
    for number in 0..WRITES {
        let name = format!("Jaunpienācējs {number}");
        let mut batch = opened(1_000_000 + number);
        let key = format!("new-{number}");
        entity(&mut batch, (key, EntityKind::Person), name.clone(), None);
        record(store, &batch).await?;
        let began = Instant::now();
        found += usize::from(find(store, &name).await?.contains(&name));
        times.push(began.elapsed());
    }
    times.sort_unstable();
    println!(
        "  the first search after a write     median {:.1?}, worst {:.1?}; found {found} of {WRITES}",
        times[times.len() / 2],
        times[times.len() - 1]
    );
    Ok(())
}
