//! A period as values of every format: its text and its four days.

use crate::operations::graph::{Column, Sort, Time};

const fn text(key: &'static str, description: &'static str) -> Column {
    Column::new(key, Sort::Text, description)
}

/// The columns that stand beside those of a graph, for nodes and edges alike.
pub(super) const COLUMNS: [Column; 5] = [
    text("period", "The period as its source gives it, EDTF."),
    text(
        "earliestStart",
        "No reading of the period starts before this day; empty: no bound.",
    ),
    text(
        "latestStart",
        "No reading of the period starts after this day; empty: no bound.",
    ),
    text(
        "earliestEnd",
        "No reading of the period ends before this day; empty: no bound.",
    ),
    text(
        "latestEnd",
        "No reading of the period ends after this day; empty: no bound.",
    ),
];

/// The values of the columns.
pub(super) fn values(time: Option<&Time>) -> [Option<String>; 5] {
    let Some(time) = time else {
        return Default::default();
    };
    let days = [
        time.earliest_start,
        time.latest_start,
        time.earliest_end,
        time.latest_end,
    ];
    let [one, two, three, four] = days.map(|day| day.map(|day| day.to_string()));
    [Some(time.edtf.clone()), one, two, three, four]
}
