//! How long pages take on a large graph: 100,000 people, 10,000 events, 1,000,000 attendances.
//!
//! `cargo bench --bench pages` fills an SQLite file of its own, and with TEST_DATABASE_URL
//! or Debian's PostgreSQL a database there, and prints the median of each page's time and
//! how many statements it sent. The graph is the same in every run; the largest event has
//! some 17,000 participants. `STAKEGRAPH_BENCH_SCALE=0.01` makes it a hundred times smaller.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "shared/chance.rs"]
mod chance;
#[path = "shared/filling.rs"]
mod filling;
#[path = "pages/graph.rs"]
mod graph;
#[path = "pages/questions.rs"]
mod questions;
#[path = "shared/setting.rs"]
mod setting;

use std::time::Instant;

use test_support::{Kind, TestDatabase};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let scale = if setting::is_asked() {
        setting::setting("STAKEGRAPH_BENCH_SCALE", 1.0)
    } else {
        0.001
    };
    let runtime = tokio::runtime::Runtime::new()?;
    for kind in Kind::ALL {
        let database = TestDatabase::migrated(kind);
        runtime.block_on(async {
            let store = database.store().await;
            let began = Instant::now();
            let size = graph::Size::of(scale);
            graph::fill(&store, &size).await?;
            println!("{kind:?}: {size}, written in {:.0?}", began.elapsed());
            questions::ask(&store, &size).await?;
            store.close().await
        })?;
    }
    Ok(())
}
