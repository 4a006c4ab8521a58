//! The second step: each community is made anew from single members, which join only parts
//! of it that are well tied to the rest of it.
//!
//! A member joins a part with a probability that grows with the gain; so a round can leave
//! a partition from which moving alone would find no way out.

use super::{
    level::{Level, by_group},
    tally::Tally,
};
use crate::network::measures::{node, random::Random, real};
use crate::network::{Flag, Halt, meter::Pace};

/// The parts of the communities (numbered densely), numbered by one of their members each.
pub(super) fn refine(
    level: &Level,
    of: &[u32],
    randomness: f64,
    random: &mut Random,
    flag: &Flag,
) -> Result<Vec<u32>, Halt> {
    let entries = real(level.ties.ties().max(1) * 2);
    let mut pace = Pace::of(flag);
    let temperature = randomness * level.total / entries;
    let mut refining = Refining::new(level, of, temperature, &mut pace)?;
    let (mut order, begins) = by_group(of, &mut pace)?;
    for community in begins.windows(2) {
        random.shuffle(&mut order[community[0]..community[1]], &mut pace)?;
    }
    for member in &order {
        pace.take(1 + level.ties.degree(*member as usize))?;
        if refining.is_single[*member as usize] {
            refining.ask(*member as usize, random);
        }
    }
    Ok(refining.parts)
}

struct Refining<'a> {
    level: &'a Level<'a>,
    of: &'a [u32],
    temperature: f64,
    parts: Vec<u32>,
    is_single: Vec<bool>,
    /// By community, the strength of all of it.
    whole: Vec<f64>,
    /// By part, its strength.
    strengths: Vec<f64>,
    /// By part, the weight of its ties to the rest of its community.
    outside: Vec<f64>,
    tally: Tally,
    choices: Vec<(u32, f64)>,
}

impl<'a> Refining<'a> {
    fn new(
        level: &'a Level<'a>,
        of: &'a [u32],
        temperature: f64,
        pace: &mut Pace<'_>,
    ) -> Result<Self, Halt> {
        let mut whole = vec![0.0; of.len()];
        let mut outside = vec![0.0; of.len()];
        for (member, community) in of.iter().enumerate() {
            pace.take(1 + level.ties.degree(member))?;
            whole[*community as usize] += level.strengths[member];
            let row = level.ties.row_of(member);
            let within = row.filter(|(other, _)| of[*other as usize] == *community);
            outside[member] = within.map(|(_, weight)| weight).sum();
        }
        Ok(Self {
            level,
            of,
            temperature,
            parts: (0..node(of.len())).collect(),
            is_single: vec![true; of.len()],
            whole,
            strengths: level.strengths.clone(),
            outside,
            tally: Tally::new(of.len()),
            choices: Vec::new(),
        })
    }

    /// Lets a member that is still alone join a part of its community.
    fn ask(&mut self, member: usize, random: &mut Random) {
        let community = self.of[member];
        let whole = self.whole[community as usize];
        if !self.is_well_tied(node(member), whole) {
            return;
        }
        for (other, weight) in self.level.ties.row_of(member) {
            if self.of[other as usize] == community {
                self.tally.add(self.parts[other as usize], weight);
            }
        }
        let factor = self.level.strengths[member] * self.level.share;
        self.choices.clear();
        for at in 0..self.tally.touched().len() {
            let part = self.tally.touched()[at];
            let gain = self.tally.of(part) - factor * self.strengths[part as usize];
            if gain >= 0.0 && self.is_well_tied(part, whole) {
                self.choices.push((part, gain));
            }
        }
        if let Some(part) = choose(&mut self.choices, self.temperature, random) {
            self.join(member, part);
        }
        self.tally.clear();
    }

    /// Whether a part is tied to the rest of its community at least as much as chance has it.
    fn is_well_tied(&self, part: u32, whole: f64) -> bool {
        let strength = self.strengths[part as usize];
        self.outside[part as usize] >= self.level.share * strength * (whole - strength)
    }

    fn join(&mut self, member: usize, part: u32) {
        let tied = self.tally.of(part);
        self.outside[part as usize] += self.outside[member] - 2.0 * tied;
        self.strengths[part as usize] += self.level.strengths[member];
        // The single part that bore the member's own number is no more.
        self.is_single[member] = false;
        self.is_single[part as usize] = false;
        self.parts[member] = part;
    }
}

/// Draws one of the choices, each with a weight of e^(gain / temperature).
fn choose(choices: &mut [(u32, f64)], temperature: f64, random: &mut Random) -> Option<u32> {
    let most = choices.iter().map(|(_, gain)| *gain).reduce(f64::max)?;
    let mut sum = 0.0;
    for (_, weight) in choices.iter_mut() {
        *weight = ((*weight - most) / temperature).exp();
        sum += *weight;
    }
    let mut drawn = random.share() * sum;
    for (part, weight) in choices.iter() {
        drawn -= weight;
        if drawn < 0.0 {
            return Some(*part);
        }
    }
    choices.last().map(|(part, _)| *part)
}
