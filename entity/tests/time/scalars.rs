//! Dates and moments on the wire.

use async_graphql::{ScalarType, Value};
use entity::time::{Day, Edtf, Timestamp};
use proptest::prelude::*;

fn read<T: ScalarType>(text: &str) -> Option<T> {
    T::parse(Value::from(text)).ok()
}

#[test]
fn an_edtf_date_is_a_string_as_it_was_written() {
    let read: Edtf = read("2018/..").expect("a date");
    assert_eq!(ScalarType::to_value(&read), Value::from("2018/.."));
    assert!(<Edtf as ScalarType>::parse(Value::from(2018)).is_err());
}

#[test]
fn a_day_is_a_string_and_no_bound_is_null() {
    let read: Day = read("2019-10-17").expect("a day");
    assert_eq!(ScalarType::to_value(&read), Value::from("2019-10-17"));
    assert_eq!(ScalarType::to_value(&Day::POS_INFINITY), Value::Null);
    assert_eq!(Day::NEG_INFINITY.to_date(), None);
}

#[test]
fn a_moment_is_shown_in_utc_to_the_microsecond() {
    let read: Timestamp = read("2026-03-01T14:00:00+02:00").expect("a moment");
    assert_eq!(
        ScalarType::to_value(&read),
        Value::from("2026-03-01T12:00:00.000000Z")
    );
}

#[test]
fn a_moment_without_zone_or_finer_than_a_microsecond_is_refused() {
    for text in [
        "2026-03-01T14:00:00",
        "2026-03-01",
        "2026-03-01T14:00:00.1234567Z",
        "now",
    ] {
        let error = text.parse::<Timestamp>().expect_err(text);
        assert!(error.to_string().contains("expected RFC 3339"), "{error}");
    }
}

#[test]
fn the_farthest_moments_are_shown_without_failing() {
    for micros in [i64::MIN, i64::MAX] {
        assert!(Timestamp(micros).to_string().ends_with('Z'));
    }
}

proptest! {
    #[test]
    fn a_moment_survives_the_wire(micros in 0..4_102_444_800_000_000_i64) {
        let written = Timestamp(micros).to_string();
        prop_assert_eq!(written.parse::<Timestamp>(), Ok(Timestamp(micros)));
    }
}
