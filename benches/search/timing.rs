//! Asking many times, and what is said of it.

use std::time::{Duration, Instant};

use crate::processor;

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
    let (mut clock, mut worked, mut found, mut meant) = (Vec::new(), Vec::new(), 0, 0);
    for sought in asked {
        let (began, used) = (Instant::now(), processor::thread());
        let names = ask(&sought.text)?;
        clock.push(began.elapsed());
        worked.push(processor::thread().saturating_sub(used));
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
    // Of this thread: while it waits for another, it does no work.
    let (median, high, worst) = of(&mut worked);
    print!("   on the processor {median:7.2} {high:8.2} {worst:8.2}");
    if meant > 0 {
        print!("   found {found} of {meant}");
    }
    println!();
    Ok(())
}
