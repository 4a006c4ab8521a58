//! petgraph and neo4j-labs' `graph` on a network that `cargo bench --bench traversal` wrote.
//!
//! `cargo build --release --manifest-path benches/peers/Cargo.toml`; the bench then runs it, with
//! one thread for each engine, and shows what it prints: lines of scale, measure, engine, median
//! and 99th percentile, in milliseconds of processor time.

use std::{collections::HashSet, env, error::Error, fs, path::Path, time::Duration};

use graph::prelude::{
    CsrLayout, DirectedCsrGraph, Graph as _, GraphBuilder, PageRankConfig, WccConfig, page_rank,
    wcc_afforest,
};
use petgraph::{
    graph::{NodeIndex, UnGraph},
    visit::{EdgeFiltered, EdgeRef, IntoEdges},
};
use rustix::time::{ClockId, clock_gettime};

/// What a relation says: a bit for its kind and reach, its first and its last day.
type Said = (u64, u16, u16);

struct Network {
    scale: String,
    entities: usize,
    ties: Vec<(u32, u32, Said)>,
    pairs: Vec<(u32, u32)>,
    starts: Vec<u32>,
    asked: Said,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let directory = arguments.next().ok_or("the directory of the network is missing")?;
    let network = Network::read(Path::new(&directory))?;
    labs(&network);
    petgraph(&network);
    Ok(())
}

impl Network {
    fn read(directory: &Path) -> Result<Self, Box<dyn Error>> {
        let words = fs::read_to_string(directory.join("questions"))?;
        let mut words = words.split_whitespace();
        let mut word = || words.next().ok_or("the questions end early");
        let (scale, entities) = (word()?.to_owned(), word()?.parse()?);
        let asked = (word()?.parse()?, word()?.parse()?, word()?.parse()?);
        let starts = words.map(str::parse).collect::<Result<_, _>>()?;
        let ties = fs::read(directory.join("ties"))?;
        let ties = ties.chunks_exact(16).map(|tie| {
            let long = |at: usize| u32::from_le_bytes([tie[at], tie[at + 1], tie[at + 2], tie[at + 3]]);
            let short = |at: usize| u16::from_le_bytes([tie[at], tie[at + 1]]);
            (long(0), long(4), (1 << long(8), short(12), short(14)))
        });
        let pairs = fs::read(directory.join("pairs"))?;
        let pairs = pairs.chunks_exact(8).map(|pair| {
            let (one, other) = pair.split_at(4);
            let number = |bytes: &[u8]| bytes.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte));
            (number(one), number(other))
        });
        Ok(Self {
            scale,
            entities,
            asked,
            starts,
            ties: ties.collect(),
            pairs: pairs.collect(),
        })
    }

    /// Does something three times and prints how long this process worked for it, the median.
    fn thrice<T>(&self, measure: &str, engine: &str, body: impl Fn() -> T) -> T {
        let once = || {
            let began = worked();
            let done = body();
            (millis(worked() - began), done)
        };
        let mut times = [once(), once(), once()];
        times.sort_by(|one, other| one.0.total_cmp(&other.0));
        let [_, (time, done), _] = times;
        println!("PEER\t{}\t{measure}\t{engine}\t{time}\tNaN", self.scale);
        done
    }
}

fn labs(network: &Network) {
    let engine = "neo4j-labs graph 0.3";
    let both = network.pairs.iter().flat_map(|(one, other)| [(*one, *other), (*other, *one)]);
    let both: Vec<(u32, u32)> = both.collect();
    let graph: DirectedCsrGraph<u32> = GraphBuilder::new()
        .csr_layout(CsrLayout::Sorted)
        .edges(both)
        .build();
    let ranks = network.thrice("PageRank, 20 rounds, ms", engine, || {
        page_rank(&graph, PageRankConfig::new(20, 1e-30, 0.85))
    });
    assert!(ranks.1 >= 20, "all rounds were gone");
    let found = network.thrice("components, ms", engine, || {
        wcc_afforest(&graph, WccConfig::default())
    });
    let all: HashSet<u32> = (0..graph.node_count())
        .map(|node| graph::prelude::Components::component(&found, node))
        .collect();
    assert!(!all.is_empty());
}

fn petgraph(network: &Network) {
    let mut graph: UnGraph<(), Said> = UnGraph::with_capacity(network.entities, network.ties.len());
    for _ in 0..network.entities {
        graph.add_node(());
    }
    for (subject, object, said) in &network.ties {
        graph.add_edge(NodeIndex::new(*subject as usize), NodeIndex::new(*object as usize), *said);
    }
    let (kinds, from, to) = network.asked;
    let passing = EdgeFiltered::from_fn(&graph, |edge| {
        let (kind, first, last) = *edge.weight();
        kinds & kind != 0 && first <= to && last >= from
    });
    for depth in [2, 3] {
        let mut times: Vec<f64> = Vec::new();
        for start in &network.starts {
            let began = worked();
            let mut known = HashSet::from([NodeIndex::new(*start as usize)]);
            let mut edge: Vec<_> = known.iter().copied().collect();
            for _ in 0..depth {
                let mut next = Vec::new();
                for near in edge {
                    let far = (&passing).edges(near).map(|edge| edge.target());
                    next.extend(far.filter(|far| known.insert(*far)));
                }
                edge = next;
            }
            times.push(millis(worked() - began));
        }
        times.sort_by(f64::total_cmp);
        let at = |part: usize| times[(times.len() - 1) * part / 100];
        let measure = format!("{depth} relations away, ms");
        println!("PEER\t{}\t{measure}\tpetgraph 0.8\t{}\t{}", network.scale, at(50), at(99));
    }
    network.thrice("components, ms", "petgraph 0.8", || {
        petgraph::algo::connected_components(&graph)
    });
}

fn worked() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or(0))
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
