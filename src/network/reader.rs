//! Reading a snapshot as a viewer under a lens, within what work is left.
//!
//! Where the work is used up, every test answers no: the kernel asks the [`Meter`] before it
//! believes that something is not there.

use entity::vocabulary::Certainty;

use super::{EntityTest, Link, Meter, RelationTest, Sight, Snapshot, Terms, Way, runs};

/// So many links are looked at before the work is taken.
const PART: usize = 1_024;

/// Which end of a relation is in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Here {
    /// The one from which the relation is looked at: the other is the far end.
    Near,
    /// Neither: the other is either.
    Neither,
}

/// A snapshot as it may be read.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// The graph.
    pub snapshot: &'a Snapshot,
    /// Who looks, and as of when.
    pub sight: &'a Sight,
    /// What work is left.
    pub meter: &'a Meter,
}

/// A link that a walk comes by.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'r, 'a> {
    reader: &'r Reader<'a>,
    test: &'r RelationTest,
    from: (u32, Way),
    /// The link.
    pub link: &'a Link,
}

impl Candidate<'_, '_> {
    /// Whether it passes the test with which it was asked for.
    #[inline]
    #[must_use]
    pub fn passes(&self) -> bool {
        let (near, way) = self.from;
        self.reader.passes(near, self.link, way, self.test)
    }

    /// Whether it passes the test from its far end.
    #[must_use]
    pub fn passes_back(&self) -> bool {
        let (near, way) = self.from;
        let back = Link {
            far: near,
            ..*self.link
        };
        self.reader
            .passes(self.link.far, &back, way.back(), self.test)
    }
}

impl<'a> Reader<'a> {
    /// Whether the entity is there for the viewer under the lens.
    #[must_use]
    pub fn sees(&self, entity: u32) -> bool {
        self.snapshot.node(entity).is_some_and(|node| {
            let existed = |valid| self.snapshot.existed(entity, valid, Certainty::Possible);
            node.reach <= self.sight.rank && self.sight.valid.is_none_or(existed)
        })
    }

    /// Whether the entity is there and passes the test.
    #[must_use]
    pub fn shows(&self, entity: u32, test: &EntityTest) -> bool {
        self.sees(entity) && self.fits(entity, test)
    }

    /// Whether the entity, which is there, passes the test.
    #[must_use]
    pub fn fits(&self, entity: u32, test: &EntityTest) -> bool {
        self.is_such(entity, test)
            && test.has.as_ref().is_none_or(|has| self.has(entity, has))
            && test.all.iter().all(|inner| self.fits(entity, inner))
            && test
                .any
                .as_ref()
                .is_none_or(|any| any.iter().any(|inner| self.fits(entity, inner)))
            && test.not.as_ref().is_none_or(|not| !self.fits(entity, not))
    }

    fn is_such(&self, entity: u32, test: &EntityTest) -> bool {
        let Some(node) = self.snapshot.node(entity) else {
            return false;
        };
        is_among(test.kind.as_deref(), node.kind())
            && test
                .among
                .as_ref()
                .is_none_or(|ids| ids.binary_search(&node.id).is_ok())
            && is_among(test.entity_type.as_deref(), node.entity_type())
            && is_among(test.country.as_deref(), node.country())
            && test
                .status
                .as_ref()
                .is_none_or(|states| node.status().is_some_and(|state| states.contains(&state)))
            && test.held.is_none_or(|held| node.held() == Some(held))
            && test.named.is_none_or(|named| node.named() == Some(named))
            && test
                .during
                .is_none_or(|(asked, how)| self.snapshot.existed(entity, asked, how))
    }

    /// Whether the entity has at least one such relation, from either end.
    #[must_use]
    pub fn has(&self, entity: u32, test: &RelationTest) -> bool {
        Way::ALL
            .iter()
            .any(|way| self.links(entity, *way, test).next().is_some())
    }

    /// The links of an entity one way that pass the test, in their order. They end where the work
    /// is used up.
    pub fn links(
        &self,
        entity: u32,
        way: Way,
        test: &'a RelationTest,
    ) -> impl Iterator<Item = (usize, &'a Link)> + use<'a> {
        let reader = *self;
        let kinds = test.terms.kinds;
        runs(self.snapshot.links_of(entity, way, kinds), kinds)
            .take_while(move |_| reader.meter.step())
            .filter(move |(_, link)| reader.passes(entity, link, way, test))
    }

    /// Tells every link of an entity that is of the kinds of the test, out before in, each way in
    /// its order; for walks that look at all of them. The walk asks whether it passes: after its
    /// marks, which are near, for most links lead to where it has been. It ends early where the
    /// work is used up.
    #[inline]
    pub fn each_link(
        &self,
        near: u32,
        test: &RelationTest,
        mut tell: impl FnMut(Candidate<'_, 'a>),
    ) {
        let kinds = test.terms.kinds;
        for way in Way::ALL {
            let links = self.snapshot.links_of(near, way, kinds);
            for part in links.chunks(PART) {
                if self.meter.halted().is_some() {
                    return;
                }
                let mut looked = 0;
                for (_, link) in runs(part, kinds) {
                    looked += 1;
                    tell(Candidate {
                        reader: self,
                        test,
                        from: (near, way),
                        link,
                    });
                }
                self.meter.take(looked);
            }
        }
    }

    /// Whether a link, seen from `near`, passes the test; its ends are there when it does.
    #[inline]
    #[must_use]
    pub fn passes(&self, near: u32, link: &Link, way: Way, test: &RelationTest) -> bool {
        self.is_seen(near, link, test)
            && (test.plain || self.joins((near, way, Here::Near), link, &test.terms))
    }

    /// Whether a relation, seen from neither end, passes the test; `link` is its subject's.
    #[must_use]
    pub fn passes_alone(&self, subject: u32, link: &Link, test: &RelationTest) -> bool {
        self.is_seen(subject, link, test)
            && (test.plain || self.joins((subject, Way::Out, Here::Neither), link, &test.terms))
    }

    /// What can be told without the ends: the cheap questions, which most links fail.
    #[inline]
    fn is_seen(&self, near: u32, link: &Link, test: &RelationTest) -> bool {
        let terms = &test.terms;
        if !terms.qualities.admit(link.facts) || !terms.kinds.has_place(link.facts.kind_place()) {
            return false;
        }
        if terms.during.is_none() && self.sight.valid.is_none() {
            return true;
        }
        let span = self.snapshot.span(link.span);
        let during = terms
            .during
            .is_none_or(|(asked, how)| span.overlaps(asked, how));
        let Some(valid) = self.sight.valid else {
            return during;
        };
        during
            && span.overlaps(valid, self.sight.certainty)
            && self.sees(near)
            && self.sees(link.far)
    }

    fn joins(&self, from: (u32, Way, Here), link: &Link, terms: &Terms) -> bool {
        self.is_said(from, link, terms)
            && terms.all.iter().all(|inner| self.joins(from, link, inner))
            && terms
                .any
                .as_ref()
                .is_none_or(|any| any.iter().any(|inner| self.joins(from, link, inner)))
            && terms
                .not
                .as_ref()
                .is_none_or(|not| !self.joins(from, link, not))
    }

    fn is_said(&self, (near, way, here): (u32, Way, Here), link: &Link, terms: &Terms) -> bool {
        let facts = link.facts;
        let (subject, object) = match way {
            Way::Out => (near, link.far),
            Way::In => (link.far, near),
        };
        let shows = |entity: u32, test: &EntityTest| self.shows(entity, test);
        terms.kinds.has_place(facts.kind_place())
            && terms.qualities.admit(facts)
            && is_among(terms.roles.as_deref(), facts.role())
            && terms
                .during
                .is_none_or(|(asked, how)| self.snapshot.span(link.span).overlaps(asked, how))
            && terms
                .subject
                .as_ref()
                .is_none_or(|test| shows(subject, test))
            && terms.object.as_ref().is_none_or(|test| shows(object, test))
            && terms.other.as_ref().is_none_or(|test| match here {
                Here::Near => shows(link.far, test),
                Here::Neither => shows(subject, test) || shows(object, test),
            })
    }
}

fn is_among<T: PartialEq + Copy>(list: Option<&[T]>, value: T) -> bool {
    list.is_none_or(|list| list.contains(&value))
}
