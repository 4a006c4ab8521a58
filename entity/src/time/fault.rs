//! Why a text is refused as a date: one closed list, each with what it is and what was expected.
//!
//! What it is not: a second parser. It only looks at a text that was refused, to say why in words
//! that help whoever wrote it.
//!
//! How to extend it: add a [`Fault`], its two sentences, and where it is recognised.

use std::fmt;

use edtf_core as core;

/// A text that is not a date of the contract's subset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdtfError {
    text: String,
    fault: Fault,
}

impl EdtfError {
    pub(super) fn new(text: &str, fault: Fault) -> Self {
        // The message goes back to whoever sent the text: not more of it than helps.
        let text = text.chars().take(40).collect();
        Self { text, fault }
    }

    /// Which rule was broken.
    #[must_use]
    pub fn fault(&self) -> Fault {
        self.fault
    }

    /// What is wrong, in words.
    #[must_use]
    pub fn what(&self) -> &'static str {
        self.fault.what()
    }

    /// What would have been right, in words.
    #[must_use]
    pub fn expected(&self) -> &'static str {
        self.fault.expected()
    }
}

impl fmt::Display for EdtfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "\"{}\": {}; expected {}",
            self.text,
            self.what(),
            self.expected()
        )
    }
}

impl std::error::Error for EdtfError {}

/// The rules that a date can break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// No text.
    Empty,
    /// Not the shape of a date or interval.
    Malformed,
    /// The shape of a date, but no such day or month: 2019-02-30.
    NoSuchDate,
    /// The end certainly lies before the start: 2020/2019.
    Reversed,
    /// An interval without a date at either end.
    Undated,
    /// A season or another part of a year: 2019-21.
    Season,
    /// A set of dates: `[2019,2020]`.
    Set,
    /// A date with a time of day.
    TimeOfDay,
    /// A year that is negative or longer than four digits.
    Year,
    /// Approximate and uncertain at once: `2019%`.
    BothQualifiers,
    /// Unspecified digits at an end of an interval: 201X/2020.
    UnspecifiedInInterval,
    /// Anything else that only level 2 of the standard has.
    LevelTwo,
}

impl Fault {
    /// What is wrong, in words.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Self::Empty => "there is no date",
            Self::Malformed => "this is not an EDTF date",
            Self::NoSuchDate => "there is no such day or month",
            Self::Reversed => "the interval ends before it starts",
            Self::Undated => "the interval has no date at either end",
            Self::Season => "seasons and other parts of a year are not read",
            Self::Set => "sets of dates are not read",
            Self::TimeOfDay => "a time of day is not read",
            Self::Year => "the year does not have four digits",
            Self::BothQualifiers => "% (approximate and uncertain at once) is not read",
            Self::UnspecifiedInInterval => "an interval cannot have unspecified digits",
            Self::LevelTwo => "this form belongs to level 2 of EDTF, which is not read",
        }
    }

    /// What would have been right, in words.
    #[must_use]
    pub fn expected(self) -> &'static str {
        match self {
            Self::Empty | Self::Malformed => {
                "a date such as 2019, 2019-10, 2019-10-17, 2019~ or 201X, \
                 or an interval such as 2019-10-17/2019-10-18, 2018/.. or /2018"
            }
            Self::NoSuchDate => "a day of the Gregorian calendar",
            Self::Reversed => "the earlier date first, as in 2019/2020",
            Self::Undated => "a date at one end at least, as in 2018/.. or ../2018",
            Self::Season => "a month from 01 to 12, or an interval such as 2019-03/2019-05",
            Self::Set => "one date, or an interval such as 2019/2020",
            Self::TimeOfDay => "the day alone, as in 2019-10-17",
            Self::Year => "a year from 0000 to 9999, and hyphens before month and day",
            Self::BothQualifiers => "either ~ (approximate) or ? (uncertain)",
            Self::UnspecifiedInInterval => "less precise ends instead, as in 2010/2020",
            Self::LevelTwo => "~ or ? at the end of a date, X in its last places: 2019-10~, 20XX",
        }
    }

    /// What is wrong with a text that the grammar refused.
    pub(super) fn of_refused(text: &str) -> Self {
        let ends: Vec<&str> = text.split('/').collect();
        if text.is_empty() {
            Self::Empty
        } else if text.starts_with(['{', '[']) {
            Self::Set
        } else if text.contains('T') {
            Self::TimeOfDay
        } else if ends.len() > 2 {
            Self::Malformed
        } else if ends.iter().any(|end| has_odd_year(end)) {
            Self::Year
        } else if text.contains('%') {
            Self::BothQualifiers
        } else if ends.iter().all(|end| is_undated(end)) {
            Self::Undated
        } else if ends.iter().all(|end| is_undated(end) || has_shape(end)) {
            Self::of_well_shaped(&ends)
        } else {
            Self::Malformed
        }
    }

    /// Dates that each exist were refused together: they stand in the wrong order.
    fn of_well_shaped(ends: &[&str]) -> Self {
        if ends
            .iter()
            .all(|end| is_undated(end) || core::is_valid(end))
        {
            Self::Reversed
        } else {
            Self::NoSuchDate
        }
    }
}

fn is_undated(end: &str) -> bool {
    end.is_empty() || end == ".."
}

fn has_odd_year(end: &str) -> bool {
    let digits = end.bytes().take_while(u8::is_ascii_digit).count();
    end.starts_with(['-', 'Y']) || digits > 4
}

/// Digits (or X) and hyphens where a date has them, perhaps with a qualifier behind.
fn has_shape(end: &str) -> bool {
    let date = end.strip_suffix(['~', '?']).unwrap_or(end);
    let in_place = |(place, byte): (usize, u8)| match place {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit() || byte == b'X',
    };
    matches!(date.len(), 4 | 7 | 10) && date.bytes().enumerate().all(in_place)
}
