//! What is measured on the network as a whole.

use stakegraph::network::{
    Flag, Halt,
    measures::{
        betweenness::{Betweenness, betweenness},
        components::components,
        leiden::{Leiden, communities},
        pagerank::{PageRank, pagerank},
        ties::Ties,
    },
};

use crate::{
    clock::Times,
    table::{OURS, Table},
    world::World,
};

/// The names of the measures, which peers print too.
pub(crate) const RANK: &str = "PageRank, 20 rounds, ms";
pub(crate) const COMPONENTS: &str = "components, ms";
pub(crate) const BETWEEN: &str = "betweenness from 8 starts, ms";
pub(crate) const LEIDEN: &str = "communities (Leiden), ms";
pub(crate) const MODULARITY: &str = "modularity of the communities";

/// So often is asked what does not take long, here and of others; the median is told.
const ROUNDS: usize = 3;

/// The pairs that are tied, each once: what every engine is given.
pub(crate) fn pairs(world: &World) -> Vec<(u32, u32)> {
    let ties = world.ties.iter();
    let ends = ties.map(|tie| (tie.subject.min(tie.object), tie.subject.max(tie.object)));
    let mut pairs: Vec<(u32, u32)> = ends.filter(|(one, other)| one != other).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The pairs as ties.
pub(crate) fn ties(world: &World, pairs: &[(u32, u32)]) -> Ties {
    let ties = pairs.iter().map(|(one, other)| (*one, *other, 1.0));
    let ties: Vec<_> = ties.collect();
    Ties::new(world.scale.entities() as usize, &ties)
}

/// Measures all.
pub(crate) fn all(world: &World, ties: &Ties, table: &mut Table) -> Result<(), Halt> {
    let (scale, flag) = (world.scale.name, Flag::default());
    let mut asked = |measure: &str, rounds, body: &mut dyn FnMut() -> Result<(), Halt>| {
        let mut times = Times::default();
        let done = (0..rounds).try_for_each(|_| times.note(&mut *body));
        table.number(scale, measure, OURS, times.median());
        done
    };
    let rank = PageRank {
        rounds: 20,
        tolerance: 0.0,
        ..PageRank::default()
    };
    asked(RANK, ROUNDS, &mut || pagerank(ties, &rank, &flag).map(drop))?;
    asked(COMPONENTS, ROUNDS, &mut || {
        components(ties, &flag).map(drop)
    })?;
    let eight = Betweenness {
        exact: 0,
        sample: 8,
        threads: 1,
        ..Betweenness::default()
    };
    asked(BETWEEN, ROUNDS, &mut || {
        betweenness(ties, &eight, &flag).map(drop)
    })?;
    if scale == "L" {
        table.reason(scale, LEIDEN, OURS, "not asked: minutes");
        return Ok(());
    }
    let mut found = None;
    asked(LEIDEN, 1, &mut || {
        found = Some(communities(ties, &Leiden::default(), &flag)?);
        Ok(())
    })?;
    let modularity = found.and_then(|found| found.modularity).unwrap_or(f64::NAN);
    table.number(scale, MODULARITY, OURS, modularity);
    Ok(())
}
