//! How fast the graph in memory is walked through, what it takes, and what others take.
//!
//! `SCALES="S M L" cargo bench --bench traversal` (S alone without it). S has 10,000 people and
//! 90,000 relations, M 100,000 and 1.35 million, L a million and ten million, made by a seed.
//! Every question is put to the graph in memory and, in turn, to a plain program that knows this
//! network alone (`traversal/floor.rs`); both must find the same. Beside them stand other engines
//! where they are there, on the same network: `benches/peers` says how to get them, and
//! `PEERS=none` leaves them out. Times are milliseconds of processor time, median and 99th
//! percentile, so that a busy machine changes them little; where it says so, of the wall. At the end
//! it says of everything that is asked of these figures whether it holds (`traversal/bars.rs`).
//! `DATABASE=no` leaves out what is measured with a PostgreSQL database.

#![expect(clippy::print_stdout, reason = "a bench is read on the terminal")]
#![expect(clippy::expect_used, reason = "a bench fails by panicking")]

#[path = "traversal/bars.rs"]
mod bars;
#[path = "traversal/chance.rs"]
mod chance;
#[path = "traversal/clock.rs"]
mod clock;
#[path = "traversal/database.rs"]
mod database;
#[path = "traversal/floor.rs"]
mod floor;
#[path = "traversal/measures.rs"]
mod measures;
#[path = "traversal/ours.rs"]
mod ours;
#[path = "traversal/peers.rs"]
mod peers;
#[path = "shared/processor.rs"]
mod processor;
#[path = "traversal/stops.rs"]
mod stops;
#[path = "traversal/table.rs"]
mod table;
#[path = "traversal/walks.rs"]
mod walks;
#[path = "traversal/world.rs"]
mod world;
#[path = "traversal/writes.rs"]
mod writes;

use floor::{Floor, Room};
use stakegraph::network::measures::ties::Ties;
use table::{FLOOR, OURS, Table};
use walks::{Asking, Both};
use world::{Scale, World};

type Done = Result<(), Box<dyn std::error::Error>>;

fn main() -> Done {
    let scales = std::env::var("SCALES").unwrap_or_else(|_| "S".to_owned());
    let mut table = Table::default();
    for name in scales.split_whitespace() {
        let scale = Scale::named(name).expect("scales are S, M and L");
        measure(&World::new(scale), &mut table)?;
    }
    table.print();
    bars::print(&table);
    Ok(())
}

/// Measures one scale.
fn measure(world: &World, table: &mut Table) -> Done {
    let scale = world.scale.name;
    println!(
        "{scale}: {} entities, {} relations",
        world.scale.entities(),
        world.ties.len()
    );
    let pairs = measures::pairs(world);
    let ties = measures::ties(world, &pairs);
    in_memory(world, &ties, table)?;
    measures::all(world, &ties, table).map_err(|halt| format!("{halt:?}"))?;
    drop(ties);
    peers::ask(world, &pairs, table)?;
    drop(pairs);
    if std::env::var("DATABASE").as_deref() != Ok("no") {
        database::measure(world, table)?;
    }
    Ok(())
}

fn in_memory(world: &World, ties: &Ties, table: &mut Table) -> Done {
    let scale = world.scale.name;
    let floor = Floor::new(world);
    let began = clock::thread();
    let snapshot = ours::built(world)?;
    let taken = clock::millis(clock::thread().saturating_sub(began));
    table.number(scale, "built from facts in memory, ms", OURS, taken);
    let footprint = snapshot.footprint();
    table.number(scale, "bytes a relation", OURS, footprint.per_relation());
    table.number(scale, "bytes a relation", FLOOR, floor.per_relation());
    let entity = "bytes an entity, without names";
    table.number(scale, entity, OURS, footprint.per_entity());
    let mut room = floor.room();
    let mut asking = Asking {
        world,
        floor: &floor,
        snapshot: &snapshot,
    };
    let base = walks(&asking, &mut room, "", table);
    let both = asking.arrivals();
    told(table, scale, "earliest arrival, one to all, ms", &both);
    stops::all(world, &snapshot, ties, table);
    writes::meanwhile(&snapshot, world, table);
    let changed = writes::hundredth(&snapshot, world, table)?;
    asking.snapshot = &changed;
    let over = walks(&asking, &mut room, ", overlay of 1 %", table);
    for ((what, base), (_, over)) in base.iter().zip(&over) {
        // Each beside the floor of its moment, for the machine is not the same at both.
        let measure = format!("{what}: overlay to base, times");
        table.number(scale, &measure, OURS, over / base);
    }
    Ok(())
}

/// Neighbourhoods, paths and what people share; gives our medians as times of the floor's.
fn walks(
    asking: &Asking<'_>,
    room: &mut Room,
    over: &str,
    table: &mut Table,
) -> Vec<(&'static str, f64)> {
    let scale = asking.world.scale.name;
    let asked = [
        ("2 relations away", asking.around(room, 2)),
        ("3 relations away", asking.around(room, 3)),
        ("all shortest paths", asking.shortest(room)),
        ("who attended a project together", asking.together(room)),
    ];
    let medians = asked.into_iter().map(|(what, both)| {
        told(table, scale, &format!("{what}, ms{over}"), &both);
        (what, both.ours.median() / both.floor.median())
    });
    medians.collect()
}

fn told(table: &mut Table, scale: &str, measure: &str, both: &Both) {
    table.times(scale, measure, OURS, &both.ours);
    table.times(scale, measure, FLOOR, &both.floor);
}
