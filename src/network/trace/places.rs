//! The places of a pattern at which a walk stands at once.

use super::{Pattern, Step};
use crate::network::{Link, Reader, Way};

/// A step, by its place in the pattern, and how often it was taken; behind the last step stands the
/// end.
type Place = (usize, u8);

/// A set of places, in order, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Places(Vec<Place>);

impl Places {
    /// The places at which an entity stands that begins a chain.
    pub(super) fn start(reader: &Reader<'_>, pattern: &Pattern, entity: u32) -> Self {
        let mut places = Self(vec![(0, 0)]);
        places.close(reader, pattern, entity);
        places
    }

    /// The places behind a link.
    pub(super) fn behind(
        &self,
        reader: &Reader<'_>,
        pattern: &Pattern,
        near: u32,
        (link, way): (&Link, Way),
    ) -> Self {
        let kind = link.facts.kind();
        let goes = |step: &Step, times: u8| {
            times < step.max
                && step.follows(kind, way)
                && reader.passes(near, link, way, &step.test)
        };
        let places = self.0.iter().filter_map(|(at, times)| {
            let step = pattern.steps.get(*at)?;
            goes(step, *times).then_some((*at, times + 1))
        });
        let mut places = Self(places.collect());
        if !places.is_empty() {
            places.close(reader, pattern, link.far);
        }
        places
    }

    /// Whether a chain may end here.
    pub(super) fn accept(&self, pattern: &Pattern) -> bool {
        self.0
            .last()
            .is_some_and(|(at, _)| *at == pattern.steps.len())
    }

    /// Whether there is no place left.
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether some place leads on this way.
    pub(super) fn looks(&self, pattern: &Pattern, way: Way) -> bool {
        self.0.iter().any(|(at, times)| {
            let step = pattern.steps.get(*at);
            step.is_some_and(|step| *times < step.max && step.looks(way))
        })
    }

    /// Goes on from each step that may end at the entity to the beginning of the next.
    fn close(&mut self, reader: &Reader<'_>, pattern: &Pattern, entity: u32) {
        let mut at = 0;
        while let Some((step, times)) = self.0.get(at).copied() {
            at += 1;
            let Some(rule) = pattern.steps.get(step) else {
                continue;
            };
            if times >= rule.min
                && reader.fits(entity, &rule.to)
                && !self.0.contains(&(step + 1, 0))
            {
                self.0.push((step + 1, 0));
            }
        }
        // A place from which nothing is left is kept only when it is the end.
        let steps = &pattern.steps;
        self.0
            .retain(|(step, times)| steps.get(*step).is_none_or(|rule| *times < rule.max));
        self.0.sort_unstable();
    }
}
