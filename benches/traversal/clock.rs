//! Times on a processor, and what is said of many.

use std::time::Duration;

pub(crate) use crate::processor::{process, thread};

/// Times of one thread, in milliseconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Times(Vec<f64>);

impl Times {
    /// Does something and notes how long this thread worked for it.
    pub(crate) fn note<T>(&mut self, body: impl FnOnce() -> T) -> T {
        let began = thread();
        let done = body();
        self.0.push(millis(thread().saturating_sub(began)));
        done
    }

    /// Notes a time that was taken otherwise.
    pub(crate) fn push(&mut self, time: Duration) {
        self.0.push(millis(time));
    }

    /// The time that so many in a hundred do not exceed.
    pub(crate) fn at(&self, part: usize) -> f64 {
        let mut times = self.0.clone();
        times.sort_unstable_by(f64::total_cmp);
        let last = times.len().saturating_sub(1);
        times.get(last * part / 100).copied().unwrap_or(f64::NAN)
    }

    pub(crate) fn median(&self) -> f64 {
        self.at(50)
    }
}

/// Milliseconds.
pub(crate) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
