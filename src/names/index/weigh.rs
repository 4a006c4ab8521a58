//! Weighing a name against what is asked: which words answer to which, and what speaks against it.

use std::cell::OnceCell;

use super::{
    entry::{Reason, Rule},
    expand::{Breadth, Expansion, Meant, Way, cost},
    narrow,
    segment::Segment,
    sieve::Sieve,
    text::{ASKED, Asked, Asking},
};

/// What is asked, as a segment sees it.
#[derive(Debug)]
pub(super) struct Scale<'a> {
    pub(super) segment: &'a Segment,
    asked: &'a Asking,
    expansions: Vec<Expansion<'a>>,
    /// The words asked for from the rarest to the commonest in this segment.
    order: Vec<usize>,
    /// The words of which typos were only looked for where a name may have every word.
    narrowed: Vec<usize>,
    /// The order as it is with all typos, if that differs and was needed.
    full_order: OnceCell<Vec<usize>>,
    /// Whether typos in a word lead to another name, for it is itself one.
    settled: Vec<bool>,
    /// How many words may be missing.
    missing: usize,
    /// What speaks against every name that was not found less far.
    floor: u32,
    /// Whether some words asked for may be missing without counting.
    spares: bool,
}

/// What speaks against a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Weight {
    pub(super) cost: u32,
    pub(super) near: bool,
}

/// A run of names to weigh: those that have a word of the vocabulary.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) word: u32,
    /// The least that speaks against any of these names, but for words too many.
    pub(super) least: u32,
}

/// Which word of the name answers to each word asked for, and how.
type Answers = [Option<(u8, Meant)>; ASKED];

/// The most words of a name that can answer.
const PLACES: usize = 64;

impl<'a> Scale<'a> {
    pub(super) fn new(segment: &'a Segment, asked: &'a Asking, breadth: Breadth) -> Self {
        let words = asked.iter();
        let expansions: Vec<Expansion<'a>> = words
            .map(|word| Expansion::of(word, segment, breadth))
            .collect();
        Self {
            segment,
            asked,
            order: by_rarity(segment, &expansions),
            expansions,
            narrowed: Vec::new(),
            full_order: OnceCell::new(),
            settled: vec![false; asked.len()],
            missing: 0,
            floor: breadth.floor(asked),
            spares: asked.iter().any(Asked::is_dispensable),
        }
    }

    /// The same with typos, as far as names may have them that have every word.
    pub(super) fn mistyped(&self) -> Self {
        let mut expansions = self.expansions.clone();
        let narrowed = narrow::mistype(self.segment, &mut expansions);
        Self {
            order: by_rarity(self.segment, &expansions),
            expansions,
            narrowed,
            full_order: OnceCell::new(),
            settled: self.settled.clone(),
            floor: Breadth::Mistyped.floor(self.asked),
            ..*self
        }
    }

    /// The same with typos, also of names that lack some words.
    pub(super) fn full(&self) -> Self {
        let mut scale = self.mistyped();
        scale.widen();
        scale
    }

    /// Adds the typos that names may have only if they lack some words.
    pub(super) fn widen(&mut self) {
        for at in std::mem::take(&mut self.narrowed) {
            self.expansions[at].mistype(self.segment, None);
        }
        self.order = by_rarity(self.segment, &self.expansions);
    }

    /// Takes note of the words that are themselves words of names, so that typos in them lead
    /// to other names.
    pub(super) fn settle(&mut self, settled: &[bool]) {
        settled.clone_into(&mut self.settled);
    }

    /// Lets so many words be missing, where nothing has them all.
    pub(super) fn allow(&mut self, missing: usize) {
        self.missing = missing;
        // The whole may be a form of a name of fewer words, and then no word counts as missing.
        let fewer = self.asked.is_form_of_fewer();
        self.floor = cost::NEAR + if fewer { 0 } else { cost::MISSING };
    }

    /// Runs that hold every name which lacks no more words than may be missing.
    pub(super) fn runs(&self) -> impl Iterator<Item = Run> + '_ {
        let least: Vec<u32> = self.expansions.iter().map(Expansion::least).collect();
        let all: u32 = least.iter().sum();
        self.starts().into_iter().flat_map(move |(at, whole)| {
            let expansion = &self.expansions[at];
            let others = all - least[at];
            let further = whole.then(|| expansion.further()).into_iter().flatten();
            expansion.same().chain(further).filter_map(move |word| {
                let meant = expansion.meant(self.segment, word, true)?;
                Some(Run {
                    word,
                    least: self.least_of(meant.cost, others),
                })
            })
        })
    }

    /// The words asked for at which to begin, and whether with all that each may stand for, or
    /// with itself alone.
    ///
    /// A name has one of the rarest that were asked for. Where words may be missing it has one
    /// that is more than an initial.
    fn starts(&self) -> Vec<(usize, bool)> {
        let order = self.order.iter().copied();
        if self.missing == 0 {
            return order.take(1).map(|at| (at, true)).collect();
        }
        let (solid, single): (Vec<usize>, Vec<usize>) =
            order.partition(|at| self.asked[*at].letters > 1);
        let singles = if solid.len() <= self.missing {
            single
        } else {
            Vec::new()
        };
        let solid = solid.into_iter().take(self.missing + 1);
        let solid = solid.map(|at| (at, true));
        solid
            .chain(singles.into_iter().map(|at| (at, false)))
            .collect()
    }

    /// The least that speaks against names of a run, by what the run's word costs and the
    /// least that the other words do.
    fn least_of(&self, cost: u32, others: u32) -> u32 {
        match (self.missing, self.asked.is_form()) {
            (0, false) => cost + others,
            // The whole may cost less than its words.
            (0, true) => cost::FORM.min(cost + others),
            _ if self.floor < cost::NEAR + cost::MISSING => self.floor,
            _ => self.floor + cost,
        }
    }

    /// What every name of the runs must pass to be weighed.
    pub(super) fn sieve(&self) -> Sieve {
        let needed = self.order.iter();
        let needed = needed.filter(|at| !self.asked[**at].is_dispensable());
        let words: Vec<&Expansion<'_>> = needed.map(|at| &self.expansions[*at]).collect();
        Sieve::of(self.segment, &words, self.missing)
    }

    /// The least that speaks against names of which it is known how much speaks against them
    /// beside what the words cost at least.
    pub(super) fn least_further(&self, further: u32) -> u32 {
        let least: u32 = self.expansions.iter().map(Expansion::least).sum();
        match further {
            0 => self.least_of(0, least),
            // The whole is no form of the name, for some words are none.
            _ => least.saturating_add(further),
        }
    }

    /// The least that speaks against a name with so many words, of those of which it is known
    /// what does at least, but for words too many.
    pub(super) fn least(&self, least: u32, words: usize) -> u32 {
        let more = more(words, self.asked.len());
        self.floor.max(least.saturating_add(more))
    }

    /// What speaks against the name with these words, when it answers at all; whether it may
    /// be inflected the Latvian way is only asked where that matters.
    pub(super) fn weigh(&self, words: &[u32], latvian: impl Fn() -> bool) -> Option<Weight> {
        if self.lacks(words) {
            return None;
        }
        let mut answers = self.answers(words, true)?;
        let by_form =
            |answer: &Option<(u8, Meant)>| answer.is_some_and(|(_, meant)| meant.way == Way::Form);
        if answers.iter().any(by_form) && !latvian() {
            answers = self.answers(words, false)?;
        }
        let mut weight = Weight {
            cost: 0,
            near: false,
        };
        let (mut typos, mut answered, mut last) = (0, 0, 0);
        let (mut ordered, mut formed, mut solid) = (true, true, false);
        for (at, asked) in self.asked.iter().enumerate() {
            let Some((place, meant)) = answers[at] else {
                let dispensable = asked.is_dispensable();
                weight.cost += if dispensable {
                    cost::DISPENSABLE
                } else {
                    cost::MISSING
                };
                weight.near |= !dispensable;
                continue;
            };
            answered += 1;
            weight.cost += meant.cost;
            if let Way::Typos(count) = meant.way {
                typos += usize::from(count);
                weight.near |= self.settled[at];
            }
            formed &= matches!(meant.way, Way::Exact | Way::Diacritics | Way::Form);
            solid |= meant.way != Way::Initial;
            ordered &= place >= last;
            last = place;
        }
        // An initial alone says too little of a name that lacks the rest.
        let said = answered > 0 && (solid || self.missing == 0);
        if !said || typos > self.asked.len().max(2) {
            return None;
        }
        if formed && ordered && answered == words.len() {
            weight.cost = weight.cost.min(self.whole(words));
        }
        weight.cost += more(words.len(), answered);
        weight.cost += if ordered { 0 } else { cost::ORDER };
        weight.cost += if weight.near { cost::NEAR } else { 0 };
        Some(weight)
    }

    /// What it costs that all that is asked is a form of all the name, if it is.
    fn whole(&self, words: &[u32]) -> u32 {
        if !self.asked.is_form() {
            return u32::MAX;
        }
        let folded: Vec<&str> = words
            .iter()
            .map(|word| self.segment.words.folded(*word))
            .collect();
        let form = self.asked.as_form_of(&folded.join(" "));
        form.map_or(u32::MAX, |(cost, _)| cost)
    }

    /// Whether too many of the words asked for have no word of the name to stand for, or the
    /// same one.
    fn lacks(&self, words: &[u32]) -> bool {
        let (mut found, mut lacking, mut any) = (0, 0, 0_u64);
        for at in &self.order {
            let expansion = &self.expansions[*at];
            let mut may = 0_u64;
            for (place, word) in words.iter().enumerate().take(PLACES) {
                may |= u64::from(expansion.may(*word)) << place;
            }
            if may != 0 {
                found += 1;
                any |= may;
            } else if !self.asked[*at].is_dispensable() {
                lacking += 1;
                if lacking > self.missing {
                    return true;
                }
            }
        }
        self.missing == 0 && any.count_ones() < found && !self.spares
    }

    /// For each word asked for, the word of the name that answers best and is not taken; the
    /// rarest choose first. Nothing when too many stay without.
    fn answers(&self, words: &[u32], latvian: bool) -> Option<Answers> {
        let (answers, contested) = self.answers_by(&self.order, words, latvian);
        if !contested || self.narrowed.is_empty() {
            return answers;
        }
        let order = self.full_order.get_or_init(|| {
            let mut expansions = self.expansions.clone();
            for at in &self.narrowed {
                expansions[*at].mistype(self.segment, None);
            }
            by_rarity(self.segment, &expansions)
        });
        self.answers_by(order, words, latvian).0
    }

    /// The same when words choose in this order, and whether any would have liked better what
    /// was taken: if none would, every order leads to the same.
    fn answers_by(&self, order: &[usize], words: &[u32], latvian: bool) -> (Option<Answers>, bool) {
        let mut answers: Answers = [None; ASKED];
        let (mut taken, mut missing, mut contested) = (0_u64, 0, false);
        for at in order {
            let (mut best, mut liked): (Option<(u8, Meant)>, Option<u32>) = (None, None);
            for (place, word) in (0_u8..).zip(words).take(PLACES) {
                let meant = self.expansions[*at].meant(self.segment, *word, latvian);
                let Some(meant) = meant else {
                    continue;
                };
                if taken & (1 << place) != 0 {
                    liked = Some(liked.map_or(meant.cost, |least| least.min(meant.cost)));
                } else if best.is_none_or(|(_, known)| meant.cost < known.cost) {
                    best = Some((place, meant));
                    if meant.cost == 0 {
                        break;
                    }
                }
            }
            let better = |liked| best.is_none_or(|(_, meant)| liked <= meant.cost);
            contested |= liked.is_some_and(better);
            match best {
                Some((place, _)) => taken |= 1 << place,
                None if self.asked[*at].is_dispensable() => {}
                None => missing += 1,
            }
            if missing > self.missing {
                return (None, contested);
            }
            answers[*at] = best;
        }
        (Some(answers), contested)
    }

    /// Why a name answers, word by word in the order of the text.
    pub(super) fn explain(&self, words: &[u32], latvian: bool) -> Vec<Reason> {
        let Some(answers) = self.answers(words, latvian) else {
            return Vec::new();
        };
        let reason = |(at, asked): (usize, &Asked)| {
            let answer = answers[at].map(|(place, meant)| (words[usize::from(place)], meant.way));
            let rule = match answer {
                None if asked.is_dispensable() => Rule::Dispensable,
                None => Rule::Missing,
                Some((word, way)) => self.rule(at, word, way),
            };
            let named = answer.map(|(word, _)| self.segment.words.written(word).to_owned());
            Reason {
                asked: asked.written.clone(),
                named,
                rule,
            }
        };
        self.asked.iter().enumerate().map(reason).collect()
    }

    fn rule(&self, at: usize, word: u32, way: Way) -> Rule {
        match way {
            Way::Exact => Rule::Exact,
            Way::Diacritics => Rule::Diacritics,
            Way::Form => Rule::Form(self.expansions[at].rule(word)),
            Way::Abbreviation => Rule::Abbreviation,
            Way::Initial => Rule::Initial,
            Way::Beginning => Rule::Beginning,
            Way::Typos(count) => Rule::Typos(count),
        }
    }
}

/// The words asked for from the rarest to the commonest; last those that names leave out.
fn by_rarity(segment: &Segment, expansions: &[Expansion<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..expansions.len()).collect();
    order.sort_by_cached_key(|at| {
        let word = &expansions[*at];
        (word.is_dispensable(), word.weight(segment), *at)
    });
    order
}

/// What speaks against a name for words that nobody asked for.
fn more(words: usize, answered: usize) -> u32 {
    let more = u32::try_from(words.saturating_sub(answered)).unwrap_or(u32::MAX);
    cost::MORE * more.min(cost::MORE_MOST)
}
