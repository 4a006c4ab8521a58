//! Time that was spent on a processor, so that a busy machine changes it little.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// What this thread has worked so far.
pub(crate) fn thread() -> Duration {
    read(ClockId::ThreadCPUTime)
}

/// What all threads of this process have worked so far.
pub(crate) fn process() -> Duration {
    read(ClockId::ProcessCPUTime)
}

fn read(clock: ClockId) -> Duration {
    let time = clock_gettime(clock);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or(0))
}
