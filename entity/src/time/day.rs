//! A calendar day as a number, with two values for "without end".
//!
//! What it is: days since 1970-01-01 in the proleptic Gregorian calendar, cheap to store, to
//! index and to compare. What it is not: a moment; it has neither hour nor zone.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::{Edtf, EdtfError};

/// Days since 1970-01-01; [`Day::NEG_INFINITY`] and [`Day::POS_INFINITY`] stand for no bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// Before every day: no lower bound.
    pub const NEG_INFINITY: Self = Self(-(1 << 30));
    /// After every day: no upper bound.
    pub const POS_INFINITY: Self = Self(1 << 30);

    /// The day of a calendar date.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        Self(date.to_epoch_days())
    }

    /// The calendar date, or nothing when the day is without end.
    #[must_use]
    pub fn to_date(self) -> Option<NaiveDate> {
        // The calendar of chrono ends long before either infinity, so that they need no case.
        NaiveDate::from_epoch_days(self.0)
    }

    /// The day itself, or nothing when it is without end: what an optional field shows.
    #[must_use]
    pub fn finite(self) -> Option<Self> {
        (Self::NEG_INFINITY < self && self < Self::POS_INFINITY).then_some(self)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_date() {
            Some(date) => date.fmt(f),
            None => f.write_str(".."),
        }
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, DayError> {
        let edtf = Edtf::parse(text)?;
        edtf.whole_day()
            .ok_or_else(|| DayError::NotOneDay(text.to_owned()))
    }
}

impl TryFrom<&Edtf> for Day {
    type Error = DayError;

    fn try_from(edtf: &Edtf) -> Result<Self, DayError> {
        edtf.whole_day()
            .ok_or_else(|| DayError::NotOneDay(edtf.as_str().to_owned()))
    }
}

/// Why a text is not one calendar day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// Not a date at all.
    #[error(transparent)]
    NotADate(#[from] EdtfError),
    /// A date, but wider than a day or doubtful.
    #[error("\"{0}\" is not one certain day; expected a full date such as 2019-10-17")]
    NotOneDay(String),
}
