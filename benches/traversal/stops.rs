//! How soon work ends when nobody waits for it any more.

use std::{
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use entity::vocabulary::{Certainty, Direction};
use stakegraph::network::{
    EntityTest, Flag, Journey, Meter, PathQuestion, Pattern, Reader, RelationTest, Sight, Snapshot,
    Step, Way, arrivals,
    gathering::{Gathering, gathered},
    measures::{
        betweenness::{Betweenness, betweenness},
        components::components,
        leiden::{Leiden, communities},
        pagerank::{PageRank, pagerank},
        ties::Ties,
    },
    neighbourhood, paths, trace,
};

use crate::{
    clock::{self, Times},
    ours::id,
    table::{OURS, Table},
    walks::{ALONG, test},
    world::{ASKED, ATTENDED, EPOCH, World},
};

/// After so many milliseconds work is told to end.
const AFTER: [u64; 6] = [3, 10, 30, 90, 270, 810];

/// What ends early; each takes longer than anybody waits, where the network is great.
type Work<'a> = (&'static str, Box<dyn Fn(&Flag) + 'a>);

/// The names of the two figures.
pub(crate) const WALKS: &str = "walks ended after being told, ms";
pub(crate) const MEASURES: &str = "measures ended after being told, ms";

/// What ending took: what this process worked for it, and the time by the wall.
#[derive(Default)]
struct Ends {
    worked: Times,
    wall: Times,
}

/// The time from being told until the work has ended, of everything that may take long.
pub(crate) fn all(world: &World, snapshot: &Snapshot, ties: &Ties, table: &mut Table) {
    for (measure, works) in [(WALKS, walks(world, snapshot)), (MEASURES, measures(ties))] {
        let mut ends = Ends::default();
        for (what, work) in works {
            stopped(what, &*work, &mut ends);
        }
        let scale = world.scale.name;
        table.times(scale, measure, OURS, &ends.worked);
        table.times(scale, &format!("{measure} by the wall"), OURS, &ends.wall);
    }
}

/// Notes how long the work went on after it was told, each time when it had not ended before.
fn stopped(what: &str, work: &dyn Fn(&Flag), ends: &mut Ends) {
    let mut worst = Duration::ZERO;
    for after in AFTER {
        let flag = Flag::default();
        let (ended, end) = mpsc::channel::<()>();
        let told = thread::scope(|scope| {
            let teller = flag.clone();
            let teller = scope.spawn(move || {
                let done = end.recv_timeout(Duration::from_millis(after));
                (done == Err(mpsc::RecvTimeoutError::Timeout)).then(|| {
                    teller.cancel();
                    (Instant::now(), clock::process())
                })
            });
            work(&flag);
            let now = (Instant::now(), clock::process());
            drop(ended);
            teller.join().ok().flatten().map(|told| (told, now))
        });
        // It was done before anybody told it.
        let Some((told, now)) = told else { break };
        let worked = now.1.saturating_sub(told.1);
        worst = worst.max(worked);
        ends.worked.push(worked);
        ends.wall.push(now.0.saturating_duration_since(told.0));
    }
    println!("    {what} worked on for {worst:.1?} after being told, at most");
}

fn walks<'a>(world: &'a World, snapshot: &'a Snapshot) -> Vec<Work<'a>> {
    let number = |entity: u32| snapshot.number(id(entity)).expect("the entity is there");
    let (start, goal) = (number(world.starts[0]), number(world.starts[1]));
    let walk = move |flag: &Flag, body: &dyn Fn(&Reader<'_>)| {
        let sight = Sight::of_rank(2);
        let meter = Meter::new(u64::MAX, flag.clone());
        body(&Reader {
            snapshot,
            sight: &sight,
            meter: &meter,
        });
    };
    let along = test(&ALONG);
    let far = along.clone();
    let question = PathQuestion {
        from: start,
        to: goal,
        test: along.clone(),
        max_length: 10,
        first: usize::MAX,
        shortest_only: false,
        in_time_order: None,
    };
    let journey = journey(start, &along);
    let pattern = pattern(world.starts[0], &along);
    let gathering = gathering();
    vec![
        (
            "a neighbourhood",
            Box::new(move |flag| {
                walk(flag, &|reader| {
                    drop(neighbourhood(reader, &[start], 12, &far, 1_000_000))
                });
            }),
        ),
        (
            "paths",
            Box::new(move |flag| walk(flag, &|reader| drop(paths(reader, &question)))),
        ),
        (
            "a trace",
            Box::new(move |flag| {
                walk(flag, &|reader| {
                    drop(trace(reader, &pattern, 1_000_000, None))
                });
            }),
        ),
        (
            "arrivals",
            Box::new(move |flag| walk(flag, &|reader| drop(arrivals(reader, &journey)))),
        ),
        (
            "a projection",
            Box::new(move |flag| {
                walk(flag, &|reader| drop(gathered(reader, &gathering, flag)));
            }),
        ),
    ]
}

fn journey(start: u32, test: &RelationTest) -> Journey {
    let [since, until] = [ASKED.0, ASKED.1].map(|day| EPOCH + i32::from(day));
    Journey {
        from: vec![start],
        test: test.clone(),
        since,
        until,
        how: Certainty::Certain,
    }
}

fn pattern(start: u32, test: &RelationTest) -> Pattern {
    Pattern {
        from: EntityTest {
            among: Some(vec![id(start)]),
            ..EntityTest::default()
        },
        steps: vec![Step {
            direction: Direction::Both,
            test: test.clone(),
            to: EntityTest {
                // Nobody: the walk never has what it looks for.
                among: Some(Vec::new()),
                ..EntityTest::default()
            },
            min: 8,
            max: 8,
        }],
    }
}

/// Everybody who attended anything, by all that they attended.
fn gathering() -> Gathering {
    Gathering {
        test: test(&[ATTENDED]),
        subject: None,
        object: None,
        member: Way::Out,
        direct: false,
        members: None,
        holds: false,
        certainty: Certainty::Possible,
    }
}

fn measures(ties: &Ties) -> Vec<Work<'_>> {
    let between = Betweenness {
        threads: 1,
        ..Betweenness::default()
    };
    vec![
        (
            "PageRank",
            Box::new(|flag| drop(pagerank(ties, &PageRank::default(), flag))),
        ),
        ("components", Box::new(|flag| drop(components(ties, flag)))),
        (
            "betweenness",
            Box::new(move |flag| drop(betweenness(ties, &between, flag))),
        ),
        (
            "communities",
            Box::new(|flag| drop(communities(ties, &Leiden::default(), flag))),
        ),
    ]
}
