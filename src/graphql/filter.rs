//! Which entities, relations and figures: the inputs, and their way to the store.
//!
//! The inputs join as the contract says: fields by and, values of a list by or, null is
//! absent, an empty list matches nothing. Words are checked against their lists here, and the
//! size of the whole against a bound. Not here: what a filter means (`store`). A new condition
//! is a field here, a field of the store's filter, and its SQL.

use async_graphql::{ID, InputObject, Result};
use entity::{
    time::Edtf,
    vocabulary::{
        Basis, Certainty, EntityKind, EventStatus, FigureKind, Modality, RelationKind, SupportForm,
    },
};

use crate::operations::search::{AskedEntity, AskedFigure, AskedRelation};

mod convert;
mod size;

/// Which entities: all conditions that are given must hold. An empty list matches nothing.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct EntityWhere {
    /// Of one of these kinds.
    pub(crate) kind: Option<Vec<EntityKind>>,
    /// With one of these keys.
    pub(crate) key: Option<Vec<String>>,
    /// With one of these ids.
    pub(crate) id: Option<Vec<ID>>,
    /// Of one of these types: words of `OrganisationType`, `MunicipalityType`, `EventType`, `ProjectType`
    /// or `DocumentType`.
    #[graphql(name = "type")]
    pub(crate) entity_type: Option<Vec<String>>,
    /// In one of these countries, ISO 3166-1 alpha-2.
    pub(crate) country: Option<Vec<String>>,
    /// Events of which sources report one of these.
    pub(crate) status: Option<Vec<EventStatus>>,
    /// Documents that the curators hold, or do not hold.
    pub(crate) held: Option<bool>,
    /// Persons whom a source names, or none does.
    pub(crate) named: Option<bool>,
    /// With such a name, alias or form; case and diacritics do not matter.
    pub(crate) name: Option<String>,
    /// Whose period (events, projects) or existence (municipalities) overlaps this day or
    /// interval; other entities always may.
    pub(crate) during: Option<Edtf>,
    /// Whether every reading must overlap, or some reading may (the default).
    pub(crate) certainty: Option<Certainty>,
    /// With at least one relation like this.
    pub(crate) has: Option<Box<RelationWhere>>,
    /// All of these hold; an empty list is true.
    pub(crate) and: Option<Vec<EntityWhere>>,
    /// One of these holds; an empty list is false.
    pub(crate) or: Option<Vec<EntityWhere>>,
    /// This does not hold, as far as this viewer can see.
    pub(crate) not: Option<Box<EntityWhere>>,
}

/// Which relations: all conditions that are given must hold. An empty list matches nothing.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct RelationWhere {
    /// Of one of these kinds.
    pub(crate) kind: Option<Vec<RelationKind>>,
    /// In one of these roles: keys of the roles in the vocabulary.
    pub(crate) role: Option<Vec<String>>,
    /// Of one of these modalities; when absent, asserted ones.
    pub(crate) modality: Option<Vec<Modality>>,
    /// On one of these bases.
    pub(crate) basis: Option<Vec<Basis>>,
    /// With one of these forms of support.
    pub(crate) support_form: Option<Vec<SupportForm>>,
    /// Whose period overlaps this day or interval; undated ones may.
    pub(crate) during: Option<Edtf>,
    /// Whether every reading must overlap, or some reading may (the default).
    pub(crate) certainty: Option<Certainty>,
    /// With such a subject.
    pub(crate) subject: Option<Box<EntityWhere>>,
    /// With such an object.
    pub(crate) object: Option<Box<EntityWhere>>,
    /// With such an entity at the far end from the one in hand; at the root, at either end.
    pub(crate) other: Option<Box<EntityWhere>>,
    /// All of these hold; an empty list is true.
    pub(crate) and: Option<Vec<RelationWhere>>,
    /// One of these holds; an empty list is false.
    pub(crate) or: Option<Vec<RelationWhere>>,
    /// This does not hold, as far as this viewer can see.
    pub(crate) not: Option<Box<RelationWhere>>,
}

/// Which figures: all conditions that are given must hold. An empty list matches nothing.
#[derive(Clone, Debug, Default, InputObject)]
pub(crate) struct FigureWhere {
    /// About such an entity.
    pub(crate) about: Option<EntityWhere>,
    /// Of one of these measures: keys of the measures in the vocabulary.
    pub(crate) measure: Option<Vec<String>>,
    /// Stated, aimed at or counted.
    pub(crate) kind: Option<Vec<FigureKind>>,
    /// Of one of these groups.
    pub(crate) group: Option<Vec<String>>,
    /// Of one of these modalities; when absent, asserted ones, and targets where targets are
    /// asked for.
    pub(crate) modality: Option<Vec<Modality>>,
    /// Whose period overlaps this day or interval; undated ones may.
    pub(crate) during: Option<Edtf>,
    /// Whether every reading must overlap, or some reading may (the default).
    pub(crate) certainty: Option<Certainty>,
}

/// The filter for an input.
///
/// # Errors
/// When it is too large, or holds a word that is in no list.
pub(crate) fn entity_filter(given: Option<EntityWhere>) -> Result<AskedEntity> {
    let given = given.unwrap_or_default();
    size::check(size::entity(&given))?;
    convert::entity(given)
}

/// The filter for an input.
///
/// # Errors
/// When it is too large, or holds a word that is in no list.
pub(crate) fn relation_filter(given: Option<RelationWhere>) -> Result<AskedRelation> {
    let given = given.unwrap_or_default();
    size::check(size::relation(&given))?;
    convert::relation(given)
}

/// The filter for an input.
///
/// # Errors
/// When it is too large, or holds a word that is in no list.
pub(crate) fn figure_filter(given: Option<FigureWhere>) -> Result<AskedFigure> {
    let given = given.unwrap_or_default();
    size::check(size::figure(&given))?;
    convert::figure(given)
}
