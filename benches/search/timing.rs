//! Asking many times, and what is said of it.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

/// What is asked, and the name that was meant.
pub(crate) struct Sought {
    pub(crate) text: String,
    pub(crate) name: Option<String>,
}

/// Asks each question and prints how long the answers took and how many had what was meant;
/// `ask` gives the names that were found.
pub(crate) fn measure<E>(
    what: &str,
    asked: &[Sought],
    mut ask: impl FnMut(&str) -> Result<Vec<String>, E>,
) -> Result<(), E> {
    let (mut clock, mut processor, mut found, mut meant) = (Vec::new(), Vec::new(), 0, 0);
    for sought in asked {
        let (began, used) = (Instant::now(), on_processor());
        let names = ask(&sought.text)?;
        clock.push(began.elapsed());
        if let (Some(before), Some(after)) = (used, on_processor()) {
            processor.push(after.saturating_sub(before));
        }
        if let Some(name) = &sought.name {
            meant += 1;
            found += usize::from(names.contains(name));
        }
    }
    let of = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        let at = |share: usize| times.get(times.len() * share / 100).copied();
        let milliseconds = |at: Option<Duration>| at.unwrap_or_default().as_secs_f64() * 1e3;
        let last = times.last().copied();
        (
            milliseconds(at(50)),
            milliseconds(at(99)),
            milliseconds(last),
        )
    };
    let (median, high, worst) = of(&mut clock);
    print!("  {what:34} median {median:8.2}  p99 {high:8.2}  worst {worst:8.2} ms");
    if !processor.is_empty() {
        let (median, high, worst) = of(&mut processor);
        print!("   on the processor {median:7.2} {high:8.2} {worst:8.2}");
    }
    if meant > 0 {
        print!("   found {found} of {meant}");
    }
    println!();
    Ok(())
}

/// How long this thread has been on a processor, where the system tells; a thread that waits
/// for another is not.
fn on_processor() -> Option<Duration> {
    time_in("/proc/thread-self/schedstat")
}

/// How long all threads of this process have been on processors together, as far as the system
/// tells and they have not ended.
pub(crate) fn on_processors() -> Duration {
    let threads = fs::read_dir("/proc/self/task").into_iter().flatten();
    let paths = threads.flatten().map(|thread| thread.path());
    paths
        .filter_map(|path| time_in(path.join("schedstat")))
        .sum()
}

fn time_in(path: impl AsRef<Path>) -> Option<Duration> {
    let told = fs::read_to_string(path).ok()?;
    let nanoseconds = told.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
