//! Writing: one relation at a time, an overlay of a hundredth, and reading meanwhile.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use stakegraph::network::{NetworkError, Snapshot, reach};

use crate::{
    clock::Times,
    ours::{fact, id},
    table::{OURS, Table},
    walks::{NEAR, reading, test},
    world::World,
};

/// The name of what reading takes while it is written.
pub(crate) const PART: &str = "99th percentile while written to alone, times";
/// So many are written in a second.
const PACE: u32 = 1_000;
/// How long readers are watched.
const WATCHED: Duration = Duration::from_secs(6);

/// A copy in which one relation was recorded again: a new version that says the same.
fn amended(snapshot: &Snapshot, world: &World, number: usize) -> Result<Snapshot, NetworkError> {
    let tie = &world.ties[number];
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    let mut edit = snapshot.edit();
    edit.put_relation(&fact(number, tie), &[id(tie.subject)])?;
    Ok(edit.finish(i64::from(number)))
}

/// Amends a hundredth of the relations, each in a snapshot of its own, and gives the last.
pub(crate) fn hundredth(
    snapshot: &Snapshot,
    world: &World,
    table: &mut Table,
) -> Result<Snapshot, NetworkError> {
    let (mut times, mut snapshot) = (Times::default(), snapshot.clone());
    for number in 0..world.ties.len() / 100 {
        snapshot = times.note(|| amended(&snapshot, world, number))?;
    }
    let measure = "a relation into a snapshot of its own, ms";
    table.times(world.scale.name, measure, OURS, &times);
    Ok(snapshot)
}

/// Neighbourhoods of three relations, alone and while a thousand relations a second are written.
/// The wall's time is shown too; on a machine that does other things it says more of those.
pub(crate) fn meanwhile(snapshot: &Snapshot, world: &World, table: &mut Table) {
    let [alone, busy] = [false, true].map(|written| watched(snapshot, world, written));
    let scale = world.scale.name;
    for (what, times) in [
        ("alone", &alone),
        ("while 1,000 a second are written", &busy),
    ] {
        let measure = format!("3 relations away, read {what}, ms");
        table.times(scale, &measure, OURS, &times.worked);
        table.times(scale, &format!("{measure} by the wall"), OURS, &times.wall);
    }
    let part = busy.worked.at(99) / alone.worked.at(99);
    table.number(scale, PART, OURS, part);
}

/// What reading took.
#[derive(Default)]
struct Read {
    worked: Times,
    wall: Times,
}

fn watched(snapshot: &Snapshot, world: &World, written: bool) -> Read {
    let current = Mutex::new(snapshot.clone());
    let over = AtomicBool::new(false);
    thread::scope(|scope| {
        if written {
            scope.spawn(|| write(&current, world, &over));
        }
        let times = read(&current, world);
        over.store(true, Ordering::Relaxed);
        times
    })
}

fn read(current: &Mutex<Snapshot>, world: &World) -> Read {
    let near = test(&NEAR);
    let (began, mut read) = (Instant::now(), Read::default());
    for start in world.starts.iter().cycle() {
        let asked = Instant::now();
        read.worked.note(|| {
            let snapshot = current
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .clone();
            let number = snapshot.number(id(*start)).unwrap_or(0);
            reading(&snapshot, |reader| reach(reader, &[number], 3, &near).len())
        });
        read.wall.push(asked.elapsed());
        if began.elapsed() > WATCHED {
            break;
        }
    }
    read
}

fn write(current: &Mutex<Snapshot>, world: &World, over: &AtomicBool) {
    let began = Instant::now();
    for number in 0.. {
        let due = Duration::from_secs(1) / PACE * u32::try_from(number).unwrap_or(u32::MAX);
        if let Some(early) = due.checked_sub(began.elapsed()) {
            thread::sleep(early);
        }
        if over.load(Ordering::Relaxed) {
            return;
        }
        let before = current
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        // Nobody else writes: what was read is still the last.
        let next = amended(&before, world, number % world.ties.len()).expect("it fits");
        *current.lock().unwrap_or_else(PoisonError::into_inner) = next;
    }
}
