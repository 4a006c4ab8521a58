//! The walk itself: a stack of entities, each with the link to be looked at next.

use super::{
    Chain, Pattern, place_of,
    places::Places,
    position::{Hop, Position},
};
use crate::network::{Halt, KindSet, Link, Reader, Way};

/// An entity on the stack.
struct Frame {
    entity: u32,
    places: Places,
    /// The relation by which it was reached.
    by: Option<(Link, Way)>,
    way: Way,
    next: usize,
    /// Whether the chain that ends here was given out.
    told: bool,
}

/// A walk over all chains of a pattern.
pub(super) struct Walk<'a> {
    reader: Reader<'a>,
    pattern: &'a Pattern,
    kinds: KindSet,
    stack: Vec<Frame>,
    starts: Box<dyn Iterator<Item = u32> + 'a>,
    /// The entity at which the chains began that are being found, or were found last.
    start: Option<u32>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(reader: Reader<'a>, pattern: &'a Pattern) -> Self {
        let few = pattern.from.among.as_ref().map(|ids| {
            let numbers = ids.iter().filter_map(|id| reader.snapshot.number(*id));
            let mut few: Vec<u32> = numbers.collect();
            few.sort_unstable_by_key(|entity| reader.snapshot.name_place(*entity));
            few
        });
        Self {
            reader,
            pattern,
            kinds: pattern.kinds(),
            stack: Vec::new(),
            starts: starts(reader, few, None),
            start: None,
        }
    }

    /// Why the walk ended, when it was halted.
    pub(super) fn halted(&self) -> Option<Halt> {
        self.reader.meter.halted()
    }

    /// The next chain; none when there is no other, or the meter has halted.
    pub(super) fn next(&mut self) -> Option<Chain> {
        loop {
            while let Some(top) = self.stack.last_mut() {
                if !top.told {
                    top.told = true;
                    if top.places.accept(self.pattern) {
                        return Some(self.chain());
                    }
                }
                if self.halted().is_some() {
                    return None;
                }
                if !self.descend() && self.halted().is_none() {
                    self.stack.pop();
                }
            }
            self.begin()?;
        }
    }

    /// Puts the next entity on the stack at which a chain may begin.
    fn begin(&mut self) -> Option<()> {
        loop {
            if !self.reader.meter.step() {
                return None;
            }
            let entity = self.starts.next()?;
            if self.stand_on(entity) {
                return Some(());
            }
            self.reader.meter.halted().is_none().then_some(())?;
        }
    }

    fn stand_on(&mut self, entity: u32) -> bool {
        let fits = self.reader.shows(entity, &self.pattern.from);
        if self.reader.meter.halted().is_some() {
            return false;
        }
        self.start = Some(entity);
        if fits {
            let places = Places::start(&self.reader, self.pattern, entity);
            self.push(entity, places, None);
        }
        fits
    }

    fn push(&mut self, entity: u32, places: Places, by: Option<(Link, Way)>) {
        self.stack.push(Frame {
            entity,
            places,
            by,
            way: Way::Out,
            next: 0,
            told: false,
        });
    }

    /// Goes on by the next link of the last entity that leads anywhere.
    fn descend(&mut self) -> bool {
        let Some(mut top) = self.stack.pop() else {
            return false;
        };
        let found = self.seek(&mut top);
        self.stack.push(top);
        match found {
            Some((link, way, places)) => {
                self.push(link.far, places, Some((link, way)));
                true
            }
            None => false,
        }
    }

    fn seek(&self, top: &mut Frame) -> Option<(Link, Way, Places)> {
        loop {
            if top.places.looks(self.pattern, top.way) {
                let links = self.reader.snapshot.links(top.entity, top.way);
                let rest = links.get(top.next..).unwrap_or(&[]);
                let from = top.next;
                for (at, link) in crate::network::runs(rest, self.kinds) {
                    if !self.reader.meter.step() {
                        return None;
                    }
                    let places = self.behind(top, link);
                    if self.halted().is_some() {
                        return None;
                    }
                    top.next = from + at + 1;
                    if !places.is_empty() {
                        return Some((*link, top.way, places));
                    }
                }
            }
            if top.way == Way::In {
                return None;
            }
            (top.way, top.next) = (Way::In, 0);
        }
    }

    fn behind(&self, top: &Frame, link: &Link) -> Places {
        let used =
            |by: &Option<(Link, Way)>| by.is_some_and(|(by, _)| by.relation == link.relation);
        if used(&top.by) || self.stack.iter().any(|frame| used(&frame.by)) {
            return Places::default();
        }
        let behind = |way| {
            let step = (link, way);
            top.places
                .behind(&self.reader, self.pattern, top.entity, step)
        };
        // A relation of an entity with itself that was followed out is not followed in as well.
        let turned = top.way == Way::In && link.far == top.entity;
        if turned && !behind(Way::Out).is_empty() {
            return Places::default();
        }
        behind(top.way)
    }

    fn chain(&self) -> Chain {
        let links = self.stack.iter().filter_map(|frame| frame.by);
        Chain {
            entities: self.stack.iter().map(|frame| frame.entity).collect(),
            relations: links.map(|(link, _)| link.relation).collect(),
        }
    }

    /// Where the walk stands; nothing before it has begun.
    pub(super) fn position(&self) -> Option<Position> {
        let snapshot = self.reader.snapshot;
        let start = self.start?;
        let (sort_name, id) = snapshot.name_place(start);
        let hops = self.stack.iter().filter_map(|frame| frame.by);
        let hop = |(link, way): (Link, Way)| place_of(&self.reader, &link, way);
        Some(Position {
            sort_name: sort_name.to_vec(),
            start: id,
            done: self.stack.is_empty(),
            hops: hops.map(hop).collect(),
            last: self.stack.last().and_then(|top| self.last_seen(top)),
        })
    }

    fn last_seen(&self, top: &Frame) -> Option<Hop> {
        let links = self.reader.snapshot.links(top.entity, top.way);
        let seen = top.next.checked_sub(1).and_then(|at| links.get(at));
        match (seen, top.way) {
            (Some(link), way) => Some(place_of(&self.reader, link, way)),
            (None, Way::Out) => None,
            // All links out are behind, and none in has been looked at.
            (None, Way::In) => Some(Hop {
                way: Way::In,
                kind: 0,
                day: i32::MIN,
                id: i64::MIN,
            }),
        }
    }

    /// Stands where another walk stood. What has gone since is left out; what has come since is
    /// found where its place is still ahead.
    pub(super) fn resume(&mut self, position: &Position) {
        let after = (position.sort_name.as_slice(), position.start);
        let snapshot = self.reader.snapshot;
        let few = self.pattern.from.among.as_ref().map(|_| {
            let rest = self.starts.by_ref();
            rest.filter(|entity| snapshot.name_place(*entity) > after)
                .collect()
        });
        self.starts = starts(self.reader, few, Some(after));
        // An entity that got another name stands elsewhere in the order and has its turn there.
        let start = snapshot.number(position.start);
        self.start = start.filter(|start| snapshot.name_place(*start) == after);
        let Some(start) = self.start.filter(|_| !position.done) else {
            return;
        };
        if !self.stand_on(start) {
            return;
        }
        self.seen();
        for hop in &position.hops {
            if !self.follow(hop) {
                return;
            }
            self.seen();
        }
        if let Some(last) = &position.last {
            self.pass(last);
        }
    }

    fn seen(&mut self) {
        if let Some(top) = self.stack.last_mut() {
            top.told = true;
        }
    }

    /// Moves the last entity's place behind a link; true when that link stands right before it.
    fn pass(&mut self, hop: &Hop) -> bool {
        let snapshot = self.reader.snapshot;
        let Some(top) = self.stack.last_mut() else {
            return false;
        };
        let links = snapshot.links(top.entity, hop.way);
        let place = (hop.kind, hop.day, hop.id);
        top.way = hop.way;
        top.next = links.partition_point(|link| snapshot.link_place(link) <= place);
        let before = top.next.checked_sub(1).and_then(|at| links.get(at));
        before.is_some_and(|link| snapshot.link_place(link) == place)
    }

    fn follow(&mut self, hop: &Hop) -> bool {
        if !self.pass(hop) {
            return false;
        }
        let Some(top) = self.stack.pop() else {
            return false;
        };
        let links = self.reader.snapshot.links(top.entity, top.way);
        let link = links[top.next - 1];
        let places = self.behind(&top, &link);
        self.stack.push(top);
        if places.is_empty() {
            return false;
        }
        self.push(link.far, places, Some((link, hop.way)));
        true
    }
}

/// The entities at which chains may begin, by name: a few, or all behind a place.
fn starts<'a>(
    reader: Reader<'a>,
    few: Option<Vec<u32>>,
    after: Option<(&[u8], i64)>,
) -> Box<dyn Iterator<Item = u32> + 'a> {
    if let Some(few) = few {
        return Box::new(few.into_iter());
    }
    Box::new(reader.snapshot.by_name(after))
}
