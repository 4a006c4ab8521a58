//! The store's filters as tests on a snapshot.
//!
//! Means what `store::condition` means, word for word; a property test holds the two together.
//! Keys become ids by their hash, roles, types and countries become numbers.

use std::collections::BTreeSet;

use entity::{
    id::{Noun, number},
    time::QueryInterval,
    vocabulary::{Certainty, Modality},
};

use crate::{
    network::{EntityTest, KindSet, Qualities, RelationTest, Sight, Snapshot, Terms},
    store::{EntityFilter, RelationFilter, View},
};

/// Makes tests for one snapshot and one view.
#[derive(Clone, Copy, Debug)]
pub struct Compiler<'a> {
    /// The snapshot.
    pub snapshot: &'a Snapshot,
    /// Who looks, and as of when.
    pub view: &'a View,
}

impl Compiler<'_> {
    /// What a snapshot shows of itself under the view.
    #[must_use]
    pub fn sight(&self) -> Sight {
        let lens = &self.view.lens;
        Sight {
            rank: u8::try_from(self.view.viewer.tier.rank()).unwrap_or(0),
            valid: lens.valid,
            certainty: lens.certainty,
        }
    }

    /// The test of a filter.
    #[must_use]
    pub fn entity(&self, filter: &EntityFilter) -> EntityTest {
        let mut among = self.among(filter);
        let during = self.during(filter.during, filter.certainty);
        if filter.during.is_some() && during.is_none() {
            among = Some(Vec::new());
        }
        let each = |list: &Vec<EntityFilter>| list.iter().map(|inner| self.entity(inner)).collect();
        EntityTest {
            kind: filter.kind.clone(),
            among,
            entity_type: self.words(filter.entity_type.as_deref()),
            country: self.words(filter.country.as_deref()),
            status: filter.status.clone(),
            held: filter.held,
            named: filter.named,
            during,
            has: filter.has.as_ref().map(|has| Box::new(self.relation(has))),
            all: filter.and.as_ref().map(each).unwrap_or_default(),
            any: filter.or.as_ref().map(each),
            not: filter.not.as_ref().map(|not| Box::new(self.entity(not))),
        }
    }

    /// The test of a filter, with the modalities that show where it names none.
    #[must_use]
    pub fn relation(&self, filter: &RelationFilter) -> RelationTest {
        let shown = match &self.view.lens.modality {
            Some(lens) => Some(lens.as_slice()),
            None if filter.names_modality() => None,
            None => Some([Modality::Asserted].as_slice()),
        };
        RelationTest::new(self.terms(filter), shown, &self.sight())
    }

    fn terms(&self, filter: &RelationFilter) -> Terms {
        let kinds = filter.kind.as_ref();
        let mut kinds = kinds.map_or(KindSet::ALL, |kinds| kinds.iter().copied().collect());
        let during = self.during(filter.during, filter.certainty);
        if filter.during.is_some() && during.is_none() {
            kinds = KindSet::NONE;
        }
        let end = |end: &Option<Box<EntityFilter>>| {
            end.as_ref().map(|filter| Box::new(self.entity(filter)))
        };
        let each = |list: &Vec<RelationFilter>| list.iter().map(|f| self.terms(f)).collect();
        Terms {
            kinds,
            qualities: qualities(filter),
            roles: self.words(filter.role.as_deref()),
            during,
            subject: end(&filter.subject),
            object: end(&filter.object),
            other: end(&filter.other),
            all: filter.and.as_ref().map(each).unwrap_or_default(),
            any: filter.or.as_ref().map(each),
            not: filter.not.as_ref().map(|not| Box::new(self.terms(not))),
        }
    }

    /// The entities that a filter names in one way or another: those that all ways share.
    fn among(&self, filter: &EntityFilter) -> Option<Vec<i64>> {
        let keys = filter.key.as_ref().map(|keys| {
            let numbers = keys.iter().map(|key| number(Noun::Entity, key));
            numbers.collect::<Vec<i64>>()
        });
        let stands = |ids: Vec<i64>| -> BTreeSet<i64> {
            let lens = &self.view.lens;
            ids.into_iter().map(|id| lens.resolved(id)).collect()
        };
        let ways = [filter.id.clone(), keys, filter.name.clone()];
        let ways = ways.into_iter().flatten().map(stands);
        let both = ways.reduce(|one, other| one.intersection(&other).copied().collect())?;
        Some(both.into_iter().collect())
    }

    /// The days asked for, as far as the lens shows any of them.
    fn during(
        &self,
        asked: Option<QueryInterval>,
        how: Option<Certainty>,
    ) -> Option<(QueryInterval, Certainty)> {
        let asked = asked?;
        let shown = match self.view.lens.valid {
            Some(valid) => asked.intersect(valid)?,
            None => asked,
        };
        Some((shown, how.unwrap_or(Certainty::Possible)))
    }

    /// The numbers of words; a word that no fact has is the number of nothing.
    fn words(&self, words: Option<&[String]>) -> Option<Vec<u16>> {
        let numbers = words?
            .iter()
            .filter_map(|word| self.snapshot.find_word(word));
        Some(numbers.collect())
    }
}

fn qualities(filter: &RelationFilter) -> Qualities {
    fn among<T: PartialEq>(list: Option<&Vec<T>>, value: &T) -> bool {
        list.is_none_or(|list| list.contains(value))
    }
    if filter.modality.is_none() && filter.basis.is_none() && filter.support_form.is_none() {
        return Qualities::ALL;
    }
    Qualities::of(|modality, basis, form, _| {
        let forms = filter.support_form.as_ref();
        among(filter.modality.as_ref(), &modality)
            && among(filter.basis.as_ref(), &basis)
            && forms.is_none_or(|forms| form.is_some_and(|form| forms.contains(&form)))
    })
}
