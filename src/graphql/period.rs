//! Periods of dated facts.
//!
//! Not here: the reading of EDTF and the words for a period (`entity::time`).

use async_graphql::{Object, SimpleObject};
use entity::time::{Bounds, Day, Edtf, Period as Dated};

use super::language::Language;

/// When something was so: the date or interval as recorded, and the days between which it began
/// and ended.
#[derive(Clone, Debug)]
pub(crate) struct Period(Dated);

impl Period {
    /// The period in the columns of a row; nothing when the row has none.
    pub(crate) fn of(edtf: Option<&str>, bounds: Option<Bounds>) -> Option<Self> {
        // What is stored was read before it was stored: a text that no longer reads is not there.
        let edtf = Edtf::parse(edtf?).ok()?;
        Some(Self(Dated {
            edtf,
            bounds: bounds?,
        }))
    }
}

/// When something was so: the date or interval as recorded, and the days between which it began
/// and ended.
#[Object]
impl Period {
    /// The date or interval as recorded.
    async fn edtf(&self) -> &Edtf {
        &self.0.edtf
    }

    /// The first day on which it may have begun; null: unbounded.
    async fn earliest_start(&self) -> Option<Day> {
        self.0.bounds.earliest_start.finite()
    }

    /// The last day on which it may have begun; null: unbounded.
    async fn latest_start(&self) -> Option<Day> {
        self.0.bounds.latest_start.finite()
    }

    /// The first day on which it may have ended; null: unbounded.
    async fn earliest_end(&self) -> Option<Day> {
        self.0.bounds.earliest_end.finite()
    }

    /// The last day on which it may have ended; null: unbounded.
    async fn latest_end(&self) -> Option<Day> {
        self.0.bounds.latest_end.finite()
    }

    /// The period in words: Latvian, English, Estonian or Lithuanian; English for any other.
    async fn display(
        &self,
        #[graphql(desc = "The language wanted.")] language: Option<Language>,
    ) -> String {
        self.0
            .display(language.as_ref().map(|language| language.0.as_str()))
    }
}

/// At least so many times in every such time.
#[derive(Clone, Debug, SimpleObject)]
pub(crate) struct Recurrence {
    /// At least how many times; null when the source does not say.
    pub(crate) at_least: Option<i32>,
    /// In every such time, an ISO 8601 duration: P1Y is a year.
    pub(crate) every: String,
}

/// The bounds in the columns of a row.
macro_rules! bounds {
    ($row:expr) => {
        $crate::graphql::period::bounds_of(
            [
                $row.earliest_start,
                $row.latest_start,
                $row.earliest_end,
                $row.latest_end,
            ],
            $row.period_certain,
            $row.order_day,
        )
    };
}
pub(crate) use bounds;

pub(crate) fn bounds_of(days: [Option<i32>; 4], certain: bool, order_day: i32) -> Option<Bounds> {
    let [earliest_start, latest_start, earliest_end, latest_end] = days.map(|day| day.map(Day));
    Some(Bounds {
        earliest_start: earliest_start?,
        latest_start: latest_start?,
        earliest_end: earliest_end?,
        latest_end: latest_end?,
        certain,
        order_day: Day(order_day),
    })
}
