//! The service under ten times the load that it can serve, and what its guards cost.
//!
//! `cargo bench --bench overload` needs two processors: the service runs on one, the load comes
//! from the other (`taskset`). It first finds out how much the service can serve, then asks for 70
//! percent of it, and then for ten times as much without waiting for answers, for a minute. What is
//! served keeps its time, the rest is refused, every request is answered, and memory stays flat;
//! it prints each with its bar. `STAKEGRAPH_BENCH_SECONDS` makes it shorter.
//!
//! Then it asks the benchmark's question with all guards on and with none, in alternating pairs,
//! and prints the processor time of a request. Not here: how fast queries are (`graphql`).

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "overload/clients.rs"]
mod clients;
#[path = "overload/server.rs"]
mod server;
#[path = "shared/setting.rs"]
mod setting;

use std::{error::Error, time::Duration};

use clients::{Told, flood, saturate};
use server::Service;
use setting::{is_asked, setting};

/// A question that is worth some work: evidence, which the graph in memory does not hold. Its size
/// differs from one to the next.
const QUESTION: &str = r#"{"query":"query Load($n: Int!) { people(first: $n) { nodes { name names { text evidence { start document { name } } } relations(first: 10) { nodes { kind evidence { quote } } } } } }","variables":{"n":NUMBER}}"#;

fn seconds(usual: f64) -> Duration {
    Duration::from_secs_f64(setting("STAKEGRAPH_BENCH_SECONDS", usual))
}

fn main() -> Result<(), Box<dyn Error>> {
    if !is_asked() {
        return Ok(());
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    server::stay_on(1)?;
    runtime.block_on(overload())?;
    runtime.block_on(overhead())
}

async fn overload() -> Result<(), Box<dyn Error>> {
    let service = Service::start(&[("STAKEGRAPH__GRAPHQL__BUDGET", "0")])?;
    let served = saturate(service.address(), 16, seconds(10.0)).await?;
    let most = served.per_second();
    println!("it can serve {most:.0} requests a second");
    let calm = flood(service.address(), most * 0.7, seconds(20.0)).await?;
    tell("70 % of that", &calm);
    let before = service.memory()?;
    let storm = flood(service.address(), most * 10.0, seconds(60.0)).await?;
    tell("10 times that", &storm);
    let after = service.memory()?;
    println!(
        "p99 of what is served: {:.1} times that at 70 % (bar 3)",
        storm.p99() / calm.p99()
    );
    println!("without an answer: {} (bar 0)", storm.lost);
    println!("memory before and after: {before:.0} and {after:.0} MB");
    let again = saturate(service.address(), 16, seconds(5.0)).await?;
    println!("afterwards it serves {:.0} a second", again.per_second());
    Ok(())
}

fn tell(load: &str, told: &Told) {
    println!(
        "{load}: asked {}, served {}, refused {}, lost {}; p50 {:.1} ms, p99 {:.1} ms",
        told.asked(),
        told.served.len(),
        told.refused,
        told.lost,
        told.quantile(0.5),
        told.p99()
    );
}

/// Processor time of a request with all guards, and with those off that can be.
async fn overhead() -> Result<(), Box<dyn Error>> {
    let off = Service::start(&[
        ("STAKEGRAPH__GRAPHQL__BUDGET", "0"),
        ("STAKEGRAPH__GRAPHQL__COST_LIMIT", "4000000000"),
        ("STAKEGRAPH__LOG__FILTER", "off"),
    ])?;
    let on = Service::start(&[
        ("STAKEGRAPH__GRAPHQL__BUDGET", "4000000000"),
        ("STAKEGRAPH__GRAPHQL__BUDGET_REFILL", "4000000000"),
        ("STAKEGRAPH__METRICS__BIND", "127.0.0.1:0"),
    ])?;
    let mut ratios = Vec::new();
    for _ in 0..10 {
        let mut costs = [0.0; 2];
        for (cost, service) in costs.iter_mut().zip([&off, &on]) {
            let before = service.cpu();
            let told = saturate(service.address(), 16, seconds(3.0)).await?;
            #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
            let served = told.served.len() as f64;
            *cost = (service.cpu() - before) / served;
        }
        let [off, on] = costs;
        ratios.push(on / off);
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "guards cost {:+.1} % processor time a request (bar 10), from {:+.1} to {:+.1} in ten pairs",
        (ratios[4].midpoint(ratios[5]) - 1.0) * 100.0,
        (ratios[0] - 1.0) * 100.0,
        (ratios[9] - 1.0) * 100.0
    );
    Ok(())
}
