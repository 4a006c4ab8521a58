//! Which texts are dates, and what is said of those that are not.

use entity::time::{DayError, Edtf, Fault};
use proptest::prelude::*;

use crate::{day, edtf};

const READ: &[&str] = &[
    "2017",
    "2019-10",
    "2019-10-17",
    "2019~",
    "2019?",
    "2019-10~",
    "2019-10-17?",
    "201X",
    "20XX",
    "2019-XX",
    "2019-10-XX",
    "2019-XX-XX",
    "201X~",
    "2020-02-29",
    "0000",
    "9999-12-31",
    "2019-10-17/2019-10-18",
    "2014/2020",
    "2019/2019",
    "2018/..",
    "2018/",
    "../2021-06-30",
    "/2018",
    "2019-09~/2020-05",
    "2019/2020?",
];

fn fault(text: &str) -> Option<Fault> {
    Edtf::parse(text).err().map(|error| error.fault())
}

#[test]
fn every_form_of_the_subset_is_read_and_kept_as_written() {
    for text in READ {
        assert_eq!(edtf(text).as_str(), *text);
        assert_eq!(edtf(text).to_string(), *text);
    }
}

#[test]
fn days_that_do_not_exist_are_refused() {
    for text in [
        "2019-02-30",
        "2019-02-29",
        "2019-13",
        "2019-00",
        "2019-04-31",
        "2019-10/2019-11-31",
        "2019-10-00",
    ] {
        assert_eq!(fault(text), Some(Fault::NoSuchDate), "{text}");
    }
}

#[test]
fn an_interval_that_certainly_ends_before_it_starts_is_refused() {
    for text in [
        "2020/2019",
        "2019-10-18/2019-10-17",
        "2019-10/2019-09-30",
        "2020~/2019",
    ] {
        assert_eq!(fault(text), Some(Fault::Reversed), "{text}");
    }
}

#[test]
fn an_interval_that_may_be_in_order_is_read() {
    for text in [
        "2019-10/2019-10-05",
        "2019-10-05/2019-10",
        "2019/2019-01-01",
        "2019-12-31/2019",
    ] {
        assert_eq!(fault(text), None, "{text}");
    }
}

#[test]
fn what_lies_outside_the_subset_is_refused_for_its_own_reason() {
    for (text, expected) in [
        ("", Fault::Empty),
        ("/", Fault::Undated),
        ("../..", Fault::Undated),
        ("/..", Fault::Undated),
        ("2019-21", Fault::Season),
        ("2019-33", Fault::Season),
        ("2019-21/2019-22", Fault::Season),
        ("[2019,2020]", Fault::Set),
        ("{2019..2021}", Fault::Set),
        ("2019-10-17T10:00:00Z", Fault::TimeOfDay),
        ("2019-10-17T10:00", Fault::TimeOfDay),
        ("-2019", Fault::Year),
        ("-0044/2019", Fault::Year),
        ("Y12019", Fault::Year),
        ("12019", Fault::Year),
        ("20191017", Fault::Year),
        ("2019%", Fault::BothQualifiers),
        ("2019-10%/2020", Fault::BothQualifiers),
        ("201X/2020", Fault::UnspecifiedInInterval),
        ("2019-XX/..", Fault::UnspecifiedInInterval),
        ("?2019", Fault::LevelTwo),
        ("2019?-10", Fault::LevelTwo),
        ("2019-10-~17", Fault::LevelTwo),
        ("1XXX", Fault::LevelTwo),
        ("2019-1X", Fault::LevelTwo),
        ("201X-10", Fault::LevelTwo),
        ("2019S2", Fault::LevelTwo),
        ("..2019/2020", Fault::LevelTwo),
        ("2019/2020..", Fault::LevelTwo),
        ("2019/2020/2021", Fault::Malformed),
        ("05.09.2019.", Fault::Malformed),
        ("2019-10-7", Fault::Malformed),
        ("2019-1", Fault::Malformed),
        ("19", Fault::Malformed),
        (" 2019", Fault::Malformed),
        ("2019?~", Fault::Malformed),
        ("2019—2020", Fault::Malformed),
        ("October 2019", Fault::Malformed),
    ] {
        assert_eq!(fault(text), Some(expected), "{text}");
    }
}

#[test]
fn a_refusal_says_what_is_wrong_and_what_was_expected() {
    let error = Edtf::parse("2020/2019").expect_err("reversed");
    assert_eq!(
        error.to_string(),
        "\"2020/2019\": the interval ends before it starts; expected the earlier date first, as in 2019/2020"
    );
}

#[test]
fn a_refusal_does_not_echo_a_long_text() {
    let error = Edtf::parse(&"9".repeat(100_000)).expect_err("too long");
    assert!(error.to_string().len() < 200);
}

#[test]
fn only_a_full_and_certain_date_is_a_day() {
    assert_eq!(day("1970-01-01").0, 0);
    assert_eq!(day("1969-12-31").0, -1);
    assert_eq!(day("2021-07-01").0, 18_809);
    for text in ["2019", "2019-10-17?", "2019-10-17/2019-10-17"] {
        let refused = text.parse::<entity::time::Day>();
        assert!(matches!(refused, Err(DayError::NotOneDay(_))), "{text}");
    }
}

#[test]
fn a_date_travels_through_json_as_its_text() {
    let json = serde_json::to_string(&edtf("2018/..")).expect("writes");
    assert_eq!(json, "\"2018/..\"");
    assert_eq!(
        serde_json::from_str::<Edtf>(&json).expect("reads"),
        edtf("2018/..")
    );
    let refused = serde_json::from_str::<Edtf>("\"2019-02-30\"").expect_err("no such day");
    assert!(
        refused
            .to_string()
            .contains("there is no such day or month")
    );
}

proptest! {
    #[test]
    fn what_is_read_is_printed_unchanged(text in "[0-2X][0-9X]{3}(-[01X][0-9X](-[0-3X][0-9X])?)?[~?]?(/(\\.\\.|[0-9]{4}(-[01][0-9])?[~?]?)?)?") {
        if let Ok(read) = Edtf::parse(&text) {
            prop_assert_eq!(read.to_string(), text);
        }
    }

    #[test]
    fn no_text_makes_the_reader_fail_otherwise_than_by_refusing(text in ".{0,40}") {
        if let Err(error) = Edtf::parse(&text) {
            prop_assert!(!error.what().is_empty() && !error.expected().is_empty());
        }
    }

    #[test]
    fn what_is_refused_by_the_grammar_is_never_called_reversed_in_one_date(text in "[0-9X~?%./TYS-]{0,24}") {
        if !text.contains('/') {
            prop_assert_ne!(fault(&text), Some(Fault::Reversed));
        }
    }

    #[test]
    fn every_day_of_ten_millennia_is_read_back(number in -719_528..2_932_896_i32) {
        let written = entity::time::Day(number).to_string();
        prop_assert_eq!(day(&written).0, number);
    }
}
