//! How a date is written, so that its text follows from its days.
//!
//! Kept are the forms that almost every date has: a day, a month or a year, or two of them with a
//! slash between, either of which may be open or unknown, each with at most one qualifier behind
//! it. A text in another form is not held in memory; whoever needs it asks the database.

use entity::time::Day;

/// The precision and the qualifiers of a date, in 16 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Form(u16);

/// How one end is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// There is none: the date is single, or the text is not kept.
    None,
    Day,
    Month,
    Year,
    /// Two dots.
    Open,
    /// Nothing.
    Blank,
}

const ENDS: [End; 6] = [
    End::None,
    End::Day,
    End::Month,
    End::Year,
    End::Open,
    End::Blank,
];

/// What may stand behind an end.
const QUALIFIERS: [Option<char>; 4] = [None, Some('~'), Some('?'), Some('%')];

impl Form {
    /// That of a text that is not kept.
    pub const UNKNOWN: Self = Self(0);
    /// A day.
    pub(super) const DAY: Self = Self(End::Day as u16);
    /// Two days.
    pub(super) const DAYS: Self = Self(End::Day as u16 | (End::Day as u16) << 8);
    /// A day from which on it goes on.
    pub(super) const DAY_ON: Self = Self(End::Day as u16 | (End::Open as u16) << 8);

    /// The form of a text, which is right when [`text`](Self::text) gives the text again.
    pub(super) fn of(text: &str) -> Self {
        let (start, end) = match text.split_once('/') {
            Some((start, end)) => (part(start, End::Blank), part(end, End::Blank)),
            None => (part(text, End::None), 0),
        };
        Self(start | end << 8)
    }

    /// The text of the days that are written: the first, and the last of an interval.
    pub(super) fn text(self, first: Day, last: Day) -> Option<String> {
        let (start, end) = (self.0 & 0xff, self.0 >> 8);
        if start == 0 {
            return None;
        }
        let mut text = String::with_capacity(24);
        write_part(&mut text, start, first)?;
        if end != 0 {
            text.push('/');
            write_part(&mut text, end, last)?;
        }
        Some(text)
    }
}

/// An end in eight bits: how it is written, then what stands behind it.
fn part(text: &str, blank: End) -> u16 {
    let qualifier = QUALIFIERS
        .iter()
        .position(|known| known.is_some() && text.chars().next_back() == *known)
        .unwrap_or(0);
    let end = match text.len() - usize::from(qualifier > 0) {
        0 => blank,
        2 if text == ".." => End::Open,
        4 => End::Year,
        7 => End::Month,
        10 => End::Day,
        _ => End::None,
    };
    end as u16 | u16::try_from(qualifier).unwrap_or(0) << 4
}

fn write_part(text: &mut String, part: u16, day: Day) -> Option<()> {
    let end = ENDS.get(usize::from(part & 0xf))?;
    match end {
        End::None => return None,
        End::Open => text.push_str(".."),
        End::Blank => {}
        End::Day | End::Month | End::Year => {
            let date = day.finite()?.to_string();
            let digits = match end {
                End::Day => 10,
                End::Month => 7,
                _ => 4,
            };
            text.push_str(date.get(..digits).filter(|_| date.len() == 10)?);
        }
    }
    text.extend(*QUALIFIERS.get(usize::from(part >> 4))?);
    Some(())
}

#[cfg(test)]
mod tests {
    use entity::{
        time::{Bounds, Edtf},
        vocabulary::TimeRule,
    };

    use super::super::Span;

    /// The text that the span of a text gives.
    fn again(text: &str, rule: TimeRule) -> Option<String> {
        let bounds = Bounds::of(&Edtf::parse(text).unwrap(), rule);
        let span = Span::written(&bounds, text);
        let found = span.text()?;
        let days = [
            bounds.earliest_start,
            bounds.latest_start,
            bounds.earliest_end,
            bounds.latest_end,
        ];
        assert_eq!(span.days(&found), Some(days), "{text}");
        Some(found)
    }

    #[test]
    fn the_text_of_a_date_follows_from_its_days() {
        let kept = [
            "2019-10-17",
            "2019-10",
            "2019",
            "2019~",
            "2019-10?",
            "2019-10-17/2019-10-18",
            "2018/..",
            "2018/",
            "../2021-06-30",
            "/2018",
            "2018-02/2019",
            "2018~/2020-03-01?",
        ];
        for text in kept {
            for rule in [TimeRule::Point, TimeRule::State] {
                assert_eq!(again(text, rule).as_deref(), Some(text), "{rule:?}");
            }
        }
    }

    #[test]
    fn a_text_that_does_not_follow_is_not_kept() {
        for text in ["201X", "2019-XX"] {
            assert_eq!(again(text, TimeRule::State), None);
        }
    }
}
