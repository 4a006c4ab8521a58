//! When something held, as four days between which its start and its end lie.
//!
//! The meaning is that of `entity::time`; here a span is a row of a table that many relations
//! share; one of exact days, as most are, is written into its number and needs no row. What is
//! undated may always have held and never certainly did; what is doubtful never certainly did, so
//! that its inner days are kept beyond every question. The text of a date is not kept: it follows
//! from the days and the [`Form`] in which they are written.

use entity::{
    time::{Bounds, Day, Edtf, QueryInterval},
    vocabulary::{Certainty, TimeRule},
};

use super::{Form, NetworkError};

/// What the table is full of when there is no more room in it.
pub(super) const TIMES: &str = "different times";

/// The highest bit of the number of a span that is written into it: 16 bits of its first day, one
/// that says whether the form of its text is known, and 14 of how many days follow the first.
const WRITTEN_OUT: u32 = 1 << 31;
const START: u32 = 15;
const KNOWN: u32 = 1 << 14;
/// What has no end.
const OPEN: u32 = KNOWN - 1;
/// A day that is written once.
const SINGLE: u32 = OPEN - 1;
/// The first day that can be written out: 1 January 1900. The last is in 2079.
const FIRST_DAY: i32 = -25_567;

/// The bounds of a period, in days since 1970, both ends inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// No reading starts before this day.
    pub earliest_start: i32,
    /// No reading starts after this day; the greatest number when nothing is certain.
    pub latest_start: i32,
    /// No reading ends before this day; the least number when nothing is certain.
    pub earliest_end: i32,
    /// No reading ends after this day.
    pub latest_end: i32,
    /// The first day written, which is its place in the order of time; undated ones come last.
    pub order_day: i32,
    /// How it is written.
    pub form: Form,
}

impl Span {
    /// The span of what has no date.
    pub const UNDATED: Self = Self {
        earliest_start: i32::MIN,
        latest_start: i32::MAX,
        earliest_end: i32::MIN,
        latest_end: i32::MAX,
        order_day: Bounds::UNDATED,
        form: Form::UNKNOWN,
    };

    /// The span of a period.
    #[must_use]
    pub const fn of(bounds: &Bounds) -> Self {
        let (latest_start, earliest_end) = if bounds.certain {
            (bounds.latest_start.0, bounds.earliest_end.0)
        } else {
            (i32::MAX, i32::MIN)
        };
        Self {
            earliest_start: bounds.earliest_start.0,
            latest_start,
            earliest_end,
            latest_end: bounds.latest_end.0,
            order_day: bounds.order_day.0,
            form: Form::UNKNOWN,
        }
    }

    /// The span of a period that is written so; a text that does not follow from its days is not
    /// kept.
    #[must_use]
    pub fn written(bounds: &Bounds, text: &str) -> Self {
        let mut span = Self::of(bounds);
        span.form = Form::of(text);
        if span.text().as_deref() != Some(text) {
            span.form = Form::UNKNOWN;
        }
        span
    }

    /// The text of the date; nothing when it is not kept.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        self.form.text(Day(self.order_day), Day(self.latest_end))
    }

    /// The days between which the period with this text began and ended.
    #[must_use]
    pub fn days(&self, text: &str) -> Option<[Day; 4]> {
        if (self.latest_start, self.earliest_end) != (i32::MAX, i32::MIN) {
            let (starts, ends) = (self.earliest_start, self.earliest_end);
            return Some([starts, self.latest_start, ends, self.latest_end].map(Day));
        }
        // The inner days of what is doubtful are not kept; the outer ones tell the rule.
        let edtf = Edtf::parse(text).ok()?;
        let bounds = [TimeRule::Point, TimeRule::State].map(|rule| Bounds::of(&edtf, rule));
        let outer = (self.earliest_start, self.latest_end);
        let mine = bounds
            .iter()
            .find(|b| (b.earliest_start.0, b.latest_end.0) == outer)?;
        Some([
            mine.earliest_start,
            mine.latest_start,
            mine.earliest_end,
            mine.latest_end,
        ])
    }

    /// The number of a span: zero for what has no date, the days themselves where they are exact,
    /// or a place in a table.
    pub(super) fn number(
        span: Option<Self>,
        place: impl FnOnce(Self) -> Result<u32, NetworkError>,
    ) -> Result<u32, NetworkError> {
        let Some(span) = span else { return Ok(0) };
        if let Some(number) = span.written_out() {
            return Ok(number);
        }
        let place = place(span)?;
        let fits = place < WRITTEN_OUT;
        fits.then_some(place).ok_or(NetworkError::Full(TIMES))
    }

    /// The number that says exact days by itself.
    fn written_out(&self) -> Option<u32> {
        let start = u16::try_from(self.earliest_start.checked_sub(FIRST_DAY)?).ok()?;
        let lasts = if self.latest_end == Day::POS_INFINITY.0 {
            OPEN
        } else if self.form == Form::DAY {
            SINGLE
        } else {
            let lasts = self.latest_end.checked_sub(self.earliest_start)?;
            u32::try_from(lasts).ok().filter(|lasts| *lasts < SINGLE)?
        };
        let known = if self.form == Form::UNKNOWN { 0 } else { KNOWN };
        let number = WRITTEN_OUT | u32::from(start) << START | known | lasts;
        // What is imprecise, doubtful or written otherwise is not what this number says.
        (Self::read_from(number)? == *self).then_some(number)
    }

    /// The span that a number says by itself.
    #[inline]
    #[expect(clippy::cast_possible_wrap, reason = "fewer than 32 bits are left")]
    pub(super) const fn read_from(number: u32) -> Option<Self> {
        if number & WRITTEN_OUT == 0 {
            return None;
        }
        let start = ((number & !WRITTEN_OUT) >> START) as i32 + FIRST_DAY;
        let lasts = number & OPEN;
        let (end, form) = match lasts {
            OPEN => (Day::POS_INFINITY.0, Form::DAY_ON),
            SINGLE => (start, Form::DAY),
            _ => (start + lasts as i32, Form::DAYS),
        };
        let is_known = number & KNOWN != 0;
        Some(Self {
            earliest_start: start,
            latest_start: start,
            earliest_end: end,
            latest_end: end,
            order_day: start,
            form: if is_known { form } else { Form::UNKNOWN },
        })
    }

    /// Whether there is a date at all.
    #[must_use]
    pub const fn is_dated(&self) -> bool {
        self.order_day != Bounds::UNDATED
    }

    /// Whether it overlaps the days asked for, in every reading or in some.
    #[must_use]
    pub const fn overlaps(&self, asked: QueryInterval, how: Certainty) -> bool {
        match how {
            Certainty::Possible => {
                self.earliest_start <= asked.last.0 && self.latest_end >= asked.first.0
            }
            Certainty::Certain => {
                self.latest_start <= asked.last.0 && self.earliest_end >= asked.first.0
            }
        }
    }

    /// The first day on which this can be taken by whoever is there since a day: in some reading, or
    /// in every one. Nothing when it is over by then, or when it is not certain.
    #[inline]
    #[must_use]
    pub fn taken(&self, since: i32, how: Certainty) -> Option<i32> {
        let (start, end) = match how {
            Certainty::Possible => (self.earliest_start, self.latest_end),
            Certainty::Certain => (self.latest_start, self.earliest_end),
        };
        // What is undated or doubtful has its inner days beyond every other: never certain.
        let certain = how == Certainty::Possible || start < i32::MAX;
        (certain && since <= end).then_some(since.max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number of a date, and the span that can be read from it.
    fn numbered(text: &str, rule: TimeRule) -> (Span, u32, Option<Span>) {
        let bounds = Bounds::of(&Edtf::parse(text).unwrap(), rule);
        let span = Span::written(&bounds, text);
        let number = Span::number(Some(span), |_| Ok(7)).unwrap();
        (span, number, Span::read_from(number))
    }

    #[test]
    fn exact_days_are_read_from_their_number() {
        let exact = [
            ("1900-01-01/1900-01-01", TimeRule::State),
            ("2019-06-01/2019-06-30", TimeRule::State),
            ("2019-06-01/..", TimeRule::State),
            ("2079-06-06/2079-06-07", TimeRule::State),
            ("1950-01-01/1994-11-06", TimeRule::State),
            ("2019-10-17", TimeRule::Point),
        ];
        for (text, rule) in exact {
            let (span, _, read) = numbered(text, rule);
            assert_eq!(read, Some(span), "{text}");
            assert_eq!(span.text().as_deref(), Some(text));
            let unwritten = Span {
                form: Form::UNKNOWN,
                ..span
            };
            let number = Span::number(Some(unwritten), |_| Ok(7)).unwrap();
            assert_eq!(Span::read_from(number), Some(unwritten), "{text}");
        }
    }

    #[test]
    fn all_other_dates_stand_in_the_table() {
        let others = [
            "1899-12-31/1900-01-01",
            "2079-06-07/2079-06-08",
            "1950-01-01/1994-11-08",
            "2019-06-01/",
            "2019-06",
            "2019-06-01~/2019-06-30",
            "../2019-06-30",
        ];
        for text in others {
            let (_, number, read) = numbered(text, TimeRule::State);
            assert_eq!((number, read), (7, None), "{text}");
        }
        assert_eq!(Span::number(None, |_| Ok(7)), Ok(0));
    }
}
