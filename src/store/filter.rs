//! Filters as plain data: what the doors ask for, before it is SQL.
//!
//! Fields join by and, values in a list by or; `None` is absent, an empty list matches
//! nothing; `and: []` is true and `or: []` is false. `N` is what stands for a name: in the
//! store the numbers of the entities that it names, above it the text. So no text reaches SQL
//! before `operations::search` has resolved it.

use entity::{
    time::QueryInterval,
    vocabulary::{
        Basis, Certainty, EntityKind, EventStatus, FigureKind, Modality, RelationKind, SupportForm,
    },
};

/// Which entities.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct EntityFilter<N = Vec<i64>> {
    /// Of these kinds.
    pub kind: Option<Vec<EntityKind>>,
    /// With these keys.
    pub key: Option<Vec<String>>,
    /// With these numbers.
    pub id: Option<Vec<i64>>,
    /// Of these types.
    pub entity_type: Option<Vec<String>>,
    /// In these countries.
    pub country: Option<Vec<String>>,
    /// Events of these states.
    pub status: Option<Vec<EventStatus>>,
    /// Documents that are held, or not.
    pub held: Option<bool>,
    /// Persons who are named, or not.
    pub named: Option<bool>,
    /// With this name.
    pub name: Option<N>,
    /// Whose period overlaps this.
    pub during: Option<QueryInterval>,
    /// How strictly `during` is taken; possibly when absent.
    pub certainty: Option<Certainty>,
    /// With at least one relation like this.
    pub has: Option<Box<RelationFilter<N>>>,
    /// All of these.
    pub and: Option<Vec<EntityFilter<N>>>,
    /// Some of these.
    pub or: Option<Vec<EntityFilter<N>>>,
    /// Not this.
    pub not: Option<Box<EntityFilter<N>>>,
}

/// Which relations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RelationFilter<N = Vec<i64>> {
    /// Of these kinds.
    pub kind: Option<Vec<RelationKind>>,
    /// With these roles.
    pub role: Option<Vec<String>>,
    /// Of these modalities; asserted when no modality is named anywhere in the filter.
    pub modality: Option<Vec<Modality>>,
    /// On these bases.
    pub basis: Option<Vec<Basis>>,
    /// With these forms of support.
    pub support_form: Option<Vec<SupportForm>>,
    /// Whose period overlaps this.
    pub during: Option<QueryInterval>,
    /// How strictly `during` is taken; possibly when absent.
    pub certainty: Option<Certainty>,
    /// With such a subject.
    pub subject: Option<Box<EntityFilter<N>>>,
    /// With such an object.
    pub object: Option<Box<EntityFilter<N>>>,
    /// With such a far end; at the root, with such an end.
    pub other: Option<Box<EntityFilter<N>>>,
    /// All of these.
    pub and: Option<Vec<RelationFilter<N>>>,
    /// Some of these.
    pub or: Option<Vec<RelationFilter<N>>>,
    /// Not this.
    pub not: Option<Box<RelationFilter<N>>>,
}

impl<N> EntityFilter<N> {
    /// The same filter with something else for each name.
    pub fn with_names<M>(&self, make: &mut impl FnMut(&N) -> M) -> EntityFilter<M> {
        EntityFilter {
            kind: self.kind.clone(),
            key: self.key.clone(),
            id: self.id.clone(),
            entity_type: self.entity_type.clone(),
            country: self.country.clone(),
            status: self.status.clone(),
            held: self.held,
            named: self.named,
            name: self.name.as_ref().map(&mut *make),
            during: self.during,
            certainty: self.certainty,
            has: boxed(self.has.as_deref(), |has| has.with_names(make)),
            and: each(self.and.as_ref(), |inner| inner.with_names(make)),
            or: each(self.or.as_ref(), |inner| inner.with_names(make)),
            not: boxed(self.not.as_deref(), |inner| inner.with_names(make)),
        }
    }
}

impl EntityFilter {
    /// Whether it can hold for few entities only: it names them, or what they are related to.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        let own = self.names_entities() || self.has.as_ref().is_some_and(|has| has.names_an_end());
        own || self.and.iter().flatten().any(Self::is_narrow)
    }

    /// Whether it names entities.
    pub(super) const fn names_entities(&self) -> bool {
        self.key.is_some() || self.id.is_some() || self.name.is_some()
    }
}

impl RelationFilter {
    /// Whether it names entities at an end.
    pub(super) fn names_an_end(&self) -> bool {
        let ends = [&self.other, &self.subject, &self.object];
        ends.into_iter().flatten().any(|end| end.names_entities())
    }
}

impl<N> RelationFilter<N> {
    /// The same filter with something else for each name.
    pub fn with_names<M>(&self, make: &mut impl FnMut(&N) -> M) -> RelationFilter<M> {
        RelationFilter {
            kind: self.kind.clone(),
            role: self.role.clone(),
            modality: self.modality.clone(),
            basis: self.basis.clone(),
            support_form: self.support_form.clone(),
            during: self.during,
            certainty: self.certainty,
            subject: boxed(self.subject.as_deref(), |end| end.with_names(make)),
            object: boxed(self.object.as_deref(), |end| end.with_names(make)),
            other: boxed(self.other.as_deref(), |end| end.with_names(make)),
            and: each(self.and.as_ref(), |inner| inner.with_names(make)),
            or: each(self.or.as_ref(), |inner| inner.with_names(make)),
            not: boxed(self.not.as_deref(), |inner| inner.with_names(make)),
        }
    }

    /// Whether a modality is named here or in what this filter joins.
    #[must_use]
    pub fn names_modality(&self) -> bool {
        let joined = self.and.iter().chain(&self.or).flatten();
        self.modality.is_some() || joined.chain(self.not.as_deref()).any(Self::names_modality)
    }
}

/// Which figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FigureFilter<N = Vec<i64>> {
    /// About such an entity.
    pub about: Option<EntityFilter<N>>,
    /// Of these measures.
    pub measure: Option<Vec<String>>,
    /// Stated, target or counted.
    pub kind: Option<Vec<FigureKind>>,
    /// Of these groups.
    pub group: Option<Vec<String>>,
    /// Of these modalities; asserted when absent, and targets where targets are asked for.
    pub modality: Option<Vec<Modality>>,
    /// Whose period overlaps this.
    pub during: Option<QueryInterval>,
    /// How strictly `during` is taken; possibly when absent.
    pub certainty: Option<Certainty>,
}

impl<N> FigureFilter<N> {
    /// The same filter with something else for each name.
    pub fn with_names<M>(&self, make: &mut impl FnMut(&N) -> M) -> FigureFilter<M> {
        FigureFilter {
            about: self.about.as_ref().map(|about| about.with_names(make)),
            measure: self.measure.clone(),
            kind: self.kind.clone(),
            group: self.group.clone(),
            modality: self.modality.clone(),
            during: self.during,
            certainty: self.certainty,
        }
    }
}

fn boxed<T, U>(inner: Option<&T>, make: impl FnOnce(&T) -> U) -> Option<Box<U>> {
    inner.map(|inner| Box::new(make(inner)))
}

fn each<T, U>(inner: Option<&Vec<T>>, make: impl FnMut(&T) -> U) -> Option<Vec<U>> {
    inner.map(|inner| inner.iter().map(make).collect())
}
