//! What a viewer is told of a change: decided by the whole history of its fact.
//!
//! Who may see a fact is never a thing of the past, so a version is shown only when no later one
//! is closed to the viewer. A fact that is closed to him ends for him: he is told that it was
//! retracted when he had it, and nothing at all when he had not. What he has is not kept
//! anywhere; it follows from the two moments that his place carries. Up to the first, the base,
//! he was told all as it was then. What came after it, up to the second, the head, is told as
//! the head knows it: so the same place leads to the same changes, however often they are read.
//! What is closed behind the head, in the moment in which it would be told, is told later as
//! retracted without ever having been told: its content was open to him until that moment.

use crate::store::{Act, FactVersion};

/// From when to when a reader is told all at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Epoch {
    /// Up to this moment he was told before.
    pub base: i64,
    /// Up to this moment the log was known when the epoch began.
    pub head: i64,
}

/// What a viewer of this rank is told of what happened at a moment to a fact with these versions.
pub(super) fn judge(versions: &[FactVersion], rank: i16, epoch: Epoch, moment: i64) -> Option<Act> {
    let open = |version: &FactVersion| version.reach <= rank;
    let mut held = versions.iter().any(|v| open(v) && stood(v, epoch.base));
    for (place, version) in versions.iter().enumerate() {
        let later = &versions[place + 1..];
        if (epoch.base + 1..=moment).contains(&version.recorded_at) {
            let closed = later
                .iter()
                .any(|later| !open(later) && later.recorded_at <= epoch.head);
            let told = match (open(version), closed, held) {
                (true, false, true) => Some(Act::Amended),
                (true, false, false) => Some(Act::Added),
                (false, _, true) => Some(Act::Retracted),
                (true, true, _) | (false, _, false) => None,
            };
            held = told.map_or(held, |told| told != Act::Retracted);
            if version.recorded_at == moment {
                return told;
            }
        }
        let replaced = |end| later.first().is_some_and(|next| next.recorded_at == end);
        match version.superseded_at {
            Some(end) if (epoch.base + 1..=moment).contains(&end) && !replaced(end) => {
                if end == moment {
                    return held.then_some(Act::Retracted);
                }
                held = false;
            }
            _ => {}
        }
    }
    None
}

/// Whether a version was the current one at a moment.
fn stood(version: &FactVersion, moment: i64) -> bool {
    version.recorded_at <= moment && version.superseded_at.is_none_or(|end| end > moment)
}
