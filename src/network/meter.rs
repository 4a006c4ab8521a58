//! How much work a question may do, and whether anybody still waits for it.
//!
//! Work is counted in links looked at. Time does not stand here: whoever runs a kernel raises the
//! [`Flag`] when the time is over or the request has gone, and the kernel sees it soon.

use std::{
    cell::Cell,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
};

/// Why a kernel ended before it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Halt {
    /// It did as much as one question may.
    Budget,
    /// Its time was over.
    Deadline,
    /// Nobody waits for it any more.
    Cancelled,
}

/// How a kernel is told from outside to end; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Flag(Arc<AtomicU8>);

impl Flag {
    /// Tells it that its time is over.
    pub fn expire(&self) {
        self.0.fetch_max(1, Ordering::Relaxed);
    }

    /// Tells it that nobody waits any more.
    pub fn cancel(&self) {
        self.0.fetch_max(2, Ordering::Relaxed);
    }

    /// Cancels it when the leash is dropped: when whoever asked has gone.
    #[must_use]
    pub fn leash(&self) -> Leash {
        Leash(self.clone())
    }

    /// Goes on, unless it was told to end; for work that has no [`Meter`].
    ///
    /// # Errors
    /// When it was told to end.
    pub fn check(&self) -> Result<(), Halt> {
        self.raised().map_or(Ok(()), Err)
    }

    fn raised(&self) -> Option<Halt> {
        match self.0.load(Ordering::Relaxed) {
            0 => None,
            1 => Some(Halt::Deadline),
            _ => Some(Halt::Cancelled),
        }
    }
}

/// Looks at a [`Flag`] now and then, for long loops of cheap steps.
#[derive(Debug)]
pub(super) struct Pace<'a> {
    flag: &'a Flag,
    left: usize,
}

impl<'a> Pace<'a> {
    /// So many steps between two looks: some milliseconds where each waits for memory.
    const STEPS: usize = 1 << 16;

    pub(super) fn of(flag: &'a Flag) -> Self {
        Self { flag, left: 0 }
    }

    /// Goes on by so many steps, unless it was told to end.
    #[inline]
    pub(super) fn take(&mut self, steps: usize) -> Result<(), Halt> {
        if let Some(left) = self.left.checked_sub(steps) {
            self.left = left;
            return Ok(());
        }
        self.left = Self::STEPS;
        self.flag.check()
    }
}

/// Held by whoever waits for work; see [`Flag::leash`].
#[derive(Debug)]
pub struct Leash(Flag);

impl Drop for Leash {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// How many links are looked at between two looks at the flag: far less than a millisecond.
const STRIDE: u64 = 4_096;

/// What is left to a question.
#[derive(Debug)]
pub struct Meter {
    left: Cell<u64>,
    stride: Cell<u64>,
    spent: Cell<u64>,
    flag: Flag,
    halted: Cell<Option<Halt>>,
}

impl Meter {
    /// A question that may look at this many links.
    #[must_use]
    pub fn new(budget: u64, flag: Flag) -> Self {
        let stride = budget.min(STRIDE);
        Self {
            left: Cell::new(budget - stride),
            stride: Cell::new(stride),
            spent: Cell::new(0),
            halted: Cell::new(flag.raised()),
            flag,
        }
    }

    /// A question without bounds, for tests and for work that is bounded otherwise.
    #[must_use]
    pub fn unbounded() -> Self {
        Self::new(u64::MAX, Flag::default())
    }

    /// Takes the work of one link; false when the question must end.
    #[inline]
    pub fn step(&self) -> bool {
        self.take(1)
    }

    /// Takes the work of several links; false when the question must end.
    #[inline]
    pub fn take(&self, work: u64) -> bool {
        let stride = self.stride.get();
        if work < stride {
            self.stride.set(stride - work);
            return self.halted.get().is_none();
        }
        self.refill(work - stride)
    }

    /// The flag, for work that is not counted in links.
    #[must_use]
    pub const fn flag(&self) -> &Flag {
        &self.flag
    }

    /// Why the question must end, if it must.
    #[must_use]
    pub fn halted(&self) -> Option<Halt> {
        self.halted.get()
    }

    /// How many links were looked at, to the next stride.
    #[must_use]
    pub fn spent(&self) -> u64 {
        self.spent.get()
    }

    #[cold]
    fn refill(&self, owed: u64) -> bool {
        self.spent
            .set(self.spent.get().saturating_add(owed + STRIDE));
        let left = self.left.get();
        if let Some(halt) = self.flag.raised() {
            self.halted.set(Some(halt));
        } else if owed >= left {
            self.halted.set(Some(Halt::Budget));
        }
        let left = left.saturating_sub(owed);
        let stride = left.min(STRIDE);
        self.left.set(left - stride);
        self.stride.set(stride);
        self.halted.get().is_none()
    }
}
