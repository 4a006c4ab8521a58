//! What a date answers, by the examples that fix the rules.

use entity::time::{Bounds, Day, QueryError, QueryInterval, before, certainly, overlap, possibly};
use entity::vocabulary::Answer::{No, Unknown, Yes};
use entity::vocabulary::TimeRule::{Point, State};

use crate::{asked, bounds, day, edtf, held};

#[test]
fn a_state_attested_on_a_day_held_on_that_day_and_may_have_held_on_any_other() {
    assert_eq!(held("2020-06-11", State, "2020-06-11"), Yes);
    assert_eq!(held("2020-06-11", State, "2020-01-01"), Unknown);
    assert_eq!(held("2020-06-11", State, "2035"), Unknown);
    assert_eq!(held("2020-06-11", State, "2020"), Yes);
}

#[test]
fn a_state_attested_in_a_year_held_at_some_time_of_it() {
    assert_eq!(held("2019", State, "2019"), Yes);
    assert_eq!(held("2019", State, "2018/2020"), Yes);
    assert_eq!(held("2019", State, "2019-10"), Unknown);
}

#[test]
fn an_event_happened_within_its_date_and_at_no_other_time() {
    assert_eq!(held("2019-10", Point, "2019-10"), Yes);
    assert_eq!(held("2019-10", Point, "2019"), Yes);
    assert_eq!(held("2019-10", Point, "2019-10-17"), Unknown);
    assert_eq!(held("2019-10", Point, "2019-11"), No);
    assert_eq!(held("2019-10", Point, "2019-09-30"), No);
}

#[test]
fn an_event_of_two_days_was_on_both() {
    for rule in [Point, State] {
        assert_eq!(held("2019-10-17/2019-10-18", rule, "2019-10-17"), Yes);
        assert_eq!(held("2019-10-17/2019-10-18", rule, "2019-10-18"), Yes);
        assert_eq!(held("2019-10-17/2019-10-18", rule, "2019-10-19"), No);
    }
}

#[test]
fn an_open_end_goes_on() {
    assert_eq!(held("2018/..", State, "2030"), Yes);
    assert_eq!(held("2018/..", State, "2018-12-31"), Yes);
    assert_eq!(held("2018/..", State, "2018-06-01"), Unknown);
    assert_eq!(held("2018/..", State, "2017"), No);
}

#[test]
fn an_unknown_end_leaves_the_time_after_open() {
    assert_eq!(held("2018/", State, "2030"), Unknown);
    assert_eq!(held("2018/", State, "2018"), Yes);
    assert_eq!(held("2018/", State, "2017"), No);
}

#[test]
fn an_unknown_beginning_leaves_the_time_before_open() {
    assert_eq!(held("/2021-06-30", State, "2021-06-30"), Yes);
    assert_eq!(held("/2021-06-30", State, "2019"), Unknown);
    assert_eq!(held("/2021-06-30", State, "2021-07-01"), No);
    assert_eq!(held("../2021-06-30", State, "2019"), Yes);
}

#[test]
fn a_qualified_date_never_assures_and_still_excludes() {
    for then in ["2019", "2018/2020", "../2030", "1000/9999"] {
        assert_eq!(held("2019~", Point, then), Unknown, "{then}");
        assert_eq!(held("2019?", State, then), Unknown, "{then}");
        assert_eq!(held("2018?/2020", State, then), Unknown, "{then}");
    }
    assert_eq!(held("2019~", Point, "2021"), No);
    assert_eq!(held("2019/2020~", State, "2021"), No);
}

#[test]
fn a_fact_without_a_period_matches_possibly_and_never_certainly() {
    assert_eq!(overlap(None, asked("2019")), Unknown);
    assert!(possibly(None, asked("2019")));
    assert!(!certainly(None, asked("2019")));
}

#[test]
fn a_question_covers_all_days_of_what_it_names() {
    for (text, first, last) in [
        ("2019", "2019-01-01", "2019-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-10-17", "2019-10-17", "2019-10-17"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2019-XX", "2019-01-01", "2019-12-31"),
        ("2019-10-XX", "2019-10-01", "2019-10-31"),
        ("2019-10/2019-10-05", "2019-10-01", "2019-10-05"),
    ] {
        assert_eq!(
            asked(text),
            QueryInterval {
                first: day(first),
                last: day(last)
            },
            "{text}"
        );
    }
}

#[test]
fn open_and_unknown_ends_of_a_question_are_unbounded() {
    for text in ["2018/..", "2018/"] {
        assert_eq!(
            asked(text),
            QueryInterval {
                first: day("2018-01-01"),
                last: Day::POS_INFINITY
            }
        );
    }
    for text in ["../2018", "/2018"] {
        assert_eq!(
            asked(text),
            QueryInterval {
                first: Day::NEG_INFINITY,
                last: day("2018-12-31")
            }
        );
    }
}

#[test]
fn a_question_is_not_qualified() {
    for text in ["2019~", "2019?", "2018/2019~"] {
        let error = QueryInterval::parse(text).expect_err("qualified");
        assert!(matches!(error, QueryError::Qualified(_)));
        assert!(
            error.to_string().contains("a question has no source"),
            "{error}"
        );
    }
}

#[test]
fn two_questions_meet_in_what_they_share() {
    assert_eq!(
        asked("2018/2019-10").intersect(asked("2019/..")),
        Some(asked("2019/2019-10"))
    );
    assert_eq!(asked("2018").intersect(asked("2019")), None);
    assert_eq!(QueryInterval::on(day("2019-10-17")), asked("2019-10-17"));
}

#[test]
fn bounds_are_those_that_the_store_keeps() {
    let unbounded = (Day::NEG_INFINITY, Day::POS_INFINITY);
    let state = bounds("2019-10", State);
    assert_eq!((state.earliest_start, state.latest_end), unbounded);
    assert_eq!(
        (state.latest_start, state.earliest_end),
        (day("2019-10-31"), day("2019-10-01"))
    );
    let open = bounds("2018/..", State);
    assert_eq!(
        (open.earliest_end, open.latest_end),
        (Day::POS_INFINITY, Day::POS_INFINITY)
    );
    let unknown = bounds("2018/", State);
    assert_eq!(
        (unknown.earliest_end, unknown.latest_end),
        (day("2018-01-01"), Day::POS_INFINITY)
    );
    assert_eq!(
        (Day::NEG_INFINITY.0, Day::POS_INFINITY.0),
        (-1_073_741_824, 1_073_741_824)
    );
}

#[test]
fn each_end_of_an_interval_bounds_the_other() {
    let early = bounds("2019-10/2019-10-05", State);
    assert_eq!(early.latest_start, day("2019-10-05"));
    let late = bounds("2019-10-05/2019", State);
    assert_eq!(late.earliest_end, day("2019-10-05"));
}

#[test]
fn facts_stand_in_the_order_of_the_first_day_written() {
    for (text, first) in [
        ("2019", "2019-01-01"),
        ("2019-10~", "2019-10-01"),
        ("201X", "2010-01-01"),
        ("2019-10-17/2019-10-18", "2019-10-17"),
        ("2018/..", "2018-01-01"),
        ("../2021-06-30", "2021-06-30"),
        ("/2018", "2018-01-01"),
    ] {
        for rule in [Point, State] {
            assert_eq!(bounds(text, rule).order_day, day(first), "{text}");
        }
        assert_eq!(edtf(text).first_day_written(), day(first), "{text}");
    }
}

#[test]
fn the_undated_stand_last_in_both_directions() {
    let dated = bounds("9999", Point);
    let early = bounds("0000", Point);
    assert!(Bounds::ascending(Some(&early)) < Bounds::ascending(Some(&dated)));
    assert!(Bounds::ascending(Some(&dated)) < Bounds::ascending(None));
    assert!(Bounds::descending(Some(&dated)) < Bounds::descending(Some(&early)));
    assert!(Bounds::descending(Some(&early)) < Bounds::descending(None));
}

#[test]
fn one_fact_was_over_before_another_only_when_no_reading_denies_it() {
    let order = |one, other| before(Some(&bounds(one, Point)), Some(&bounds(other, Point)));
    assert_eq!(order("2018", "2019"), Yes);
    assert_eq!(order("2019", "2018"), No);
    assert_eq!(order("2019", "2019-10"), Unknown);
    assert_eq!(order("2018~", "2019"), Unknown);
    assert_eq!(order("2019-10-17", "2019-10-17"), No);
    assert_eq!(before(None, Some(&bounds("2019", Point))), Unknown);
}
