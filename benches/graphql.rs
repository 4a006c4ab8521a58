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
//! between requests but documents; each request has its viewer, limits and cost. At last the same
//! queries as trusted documents, whose answers are remembered, stand beside a bare handler of axum
//! that writes the same bytes from memory ("trusted").

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "graphql/answers.rs"]
mod answers;
#[path = "graphql/bare.rs"]
mod bare;
#[path = "shared/chance.rs"]
mod chance;
#[path = "graphql/graph.rs"]
mod graph;
#[path = "graphql/load.rs"]
mod load;
#[path = "graphql/service.rs"]
mod service;
#[path = "shared/setting.rs"]
mod setting;

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use test_support::{Kind, TestDatabase};

use load::{Cost, Load};
use service::Service;
use setting::{is_asked, setting};

/// The queries, by what they show.
const QUERIES: [&str; 3] = ["event", "trace", "dashboard"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some("--bare") {
        return bare::serve(Path::new(&arguments.next().unwrap_or_default()));
    }
    if is_asked() { measure() } else { Ok(()) }
}

fn measure() -> Result<(), Box<dyn Error>> {
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
    let scene = Scene {
        peer: Service::peer(&home, database.url())?,
        url: database.url().to_owned(),
        home,
        size,
    };
    for (name, snapshot) in [("memory", true), ("SQL alone", false)] {
        // No document is trusted here, so that no answer is remembered.
        let service = Service::ours(&scene.url, snapshot, None);
        scene.beside_the_peer(name, &service)?;
    }
    scene.beside_the_bare()
}

/// What all measurements share.
struct Scene {
    home: PathBuf,
    size: graph::Size,
    url: String,
    peer: Service,
}

impl Scene {
    /// All queries, and the same with other names, arguments and page sizes.
    fn beside_the_peer(&self, name: &'static str, service: &Service) -> Result<(), Box<dyn Error>> {
        let (home, size) = (&self.home, &self.size);
        for query in QUERIES {
            let alike = answers::agree(home, query, [&self.peer, service], size)?;
            println!("{name}: {alike} equal answers to the query of the {query}");
        }
        println!(
            "\n{:10} {:16} {:>10} {:>9} {:>7} {:>10} {:>9} {:>7}",
            "engine", "query", "other/cpus", "ours/cpus", "ratio", "other p99", "ours p99", "ratio"
        );
        for variant in ["", "-other"] {
            for query in QUERIES {
                let query = format!("{query}{variant}");
                let theirs = Load::new(home, &query, "peer", size)?;
                let theirs = theirs.put_on(&self.peer, &self.url)?;
                let ours = Load::new(home, &query, "ours", size)?;
                let ours = ours.put_on(service, &self.url)?;
                print((name, &query), [theirs, ours]);
            }
        }
        Ok(())
    }

    /// Trusted documents, whose answers are remembered, beside a handler that has them in memory.
    fn beside_the_bare(&self) -> Result<(), Box<dyn Error>> {
        let trusted = trusted(&self.home)?;
        let service = Service::ours(&self.url, true, Some(&trusted));
        for query in QUERIES {
            let load = Load::trusted(&self.home, query, &self.size);
            let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("graphql-answers");
            bare::keep(&service, &load.bodies, &file)?;
            let bare = load.put_on(&Service::bare(&file)?, &self.url)?;
            let ours = load.put_on(&service, &self.url)?;
            print(("trusted", query), [bare, ours]);
        }
        Ok(())
    }
}

/// The file of trusted documents.
fn trusted(home: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let mut documents = serde_json::Map::new();
    for query in QUERIES {
        let text = fs::read_to_string(home.join(format!("queries/{query}.ours.graphql")))?;
        documents.insert(query.to_owned(), text.into());
    }
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("graphql-trusted.json");
    fs::write(&file, serde_json::to_string(&documents)?)?;
    Ok(file)
}

/// A line of the table: the engine, the query, what the other costs, and what ours.
fn print((name, query): (&str, &str), [other, ours]: [Cost; 2]) {
    println!(
        "{name:10} {query:16} {:10.0} {:9.0} {:6.1}x {:8.1}ms {:7.1}ms {:6.2}x",
        other.per_cpu_second,
        ours.per_cpu_second,
        ours.per_cpu_second / other.per_cpu_second,
        other.p99,
        ours.p99,
        ours.p99 / other.p99
    );
}
