//! Sums by community, emptied in the time that it took to fill them.

/// Weights by a dense number, most of them zero.
#[derive(Debug)]
pub(super) struct Tally {
    sums: Vec<f64>,
    touched: Vec<u32>,
}

impl Tally {
    pub(super) fn new(numbers: usize) -> Self {
        Self {
            sums: vec![0.0; numbers],
            touched: Vec::new(),
        }
    }

    /// Adds a weight, which is above zero.
    pub(super) fn add(&mut self, number: u32, weight: f64) {
        let sum = &mut self.sums[number as usize];
        if *sum == 0.0 {
            self.touched.push(number);
        }
        *sum += weight;
    }

    pub(super) fn of(&self, number: u32) -> f64 {
        self.sums[number as usize]
    }

    /// The numbers with a sum, in the order in which they came.
    pub(super) fn touched(&self) -> &[u32] {
        &self.touched
    }

    /// Sorts the numbers with a sum.
    pub(super) fn sort(&mut self) {
        self.touched.sort_unstable();
    }

    pub(super) fn clear(&mut self) {
        for number in self.touched.drain(..) {
            self.sums[number as usize] = 0.0;
        }
    }
}
