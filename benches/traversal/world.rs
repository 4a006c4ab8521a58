//! A network of stakeholders made by a seed: people, bodies, municipalities, events and projects.
//!
//! Few are met by many (a power law), most go to what happens in their region, and every relation
//! has a kind, its days and the rank that a viewer needs. Entities are numbered densely, kind by
//! kind. The same seed gives the same network on every machine.

use std::ops::Range;

use entity::vocabulary::RelationKind;

use crate::chance::{Chance, scaled};

/// The first day of the network, since 1970.
pub(crate) const EPOCH: i32 = 10_957;
/// So many days from the first to the last on which something begins.
const DAYS: u32 = 9_600;
/// The day of what has not ended.
pub(crate) const OPEN: u16 = u16::MAX;
/// What the questions ask for: from 2016 to 2025, in days since the first.
pub(crate) const ASKED: (u16, u16) = (5_844, 9_496);

/// The kinds of relations, by their number in a [`Tie`].
pub(crate) const KINDS: [RelationKind; 9] = [
    RelationKind::Attended,
    RelationKind::MemberOf,
    RelationKind::TookPlaceIn,
    RelationKind::PartOf,
    RelationKind::Organised,
    RelationKind::Supports,
    RelationKind::PartnerIn,
    RelationKind::LocatedIn,
    RelationKind::CooperatesWith,
];
pub(crate) const ATTENDED: u8 = 0;
pub(crate) const MEMBER: u8 = 1;
const PLACE: u8 = 2;
pub(crate) const PART: u8 = 3;
pub(crate) const ORGANISED: u8 = 4;
const SUPPORTED: u8 = 5;
const PARTNER: u8 = 6;
const LOCATED: u8 = 7;
pub(crate) const CONTACT: u8 = 8;

/// A relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tie {
    pub(crate) subject: u32,
    pub(crate) object: u32,
    pub(crate) kind: u8,
    /// The rank that a viewer needs.
    pub(crate) reach: u8,
    pub(crate) from: u16,
    pub(crate) to: u16,
}

/// How many of each there are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    pub(crate) name: &'static str,
    people: u32,
    bodies: u32,
    places: u32,
    events: u32,
    projects: u32,
    attendances: usize,
}

const SCALES: [Scale; 3] = [
    scale("S", 10_000, 50, 5_000, 55_000),
    scale("M", 100_000, 500, 50_000, 1_000_000),
    scale("L", 1_000_000, 5_000, 1_000_000, 5_500_000),
];

const fn scale(
    name: &'static str,
    people: u32,
    places: u32,
    events: u32,
    attendances: usize,
) -> Scale {
    Scale {
        name,
        people,
        bodies: people / 10,
        places,
        events,
        projects: people / 50,
        attendances,
    }
}

impl Scale {
    /// The scale of this name: S, M or L.
    pub(crate) fn named(name: &str) -> Option<Self> {
        SCALES.into_iter().find(|scale| scale.name == name)
    }

    pub(crate) fn people(&self) -> Range<u32> {
        0..self.people
    }

    pub(crate) fn bodies(&self) -> Range<u32> {
        self.people..self.people + self.bodies
    }

    pub(crate) fn places(&self) -> Range<u32> {
        behind(&self.bodies(), self.places)
    }

    pub(crate) fn events(&self) -> Range<u32> {
        behind(&self.places(), self.events)
    }

    pub(crate) fn projects(&self) -> Range<u32> {
        behind(&self.events(), self.projects)
    }

    pub(crate) fn entities(&self) -> u32 {
        self.projects().end
    }
}

fn behind(before: &Range<u32>, count: u32) -> Range<u32> {
    before.end..before.end + count
}

/// The network, and what is asked of it.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) scale: Scale,
    /// In no order that means anything.
    pub(crate) ties: Vec<Tie>,
    /// People who attended something.
    pub(crate) starts: Vec<u32>,
    /// Two such people each.
    pub(crate) pairs: Vec<(u32, u32)>,
    /// Projects, some of them with very many events.
    pub(crate) projects: Vec<u32>,
}

impl World {
    /// The network of a scale.
    pub(crate) fn new(scale: Scale) -> Self {
        let mut maker = Maker::new(scale);
        maker.attendances();
        maker.events();
        maker.bodies();
        maker.people();
        let (mut ties, mut chance) = (maker.ties, maker.chance);
        chance.shuffle(&mut ties);
        for tie in &mut ties {
            // One relation in twenty is not for everybody.
            tie.reach = u8::from(chance.part() < 0.05);
        }
        let mut world = Self {
            scale,
            ties,
            starts: Vec::new(),
            pairs: Vec::new(),
            projects: Vec::new(),
        };
        world.questions();
        world
    }

    fn questions(&mut self) {
        let attended = self.ties.iter().filter(|tie| tie.kind == ATTENDED);
        let mut active: Vec<u32> = attended.map(|tie| tie.subject).collect();
        active.sort_unstable();
        active.dedup();
        let mut chance = Chance(7);
        chance.shuffle(&mut active);
        self.starts = active[..200].to_vec();
        let pair = |two: &[u32]| (two[0], two[1]);
        self.pairs = active[200..600].chunks_exact(2).map(pair).collect();
        let first = self.scale.projects().start;
        let mut sizes: Vec<(u32, u32)> = self.scale.projects().map(|at| (0, at)).collect();
        for tie in self.ties.iter().filter(|tie| tie.kind == PART) {
            sizes[(tie.object - first) as usize].0 += 1;
        }
        sizes.sort_unstable_by(|one, other| other.cmp(one));
        let step = (sizes.len() * 9 / 10 / 37).max(1);
        let spread = sizes.iter().skip(3).step_by(step).take(37);
        let asked = sizes[..3].iter().chain(spread);
        self.projects = asked.map(|(_, project)| *project).collect();
    }
}

/// A network in the making.
struct Maker {
    scale: Scale,
    chance: Chance,
    ties: Vec<Tie>,
    /// The region of each event, ascending, and where each region begins.
    regions: Vec<u32>,
    begins: Vec<u32>,
    /// The day of each event.
    days: Vec<u16>,
}

impl Maker {
    fn new(scale: Scale) -> Self {
        let mut chance = Chance(20_240_607);
        let count = scale.places.min(100);
        let mut regions: Vec<u32> = (0..scale.events)
            .map(|_| chance.skewed(count, 0.3, 2.0))
            .collect();
        regions.sort_unstable();
        let begin = |region| regions.partition_point(|other| *other < region);
        let begins = (0..=count).map(|region| u32::try_from(begin(region)).unwrap_or(u32::MAX));
        // Later days have more events.
        let day = |_| day(scaled(chance.part().powf(0.6), DAYS));
        Self {
            scale,
            begins: begins.collect(),
            days: (0..scale.events).map(day).collect(),
            regions,
            chance,
            ties: Vec::new(),
        }
    }

    fn tie(&mut self, kind: u8, subject: u32, object: u32, (from, to): (u16, u16)) {
        self.ties.push(Tie {
            subject,
            object,
            kind,
            reach: 0,
            from,
            to,
        });
    }

    /// When an event was.
    fn of_event(&self, event: u32) -> (u16, u16) {
        let day = self.days[event as usize];
        (day, day)
    }

    /// From some day on, for some time.
    fn interval(&mut self, mean: f64, open: f64) -> (u16, u16) {
        let from = scaled(self.chance.part().powf(0.7), DAYS);
        let lasts = scaled(self.chance.lasting(mean) / 30_000.0, 30_000) + 30;
        let is_open = self.chance.part() < open;
        let to = if is_open {
            OPEN
        } else {
            day((from + lasts).min(30_000))
        };
        (day(from), to)
    }

    /// People attend events: each once, most in their own region.
    fn attendances(&mut self) {
        let (people, events) = (self.scale.people, self.scale.events);
        let order = (self.chance.order(people), self.chance.order(events));
        let count = u32::try_from(self.begins.len() - 1).unwrap_or(1);
        let homes: Vec<u32> = (0..people)
            .map(|_| self.chance.skewed(count, 0.3, 2.0))
            .collect();
        let wanted = self.scale.attendances;
        let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(wanted * 28 / 25);
        for _ in 0..wanted * 28 / 25 {
            let person = order.0[self.chance.skewed(people, 0.6, 10.0) as usize];
            let home = homes[person as usize] as usize;
            let (from, to) = (self.begins[home], self.begins[home + 1]);
            let event = if self.chance.part() < 0.6 && to > from {
                from + self.chance.skewed(to - from, 0.6, 10.0)
            } else {
                order.1[self.chance.skewed(events, 0.65, 10.0) as usize]
            };
            pairs.push((person, event));
        }
        pairs.sort_unstable();
        pairs.dedup();
        self.chance.shuffle(&mut pairs);
        pairs.truncate(wanted);
        let first = self.scale.events().start;
        for (person, event) in pairs {
            self.tie(ATTENDED, person, first + event, self.of_event(event));
        }
    }

    /// Events take place somewhere, belong to a project, and are organised.
    fn events(&mut self) {
        let scale = self.scale;
        let (events, places) = (scale.events().start, scale.places());
        let width = (scale.places / u32::try_from(self.begins.len() - 1).unwrap_or(1)).max(1);
        for event in 0..scale.events {
            let within = self.chance.skewed(width, 0.4, 1.0);
            let place = self.regions[event as usize] * width + within;
            let place = places.start + place.min(scale.places - 1);
            let when = self.of_event(event);
            self.tie(PLACE, events + event, place, when);
            let project = scale.projects().start + self.chance.skewed(scale.projects, 0.7, 10.0);
            self.tie(PART, events + event, project, when);
        }
        for _ in 0..scale.people * 6 / 10 {
            let event = self.chance.of(0..scale.events);
            let body = scale.bodies().start + self.chance.skewed(scale.bodies, 0.6, 10.0);
            self.tie(ORGANISED, body, events + event, self.of_event(event));
        }
    }

    /// Bodies have a seat and take part in projects.
    fn bodies(&mut self) {
        let scale = self.scale;
        for body in scale.bodies() {
            let place = scale.places().start + self.chance.skewed(scale.places, 0.5, 10.0);
            self.tie(LOCATED, body, place, (0, OPEN));
        }
        for _ in 0..scale.people / 5 {
            let body = scale.bodies().start + self.chance.skewed(scale.bodies, 0.5, 10.0);
            let project = scale.projects().start + self.chance.skewed(scale.projects, 0.5, 10.0);
            let when = self.interval(700.0, 0.1);
            self.tie(PARTNER, body, project, when);
        }
    }

    /// People are members, are supported by municipalities, and work with one another.
    fn people(&mut self) {
        let scale = self.scale;
        let people = scale.people();
        for _ in 0..u64::from(scale.people) * 12 / 10 {
            let person = self.chance.of(people.clone());
            let body = scale.bodies().start + self.chance.skewed(scale.bodies, 0.6, 10.0);
            let when = self.interval(1_200.0, 0.35);
            self.tie(MEMBER, person, body, when);
        }
        for _ in 0..scale.people / 10 {
            let place = scale.places().start + self.chance.skewed(scale.places, 0.5, 10.0);
            let person = self.chance.of(0..(scale.people / 20).max(1));
            let when = self.interval(500.0, 0.2);
            self.tie(SUPPORTED, place, person, when);
        }
        for _ in 0..scale.people * 3 / 10 {
            let (one, other) = (
                self.chance.of(people.clone()),
                self.chance.of(people.clone()),
            );
            let when = self.interval(1_200.0, 0.35);
            if one != other {
                self.tie(CONTACT, one, other, when);
            }
        }
    }
}

fn day(number: u32) -> u16 {
    u16::try_from(number).unwrap_or(OPEN - 1)
}
