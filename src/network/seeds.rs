//! Where to look for what passes a test, without looking at everything.
//!
//! A filter that names entities, or asks for a relation to such, leads to few candidates. They are
//! a superset: whoever takes them asks the whole test of each. What happened at an event has its
//! days where it has none of its own; so links tell of most events when they were, and those of
//! other days are not looked at. Not here: the test itself ([`Reader::fits`]). A new way into the
//! graph, such as an index by type, belongs here.

use entity::{time::QueryInterval, vocabulary::Certainty};

use super::{EntityTest, KindSet, Link, Reader, RelationTest, Terms, Way, runs};

/// Days, and how strictly they are taken.
type During = (QueryInterval, Certainty);

impl Reader<'_> {
    /// Entities among which are all that pass the test, each once and in no order that means
    /// anything; none when they cannot be told from it.
    #[must_use]
    pub fn seeds(&self, test: &EntityTest) -> Option<Vec<u32>> {
        self.seeds_that(test, |_| true)
    }

    /// Those of them that are kept, which is asked first: what is thrown away is not sorted.
    #[must_use]
    pub fn seeds_that(&self, test: &EntityTest, keep: impl Fn(u32) -> bool) -> Option<Vec<u32>> {
        let mut seeds = self.candidates(test)?;
        seeds.retain(|entity| keep(*entity));
        seeds.sort_unstable();
        seeds.dedup();
        Some(seeds)
    }

    /// The same, where some may stand several times.
    fn candidates(&self, test: &EntityTest) -> Option<Vec<u32>> {
        let named = test.among.as_ref().map(|ids| {
            let numbers = ids.iter().filter_map(|id| self.snapshot.number(*id));
            numbers.collect::<Vec<u32>>()
        });
        let tied = || {
            let has = test.has.as_ref();
            has.and_then(|has| self.tied(has, test.during))
        };
        let inner = || test.all.iter().filter_map(|inner| self.candidates(inner));
        let any = || test.any.as_ref().and_then(|any| self.any_of(any));
        named.or_else(|| {
            let all = tied().into_iter().chain(inner()).chain(any());
            all.min_by_key(Vec::len)
        })
    }

    fn any_of(&self, tests: &[EntityTest]) -> Option<Vec<u32>> {
        let seeds = tests.iter().map(|test| self.candidates(test));
        let seeds: Option<Vec<Vec<u32>>> = seeds.collect();
        seeds.map(|seeds| seeds.concat())
    }

    /// Entities that have a relation to one that the test names, and were at some time.
    fn tied(&self, test: &RelationTest, during: Option<During>) -> Option<Vec<u32>> {
        let Terms {
            subject,
            object,
            other,
            kinds,
            ..
        } = &test.terms;
        // A relation is had from either end: whoever asks for a subject may be that one.
        let from = |end: &EntityTest, ways: &[Way], itself: bool| {
            let mut seeds = self.seeds(end)?;
            let around = self.neighbours(&seeds, ways, *kinds, during);
            if !itself {
                seeds.clear();
            }
            seeds.extend(around);
            Some(seeds)
        };
        let of_other = other.as_ref().and_then(|end| from(end, &Way::ALL, false));
        let of_subject = || {
            subject
                .as_ref()
                .and_then(|end| from(end, &[Way::Out], true))
        };
        let of_object = || object.as_ref().and_then(|end| from(end, &[Way::In], true));
        of_other.or_else(of_object).or_else(of_subject)
    }

    /// The far ends of links, without those of which their links tell that they were at other times.
    fn neighbours(
        &self,
        of: &[u32],
        ways: &[Way],
        kinds: KindSet,
        during: Option<During>,
    ) -> Vec<u32> {
        let mut found = Vec::new();
        for entity in of {
            for way in ways {
                let telling = self.snapshot.telling(*way);
                let was_then = |link: &Link| {
                    let span = || self.snapshot.span(link.span);
                    !telling.has_place(link.facts.kind_place())
                        || during.is_none_or(|(asked, how)| span().overlaps(asked, how))
                };
                let links = self.snapshot.links_of(*entity, *way, kinds);
                for (_, link) in runs(links, kinds) {
                    if !self.meter.step() {
                        return found;
                    }
                    if was_then(link) {
                        found.push(link.far);
                    }
                }
            }
        }
        found
    }
}
