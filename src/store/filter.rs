//! Filters as plain data: what the doors ask for, before it is SQL.
//!
//! Fields join by and, values in a list by or; `None` is absent, an empty list matches
//! nothing; `and: []` is true and `or: []` is false.

use entity::{
    time::QueryInterval,
    vocabulary::{
        Basis, Certainty, EntityKind, EventStatus, FigureKind, Modality, RelationKind, SupportForm,
    },
};

/// Which entities.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct EntityFilter {
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
    /// With a name that has these words as they stand, diacritics optional. Forms of a name are
    /// known above: `operations::search` takes the name away and leaves the numbers it stands for.
    pub name: Option<String>,
    /// With these numbers: those to which the name was resolved.
    pub named_ids: Option<Vec<i64>>,
    /// Whose period overlaps this.
    pub during: Option<QueryInterval>,
    /// How strictly `during` is taken; possibly when absent.
    pub certainty: Option<Certainty>,
    /// With at least one relation like this.
    pub has: Option<Box<RelationFilter>>,
    /// All of these.
    pub and: Option<Vec<EntityFilter>>,
    /// Some of these.
    pub or: Option<Vec<EntityFilter>>,
    /// Not this.
    pub not: Option<Box<EntityFilter>>,
}

/// Which relations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RelationFilter {
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
    pub subject: Option<Box<EntityFilter>>,
    /// With such an object.
    pub object: Option<Box<EntityFilter>>,
    /// With such a far end; at the root, with such an end.
    pub other: Option<Box<EntityFilter>>,
    /// All of these.
    pub and: Option<Vec<RelationFilter>>,
    /// Some of these.
    pub or: Option<Vec<RelationFilter>>,
    /// Not this.
    pub not: Option<Box<RelationFilter>>,
}

impl RelationFilter {
    /// Whether a modality is named here or in what this filter joins.
    #[must_use]
    pub fn names_modality(&self) -> bool {
        let joined = self.and.iter().chain(&self.or).flatten();
        self.modality.is_some()
            || joined
                .chain(self.not.as_deref())
                .any(RelationFilter::names_modality)
    }
}

/// Which figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FigureFilter {
    /// About such an entity.
    pub about: Option<EntityFilter>,
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
