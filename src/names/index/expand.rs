//! What a word that is asked for may stand for in the vocabulary of a segment.

use std::ops::Range;

use super::{
    bits::Bits,
    kin::{BOTH, Kin},
    segment::Segment,
    text::Asked,
    typo::Pattern,
};

/// What speaks against each way in which a word may be meant. A form is better than every
/// beginning, a beginning than every typo; what is near but another name comes last of all.
pub(super) mod cost {
    pub(in super::super) const DIACRITICS: u32 = 2;
    pub(in super::super) const ABBREVIATION: u32 = 8;
    pub(in super::super) const FORM: u32 = 10;
    /// The most that the analyser's own cost of a form counts.
    pub(in super::super) const FORM_MOST: u32 = 12;
    /// Neither is the nominative.
    pub(in super::super) const BOTH_FORMS: u32 = 6;
    /// Fewer or other diacritics than those asked for.
    pub(in super::super) const OTHER_MARKS: u32 = 12;
    pub(in super::super) const DISPENSABLE: u32 = 15;
    pub(in super::super) const INITIAL: u32 = 30;
    /// A form in a reading that is unlikely.
    pub(in super::super) const UNLIKELY: u32 = 35;
    pub(in super::super) const BEGINNING: u32 = 40;
    /// The most letters that are counted of what follows a beginning.
    pub(in super::super) const BEGINNING_MOST: u32 = 20;
    pub(in super::super) const TYPO: u32 = 300;
    pub(in super::super) const FIRST_LETTER: u32 = 20;
    pub(in super::super) const MISSING: u32 = 200;
    pub(in super::super) const ORDER: u32 = 4;
    pub(in super::super) const MORE: u32 = 20;
    /// The most words of a name that are counted as not asked for.
    pub(in super::super) const MORE_MOST: u32 = 8;
    pub(in super::super) const NEAR: u32 = 5_000;
}

/// How far from the words asked for names are looked for; each reaches further than the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Breadth {
    /// The words themselves and forms of the same names.
    Same,
    /// Also initials and abbreviations: what a filter takes.
    Named,
    /// Also words that begin so, and forms in an unlikely reading.
    Begun,
    /// Also words with typos, as many as a word's length allows.
    Mistyped,
}

impl Breadth {
    /// The least that speaks against a name which this finds and one less far does not.
    pub(super) fn floor(self, asked: &[Asked]) -> u32 {
        match self {
            Self::Same | Self::Named => 0,
            Self::Begun if asked.iter().any(Asked::is_abbreviation) => cost::ABBREVIATION,
            Self::Begun => cost::INITIAL.min(cost::BEGINNING),
            Self::Mistyped => cost::TYPO,
        }
    }
}

/// How a word that is asked for stands to a word of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Exact,
    Diacritics,
    Form,
    Abbreviation,
    Initial,
    Beginning,
    Typos(u8),
}

/// A word of the vocabulary as what is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Meant {
    pub(super) way: Way,
    pub(super) cost: u32,
}

/// The words that a word may stand for, by how.
#[derive(Clone, Debug)]
pub(super) struct Expansion<'a> {
    asked: &'a Asked,
    exact: Range<u32>,
    beginning: Range<u32>,
    initial: Range<u32>,
    /// Words that are forms of the same name, with what it costs and the rule.
    forms: Vec<(u32, u32, &'static str)>,
    typos: Vec<(u32, u8)>,
    /// All of them.
    may: Bits,
}

impl<'a> Expansion<'a> {
    /// All but words with typos: these are added by [`Expansion::mistype`].
    pub(super) fn of(asked: &'a Asked, segment: &Segment, breadth: Breadth) -> Self {
        let words = &segment.words;
        let first: String = asked.folded.chars().take(1).collect();
        let exact = words.exact(&asked.folded);
        let begins = match breadth {
            Breadth::Same => false,
            Breadth::Named => asked.stopped || asked.letters == 1,
            Breadth::Begun | Breadth::Mistyped => true,
        };
        let mut expansion = Self {
            asked,
            beginning: if begins {
                words.beginning(&asked.folded)
            } else {
                exact.clone()
            },
            initial: match breadth {
                Breadth::Same => 0..0,
                _ if asked.is_number() => 0..0,
                _ => words.exact(&first),
            },
            forms: forms(asked, segment, breadth),
            typos: Vec::new(),
            exact,
            may: Bits::below(words.len() as usize),
        };
        let mut may = std::mem::take(&mut expansion.may);
        expansion.all().for_each(|word| may.add(word));
        expansion.may = may;
        expansion
    }

    /// Whether typos are looked for.
    pub(super) fn has_typos(&self) -> bool {
        self.asked.bound() > 0
    }

    /// Adds the words with typos: those of the vocabulary, or those among some of its words.
    pub(super) fn mistype(&mut self, segment: &Segment, among: Option<&Bits>) {
        let Some(pattern) = Pattern::new(&self.asked.folded, self.asked.bound()) else {
            return;
        };
        self.typos = match among {
            Some(among) => segment.words.near_among(&pattern, among),
            None => segment.words.near(&pattern),
        };
        for (word, _) in &self.typos {
            self.may.add(*word);
        }
    }

    /// Whether names leave the word out.
    pub(super) fn is_dispensable(&self) -> bool {
        self.asked.is_dispensable()
    }

    /// How many letters the word has.
    pub(super) const fn letters(&self) -> usize {
        self.asked.letters
    }

    /// Whether this may stand for a word of the vocabulary.
    pub(super) fn may(&self, word: u32) -> bool {
        self.may.has(word)
    }

    /// The words that are the one asked for, or a form of the same name.
    pub(super) fn same(&self) -> impl Iterator<Item = u32> + '_ {
        let forms = self.forms.iter().map(|(word, ..)| *word);
        self.exact.clone().chain(forms)
    }

    /// Every word that this may stand for, the likeliest first; some stand there twice.
    pub(super) fn all(&self) -> impl Iterator<Item = u32> + '_ {
        self.same().chain(self.further())
    }

    /// The words that begin with the one asked for, are it with typos, or its first letter.
    pub(super) fn further(&self) -> impl Iterator<Item = u32> + '_ {
        let typos = self.typos.iter().map(|(word, _)| *word);
        self.initial
            .clone()
            .chain(self.beginning.clone())
            .chain(typos)
    }

    /// The same, each once.
    pub(super) const fn words(&self) -> &Bits {
        &self.may
    }

    /// The same in runs, as far as words stand together.
    pub(super) fn runs(&self) -> impl Iterator<Item = Range<u32>> + '_ {
        let forms = self.forms.iter().map(|(word, ..)| *word);
        let typos = self.typos.iter().map(|(word, _)| *word);
        let single = forms.chain(typos).map(|word| word..word + 1);
        [self.beginning.clone(), self.initial.clone()]
            .into_iter()
            .chain(single)
    }

    /// How many places in names there are to look at.
    pub(super) fn weight(&self, segment: &Segment) -> usize {
        self.runs().map(|run| segment.places_with(run).len()).sum()
    }

    /// The least that speaks against any word.
    pub(super) fn least(&self) -> u32 {
        if !self.exact.is_empty() {
            return 0;
        }
        let forms = self.forms.iter().map(|(_, cost, _)| *cost).min();
        let begins = !self.beginning.is_empty() || !self.initial.is_empty();
        let begins = begins.then_some(if self.asked.stopped {
            cost::ABBREVIATION
        } else {
            cost::INITIAL
        });
        let least = forms.into_iter().chain(begins).min();
        least.unwrap_or(if self.asked.is_dispensable() {
            cost::DISPENSABLE
        } else {
            cost::TYPO.min(cost::MISSING)
        })
    }

    /// The least that speaks against any word that is neither the one asked for nor a form of the
    /// same name.
    pub(super) fn least_further(&self) -> u32 {
        if self.asked.stopped {
            cost::ABBREVIATION
        } else {
            cost::INITIAL.min(cost::BEGINNING)
        }
    }

    /// The rule by which a word of the vocabulary is a form of the same name.
    pub(super) fn rule(&self, word: u32) -> &'static str {
        self.form(word).map_or("", |(.., rule)| rule)
    }

    /// The word as a form of the same name, with what it costs and the rule.
    fn form(&self, word: u32) -> Option<(u32, u32, &'static str)> {
        let at = self.forms.binary_search_by_key(&word, |(word, ..)| *word);
        at.ok().map(|at| self.forms[at])
    }

    /// How a word of the vocabulary may be meant, the cheapest way; `inflected` says whether
    /// the name may be inflected the Latvian way.
    pub(super) fn meant(&self, segment: &Segment, word: u32, inflected: bool) -> Option<Meant> {
        if !self.may(word) {
            return None;
        }
        let meant = |way, cost| Some(Meant { way, cost });
        if self.exact.contains(&word) {
            let written = segment.words.written(word);
            return if written == self.asked.written {
                meant(Way::Exact, 0)
            } else if self.asked.written == self.asked.folded {
                meant(Way::Diacritics, cost::DIACRITICS)
            } else if inflected && let Some((_, cost, _)) = self.form(word) {
                meant(Way::Form, cost.min(cost::OTHER_MARKS))
            } else {
                meant(Way::Diacritics, cost::OTHER_MARKS)
            };
        }
        let begins = self.beginning.contains(&word);
        if begins && self.asked.is_abbreviation() {
            return meant(Way::Abbreviation, cost::ABBREVIATION);
        }
        if inflected && let Some((_, cost, _)) = self.form(word) {
            return meant(Way::Form, cost);
        }
        if begins {
            if self.asked.letters == 1 {
                return meant(Way::Initial, cost::INITIAL);
            }
            let letters = u32::from(segment.words.letters(word));
            let asked = u32::try_from(self.asked.letters).unwrap_or(u32::MAX);
            let more = letters.saturating_sub(asked).min(cost::BEGINNING_MOST);
            return meant(Way::Beginning, cost::BEGINNING + more);
        }
        if self.initial.contains(&word) {
            return meant(Way::Initial, cost::INITIAL);
        }
        let at = self
            .typos
            .binary_search_by_key(&word, |(word, _)| *word)
            .ok()?;
        let typos = self.typos[at].1;
        let same = segment.words.folded(word).chars().next() == self.asked.folded.chars().next();
        let first = if same { 0 } else { cost::FIRST_LETTER };
        meant(Way::Typos(typos), cost::TYPO * u32::from(typos) + first)
    }
}

/// The words of the vocabulary that are kin to what is asked, by word.
///
/// A filter takes a form of the name; that the name has a form of the text within it says less.
fn forms(asked: &Asked, segment: &Segment, breadth: Breadth) -> Vec<(u32, u32, &'static str)> {
    let mut forms = Vec::new();
    let taken = |kin: &&Kin| match breadth {
        Breadth::Same => !kin.unlikely,
        Breadth::Named => !kin.unlikely && kin.rule != BOTH,
        Breadth::Begun | Breadth::Mistyped => true,
    };
    for kin in asked.kin.iter().filter(taken) {
        let words = segment.words.exact(&kin.folded).filter(|word| {
            let written = kin.written.as_ref();
            written.is_none_or(|written| written == segment.words.written(*word))
        });
        forms.extend(words.map(|word| (word, kin.cost, kin.rule)));
    }
    forms.sort_unstable();
    forms
}
