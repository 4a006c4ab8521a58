//! What an operation has used, and how much it may use.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counts what an operation loads, up to what was estimated.
#[derive(Debug)]
pub(crate) struct Purse {
    most: u64,
    spent: AtomicU64,
}

impl Purse {
    /// A purse with so much in it.
    pub(crate) const fn new(most: u64) -> Self {
        Self {
            most,
            spent: AtomicU64::new(0),
        }
    }

    /// Takes so much; false when it does not hold so much, and then it is empty.
    pub(crate) fn spend(&self, cost: u64) -> bool {
        let before = self.spent.fetch_add(cost, Ordering::Relaxed);
        before.saturating_add(cost) <= self.most
    }

    /// Fills it again.
    pub(crate) fn refill(&self) {
        self.spent.store(0, Ordering::Relaxed);
    }

    /// How much was spent; never more than was in it.
    pub(crate) fn spent(&self) -> u64 {
        self.spent.load(Ordering::Relaxed).min(self.most)
    }
}

impl Default for Purse {
    /// A purse that is never empty, for work that nobody pays for.
    fn default() -> Self {
        Self::new(u64::MAX)
    }
}
