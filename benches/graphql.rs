//! GraphQL, side by side with PostGraphile 5: requests per second of processor, and latency.
//!
//! `cargo bench --bench graphql` fills one PostgreSQL database with a graph that is the same in
//! every run, makes tables of the same facts as PostGraphile likes them best, starts both services,
//! demands equal answers, and puts load on each with wrk: an event page, a trace over three hops
//! and a dashboard list, then the same with other aliases and page sizes. Printed are requests per
//! CPU-second (service and database together), the 99th percentile, and ratios. Ours is asked twice:
//! with the graph in memory, and by SQL alone. Needs wrk, psql, Node 22 or later (`NODE` names it)
//! and npm; PostgreSQL is `TEST_DATABASE_URL` or Debian's. `STAKEGRAPH_BENCH_SCALE=0.1` makes the
//! graph ten times smaller, `STAKEGRAPH_BENCH_SECONDS` the time of each load. Nothing is cached
//! between requests but documents; each request has its viewer, limits and bounds.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "graphql/answers.rs"]
mod answers;
#[path = "graphql/graph.rs"]
mod graph;
#[path = "graphql/load.rs"]
mod load;
#[path = "graphql/service.rs"]
mod service;

use std::{error::Error, path::Path, time::Instant};

use test_support::{Kind, TestDatabase};

use load::Load;
use service::Service;

/// The queries, by what they show.
const QUERIES: [&str; 3] = ["event", "trace", "dashboard"];

fn setting(name: &str, default: f64) -> f64 {
    let asked = std::env::var(name).ok();
    asked
        .and_then(|value| value.parse().ok())
        .unwrap_or(default)
}

fn main() -> Result<(), Box<dyn Error>> {
    // `cargo test --benches` only asks whether it runs.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let size = graph::Size::of(setting("STAKEGRAPH_BENCH_SCALE", 1.0));
    let database = TestDatabase::migrated(Kind::Postgres);
    let began = Instant::now();
    tokio::runtime::Runtime::new()?.block_on(async {
        let store = database.store().await;
        graph::fill(&store, &size).await?;
        store.close().await
    })?;
    println!("{size}, written in {:.0?}", began.elapsed());
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/graphql");
    service::psql(database.url(), &home.join("peer/tables.sql"))?;
    let peer = Service::peer(&home, database.url())?;
    let ours = [("memory", true), ("SQL alone", false)];
    let mut rows = Vec::new();
    for (name, snapshot) in ours {
        let service = Service::ours(database.url(), snapshot)?;
        for query in QUERIES {
            let alike = answers::agree(&home, query, [&peer, &service], &size)?;
            println!("{name}: {alike} equal answers to the query of the {query}");
        }
        for variant in ["", "-other"] {
            for query in QUERIES {
                let load = Load::new(&home, &format!("{query}{variant}"), &size)?;
                let theirs = load.put_on(&peer, "peer", database.url())?;
                let mine = load.put_on(&service, "ours", database.url())?;
                rows.push((name, format!("{query}{variant}"), theirs, mine));
            }
        }
    }
    println!(
        "\n{:10} {:16} {:>9} {:>9} {:>7} {:>9} {:>9} {:>7}",
        "engine", "query", "peer/cpus", "ours/cpus", "ratio", "peer p99", "ours p99", "ratio"
    );
    for (name, query, theirs, mine) in &rows {
        println!(
            "{name:10} {query:16} {:9.0} {:9.0} {:6.1}x {:7.1}ms {:7.1}ms {:6.2}x",
            theirs.per_cpu_second,
            mine.per_cpu_second,
            mine.per_cpu_second / theirs.per_cpu_second,
            theirs.p99,
            mine.p99,
            mine.p99 / theirs.p99
        );
    }
    Ok(())
}
