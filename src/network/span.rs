//! When something held, as four days between which its start and its end lie.
//!
//! The meaning is that of `entity::time`; here a span is a row of a table that many relations
//! share. What is undated may always have held and never certainly did; what is doubtful never
//! certainly did, so that its inner days are kept beyond every question. The text of a date is not
//! kept: it follows from the days and the [`Form`] in which they are written.

use entity::{
    time::{Bounds, Day, Edtf, QueryInterval},
    vocabulary::{Certainty, TimeRule},
};

use super::Form;

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
