//! Filters as tests on numbers and bits: what `operations` makes of the store's filters.
//!
//! Words have become numbers, names and keys have become entities, and what modality, basis, form
//! of support and reach allow together is one bit of a table. Fields join by and; `None` is
//! absent; an empty `any` is false. The meaning is that of the store's conditions, which a
//! property test holds. Not here: applying them ([`Reader`](super::Reader)).

use entity::{
    time::QueryInterval,
    vocabulary::{Basis, Certainty, EntityKind, EventStatus, Modality, RelationKind, SupportForm},
};

use super::{Facts, Link, facts::QUALITIES};

/// Who looks, and as of when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sight {
    /// What the viewer may see: facts whose reach is at most this.
    pub rank: u8,
    /// Only what was so in this interval.
    pub valid: Option<QueryInterval>,
    /// Whether a relation must fit `valid` certainly.
    pub certainty: Certainty,
}

impl Sight {
    /// The graph of today as a viewer of this rank sees it.
    #[must_use]
    pub const fn of_rank(rank: u8) -> Self {
        Self {
            rank,
            valid: None,
            certainty: Certainty::Possible,
        }
    }
}

/// A set of relation kinds; none by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct KindSet(u64);

impl KindSet {
    /// Every kind.
    pub const ALL: Self = Self(u64::MAX);
    /// No kind.
    pub const NONE: Self = Self(0);

    /// Whether the kind with this place in the relation table is in it.
    #[inline]
    #[must_use]
    pub const fn has_place(self, place: u32) -> bool {
        self.0 >> place & 1 == 1
    }

    /// The same with the kind at this place in the relation table.
    pub(super) const fn with_place(self, place: u32) -> Self {
        Self(self.0 | 1 << place)
    }

    /// Whether the kind is in it.
    #[must_use]
    pub const fn has(self, kind: RelationKind) -> bool {
        self.has_place(kind as u32)
    }

    /// A bit for each kind as 32 bits: exact for the first 32 kinds, which those behind share.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "the upper half is joined")]
    pub(super) const fn folded(self) -> u32 {
        (self.0 | self.0 >> 32) as u32
    }

    /// Whether it holds one kind, or none.
    #[must_use]
    pub const fn is_at_most_one(self) -> bool {
        self.0.count_ones() <= 1
    }

    /// The kinds that are in both.
    #[must_use]
    pub const fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The kinds that are not in it.
    pub(super) const fn others(self) -> Self {
        Self(!self.0)
    }

    /// The kinds that are in either.
    #[must_use]
    pub const fn either(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl KindSet {
    /// The kinds of these links.
    pub(super) fn of_links(links: &[Link]) -> Self {
        let bit = |set, link: &Link| set | 1 << link.facts.kind_place();
        Self(links.iter().fold(0, bit))
    }
}

impl FromIterator<RelationKind> for KindSet {
    fn from_iter<I: IntoIterator<Item = RelationKind>>(kinds: I) -> Self {
        let bit = |set, kind: RelationKind| set | 1 << kind as u32;
        Self(kinds.into_iter().fold(0, bit))
    }
}

/// Which modalities, bases, forms of support and reaches are let through, one bit for each
/// combination of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qualities([u64; QUALITIES / 64]);

impl Qualities {
    /// Every combination.
    pub const ALL: Self = Self([u64::MAX; QUALITIES / 64]);

    /// The combinations for which the test holds.
    #[must_use]
    pub fn of(test: impl Fn(Modality, Basis, Option<SupportForm>, u8) -> bool) -> Self {
        let mut table = [0; QUALITIES / 64];
        let forms = SupportForm::ALL.iter().copied().map(Some).chain([None]);
        let forms: Vec<Option<SupportForm>> = forms.collect();
        for modality in Modality::ALL.iter().copied() {
            for basis in Basis::ALL.iter().copied() {
                for (form, reach) in forms
                    .iter()
                    .flat_map(|form| (0..4).map(move |r| (*form, r)))
                {
                    if test(modality, basis, form, reach) {
                        let place = Facts::quality(modality, basis, form, reach) as usize;
                        table[place / 64] |= 1 << (place % 64);
                    }
                }
            }
        }
        Self(table)
    }

    /// The combinations that a viewer of this rank sees of the modalities shown; of every modality
    /// when none are given. Written by whole words, for every question makes one.
    fn gate(rank: u8, shown: Option<&[Modality]>) -> Self {
        // The reach stands in the lowest two bits of a place, the modality in the highest.
        let seen = (0..64).filter(|place| place & 3 <= u64::from(rank));
        let seen = seen.fold(0, |word: u64, place| word | 1 << place);
        let words = QUALITIES / 64;
        let mut table = [0; QUALITIES / 64];
        for (at, word) in table.iter_mut().enumerate() {
            let modality = Modality::ALL.get(at * Facts::MODALITIES / words);
            let is_shown = |modality| shown.is_none_or(|shown| shown.contains(modality));
            *word = if modality.is_some_and(is_shown) {
                seen
            } else {
                0
            };
        }
        Self(table)
    }

    /// The combinations that are in both.
    #[must_use]
    pub fn both(&self, other: &Self) -> Self {
        let mut both = self.clone();
        for (mine, theirs) in both.0.iter_mut().zip(other.0) {
            *mine &= theirs;
        }
        both
    }

    /// Whether it lets a relation through that says this.
    #[inline]
    #[must_use]
    pub const fn admit(&self, facts: Facts) -> bool {
        let place = facts.quality_place();
        self.0[place / 64] >> (place % 64) & 1 == 1
    }
}

/// Which entities; what is seen at all is not asked here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityTest {
    /// Of these kinds.
    pub kind: Option<Vec<EntityKind>>,
    /// Only these entities, by ascending id; keys and names have become ids.
    pub among: Option<Vec<i64>>,
    /// Of these types.
    pub entity_type: Option<Vec<u16>>,
    /// In these countries.
    pub country: Option<Vec<u16>>,
    /// Events of these states.
    pub status: Option<Vec<EventStatus>>,
    /// Documents that are held, or not.
    pub held: Option<bool>,
    /// Persons who are named, or not.
    pub named: Option<bool>,
    /// Whose span overlaps this.
    pub during: Option<(QueryInterval, Certainty)>,
    /// With at least one relation like this.
    pub has: Option<Box<RelationTest>>,
    /// All of these.
    pub all: Vec<EntityTest>,
    /// Some of these.
    pub any: Option<Vec<EntityTest>>,
    /// Not this.
    pub not: Option<Box<EntityTest>>,
}

/// What a filter says of a relation, without the default modality and the lens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Of these kinds.
    pub kinds: KindSet,
    /// With such a modality, basis and form of support.
    pub qualities: Qualities,
    /// With one of these roles.
    pub roles: Option<Vec<u16>>,
    /// Whose span overlaps this.
    pub during: Option<(QueryInterval, Certainty)>,
    /// With such a subject.
    pub subject: Option<Box<EntityTest>>,
    /// With such an object.
    pub object: Option<Box<EntityTest>>,
    /// With such a far end; where neither end is in hand, with such an end.
    pub other: Option<Box<EntityTest>>,
    /// All of these.
    pub all: Vec<Terms>,
    /// Some of these.
    pub any: Option<Vec<Terms>>,
    /// Not this.
    pub not: Option<Box<Terms>>,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            kinds: KindSet::ALL,
            qualities: Qualities::ALL,
            roles: None,
            during: None,
            subject: None,
            object: None,
            other: None,
            all: Vec::new(),
            any: None,
            not: None,
        }
    }
}

impl Terms {
    /// Whether nothing but kind, qualities and time is asked.
    fn is_plain(&self) -> bool {
        let Self {
            roles,
            subject,
            object,
            other,
            all,
            any,
            not,
            ..
        } = self;
        let ends = subject.is_none() && object.is_none() && other.is_none();
        ends && roles.is_none() && all.is_empty() && any.is_none() && not.is_none()
    }
}

/// Which relations, for a viewer and a lens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationTest {
    pub(super) terms: Terms,
    pub(super) plain: bool,
}

impl RelationTest {
    /// The relations that these terms let through and the viewer sees, of the modalities shown; of
    /// every modality when none are given.
    #[must_use]
    pub fn new(mut terms: Terms, shown: Option<&[Modality]>, sight: &Sight) -> Self {
        let gate = Qualities::gate(sight.rank, shown);
        terms.qualities = terms.qualities.both(&gate);
        let plain = terms.is_plain();
        Self { terms, plain }
    }

    /// Asserted relations of every kind.
    #[must_use]
    pub fn asserted(sight: &Sight) -> Self {
        Self::new(Terms::default(), Some(&[Modality::Asserted]), sight)
    }

    /// The same, of these kinds only.
    #[must_use]
    pub fn of_kinds(mut self, kinds: KindSet) -> Self {
        self.terms.kinds = self.terms.kinds.both(kinds);
        self
    }

    /// The kinds that may pass.
    #[must_use]
    pub const fn kinds(&self) -> KindSet {
        self.terms.kinds
    }

    /// Whether it matters from which end one looks.
    #[must_use]
    pub fn is_sided(&self) -> bool {
        fn sided(terms: &Terms) -> bool {
            let any = terms.any.iter().flatten();
            let inner = terms.all.iter().chain(any).chain(terms.not.as_deref());
            terms.other.is_some() || inner.into_iter().any(sided)
        }
        sided(&self.terms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gate_lets_through_what_the_viewer_sees_of_what_is_shown() {
        let shown = [None, Some(vec![Modality::Asserted]), Some(Vec::new())];
        let shown = shown
            .into_iter()
            .chain([Some(Modality::ALL[1..3].to_vec())]);
        for shown in shown {
            for rank in 0..3 {
                let gate = Qualities::gate(rank, shown.as_deref());
                let slowly = Qualities::of(|modality, _, _, reach| {
                    let is_shown = shown.as_ref().is_none_or(|all| all.contains(&modality));
                    reach <= rank && is_shown
                });
                // Of what no fact says, either may say what it likes.
                let all = Qualities::of(|_, _, _, _| true);
                assert_eq!(gate.both(&all), slowly, "{rank} {shown:?}");
            }
        }
    }
}
