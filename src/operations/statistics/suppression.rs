//! Which cells are withheld, so that nobody learns of a few people from a table.
//!
//! 1. A cell with fewer than [`SMALLEST`] people in it is withheld: also one in which others
//!    are counted with them, since these can be counted by themselves.
//! 2. A line is the cells that differ in one key alone; the whole table is one when there is one
//!    key. Who knows the number of a line, from a coarser table, subtracts what is shown. So
//!    where something of a line is withheld, the smallest of what is shown is withheld with it,
//!    until at least two cells are withheld and at least [`SMALLEST`] people are in them.
//! 3. A cell withheld in one line may lay open another: this is repeated until nothing changes.
//! 4. The table as a whole is such a line too.
//!
//! Zero is never told apart from nothing: a group without anybody has no cell.

use std::collections::BTreeMap;

use crate::store::Cell;

/// The fewest people of whom a number is told.
pub const SMALLEST: u64 = 5;

/// The places of cells.
type Line = Vec<usize>;

/// Whether each cell is withheld.
pub(super) fn hidden(cells: &[Cell]) -> Vec<bool> {
    let mut hidden: Vec<bool> = cells
        .iter()
        .map(|cell| (1..SMALLEST).contains(&cell.people))
        .collect();
    let lines = lines(cells);
    loop {
        let before = hidden.clone();
        for line in &lines {
            close(cells, line, &mut hidden);
        }
        if hidden == before {
            return hidden;
        }
    }
}

/// Every line along every dimension, and the whole.
fn lines(cells: &[Cell]) -> Vec<Line> {
    let dimensions = cells.first().map_or(0, |cell| cell.keys.len());
    let mut lines: BTreeMap<(usize, Vec<&str>), Line> = BTreeMap::new();
    for (place, cell) in cells.iter().enumerate() {
        for along in 0..dimensions {
            let others = cell.keys.iter().enumerate();
            let others = others.filter(|(at, _)| *at != along);
            let others = others.map(|(_, key)| key.as_str()).collect();
            lines.entry((along, others)).or_default().push(place);
        }
    }
    let mut lines: Vec<Line> = lines.into_values().collect();
    lines.push((0..cells.len()).collect());
    lines
}

/// Withholds more of a line until what is withheld cannot be told from the rest.
fn close(cells: &[Cell], line: &[usize], hidden: &mut [bool]) {
    loop {
        let withheld = line.iter().filter(|place| hidden[**place]);
        let (number, people) = withheld.fold((0, 0), |(number, people), place| {
            (number + 1, people + cells[*place].people)
        });
        if number == 0 || (number > 1 && people >= SMALLEST) {
            return;
        }
        let shown = line.iter().copied().filter(|place| !hidden[*place]);
        let smallest = shown.min_by_key(|place| (cells[*place].count, &cells[*place].keys));
        let Some(smallest) = smallest else {
            return;
        };
        hidden[smallest] = true;
    }
}
