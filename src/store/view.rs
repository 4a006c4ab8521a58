//! Who asks, and as of when: the two things without which nothing can be asked.

use std::sync::Arc;

use entity::{
    time::QueryInterval,
    vocabulary::{Certainty, Identity, Modality, Succession, Tier},
};

use super::StandIns;

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Viewer {
    /// What he may see.
    pub tier: Tier,
    /// His name, when he has shown a token.
    pub name: Option<String>,
}

/// As of when, and how strictly.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lens {
    /// The graph as it was recorded at this time, microseconds since 1970; else as it is.
    pub known: Option<i64>,
    /// Only what was so in this interval.
    pub valid: Option<QueryInterval>,
    /// Whether `valid` must fit certainly.
    pub certainty: Certainty,
    /// Instead of the default, asserted facts only.
    pub modality: Option<Vec<Modality>>,
    /// Whether facts stay with the body of their day.
    pub succession: Succession,
    /// Whether entities that were judged to be the same are one.
    pub identity: Identity,
    /// What stands for what under the two, as far as the viewer may know; none until
    /// [`Store::settled`] has read it.
    ///
    /// [`Store::settled`]: super::Store::settled
    pub stands: Option<Arc<StandIns>>,
}

/// The viewer with his lens; every finder of the store takes one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct View {
    /// Who asks.
    pub viewer: Viewer,
    /// As of when.
    pub lens: Lens,
}

impl Default for Lens {
    fn default() -> Self {
        Self {
            known: None,
            valid: None,
            certainty: Certainty::Possible,
            modality: None,
            succession: Succession::AsRecorded,
            identity: Identity::Judged,
            stands: None,
        }
    }
}

impl Lens {
    /// The entity that stands for this one under the lens.
    #[must_use]
    pub fn resolved(&self, id: i64) -> i64 {
        self.stands.as_ref().map_or(id, |stands| stands.of(id))
    }

    /// These entities, and the others that were judged to be the same.
    #[must_use]
    pub fn with_joined(&self, ids: &[i64]) -> Vec<i64> {
        let stands = self.stands.as_ref();
        stands.map_or_else(|| ids.to_vec(), |stands| stands.with_joined(ids))
    }

    /// A time, unless it is later than what this lens knows.
    #[must_use]
    pub fn shown(&self, recorded: Option<i64>) -> Option<i64> {
        recorded.filter(|time| self.known.is_none_or(|known| *time <= known))
    }
}

impl View {
    /// The graph of today for a viewer.
    #[must_use]
    pub fn of(viewer: Viewer) -> Self {
        Self {
            viewer,
            lens: Lens::default(),
        }
    }

    /// The same with each entity apart and with the body of its day.
    #[must_use]
    pub fn apart(&self) -> Self {
        let mut view = self.clone();
        view.lens.succession = Succession::AsRecorded;
        view.lens.identity = Identity::AsRecorded;
        view.lens.stands = None;
        view
    }

    /// The graph of today for everybody.
    #[must_use]
    pub fn public() -> Self {
        Self::of(Viewer {
            tier: Tier::Public,
            name: None,
        })
    }

    pub(super) const fn rank(&self) -> i16 {
        self.viewer.tier.rank()
    }
}
