//! The algebra of overlap against an oracle that enumerates every reading, one by one.
//!
//! The oracle knows nothing of bounds: it lists all (start, end) that a text allows on a small
//! stretch of days, with one day on each side for "without end", and asks each reading.

use std::ops::RangeInclusive;

use entity::time::{Bounds, Day, QueryInterval, before, certainly, overlap, possibly};
use entity::vocabulary::Answer::{self, No, Unknown, Yes};
use entity::vocabulary::TimeRule;
use proptest::prelude::*;

use crate::{bounds, day};

/// The months of the oracle's world, one with a leap day.
const MONTHS: [(&str, &str, &str); 3] = [
    ("2020-02", "2020-02-01", "2020-02-29"),
    ("2020-03", "2020-03-01", "2020-03-31"),
    ("2020-04", "2020-04-01", "2020-04-30"),
];

/// The days of the oracle's world, and the two beyond it that stand for the infinities.
fn world() -> RangeInclusive<i32> {
    day("2020-02-01").0 - 1..=day("2020-04-30").0 + 1
}

#[derive(Clone, Debug)]
enum End {
    Dated {
        text: String,
        first: i32,
        last: i32,
        qualified: bool,
    },
    Open,
    Unknown,
}

#[derive(Clone, Debug)]
enum Fact {
    Single(End, bool),
    Interval(End, End),
}

impl End {
    fn text(&self) -> &str {
        match self {
            Self::Dated { text, .. } => text,
            Self::Open => "..",
            Self::Unknown => "",
        }
    }

    fn qualified(&self) -> bool {
        matches!(
            self,
            Self::Dated {
                qualified: true,
                ..
            }
        )
    }

    fn days(&self, open: i32) -> RangeInclusive<i32> {
        match self {
            Self::Dated { first, last, .. } => *first..=*last,
            Self::Open => open..=open,
            Self::Unknown => world(),
        }
    }
}

impl Fact {
    fn text(&self) -> String {
        match self {
            Self::Single(date, _) => date.text().to_owned(),
            Self::Interval(start, end) => format!("{}/{}", start.text(), end.text()),
        }
    }

    fn rule(&self) -> TimeRule {
        match self {
            Self::Single(_, true) => TimeRule::Point,
            _ => TimeRule::State,
        }
    }

    fn qualified(&self) -> bool {
        match self {
            Self::Single(date, _) => date.qualified(),
            Self::Interval(start, end) => start.qualified() || end.qualified(),
        }
    }

    fn bounds(&self) -> Bounds {
        bounds(&self.text(), self.rule())
    }

    /// Every (start, end) that the text allows.
    fn readings(&self) -> Vec<(i32, i32)> {
        let pairs = |starts: RangeInclusive<i32>, ends: RangeInclusive<i32>| {
            starts.flat_map(move |start| ends.clone().map(move |end| (start, end)))
        };
        let (low, high) = (*world().start(), *world().end());
        match self {
            Self::Single(date, true) => {
                let days = date.days(low);
                pairs(days.clone(), days)
                    .filter(|(start, end)| start <= end)
                    .collect()
            }
            Self::Single(date, false) => {
                let days = date.days(low);
                pairs(world(), world())
                    .filter(|(start, end)| start <= end)
                    .filter(|(start, end)| start <= days.end() && end >= days.start())
                    .collect()
            }
            Self::Interval(start, end) => pairs(start.days(low), end.days(high))
                .filter(|(start, end)| start <= end)
                .collect(),
        }
    }

    /// What the readings say when each is asked.
    fn answer(&self, question: impl Fn(&(i32, i32)) -> bool) -> Answer {
        let readings = self.readings();
        assert!(!readings.is_empty(), "{} has no reading", self.text());
        let yes = readings.iter().filter(|reading| question(reading)).count();
        match yes {
            0 => No,
            all if all == readings.len() && !self.qualified() => Yes,
            _ => Unknown,
        }
    }
}

/// The two days beyond the world, as the infinities that they stand for.
fn infinite(number: i32) -> Day {
    match number {
        low if low == *world().start() => Day::NEG_INFINITY,
        high if high == *world().end() => Day::POS_INFINITY,
        inner => Day(inner),
    }
}

fn dated() -> impl Strategy<Value = End> {
    let one = (*world().start() + 1..*world().end())
        .prop_map(|number| (Day(number).to_string(), number, number));
    let month = (0..MONTHS.len()).prop_map(|index| {
        let (text, first, last) = MONTHS[index];
        (text.to_owned(), day(first).0, day(last).0)
    });
    let mark = prop_oneof![6 => Just(""), 1 => Just("~"), 1 => Just("?")];
    (prop_oneof![one, month], mark).prop_map(|((text, first, last), mark)| End::Dated {
        text: text + mark,
        first,
        last,
        qualified: !mark.is_empty(),
    })
}

fn end() -> impl Strategy<Value = End> {
    prop_oneof![4 => dated(), 1 => Just(End::Open), 1 => Just(End::Unknown)]
}

fn fact() -> impl Strategy<Value = Fact> {
    let single = (dated(), any::<bool>()).prop_map(|(date, point)| Fact::Single(date, point));
    let interval = (end(), end()).prop_map(|(start, end)| Fact::Interval(start, end));
    prop_oneof![single, interval].prop_filter("a date of the subset", |fact| {
        fact.text().parse::<entity::time::Edtf>().is_ok()
    })
}

/// A question, and the same as the oracle sees it.
fn question() -> impl Strategy<Value = (QueryInterval, i32, i32)> {
    (world(), world())
        .prop_map(|(one, other)| (one.min(other), one.max(other)))
        .prop_filter(
            "wholly beyond the world nothing can be asked",
            |(first, last)| first < world().end() && last > world().start(),
        )
        .prop_map(|(first, last)| {
            (
                QueryInterval {
                    first: infinite(first),
                    last: infinite(last),
                },
                first,
                last,
            )
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn two_comparisons_answer_as_all_readings_do(fact in fact(), (asked, first, last) in question()) {
        let oracle = fact.answer(|(start, end)| *start <= last && *end >= first);
        prop_assert_eq!(overlap(Some(&fact.bounds()), asked), oracle, "{}", fact.text());
    }

    #[test]
    fn no_bound_is_wider_than_the_readings(fact in fact()) {
        let readings = fact.readings();
        let least = |pick: fn(&(i32, i32)) -> i32| readings.iter().map(pick).min().map(infinite);
        let most = |pick: fn(&(i32, i32)) -> i32| readings.iter().map(pick).max().map(infinite);
        let bounds = fact.bounds();
        prop_assert_eq!(Some(bounds.earliest_start), least(|reading| reading.0));
        prop_assert_eq!(Some(bounds.latest_end), most(|reading| reading.1));
        prop_assert_eq!(Some(bounds.latest_start), most(|reading| reading.0));
        prop_assert_eq!(Some(bounds.earliest_end), least(|reading| reading.1));
    }

    #[test]
    fn what_is_certain_is_possible(fact in fact(), (asked, _, _) in question()) {
        let bounds = fact.bounds();
        prop_assert!(!certainly(Some(&bounds), asked) || possibly(Some(&bounds), asked));
    }

    #[test]
    fn a_wider_question_loses_no_match(
        fact in fact(), (asked, first, last) in question(), before in 0..20_i32, after in 0..20_i32,
    ) {
        let wider = QueryInterval {
            first: infinite((first - before).max(*world().start())),
            last: infinite((last + after).min(*world().end())),
        };
        let bounds = fact.bounds();
        prop_assert!(!certainly(Some(&bounds), asked) || certainly(Some(&bounds), wider));
        prop_assert!(!possibly(Some(&bounds), asked) || possibly(Some(&bounds), wider));
    }

    #[test]
    fn a_fact_stands_in_order_within_what_it_may_cover(fact in fact()) {
        let bounds = fact.bounds();
        prop_assert!(bounds.order_day.finite().is_some());
        prop_assert!(bounds.earliest_start <= bounds.order_day && bounds.order_day <= bounds.latest_end);
        prop_assert_eq!(Bounds::ascending(Some(&bounds)), -Bounds::descending(Some(&bounds)));
    }

    #[test]
    fn order_between_facts_agrees_with_all_their_readings(one in fact(), other in fact()) {
        // The last end of one against the first start of the other settles every pair of readings.
        let ends = one.readings().into_iter().map(|reading| reading.1);
        let starts = other.readings().into_iter().map(|reading| reading.0);
        let (least_end, most_end) = (ends.clone().min(), ends.max());
        let (least_start, most_start) = (starts.clone().min(), starts.max());
        let certain = !one.qualified() && !other.qualified();
        let oracle = match (least_end < most_start, most_end < least_start && certain) {
            (false, _) => No,
            (true, true) => Yes,
            (true, false) => Unknown,
        };
        let answer = before(Some(&one.bounds()), Some(&other.bounds()));
        prop_assert_eq!(answer, oracle, "{} {}", one.text(), other.text());
    }
}
