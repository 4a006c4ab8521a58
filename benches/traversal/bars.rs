//! What is asked of the figures, and whether they keep to it.
//!
//! Each line says the figure, what it may be at most, and by what that was found; a figure that was
//! not measured in this run, or whose peer was not there, says so. A new bar is a line in [`BARS`].

use crate::{
    database,
    measures::{BETWEEN, COMPONENTS, LEIDEN, MODULARITY, RANK},
    stops::{MEASURES, WALKS},
    table::{FLOOR, Figure, OURS, Table},
    writes,
};

/// Which number of a figure counts.
#[derive(Clone, Copy)]
enum Part {
    Median,
    /// The 99th percentile.
    Most,
}

/// What a figure may be at most.
#[derive(Clone, Copy)]
enum Limit {
    /// This much.
    Number(f64),
    /// So many times what an engine has, whose name begins so.
    Times(f64, &'static str),
    /// At least so many times what it has.
    AtLeast(f64, &'static str),
}

struct Bar {
    scale: &'static str,
    measure: &'static str,
    part: Part,
    limit: Limit,
}

const fn bar(scale: &'static str, measure: &'static str, part: Part, limit: Limit) -> Bar {
    Bar {
        scale,
        measure,
        part,
        limit,
    }
}

use Limit::{AtLeast, Number, Times};
use Part::{Median, Most};

const TWO: &str = "2 relations away, ms";
const THREE: &str = "3 relations away, ms";
const PATHS: &str = "all shortest paths, ms";
const LABS: &str = "neo4j-labs";

static BARS: &[Bar] = &[
    bar("L", TWO, Median, Times(2.0, FLOOR)),
    bar("L", TWO, Most, Times(2.0, FLOOR)),
    bar("L", THREE, Median, Times(2.0, FLOOR)),
    bar("L", THREE, Most, Times(2.0, FLOOR)),
    bar("L", TWO, Median, Times(1.0 / 15.0, "SQLite")),
    bar("L", THREE, Median, Times(1.0 / 15.0, "SQLite")),
    bar("L", PATHS, Median, Number(1.0)),
    bar("L", PATHS, Most, Number(20.0)),
    bar(
        "L",
        "who attended a project together, ms",
        Median,
        Number(1.0),
    ),
    bar("L", RANK, Median, Times(1.0, LABS)),
    bar("L", RANK, Median, Times(1.0, "networkit")),
    bar("L", COMPONENTS, Median, Times(1.0, LABS)),
    bar("L", COMPONENTS, Median, Times(1.0, "networkit")),
    bar("M", BETWEEN, Median, Times(1.5, "FalkorDB")),
    bar("M", LEIDEN, Median, Times(1.0, "igraph")),
    bar("M", MODULARITY, Median, AtLeast(0.99, "igraph")),
    bar("L", "bytes a relation", Median, Number(48.0)),
    bar("L", "bytes an entity, without names", Median, Number(120.0)),
    bar("L", database::BUILT, Median, Number(30.0)),
    bar("L", database::SEEN, Median, Number(5.0)),
    bar("L", writes::PART, Median, Number(1.5)),
    bar("L", database::PART, Median, Number(1.5)),
    bar(
        "L",
        "2 relations away: overlay to base, times",
        Median,
        Number(1.6),
    ),
    bar(
        "L",
        "3 relations away: overlay to base, times",
        Median,
        Number(1.6),
    ),
    bar(
        "L",
        "all shortest paths: overlay to base, times",
        Median,
        Number(1.6),
    ),
    bar(
        "L",
        "who attended a project together: overlay to base, times",
        Median,
        Number(1.6),
    ),
    bar("L", WALKS, Most, Number(50.0)),
    bar("L", MEASURES, Most, Number(50.0)),
];

/// Prints every bar and whether it holds.
pub(crate) fn print(table: &Table) {
    println!("\nwhat is asked, and whether it holds");
    for bar in BARS {
        let part = match bar.part {
            Median => "",
            Most => ", 99th percentile",
        };
        let (holds, told) = verdict(bar, table);
        println!("  {holds:<14}{} {}{part}: {told}", bar.scale, bar.measure);
    }
}

fn verdict(bar: &Bar, table: &Table) -> (&'static str, String) {
    let number = |figure: &Figure| match bar.part {
        Median => figure.median,
        Most => figure.most,
    };
    let Some(ours) = table.find(bar.scale, bar.measure, OURS).map(number) else {
        return ("not measured", String::new());
    };
    let (engine, times) = match bar.limit {
        Number(most) => return (said(ours <= most), format!("{ours:.4}, {most} at most")),
        Times(times, engine) | AtLeast(times, engine) => (engine, times),
    };
    let Some(peer) = table.find_begins(bar.scale, bar.measure, engine) else {
        return ("no peer", format!("{ours:.4}; {engine} is not here"));
    };
    let ratio = ours / number(peer);
    let (holds, bound) = match bar.limit {
        AtLeast(..) => (ratio >= times, "at least"),
        _ => (ratio <= times, "at most"),
    };
    let told = format!("{ratio:.4} times {}, {times:.4} {bound}", peer.engine);
    (said(holds), told)
}

const fn said(holds: bool) -> &'static str {
    if holds { "holds" } else { "MISSED" }
}
