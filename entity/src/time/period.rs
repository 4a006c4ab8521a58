//! A period as a reader sees it: the text, its bounds, and the words for it.
//!
//! What it is not: more precise than the source. An end that nobody gives is said to be not known,
//! a year stays a year.

use chrono::{Datelike, NaiveDate};

use super::Bounds;
use super::edtf::{Edtf, End, Precision, Reading, Written};
use super::language::{Case, Language};
use crate::vocabulary::TimeRule;

/// A dated fact's period.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// The text as it was written.
    pub edtf: Edtf,
    /// What it means for the fact.
    pub bounds: Bounds,
}

impl Period {
    /// The period that a text gives a fact of this time rule.
    #[must_use]
    pub fn new(edtf: Edtf, rule: TimeRule) -> Self {
        let bounds = Bounds::of(&edtf, rule);
        Self { edtf, bounds }
    }

    /// The period in words, in the language of a BCP 47 tag: lv, en, et or lt; English for any other.
    #[must_use]
    pub fn display(&self, language: Option<&str>) -> String {
        let words = Language::of(language);
        match self.edtf.reading() {
            Reading::Single(date) => qualified(words, "", date, &words.plain),
            Reading::Interval(start, end) => interval(words, start, end),
        }
    }
}

fn interval(words: &Language, start: End, end: End) -> String {
    match (start, end) {
        (End::Dated(first), End::Dated(last)) => span(words, first, last),
        (End::Dated(first), End::Open) => qualified(words, words.since, first, &words.from),
        (End::Dated(first), _) => {
            qualified(words, words.since, first, &words.from) + words.end_unknown
        }
        (End::Open, End::Dated(last)) => qualified(words, words.until, last, &words.to),
        (_, End::Dated(last)) => {
            qualified(words, words.until, last, &words.to) + words.start_unknown
        }
        // Refused when the text was read; nothing is what it would say.
        _ => String::new(),
    }
}

/// Two dates, with what they share said once.
fn span(words: &Language, first: Written, last: Written) -> String {
    let plain = [first, last]
        .iter()
        .all(|date| !date.approximate && !date.uncertain);
    let (from, to) = (calendar(first), calendar(last));
    match (first.precision, last.precision) {
        (Precision::Day, Precision::Day)
            if plain && (from.year(), from.month0()) == (to.year(), to.month0()) =>
        {
            let month = words.plain.day_months[from.month0() as usize];
            words
                .days
                .replace("{from}", &from.day().to_string())
                .replace("{to}", &to.day().to_string())
                .replace("{month}", month)
                .replace("{year}", &from.year().to_string())
        }
        (Precision::Year, Precision::Year) if plain => words
            .years
            .replace("{from}", &from.year().to_string())
            .replace("{to}", &to.year().to_string()),
        _ => {
            let first = qualified(words, "", first, &words.plain);
            let last = qualified(words, "", last, &words.plain);
            format!("{first} – {last}")
        }
    }
}

/// "possibly", the preposition, "about", the date: this order reads well in all four languages.
fn qualified(words: &Language, preposition: &str, date: Written, case: &Case) -> String {
    let possibly = if date.uncertain { words.possibly } else { "" };
    let about = if date.approximate { words.about } else { "" };
    format!("{possibly}{preposition}{about}{}", declined(date, case))
}

fn declined(date: Written, case: &Case) -> String {
    let first = calendar(date);
    let month = first.month0() as usize;
    let (pattern, month) = match date.precision {
        Precision::Century => (case.century, ""),
        Precision::Decade => (case.decade, ""),
        Precision::Year => (case.year, ""),
        Precision::Month => (case.month, case.months[month]),
        Precision::Day => (case.day, case.day_months[month]),
    };
    let last_year = date.last.to_date().unwrap_or_default().year();
    pattern
        .replace("{day}", &first.day().to_string())
        .replace("{month}", month)
        .replace("{year}", &first.year().to_string())
        .replace("{last}", &last_year.to_string())
}

/// The first day of a date that was read; such a day is always of the calendar.
fn calendar(date: Written) -> NaiveDate {
    date.first.to_date().unwrap_or_default()
}
