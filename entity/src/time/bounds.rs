//! What a date means for a fact: four days between which its start and its end lie.
//!
//! What it is: the reading of a text under a time rule, tight (no bound is wider than some
//! reading of the text), so that two comparisons answer a question about time exactly. What it is
//! not: the text, which cannot be got back from it.

use super::Day;
use super::edtf::{Edtf, End, Reading, Written};
use crate::vocabulary::TimeRule;

/// The days between which a fact starts and ends, each inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// No reading starts before this day.
    pub earliest_start: Day,
    /// No reading starts after this day.
    pub latest_start: Day,
    /// No reading ends before this day.
    pub earliest_end: Day,
    /// No reading ends after this day.
    pub latest_end: Day,
    /// False when the text is marked `~` or `?`: the bounds then still exclude, but never assure.
    pub certain: bool,
    /// The place in the order of time: the first day written in the text. An interval whose start
    /// is open or unknown has the first day of its end, since nothing earlier is written.
    pub order_day: Day,
}

impl Bounds {
    /// Where an undated fact stands in the order of time: last, forwards and backwards alike.
    pub const UNDATED: i32 = Day::POS_INFINITY.0;

    /// The bounds of a text under a time rule.
    ///
    /// The rule matters to a single date only: an interval gives its ends under both.
    #[must_use]
    pub fn of(edtf: &Edtf, rule: TimeRule) -> Self {
        let [earliest_start, latest_start, earliest_end, latest_end] = match (edtf.reading(), rule)
        {
            (Reading::Single(date), TimeRule::Point) => {
                [date.first, date.last, date.first, date.last]
            }
            (Reading::Single(date), TimeRule::State) => {
                [Day::NEG_INFINITY, date.last, date.first, Day::POS_INFINITY]
            }
            (Reading::Interval(start, end), _) => interval(start, end),
        };
        Self {
            earliest_start,
            latest_start,
            earliest_end,
            latest_end,
            certain: !edtf.is_qualified(),
            order_day: edtf.first_day_written(),
        }
    }

    /// The sort key of a fact for the earliest first.
    #[must_use]
    pub fn ascending(bounds: Option<&Self>) -> i32 {
        bounds.map_or(Self::UNDATED, |bounds| bounds.order_day.0)
    }

    /// The sort key of a fact for the latest first; the undated stay last.
    #[must_use]
    pub fn descending(bounds: Option<&Self>) -> i32 {
        bounds.map_or(Self::UNDATED, |bounds| -bounds.order_day.0)
    }
}

/// The bounds of an interval. A fact does not end before it starts: each end tightens the other,
/// which is also what bounds an end that is unknown.
fn interval(start: End, end: End) -> [Day; 4] {
    let [earliest_start, latest_start] = range(start, Day::NEG_INFINITY);
    let [earliest_end, latest_end] = range(end, Day::POS_INFINITY);
    [
        earliest_start,
        latest_start.min(latest_end),
        earliest_end.max(earliest_start),
        latest_end,
    ]
}

fn range(end: End, open: Day) -> [Day; 2] {
    match end {
        End::Dated(Written { first, last, .. }) => [first, last],
        End::Open => [open, open],
        End::Unknown => [Day::NEG_INFINITY, Day::POS_INFINITY],
    }
}
