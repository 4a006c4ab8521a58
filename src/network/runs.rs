//! The links of an entity, and walking over those of some kinds.

use super::{Facts, filter::KindSet};

/// Which end of a relation one stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// At the subject, looking to the object.
    Out,
    /// At the object, looking to the subject.
    In,
}

impl Way {
    /// Both ways, out first.
    pub const ALL: [Self; 2] = [Self::Out, Self::In];

    /// The way back.
    #[must_use]
    pub const fn back(self) -> Self {
        match self {
            Self::Out => Self::In,
            Self::In => Self::Out,
        }
    }
}

/// A relation as it is seen from one of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The entity at the far end.
    pub far: u32,
    /// The number of the relation.
    pub relation: u32,
    /// The number of its span.
    pub span: u32,
    /// What it says.
    pub facts: Facts,
}

/// The links of these kinds, in their order; the others are jumped over, kind by kind.
pub fn runs(links: &[Link], kinds: KindSet) -> impl Iterator<Item = (usize, &Link)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let link = links.get(at)?;
            let kind = link.facts.kind_place();
            if kinds.has_place(kind) {
                at += 1;
                return Some((at - 1, link));
            }
            at += run_length(&links[at..], kind);
        }
    })
}

/// How many links at the front are of this kind, found in steps that double.
fn run_length(links: &[Link], kind: u32) -> usize {
    let is_of_kind = |link: &Link| link.facts.kind_place() == kind;
    let mut step = 1;
    while links.get(step).is_some_and(is_of_kind) {
        step *= 2;
    }
    let from = step / 2;
    let to = step.min(links.len());
    from + links[from..to].partition_point(is_of_kind)
}
