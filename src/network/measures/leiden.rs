//! Communities by the Leiden method (Traag, Waltman, van Eck: From Louvain to Leiden, 2019).
//!
//! Rounds of three steps: members move to the neighbouring community that gains most
//! (`moving`); each community is made anew from within, of parts that hang together
//! (`refining`); the parts become the members of a smaller graph (`level`). What is
//! maximised is modularity. Orders and choices are drawn by a seed, so the same graph gives
//! the same communities. Every community is connected: what should fall apart is told apart
//! at the end, which never lowers modularity.

use super::{groups, node, random::Random, ties::Ties};
use crate::network::{Flag, Halt, meter::Pace};

mod level;
mod moving;
mod refining;
mod tally;

use level::Level;

/// How communities are found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Leiden {
    /// Above 1 communities become smaller, below larger.
    pub resolution: f64,
    /// How freely a part is chosen when a community is made anew, in mean weights of a tie.
    pub randomness: f64,
    /// Draws orders and choices.
    pub seed: u64,
    /// So many times at most the whole is gone through from where it stands.
    pub rounds: usize,
    /// Up to so many ties more beginnings are tried.
    pub small: usize,
}

impl Default for Leiden {
    fn default() -> Self {
        Self {
            resolution: 1.0,
            randomness: 0.1,
            seed: 1,
            rounds: 4,
            small: 20_000,
        }
    }
}

/// A partition into communities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Communities {
    /// The community of each member: numbered by size, then by the smallest member.
    pub of: Vec<u32>,
    /// Its modularity; none when there are no ties.
    pub modularity: Option<f64>,
}

/// So many starts for a small graph; a large one has one.
const STARTS: u64 = 10;
/// The first round seeks communities at a resolution so much finer (docs/decisions/0010): what it
/// joins too early, no later round takes apart.
const FINER: f64 = 2.0;
/// A round that gains less than this was the last.
const WORTH_A_ROUND: f64 = 1e-4;

/// Finds the communities.
///
/// # Errors
/// When it was stopped.
pub fn communities(ties: &Ties, how: &Leiden, flag: &Flag) -> Result<Communities, Halt> {
    let starts = if ties.ties() <= how.small { STARTS } else { 1 };
    let mut best = Communities::default();
    for start in 0..starts {
        let mut random = Random::new(how.seed.wrapping_add(start));
        // A small graph may have few communities, which a finer beginning would miss.
        let finer = if start % 2 == 0 { FINER } else { 1.0 };
        let found = once(ties, how, finer, &mut random, flag)?;
        if best.of.is_empty() || found.modularity > best.modularity {
            best = found;
        }
    }
    Ok(best)
}

/// One start: rounds until they gain nothing.
fn once(
    ties: &Ties,
    how: &Leiden,
    finer: f64,
    random: &mut Random,
    flag: &Flag,
) -> Result<Communities, Halt> {
    let alone = (0..node(ties.len())).collect();
    let first = Level::of(ties, how.resolution * finer);
    let begun = round(&first, alone, how, random, flag)?;
    let level = Level::of(ties, how.resolution);
    let mut found = round(&level, begun.of, how, random, flag)?;
    for _ in 1..how.rounds {
        let next = round(&level, found.of.clone(), how, random, flag)?;
        let gained = next.modularity.unwrap_or(0.0) - found.modularity.unwrap_or(0.0);
        if gained > 0.0 {
            found = next;
        }
        if gained < WORTH_A_ROUND {
            break;
        }
    }
    Ok(found)
}

/// The modularity of a partition, at a resolution; none when there are no ties.
#[must_use]
pub fn modularity(ties: &Ties, of: &[u32], resolution: f64) -> Option<f64> {
    // Nobody raises this flag.
    modularity_on(&Level::of(ties, resolution), of, &Flag::default()).unwrap_or(None)
}

fn modularity_on(level: &Level, of: &[u32], flag: &Flag) -> Result<Option<f64>, Halt> {
    if level.total <= 0.0 {
        return Ok(None);
    }
    let mut pace = Pace::of(flag);
    let groups = of.iter().max().map_or(0, |last| *last as usize + 1);
    let mut strengths = vec![0.0; groups];
    let mut inside = 0.0;
    for (member, community) in of.iter().enumerate() {
        pace.take(1 + level.ties.degree(member))?;
        strengths[*community as usize] += level.strengths[member];
        let row = level.ties.row_of(member);
        let same = row.filter(|(other, _)| of[*other as usize] == *community);
        inside += same.map(|(_, weight)| weight).sum::<f64>();
    }
    let expected: f64 = strengths.iter().map(|strength| strength * strength).sum();
    let modularity = inside / level.total - level.share * expected / level.total;
    Ok(Some(modularity))
}

/// One round: to a better partition, whose communities are connected and numbered.
fn round(
    level: &Level,
    from: Vec<u32>,
    how: &Leiden,
    random: &mut Random,
    flag: &Flag,
) -> Result<Communities, Halt> {
    let of = climb(level, from, how, random, flag)?;
    let parts = level::connected_parts(level.ties.as_ref(), &of, flag)?;
    let of = groups::number(&parts);
    Ok(Communities {
        modularity: modularity_on(level, &of, flag)?,
        of,
    })
}

/// From a partition of the whole graph to a better one, through smaller graphs.
fn climb(
    whole: &Level,
    mut of: Vec<u32>,
    how: &Leiden,
    random: &mut Random,
    flag: &Flag,
) -> Result<Vec<u32>, Halt> {
    // For each member of the whole, its member on the level at work.
    let mut place: Option<Vec<u32>> = None;
    let mut smaller: Option<Level> = None;
    loop {
        let level = smaller.as_ref().unwrap_or(whole);
        moving::improve(level, &mut of, random, flag)?;
        let communities = level::compact(&mut of, flag)?;
        if communities == level.ties.len() {
            break;
        }
        let mut parts = refining::refine(level, &of, how.randomness, random, flag)?;
        if level::compact(&mut parts, flag)? == level.ties.len() {
            // Nothing hangs together well enough: go on with the communities themselves.
            parts.clone_from(&of);
        }
        let (next, above) = level.aggregate(&parts, &of, flag)?;
        place = Some(match place {
            None => parts,
            Some(place) => place.iter().map(|at| parts[*at as usize]).collect(),
        });
        of = above;
        smaller = Some(next);
    }
    Ok(match place {
        None => of,
        Some(place) => place.iter().map(|at| of[*at as usize]).collect(),
    })
}
