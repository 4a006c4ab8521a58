//! Did it hold then? The algebra of facts and questions in time.
//!
//! What it is: three answers. YES when every reading of the fact overlaps the days asked for, NO
//! when none does, UNKNOWN otherwise, and UNKNOWN for a fact without a period. What it is not:
//! the store's filters; those put the same two comparisons into SQL.

use super::edtf::{Edtf, Reading};
use super::{Bounds, Day, EdtfError};
use crate::vocabulary::Answer;

/// The days that a question is about, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct QueryInterval {
    /// The first day asked for; without end when the question's start is open or unknown.
    pub first: Day,
    /// The last day asked for; without end when the question's end is open or unknown.
    pub last: Day,
}

impl QueryInterval {
    /// Reads a question's text.
    ///
    /// # Errors
    ///
    /// When it is not a date, or is marked `~` or `?`.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        Self::try_from(&Edtf::parse(text)?)
    }

    /// One day.
    #[must_use]
    pub fn on(day: Day) -> Self {
        Self {
            first: day,
            last: day,
        }
    }

    /// The days that are in both, or nothing when they have none in common.
    #[must_use]
    pub fn intersect(self, other: Self) -> Option<Self> {
        let both = Self {
            first: self.first.max(other.first),
            last: self.last.min(other.last),
        };
        (both.first <= both.last).then_some(both)
    }
}

impl TryFrom<&Edtf> for QueryInterval {
    type Error = QueryError;

    fn try_from(edtf: &Edtf) -> Result<Self, QueryError> {
        if edtf.is_qualified() {
            return Err(QueryError::Qualified(edtf.clone()));
        }
        Ok(match edtf.reading() {
            Reading::Single(date) => Self {
                first: date.first,
                last: date.last,
            },
            Reading::Interval(start, end) => Self {
                first: start.date().map_or(Day::NEG_INFINITY, |date| date.first),
                last: end.date().map_or(Day::POS_INFINITY, |date| date.last),
            },
        })
    }
}

/// Why a text is no question about time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// Not a date.
    #[error(transparent)]
    NotADate(#[from] EdtfError),
    /// A date marked `~` or `?`.
    #[error(
        "\"{0}\": ~ and ? say how sure a source is, and a question has no source; \
         expected plain dates, as wide as you mean: 2018/2020 for about 2019"
    )]
    Qualified(Edtf),
}

/// Whether a fact with these bounds overlaps the days asked for. `activeOn` is the same question.
#[must_use]
pub fn overlap(bounds: Option<&Bounds>, asked: QueryInterval) -> Answer {
    let Some(bounds) = bounds else {
        return Answer::Unknown;
    };
    let excluded = bounds.earliest_start > asked.last || bounds.latest_end < asked.first;
    let assured = bounds.latest_start <= asked.last && bounds.earliest_end >= asked.first;
    match (excluded, assured && bounds.certain) {
        (true, _) => Answer::No,
        (false, true) => Answer::Yes,
        (false, false) => Answer::Unknown,
    }
}

/// Whether every reading overlaps.
#[must_use]
pub fn certainly(bounds: Option<&Bounds>, asked: QueryInterval) -> bool {
    overlap(bounds, asked) == Answer::Yes
}

/// Whether some reading overlaps; what is undated may always.
#[must_use]
pub fn possibly(bounds: Option<&Bounds>, asked: QueryInterval) -> bool {
    overlap(bounds, asked) != Answer::No
}

/// Whether one fact was over before the other began.
#[must_use]
pub fn before(one: Option<&Bounds>, other: Option<&Bounds>) -> Answer {
    let (Some(one), Some(other)) = (one, other) else {
        return Answer::Unknown;
    };
    if one.earliest_end >= other.latest_start {
        Answer::No
    } else if one.latest_end < other.earliest_start && one.certain && other.certain {
        Answer::Yes
    } else {
        Answer::Unknown
    }
}
