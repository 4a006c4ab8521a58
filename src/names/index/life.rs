//! Versions: which of them a viewer sees.
//!
//! The same rule as the store's condition on rows, held together by a test: a version is
//! seen when the viewer reaches it, it was current at the known time, and no later version
//! of the same fact is closed to him, for who may see a fact is never a thing of the past.

use super::entry::Sight;

/// Later than every time.
const NEVER: i64 = i64::MAX;

/// From when to when a version was current, and who sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Life {
    recorded: i64,
    superseded: i64,
    reach: i8,
    later: i8,
}

impl Life {
    pub(super) fn new(recorded: i64, superseded: Option<i64>, reach: i16) -> Self {
        Self {
            recorded,
            superseded: superseded.unwrap_or(NEVER),
            // What no viewer reaches stays out of reach.
            reach: i8::try_from(reach).unwrap_or(i8::MAX),
            later: i8::MIN,
        }
    }

    pub(super) fn seen(self, sight: Sight) -> bool {
        if i16::from(self.reach) > sight.rank {
            return false;
        }
        sight.known.map_or(self.superseded == NEVER, |known| {
            self.recorded <= known
                && (known < self.superseded || self.superseded == NEVER)
                && i16::from(self.later) <= sight.rank
        })
    }

    /// Takes note of a later version of the same fact.
    pub(super) fn precedes(&mut self, later: Self) {
        self.later = self.later.max(later.reach).max(later.later);
    }

    /// The same version as it is told now.
    pub(super) fn renewed(&mut self, told: Self) {
        self.superseded = told.superseded;
        self.reach = told.reach;
    }
}
