//! Who is tied to whom through what they share.
//!
//! Affiliations (a member, a thing, a time) become ties between members: two members are tied
//! when they share a thing, with the number of shared things as the weight. Where the kind of
//! relation says that something held (a membership), both must have held at the same time.
//! Not here: which relations are affiliations (`gathering`), what the ties amount to
//! (`measures`).

use entity::vocabulary::Certainty;

use super::{
    Flag, Halt, Span,
    measures::ties::{Builder, Ties},
    meter::Pace,
};

/// A member's part in a thing; both are dense numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Affiliation {
    /// The member.
    pub member: u32,
    /// The thing.
    pub thing: u32,
    /// When it held; none where sharing the thing is enough.
    pub held: Option<Span>,
}

/// Who has part in what, readable from both sides.
#[derive(Clone, Debug)]
pub struct Affiliations {
    members: usize,
    /// How two spans must meet.
    how: Certainty,
    /// By member, then thing.
    list: Vec<Affiliation>,
    by_member: Vec<usize>,
    /// By thing, then member: places in `list`.
    order: Vec<u32>,
    by_thing: Vec<usize>,
}

/// So many entries of rows at most: two for each tie.
const MOST_ENTRIES: usize = 40_000_000;
/// So many affiliations are compared between two looks at the flag.
const STRIDE: usize = 16_384;

impl Affiliations {
    /// Orders affiliations of members and things that are numbered densely.
    ///
    /// # Errors
    /// When it was stopped.
    pub fn new(
        members: usize,
        list: &[Affiliation],
        how: Certainty,
        flag: &Flag,
    ) -> Result<Self, Halt> {
        let mut pace = Pace::of(flag);
        let things = list.iter().map(|one| one.thing as usize + 1).max();
        let by_member = begins(members, list.iter().map(|one| one.member));
        let by_thing = begins(things.unwrap_or(0), list.iter().map(|one| one.thing));
        let all: Vec<u32> = (0..).take(list.len()).collect();
        // By thing first, then by member: what is sorted keeps its order where the next is equal.
        let order = sorted(&all, &by_thing, |at| list[at as usize].thing, &mut pace)?;
        let order = sorted(&order, &by_member, |at| list[at as usize].member, &mut pace)?;
        let mut ordered = Vec::with_capacity(list.len());
        for at in &order {
            pace.take(1)?;
            ordered.push(list[*at as usize]);
        }
        let list = ordered;
        let order = sorted(&all, &by_thing, |at| list[at as usize].thing, &mut pace)?;
        Ok(Self {
            members,
            how,
            list,
            by_member,
            order,
            by_thing,
        })
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The ties between members that share things.
    ///
    /// # Errors
    /// When it was stopped, or when there are more ties than can be held.
    pub fn ties(&self, flag: &Flag) -> Result<Ties, Halt> {
        let mut ties = Builder::with_capacity(self.members, 0);
        let mut tally = Tally::new(self.members);
        let mut compared = 0;
        let mut entries = 0;
        for member in 0..self.members {
            for shared in self.things_of(member) {
                compared += self.meet(shared, &mut tally);
                if compared > STRIDE {
                    compared = 0;
                    flag.check()?;
                }
            }
            entries += tally.write(&mut ties);
            if entries > MOST_ENTRIES {
                return Err(Halt::Budget);
            }
        }
        Ok(ties.finish())
    }

    /// The things that two members share, in order.
    #[must_use]
    pub fn shared(&self, a: usize, b: usize) -> Vec<u32> {
        let mut others = self.things_of(b).peekable();
        let mut shared = Vec::new();
        for mine in self.things_of(a) {
            let thing = mine[0].thing;
            while others.next_if(|other| other[0].thing < thing).is_some() {}
            let Some(other) = others.peek().filter(|other| other[0].thing == thing) else {
                continue;
            };
            if mine
                .iter()
                .any(|one| other.iter().any(|other| self.at_one_time(one, other)))
            {
                shared.push(thing);
            }
        }
        shared
    }

    /// Each thing in which a member has part, with all the parts it has in it.
    fn things_of(&self, member: usize) -> impl Iterator<Item = &[Affiliation]> {
        let own = &self.list[self.by_member[member]..self.by_member[member + 1]];
        own.chunk_by(|one, other| one.thing == other.thing)
    }

    /// Counts the thing once for each other member who shares it; says how much it compared.
    fn meet(&self, mine: &[Affiliation], tally: &mut Tally) -> usize {
        let Some(first) = mine.first() else { return 0 };
        let thing = first.thing as usize;
        let all = &self.order[self.by_thing[thing]..self.by_thing[thing + 1]];
        let mut counted = first.member;
        for place in all {
            let other = &self.list[*place as usize];
            // The parts of one member in a thing stand together: one that counts is enough.
            if other.member == first.member || other.member == counted {
                continue;
            }
            if mine.iter().any(|one| self.at_one_time(one, other)) {
                counted = other.member;
                tally.count(other.member);
            }
        }
        all.len() * mine.len()
    }

    fn at_one_time(&self, one: &Affiliation, other: &Affiliation) -> bool {
        match (one.held, other.held) {
            (Some(one), Some(other)) => meets(&one, &other, self.how),
            _ => true,
        }
    }
}

/// Whether two spans have a day in common: in every reading, or in some.
fn meets(one: &Span, other: &Span, how: Certainty) -> bool {
    match how {
        Certainty::Possible => {
            one.earliest_start <= other.latest_end && other.earliest_start <= one.latest_end
        }
        Certainty::Certain => {
            one.latest_start <= other.earliest_end && other.latest_start <= one.earliest_end
        }
    }
}

/// Places by their numbers; those of one number keep their order.
fn sorted(
    places: &[u32],
    begins: &[usize],
    number: impl Fn(u32) -> u32,
    pace: &mut Pace<'_>,
) -> Result<Vec<u32>, Halt> {
    let mut next = begins.to_vec();
    let mut order = vec![0; places.len()];
    for place in places {
        pace.take(1)?;
        let at = &mut next[number(*place) as usize];
        order[*at] = *place;
        *at += 1;
    }
    Ok(order)
}

/// Where the entries of each number begin, once they are in order.
fn begins(numbers: usize, of: impl Iterator<Item = u32>) -> Vec<usize> {
    let mut begins = vec![0; numbers + 1];
    for number in of {
        begins[number as usize + 1] += 1;
    }
    for at in 1..begins.len() {
        begins[at] += begins[at - 1];
    }
    begins
}

/// Counts by member, emptied row by row.
struct Tally {
    counts: Vec<u32>,
    touched: Vec<u32>,
}

impl Tally {
    fn new(members: usize) -> Self {
        Self {
            counts: vec![0; members],
            touched: Vec::new(),
        }
    }

    fn count(&mut self, member: u32) {
        let count = &mut self.counts[member as usize];
        if *count == 0 {
            self.touched.push(member);
        }
        *count += 1;
    }

    /// Writes and empties the row; says how long it is.
    fn write(&mut self, ties: &mut Builder) -> usize {
        self.touched.sort_unstable();
        let length = self.touched.len();
        for member in self.touched.drain(..) {
            let count = std::mem::take(&mut self.counts[member as usize]);
            ties.add(member, f64::from(count));
        }
        ties.close_row();
        length
    }
}
