//! Every name that was ever recorded, in memory, found by any form of it.
//!
//! What it is: versions of names and of their bearers, with the vocabulary of their words. A
//! text is found by its words in any order, each as it stands, without diacritics, in a form
//! that the analyser joins to the name, by an initial, by its beginning, or with typos. What
//! the viewer may not see at the known time does not count in any way, also not for how
//! others are placed. The order is one of whole numbers, so that it hangs on nothing but the
//! names. What it is not: the rules of inflection (`names`), nor where the rows come from
//! (`operations`). New names make small segments, which are joined as they grow in number. A
//! new way to mean a word is a row in `expand`, with its cost.

use std::ops::Range;

mod arena;
mod bearers;
mod bits;
mod entry;
mod expand;
mod kin;
mod life;
mod names;
mod narrow;
mod segment;
mod sieve;
mod text;
mod top;
mod typo;
mod weigh;
mod words;

pub use entry::{Bearer, Found, Name, Place, Query, Reason, Rule, Sight, beginning};
pub use top::Hit;

use bearers::Bearers;
use expand::{Breadth, Expansion, cost};
use names::Names;
use segment::Segment;
use sieve::Sieve;
use text::{Asked, Asking};
use top::Gathered;
use weigh::{Scale, Weight};

/// A segment is joined with the one before it unless that is so many times as long.
const RATIO: u32 = 4;

/// How many names are weighed between two looks whether anybody still waits.
const PATIENCE: usize = 1_024;

/// The scales of a search that may be of use again.
#[derive(Debug, Default)]
struct Scales<'a> {
    begun: Option<Vec<Scale<'a>>>,
    mistyped: Option<Vec<Scale<'a>>>,
}

/// Names with their bearers; see the module.
#[derive(Debug, Default)]
pub struct Index {
    names: Names,
    bearers: Bearers,
    segments: Vec<Segment>,
}

impl Index {
    /// Adds a version of a bearer, or renews it.
    pub fn put_bearer(&mut self, bearer: &Bearer) {
        self.bearers.put(bearer);
    }

    /// Adds a version of a name, or renews it. It is found after the next [`Index::settle`].
    pub fn put_name(&mut self, name: &Name) {
        self.names.put(name, &mut self.bearers);
    }

    /// Makes what was added to be found.
    pub fn settle(&mut self) {
        let end = self.names.len();
        let mut start = self.segments.last().map_or(0, |last| last.range().end);
        if start == end {
            return;
        }
        while let Some(last) = self.segments.last() {
            let Range {
                start: before,
                end: its,
            } = last.range();
            if its - before >= (end - start).saturating_mul(RATIO) {
                break;
            }
            start = before;
            self.segments.pop();
        }
        if self.segments.is_empty() {
            self.names.shrink();
        }
        self.segments.push(Segment::of(&self.names, start..end));
    }

    /// How many versions of names there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len() as usize
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.len() == 0
    }

    /// How many bearers there are.
    #[must_use]
    pub fn bearers(&self) -> usize {
        self.bearers.len()
    }

    /// About how much memory it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let segments: usize = self.segments.iter().map(Segment::bytes).sum();
        self.names.bytes() + self.bearers.bytes() + segments
    }

    /// The best that is found, so many at most, the best first.
    #[must_use]
    pub fn best(&self, query: &Query<'_>, limit: usize) -> Vec<Found> {
        let asked = Asking::of(query.text);
        let (hits, scales) = self.find(query, &asked, Gathered::best(limit));
        self.told(&asked, &hits, scales)
    }

    /// The places of all that is found, the best first; [`Index::tell`] says more of some.
    #[must_use]
    pub fn all(&self, query: &Query<'_>) -> Vec<Hit> {
        self.find(query, &Asking::of(query.text), Gathered::all()).0
    }

    /// What is to be said of hits of the same query.
    #[must_use]
    pub fn tell(&self, query: &Query<'_>, hits: &[Hit]) -> Vec<Found> {
        self.told(&Asking::of(query.text), hits, Scales::default())
    }

    /// 1. Names that have every word, each as it is or in another form.
    /// 2. Where there is room for worse, names that have every word, some begun or as initials.
    /// 3. Where there still is, names that have every word, some with typos.
    /// 4. Where there is nothing, names that have most of the words; these lie near.
    ///
    /// With them the scales on which they were weighed.
    fn find<'a>(
        &'a self,
        query: &Query<'_>,
        asked: &'a Asking,
        mut found: Gathered,
    ) -> (Vec<Hit>, Scales<'a>) {
        let breadths: &[Breadth] = if query.strict {
            &[Breadth::Named]
        } else {
            &[Breadth::Same, Breadth::Begun]
        };
        let room = |found: &Gathered, breadth: Breadth| {
            let floor = breadth.floor(asked);
            found.worst().is_none_or(|worst| worst.cost >= floor)
        };
        let mut begun = None;
        for breadth in breadths {
            if room(&found, *breadth) {
                let scales = self.scales(asked, *breadth);
                self.gather(query, &scales, &mut found);
                begun = (*breadth == Breadth::Begun).then_some(scales);
            }
        }
        let narrow = query.strict || asked.is_empty() || !room(&found, Breadth::Mistyped);
        let Some(begun) = begun.take_if(|_| !narrow) else {
            let scales = Scales {
                begun,
                mistyped: None,
            };
            return (found.sorted(), scales);
        };
        let mut scales: Vec<Scale<'a>> = begun.iter().map(Scale::mistyped).collect();
        let settled = self.settled(query, asked);
        for scale in &mut scales {
            scale.settle(&settled);
        }
        self.gather(query, &scales, &mut found);
        let spare = asked.iter().filter(|word| !word.is_dispensable()).count() / 2;
        if found.is_empty() && spare > 0 {
            for scale in &mut scales {
                scale.widen();
                scale.allow(spare);
            }
            self.gather(query, &scales, &mut found);
        }
        let scales = Scales {
            begun: Some(begun),
            mistyped: Some(scales),
        };
        (found.sorted(), scales)
    }

    /// For each word, whether it is, or is a form of, a word of a name that is seen, or else a
    /// name in general use.
    fn settled(&self, query: &Query<'_>, asked: &Asking) -> Vec<bool> {
        let settled = |word: &Asked| {
            self.segments.iter().any(|segment| {
                let expansion = Expansion::of(word, segment, Breadth::Same);
                let mut same = expansion.same();
                same.any(|word| {
                    let mut places = segment.places_with(word..word + 1).iter();
                    places.any(|place| self.seen(segment.name(*place), query).is_some())
                })
            })
        };
        let settled =
            |word| Asked::bound(word) > 0 && (settled(word) || kin::is_in_use(&word.written));
        asked.iter().map(settled).collect()
    }

    /// The number and the kind of who is found by a name, when all that leads there is seen.
    fn seen(&self, name: u32, query: &Query<'_>) -> Option<(i64, u8)> {
        let sight = query.sight;
        if !self.names.seen(name, sight) {
            return None;
        }
        let own = self.bearers.id(self.names.bearer(name));
        let Some(today) = query.today else {
            let was = self.bearers.was(own, sight);
            return was.then(|| Some((own, self.bearers.kind(own, sight)?)))?;
        };
        let found = today.get(&own).copied().unwrap_or(own);
        let kind = self.bearers.kind(found, sight)?;
        let mut stood_for = today.iter().filter(|(_, stands)| **stands == found);
        let was = self.bearers.was(found, sight)
            || sight.valid.is_some() && stood_for.any(|(ended, _)| self.bearers.was(*ended, sight));
        was.then_some((found, kind))
    }

    fn scales<'a>(&'a self, asked: &'a Asking, breadth: Breadth) -> Vec<Scale<'a>> {
        let segments = self.segments.iter();
        segments
            .map(|segment| Scale::new(segment, asked, breadth))
            .collect()
    }

    fn gather(&self, query: &Query<'_>, scales: &[Scale<'_>], found: &mut Gathered) {
        for scale in scales {
            if query.is_given_up() {
                return;
            }
            let sieve = scale.sieve();
            if let Sieve::Passing(passing) = &sieve {
                for (further, places) in passing.stretches() {
                    let least = scale.least_further(further);
                    self.gather_run(query, (scale, &sieve), (least, places), found);
                }
                continue;
            }
            for run in scale.runs() {
                let places = scale.segment.places_with(run.word..run.word + 1);
                self.gather_run(query, (scale, &sieve), (run.least, places), found);
            }
        }
    }

    /// Names of a run stand with few words first and then as they rank: when one can only be
    /// worse than the worst that was kept, so are all that follow.
    fn gather_run(
        &self,
        query: &Query<'_>,
        (scale, sieve): (&Scale<'_>, &Sieve),
        (least, places): (u32, &[u32]),
        found: &mut Gathered,
    ) {
        let segment = scale.segment;
        for (count, at) in places.iter().enumerate() {
            if count % PATIENCE == 0 && query.is_given_up() {
                return;
            }
            if !sieve.passes(*at) {
                continue;
            }
            let words = segment.words_at(*at);
            let worst = found.worst();
            if let Some(worst) = worst {
                let least = scale.least(least, words.len());
                let rank = || self.names.rank(segment.name(*at));
                if least > worst.cost || (least == worst.cost && rank() > (worst.kind, worst.sort))
                {
                    return;
                }
            }
            let Some(weight) = scale.weigh(words, || self.names.latvian(segment.name(*at))) else {
                continue;
            };
            let name = segment.name(*at);
            let (kind, sort) = self.names.rank(name);
            let fits =
                |worst: Place| (weight.cost, kind, sort) <= (worst.cost, worst.kind, worst.sort);
            if worst.is_none_or(fits) {
                self.add(query, (name, *at), weight, found);
            }
        }
    }

    /// Adds a name, found by its word `at`, when its bearer is seen and asked for.
    fn add(&self, query: &Query<'_>, (name, at): (u32, u32), weight: Weight, found: &mut Gathered) {
        let Some((bearer, of)) = self.seen(name, query) else {
            return;
        };
        if query.kinds.is_none_or(|kinds| kinds & (1 << of) != 0) {
            let (kind, sort) = self.names.rank(name);
            let place = Place {
                cost: weight.cost,
                kind,
                sort,
                bearer,
            };
            found.add(Hit {
                place,
                kind: of,
                name,
                at,
            });
        }
    }

    /// What is to be said of hits; on new scales where there are none yet.
    fn told<'a>(&'a self, asked: &'a Asking, hits: &[Hit], known: Scales<'a>) -> Vec<Found> {
        let allowing = |mut scales: Vec<Scale<'a>>| {
            for scale in &mut scales {
                scale.allow(asked.len());
            }
            scales
        };
        let far = |hit: &Hit| hit.place.cost >= cost::MISSING.min(cost::TYPO);
        let plain = known.begun;
        let plain = plain.unwrap_or_else(|| self.scales(asked, Breadth::Begun));
        let wide = if hits.iter().any(far) {
            let wide = || plain.iter().map(Scale::full).collect();
            allowing(known.mistyped.unwrap_or_else(wide))
        } else {
            Vec::new()
        };
        let plain = allowing(plain);
        let tell = |hit: &Hit| {
            let scales = if far(hit) { &wide } else { &plain };
            let scale = scales
                .iter()
                .find(|scale| scale.segment.range().contains(&hit.name));
            Found {
                place: hit.place,
                text: self.names.text(hit.name).to_owned(),
                near: hit.place.cost >= cost::NEAR,
                reasons: scale.map_or_else(Vec::new, |scale| {
                    let words = scale.segment.words_at(hit.at);
                    scale.explain(words, self.names.latvian(hit.name))
                }),
            }
        };
        hits.iter().map(tell).collect()
    }
}
