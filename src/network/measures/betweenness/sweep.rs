//! One sweep of Brandes's sums for up to eight starts together.
//!
//! Members near each other in the graph have the same neighbours at nearly the same
//! distance, whoever asks. So the eight searches go through the rows together: one look at a
//! neighbour brings the cache line with its numbers for all eight. Forwards, level by level,
//! the numbers are counts of shortest ways σ; backwards each is replaced by
//! g = 1/σ + Σ g(next level), from which the member's part is σ·g − 1.

use crate::network::{Flag, Halt, measures::ties::Ties, meter::Pace};

/// So many starts share a sweep.
pub(super) const LANES: usize = 8;
/// A number for each start.
type Lanes = [f64; LANES];

/// The numbers of so many members are cleared between two looks at the flag.
const STRIDE: usize = 4_096;

/// For each set of lanes, which bits of the numbers stay.
static KEPT: [[u64; LANES]; 256] = kept();

const fn kept() -> [[u64; LANES]; 256] {
    let mut table = [[0; LANES]; 256];
    let mut set = 0;
    while set < 256 {
        let mut lane = 0;
        while lane < LANES {
            if set >> lane & 1 == 1 {
                table[set][lane] = u64::MAX;
            }
            lane += 1;
        }
        set += 1;
    }
    table
}

/// A member that some of the searches reach at one level.
#[derive(Clone, Copy)]
struct Reached {
    member: u32,
    /// A bit for each lane.
    lanes: u8,
}

/// The arrays of a sweep, used again for the next.
pub(super) struct Sweep {
    numbers: Vec<Lanes>,
    /// By member, the searches that have reached it on an earlier level.
    seen: Vec<u8>,
    /// By member, the searches that reach it on the level at work.
    on_level: Vec<u8>,
    /// All that is reached, level by level.
    reached: Vec<Reached>,
    /// Where each level begins in `reached`.
    levels: Vec<usize>,
    found: Vec<u32>,
}

impl Sweep {
    pub(super) fn new(members: usize) -> Self {
        Self {
            numbers: vec![[0.0; LANES]; members],
            seen: vec![0; members],
            on_level: vec![0; members],
            reached: Vec::new(),
            levels: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Adds to each member what the searches from these starts, at most eight, give it.
    pub(super) fn run(
        &mut self,
        ties: &Ties,
        starts: &[u32],
        sums: &mut [f64],
        flag: &Flag,
    ) -> Result<(), Halt> {
        let mut pace = Pace::of(flag);
        self.begin(starts, &mut pace)?;
        let mut level = 0;
        while level < self.reached.len() {
            self.levels.push(level);
            let end = self.reached.len();
            self.forwards(ties, level..end, &mut pace)?;
            level = end;
        }
        let mut end = self.reached.len();
        // The first level are the starts themselves: ways through them are none.
        for at in (1..self.levels.len()).rev() {
            let level = self.levels[at]..end;
            end = level.start;
            self.backwards(ties, level, sums, &mut pace)?;
        }
        Ok(())
    }

    fn begin(&mut self, starts: &[u32], pace: &mut Pace<'_>) -> Result<(), Halt> {
        for numbers in self.numbers.chunks_mut(STRIDE) {
            pace.take(STRIDE)?;
            numbers.fill([0.0; LANES]);
        }
        self.seen.fill(0);
        self.on_level.fill(0);
        self.reached.clear();
        self.levels.clear();
        for (lane, start) in starts.iter().enumerate() {
            let lanes = 1 << lane;
            self.numbers[*start as usize][lane] = 1.0;
            self.seen[*start as usize] |= lanes;
            self.reached.push(Reached {
                member: *start,
                lanes,
            });
        }
        Ok(())
    }

    /// From the members of a level to those of the next, with the counts of ways.
    fn forwards(
        &mut self,
        ties: &Ties,
        level: std::ops::Range<usize>,
        pace: &mut Pace<'_>,
    ) -> Result<(), Halt> {
        for at in level {
            let Reached { member, lanes } = self.reached[at];
            pace.take(1 + ties.degree(member as usize))?;
            let ways = self.numbers[member as usize];
            for neighbour in ties.neighbours(member as usize) {
                let at = *neighbour as usize;
                let new = lanes & !self.seen[at];
                if new == 0 {
                    continue;
                }
                if self.on_level[at] == 0 {
                    self.found.push(*neighbour);
                }
                self.on_level[at] |= new;
                add(&mut self.numbers[at], &ways, new);
            }
        }
        for member in self.found.drain(..) {
            pace.take(1)?;
            let lanes = std::mem::take(&mut self.on_level[member as usize]);
            self.seen[member as usize] |= lanes;
            self.reached.push(Reached { member, lanes });
        }
        Ok(())
    }

    /// From the members of the level below, whose lanes stand in `on_level`, to this level.
    fn backwards(
        &mut self,
        ties: &Ties,
        level: std::ops::Range<usize>,
        sums: &mut [f64],
        pace: &mut Pace<'_>,
    ) -> Result<(), Halt> {
        for at in level.clone() {
            let Reached { member, lanes } = self.reached[at];
            pace.take(1 + ties.degree(member as usize))?;
            let mut further = [0.0; LANES];
            for neighbour in ties.neighbours(member as usize) {
                let there = lanes & self.on_level[*neighbour as usize];
                if there != 0 {
                    add(&mut further, &self.numbers[*neighbour as usize], there);
                }
            }
            let numbers = &mut self.numbers[member as usize];
            for lane in (0..LANES).filter(|lane| lanes >> lane & 1 == 1) {
                sums[member as usize] += numbers[lane] * further[lane];
                numbers[lane] = 1.0 / numbers[lane] + further[lane];
            }
        }
        // The level below makes room for this one.
        for at in level.end..self.reached.len() {
            pace.take(1)?;
            self.on_level[self.reached[at].member as usize] = 0;
        }
        self.reached.truncate(level.end);
        for reached in &self.reached[level] {
            pace.take(1)?;
            self.on_level[reached.member as usize] = reached.lanes;
        }
        Ok(())
    }
}

/// Adds the numbers of some lanes.
fn add(into: &mut Lanes, numbers: &Lanes, lanes: u8) {
    let kept = &KEPT[lanes as usize];
    for ((into, number), kept) in into.iter_mut().zip(numbers).zip(kept) {
        *into += f64::from_bits(number.to_bits() & kept);
    }
}
