//! The moment at which something was recorded.
//!
//! What it is: microseconds since 1970 in UTC, as both databases hold them exactly. What it is not:
//! a clock; whoever records hands the moment in.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, SecondsFormat, Timelike, Utc};

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The moment of a clock's reading; what is finer than a microsecond is dropped.
    #[must_use]
    pub fn of(moment: DateTime<Utc>) -> Self {
        Self(moment.timestamp_micros())
    }

    fn to_utc(self) -> DateTime<Utc> {
        let limit = if self.0 < 0 {
            DateTime::<Utc>::MIN_UTC
        } else {
            DateTime::<Utc>::MAX_UTC
        };
        DateTime::from_timestamp_micros(self.0).unwrap_or(limit)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_utc().to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, TimestampError> {
        let error = |fault| TimestampError {
            text: text.chars().take(40).collect(),
            fault,
        };
        let moment = DateTime::parse_from_rfc3339(text)
            .map_err(|_| error("this is not a date and time with a zone"))?;
        // Dropping digits would turn "as known then" into another question without a word.
        if moment.nanosecond() % 1_000 != 0 {
            return Err(error("it is finer than a microsecond"));
        }
        Ok(Self::of(moment.to_utc()))
    }
}

/// Why a text is not a moment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{text}\": {fault}; expected RFC 3339 with at most six decimals, such as 2026-03-01T12:00:00Z"
)]
pub struct TimestampError {
    text: String,
    fault: &'static str,
}
