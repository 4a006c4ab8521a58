//! What a relation says besides its ends and its time, in 32 bits.

use entity::vocabulary::{Basis, Modality, RelationKind, SupportForm};

const KIND: u32 = 26;
const ROLE: u32 = 10;
const BASIS: u32 = 4;
const FORM: u32 = 2;
const MODALITY: u32 = 7;

/// Kind, role, modality, basis, form of support and reach, packed; ordered by kind first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Facts(u32);

/// The low ten bits: modality, basis, form of support, reach.
pub(super) const QUALITIES: usize = 1 << ROLE;

impl Facts {
    /// How many modalities there is room for.
    pub(super) const MODALITIES: usize = QUALITIES >> MODALITY;

    /// Facts to be written over.
    pub(super) const NONE: Self = Self(0);

    pub(super) fn new(kind: RelationKind, role: u16, quality: u32) -> Self {
        Self((kind as u32) << KIND | u32::from(role) << ROLE | quality)
    }

    /// The low bits of these properties.
    pub(super) fn quality(
        modality: Modality,
        basis: Basis,
        form: Option<SupportForm>,
        reach: u8,
    ) -> u32 {
        let form = form.map_or(0, |form| form as u32 + 1);
        (modality as u32) << MODALITY
            | (basis as u32) << BASIS
            | form << FORM
            | u32::from(reach & 3)
    }

    /// The kind.
    #[must_use]
    pub fn kind(self) -> RelationKind {
        word(RelationKind::ALL, self.0 >> KIND).unwrap_or(RelationKind::Attended)
    }

    /// The place of the kind in the relation table.
    #[must_use]
    pub const fn kind_place(self) -> u32 {
        self.0 >> KIND
    }

    /// The role as a number, see [`Snapshot::word`](super::Snapshot::word); zero for none.
    #[must_use]
    pub const fn role(self) -> u16 {
        ((self.0 >> ROLE) & 0xffff) as u16
    }

    /// In what way the source holds it to be so.
    #[must_use]
    pub fn modality(self) -> Modality {
        word(Modality::ALL, self.0 >> MODALITY & 7).unwrap_or(Modality::Asserted)
    }

    /// How the graph came to it.
    #[must_use]
    pub fn basis(self) -> Basis {
        word(Basis::ALL, self.0 >> BASIS & 7).unwrap_or(Basis::Stated)
    }

    /// The form of support.
    #[must_use]
    pub fn support_form(self) -> Option<SupportForm> {
        word(SupportForm::ALL, (self.0 >> FORM & 3).checked_sub(1)?)
    }

    /// The rank that a viewer needs.
    #[must_use]
    pub const fn reach(self) -> u8 {
        (self.0 & 3) as u8
    }

    /// The low bits as a place in a table of [`QUALITIES`].
    pub(super) const fn quality_place(self) -> usize {
        self.0 as usize & (QUALITIES - 1)
    }
}

fn word<T: Copy>(all: &[T], place: u32) -> Option<T> {
    all.get(place as usize).copied()
}
