//! A date or interval as it was written, validated.
//!
//! What it is: the text, kept exactly, and what it says read once. Level 0 of EDTF (dates and
//! intervals), and of level 1 the qualifiers `~` and `?`, open and unknown ends, and unspecified
//! digits in the last places. What it is not: the meaning of a date for a fact, which depends on
//! the kind of fact (see [`Bounds`](super::Bounds)).
//!
//! How to extend it: let another form through in `accepted` and give it its first and last day in
//! [`Written`].

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use edtf_core as core;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Day, EdtfError, Fault};

/// A date or interval of the contract's subset of EDTF, kept as it was written.
///
/// Its order is that of the text, for maps and stable output; the order in time is
/// [`Bounds::order_day`](super::Bounds::order_day).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edtf {
    text: Box<str>,
    reading: Reading,
}

/// What the text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Reading {
    /// One date, of whatever precision.
    Single(Written),
    /// A start and an end, of which at least one is dated.
    Interval(End, End),
}

/// One end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum End {
    /// A date.
    Dated(Written),
    /// `..`: without end.
    Open,
    /// Left empty: there is an end, and nobody says when.
    Unknown,
}

/// One date as written, with the days that it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Written {
    /// The first day that the date covers.
    pub(super) first: Day,
    /// The last day that the date covers.
    pub(super) last: Day,
    /// How much of it is given.
    pub(super) precision: Precision,
    /// Marked `~`.
    pub(super) approximate: bool,
    /// Marked `?`.
    pub(super) uncertain: bool,
}

/// How much of a date is given; unspecified digits count as not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Precision {
    /// 20XX.
    Century,
    /// 201X.
    Decade,
    /// 2019, 2019-XX, 2019-XX-XX.
    Year,
    /// 2019-10, 2019-10-XX.
    Month,
    /// 2019-10-17.
    Day,
}

impl Edtf {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// When the text is not of the subset, when a day does not exist, or when an interval certainly
    /// ends before it starts; the error says which and what was expected.
    pub fn parse(text: &str) -> Result<Self, EdtfError> {
        core::Edtf::parse(text)
            .map_err(|_| Fault::of_refused(text))
            .and_then(|parsed| accepted(text, &parsed))
            .map(|reading| Self {
                text: text.into(),
                reading,
            })
            .map_err(|fault| EdtfError::new(text, fault))
    }

    /// The text as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether `~` or `?` stands anywhere in it: then nothing that it says is certain.
    #[must_use]
    pub fn is_qualified(&self) -> bool {
        self.dates().any(|date| date.approximate || date.uncertain)
    }

    /// Whether it is one date and not an interval.
    #[must_use]
    pub fn is_single(&self) -> bool {
        matches!(self.reading, Reading::Single(_))
    }

    /// The first day that is written in it: of the start, or of the end when the start is open or
    /// unknown.
    #[must_use]
    pub fn first_day_written(&self) -> Day {
        self.dates()
            .next()
            .map_or(Day::POS_INFINITY, |date| date.first)
    }

    pub(super) fn reading(&self) -> Reading {
        self.reading
    }

    /// The day, when it is one full and unqualified date.
    pub(super) fn whole_day(&self) -> Option<Day> {
        match self.reading {
            Reading::Single(date) if date.first == date.last && !self.is_qualified() => {
                Some(date.first)
            }
            _ => None,
        }
    }

    fn dates(&self) -> impl Iterator<Item = Written> {
        let (one, other) = match self.reading {
            Reading::Single(date) => (Some(date), None),
            Reading::Interval(start, end) => (start.date(), end.date()),
        };
        one.into_iter().chain(other)
    }
}

impl End {
    /// The date that stands at this end, if one does.
    pub(super) fn date(self) -> Option<Written> {
        match self {
            Self::Dated(date) => Some(date),
            Self::Open | Self::Unknown => None,
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Edtf {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Self, EdtfError> {
        Self::parse(text)
    }
}

impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// Lets through what belongs to the subset, out of all that the grammar knows.
fn accepted(text: &str, parsed: &core::Edtf) -> Result<Reading, Fault> {
    let reading = match parsed {
        core::Edtf::Date(date) => Reading::Single(written(date)?),
        core::Edtf::Interval(interval) => {
            let reading = Reading::Interval(end(&interval.start)?, end(&interval.end)?);
            if parsed.has_unspecified() {
                return Err(Fault::UnspecifiedInInterval);
            }
            reading
        }
        core::Edtf::DateTime(_) => return Err(Fault::TimeOfDay),
        core::Edtf::Set(_) => return Err(Fault::Set),
    };
    // The level is one of meaning: `?2019` means 2019? and counts as level 1, but its spelling is
    // of level 2. The canonical spelling tells.
    if parsed.level() > 1 || parsed.to_string() != text {
        return Err(Fault::LevelTwo);
    }
    Ok(reading)
}

fn end(endpoint: &core::IntervalEndpoint) -> Result<End, Fault> {
    match endpoint {
        core::IntervalEndpoint::Date(date) => Ok(End::Dated(written(date)?)),
        core::IntervalEndpoint::Open => Ok(End::Open),
        core::IntervalEndpoint::Unknown => Ok(End::Unknown),
        core::IntervalEndpoint::OnOrBefore(_) | core::IntervalEndpoint::OnOrAfter(_) => {
            Err(Fault::LevelTwo)
        }
    }
}

fn written(date: &core::Date) -> Result<Written, Fault> {
    let core::YearKind::Standard {
        negative: false,
        digits,
    } = date.year.kind
    else {
        return Err(Fault::Year);
    };
    if date.year.significant_digits.is_some() {
        return Err(Fault::LevelTwo);
    }
    if date.precision() == core::Precision::Season {
        return Err(Fault::Season);
    }
    let (approximate, uncertain) = (date.is_approximate(), date.is_uncertain());
    if approximate && uncertain {
        return Err(Fault::BothQualifiers);
    }
    let bounds = core::Edtf::Date(*date).bounds();
    Ok(Written {
        first: day(bounds.earliest)?,
        last: day(bounds.latest)?,
        precision: precision(date, digits),
        approximate,
        uncertain,
    })
}

fn precision(date: &core::Date, digits: [Option<u8>; 4]) -> Precision {
    let given =
        |field: Option<core::DateField>| field.is_some_and(|field| !field.has_unspecified());
    if digits[2].is_none() {
        Precision::Century
    } else if digits[3].is_none() {
        Precision::Decade
    } else if given(date.day) {
        Precision::Day
    } else if given(date.month) {
        Precision::Month
    } else {
        Precision::Year
    }
}

fn day(bound: core::Bound) -> Result<Day, Fault> {
    let core::Bound::Date(date) = bound else {
        return Err(Fault::Malformed);
    };
    let year = i32::try_from(date.year).map_err(|_| Fault::Year)?;
    NaiveDate::from_ymd_opt(year, date.month.into(), date.day.into())
        .map(Day::of)
        .ok_or(Fault::NoSuchDate)
}
