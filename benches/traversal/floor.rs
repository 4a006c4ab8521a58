//! The floor: what a plain program takes that knows this network and these questions alone.
//!
//! One flat list of links of 12 bytes, both ways together, by kind; days as 16 bits beside the far
//! end; arrays over all entities that are used again. No overlay, no names, no bounds on work.

use crate::world::{ATTENDED, PART, Tie, World};

/// A relation from one of its ends.
#[derive(Clone, Copy, Debug)]
struct Edge {
    far: u32,
    /// Number, then reach (2 bits), then kind (4 bits).
    facts: u32,
    from: u16,
    to: u16,
}

impl Edge {
    fn kind(self) -> u8 {
        (self.facts & 15) as u8
    }
}

/// Which links pass: a bit for each kind and reach, and the days.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Filter {
    kinds: u64,
    from: u16,
    to: u16,
}

impl Filter {
    /// Links of these kinds that everybody may see, in these days.
    pub(crate) fn new(kinds: &[u8], (from, to): (u16, u16)) -> Self {
        let kinds = kinds.iter().fold(0, |set, kind| set | 1 << kind);
        Self { kinds, from, to }
    }

    fn passes(&self, edge: Edge) -> bool {
        self.kinds >> (edge.facts & 63) & 1 == 1 && edge.from <= self.to && edge.to >= self.from
    }
}

/// The network as flat lists.
pub(crate) struct Floor {
    starts: Vec<u32>,
    edges: Vec<Edge>,
}

/// Arrays over all entities.
pub(crate) struct Room {
    round: u32,
    seen: Vec<u32>,
    queue: Vec<u32>,
    sides: [Side; 2],
    counts: Vec<u32>,
}

#[derive(Clone, Default)]
struct Side {
    seen: Vec<u32>,
    distance: Vec<u8>,
    ways: Vec<f64>,
}

impl Floor {
    /// Sorts the relations of a network into lists.
    pub(crate) fn new(world: &World) -> Self {
        let entities = world.scale.entities() as usize;
        let mut starts = vec![0; entities + 1];
        for tie in &world.ties {
            starts[tie.subject as usize + 1] += 1;
            starts[tie.object as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut ties: Vec<(u32, &Tie)> = (0..).zip(&world.ties).collect();
        ties.sort_by_key(|(_, tie)| tie.kind);
        let nowhere = Edge {
            far: 0,
            facts: 0,
            from: 0,
            to: 0,
        };
        let mut edges = vec![nowhere; world.ties.len() * 2];
        let mut next = starts.clone();
        for (number, tie) in ties {
            let facts = number << 6 | u32::from(tie.reach) << 4 | u32::from(tie.kind);
            for (near, far) in [(tie.subject, tie.object), (tie.object, tie.subject)] {
                let at = &mut next[near as usize];
                edges[*at as usize] = Edge {
                    far,
                    facts,
                    from: tie.from,
                    to: tie.to,
                };
                *at += 1;
            }
        }
        Self { starts, edges }
    }

    /// Bytes for each relation.
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    pub(crate) fn per_relation(&self) -> f64 {
        let bytes = self.edges.len() * size_of::<Edge>() + self.starts.len() * size_of::<u32>();
        bytes as f64 / (self.edges.len() / 2) as f64
    }

    pub(crate) fn room(&self) -> Room {
        let entities = self.starts.len() - 1;
        let side = Side {
            seen: vec![0; entities],
            distance: vec![0; entities],
            ways: vec![0.0; entities],
        };
        Room {
            round: 0,
            seen: vec![0; entities],
            queue: Vec::new(),
            sides: [side.clone(), side],
            counts: vec![0; entities],
        }
    }

    fn at(&self, entity: u32) -> &[Edge] {
        let entity = entity as usize;
        &self.edges[self.starts[entity] as usize..self.starts[entity + 1] as usize]
    }

    /// How many entities are within `depth` links.
    pub(crate) fn around(&self, room: &mut Room, start: u32, depth: u32, filter: Filter) -> usize {
        room.round += 1;
        let round = room.round;
        room.queue.clear();
        room.queue.push(start);
        room.seen[start as usize] = round;
        let mut at = 0;
        for _ in 0..depth {
            let end = room.queue.len();
            while at < end {
                let near = room.queue[at];
                at += 1;
                for edge in self.at(near) {
                    let seen = &mut room.seen[edge.far as usize];
                    if *seen != round && filter.passes(*edge) {
                        *seen = round;
                        room.queue.push(edge.far);
                    }
                }
            }
        }
        room.queue.len() - 1
    }

    /// The length of the shortest ways between two entities and how many there are, as sums of
    /// ways from both sides; none where there is none.
    pub(crate) fn shortest(
        &self,
        room: &mut Room,
        ends: (u32, u32),
        filter: Filter,
    ) -> Option<(u32, f64)> {
        room.round += 1;
        let round = room.round;
        let mut edges = [vec![ends.0], vec![ends.1]];
        let mut levels = [0_u8; 2];
        for (side, end) in room.sides.iter_mut().zip([ends.0, ends.1]) {
            side.seen[end as usize] = round;
            side.distance[end as usize] = 0;
            side.ways[end as usize] = 1.0;
        }
        loop {
            let weigh = |edge: &Vec<u32>| edge.iter().map(|at| self.at(*at).len()).sum::<usize>();
            let one = usize::from(weigh(&edges[0]) > weigh(&edges[1]));
            levels[one] += 1;
            edges[one] = self.grow(
                &mut room.sides[one],
                &edges[one],
                (round, levels[one]),
                filter,
            );
            let [first, second] = &room.sides;
            let other = [second, first][one];
            let met = edges[one]
                .iter()
                .map(|at| *at as usize)
                .filter(|at| other.seen[*at] == round && other.distance[*at] == levels[1 - one]);
            let ways: f64 = met.map(|at| first.ways[at] * second.ways[at]).sum();
            if ways > 0.0 {
                return Some((u32::from(levels[0]) + u32::from(levels[1]), ways));
            }
            if edges[one].is_empty() {
                return None;
            }
        }
    }

    fn grow(
        &self,
        side: &mut Side,
        edge: &[u32],
        (round, level): (u32, u8),
        filter: Filter,
    ) -> Vec<u32> {
        let mut next = Vec::new();
        for near in edge {
            let ways = side.ways[*near as usize];
            for link in self.at(*near).iter().filter(|link| filter.passes(**link)) {
                let far = link.far as usize;
                if side.seen[far] != round {
                    side.seen[far] = round;
                    side.distance[far] = level;
                    side.ways[far] = ways;
                    next.push(link.far);
                } else if side.distance[far] == level {
                    side.ways[far] += ways;
                }
            }
        }
        next
    }

    /// The pairs of people who attended events of a project together, and the sum of what they
    /// share.
    pub(crate) fn together(&self, room: &mut Room, project: u32) -> (usize, u64) {
        let events = self.at(project).iter().filter(|edge| edge.kind() == PART);
        let mut parts: Vec<(u32, u32)> = Vec::new();
        let mut people: Vec<Vec<u32>> = Vec::new();
        for (number, event) in (0..).zip(events) {
            let there = self.at(event.far).iter();
            let there = there.filter(|edge| edge.kind() == ATTENDED);
            let there: Vec<u32> = there.map(|edge| edge.far).collect();
            parts.extend(there.iter().map(|person| (*person, number)));
            people.push(there);
        }
        parts.sort_unstable();
        let (mut pairs, mut sum, mut touched) = (0, 0, Vec::new());
        for own in parts.chunk_by(|one, other| one.0 == other.0) {
            for (person, event) in own {
                for other in people[*event as usize]
                    .iter()
                    .filter(|other| *other > person)
                {
                    let count = &mut room.counts[*other as usize];
                    if *count == 0 {
                        touched.push(*other);
                    }
                    *count += 1;
                }
            }
            pairs += touched.len();
            for other in touched.drain(..) {
                sum += u64::from(std::mem::take(&mut room.counts[other as usize]));
            }
        }
        (pairs, sum)
    }

    /// The first day on which each entity can be reached by links taken in time order, from a
    /// start on the first day asked for; how many can be.
    pub(crate) fn arrivals(&self, start: u32, filter: Filter) -> usize {
        let mut first = vec![u16::MAX; self.starts.len() - 1];
        let mut due = vec![Vec::new(); usize::from(filter.to) + 1];
        first[start as usize] = filter.from;
        due[usize::from(filter.from)].push(start);
        let mut count = 0;
        for day in filter.from..=filter.to {
            while let Some(near) = due[usize::from(day)].pop() {
                if first[near as usize] != day {
                    continue;
                }
                count += 1;
                for edge in self.at(near) {
                    let then = edge.from.max(day);
                    let known = &mut first[edge.far as usize];
                    if filter.passes(*edge) && edge.to >= day && then < *known {
                        *known = then;
                        due[usize::from(then)].push(edge.far);
                    }
                }
            }
        }
        count
    }
}
