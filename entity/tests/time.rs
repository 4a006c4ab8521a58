//! Time: dates as they are written, what they mean, and how they are said.
#![expect(
    clippy::expect_used,
    reason = "a test that cannot go on should say where"
)]

use entity::time::{Bounds, Day, Edtf, QueryInterval};
use entity::vocabulary::{Answer, TimeRule};

#[path = "time/answers.rs"]
mod answers;
#[path = "time/oracle.rs"]
mod oracle;
#[path = "time/periods.rs"]
mod periods;
#[path = "time/scalars.rs"]
mod scalars;
#[path = "time/texts.rs"]
mod texts;

fn edtf(text: &str) -> Edtf {
    text.parse().expect(text)
}

fn bounds(text: &str, rule: TimeRule) -> Bounds {
    Bounds::of(&edtf(text), rule)
}

fn asked(text: &str) -> QueryInterval {
    QueryInterval::parse(text).expect(text)
}

fn day(text: &str) -> Day {
    text.parse().expect(text)
}

/// Did a fact dated so, of that rule, hold then?
fn held(fact: &str, rule: TimeRule, then: &str) -> Answer {
    entity::time::overlap(Some(&bounds(fact, rule)), asked(then))
}
