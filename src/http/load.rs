//! How many requests are answered at once, and how many wait.
//!
//! A request that was read takes a place among those under way, or waits in a line for one. A line
//! that forms and goes away is a burst: whoever stands in it waits for a while. A line that stays
//! says that more is asked than can be done: from then on as many wait as are answered at a time,
//! or soon, and the rest is refused politely, before it is even read, so that what is served keeps
//! its time. What walks through the whole graph has places of its own, so that it holds nobody else
//! up. Not here: how long a request may take (`endpoint`), how many connections there are (`serve`).

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::available_parallelism;
use std::time::Duration;

use axum::http::{HeaderValue, header};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

use super::refusal::Refusal;
use crate::graphql::ErrorCode;

/// How many requests are answered at once for each processor, unless said otherwise: enough to
/// keep it busy while some of them wait for the database.
const EACH: usize = 4;

/// How long a request waits for its place, and one that walks through the graph.
const PATIENCE: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(5)];

/// A line, or its absence, that lasts so long is no chance.
const STANDING: Duration = Duration::from_millis(500);

/// What nobody minds to wait: a line that stays is as long as is answered in this time.
const BRIEF: Duration = Duration::from_millis(50);

/// How often who waits looks whether it still pays.
const TICK: Duration = Duration::from_millis(20);

/// A new measurement has one part in so many of what an answer takes.
const WEIGHT: u32 = 16;

/// After how many seconds a refused client may try again.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("1");

/// The places, shared by all requests.
#[derive(Clone, Debug)]
pub struct Load {
    usual: Lane,
    costly: Lane,
}

/// Places, and the line behind them.
#[derive(Clone, Debug)]
struct Lane {
    most: usize,
    places: Arc<Semaphore>,
    line: Arc<Mutex<Line>>,
    longest: usize,
    patience: Duration,
}

/// Those who wait, and those who have places: whoever was given one and has not noticed yet still
/// waits.
#[derive(Debug, Default)]
struct Line {
    waiting: usize,
    placed: usize,
    /// Since when somebody waits, or nobody.
    since: Option<Instant>,
    /// Whether it is a line that stays.
    stays: bool,
    /// How long an answer takes, about.
    takes: Duration,
}

/// A place among the requests under way; dropping it frees the place.
#[derive(Debug)]
pub(super) struct Place {
    line: Arc<Mutex<Line>>,
    began: Instant,
    _permit: OwnedSemaphorePermit,
}

impl Load {
    /// So many requests at once (0: four for each processor), and so many in the line behind them.
    /// Of those that walk through the graph half as many.
    #[must_use]
    pub fn new(at_once: usize, line: usize) -> Self {
        let each = || available_parallelism().map_or(1, NonZeroUsize::get) * EACH;
        let most = if at_once == 0 { each() } else { at_once };
        let [usual, costly] = PATIENCE;
        Self {
            usual: Lane::new(most, line, usual),
            costly: Lane::new(most.div_ceil(2), line, costly),
        }
    }

    /// How many requests are being answered, and how many wait.
    pub(super) fn state(&self) -> (usize, usize) {
        let lanes = [&self.usual, &self.costly];
        let counts = lanes.map(|lane| {
            let line = lane.line();
            (line.placed, line.waiting)
        });
        let [usual, costly] = counts;
        (usual.0 + costly.0, usual.1 + costly.1)
    }

    /// Whether there is room for one more; asked before a request is read.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let room = self.usual.line().has_room(&self.usual, Instant::now());
        room.then_some(()).ok_or_else(busy)
    }

    /// Takes a place, or says that there is none.
    pub(super) async fn enter(&self) -> Result<Place, Refusal> {
        self.usual.enter().await
    }

    /// Gives the place back for one among those that walk through the graph.
    pub(super) async fn change(&self, place: Place) -> Result<Place, Refusal> {
        drop(place);
        self.costly.enter().await
    }
}

impl Lane {
    fn new(most: usize, longest: usize, patience: Duration) -> Self {
        let most = most.min(Semaphore::MAX_PERMITS);
        Self {
            most,
            places: Arc::new(Semaphore::new(most)),
            line: Arc::default(),
            longest,
            patience,
        }
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        locked(&self.line)
    }

    async fn enter(&self) -> Result<Place, Refusal> {
        let place = |permit| {
            self.line().placed += 1;
            Place {
                line: Arc::clone(&self.line),
                began: Instant::now(),
                _permit: permit,
            }
        };
        if let Ok(permit) = Arc::clone(&self.places).try_acquire_owned() {
            return Ok(place(permit));
        }
        let began = Instant::now();
        let _waiting = Waiting::join(self).ok_or_else(busy)?;
        let permit = Arc::clone(&self.places).acquire_owned();
        tokio::pin!(permit);
        loop {
            match timeout(TICK, &mut permit).await {
                Ok(Ok(permit)) => return Ok(place(permit)),
                Ok(Err(_)) => return Err(busy()),
                Err(_) if self.is_too_long(began) => return Err(busy()),
                Err(_) => {}
            }
        }
    }

    /// Whether it does not pay to go on waiting.
    fn is_too_long(&self, began: Instant) -> bool {
        let now = Instant::now();
        now - began >= self.line().patience(self, now)
    }
}

impl Line {
    /// Sees whether the line, or its absence, has lasted.
    fn look(&mut self, now: Instant) {
        if self.since.is_some_and(|since| now - since >= STANDING) {
            self.stays = self.waiting > 0;
        }
    }

    /// How many may stand in it: in a line that stays, as many as have places, or as are answered
    /// so soon that nobody minds.
    fn room(&self, lane: &Lane) -> usize {
        if !self.stays {
            return lane.longest;
        }
        let times = BRIEF.as_micros() / self.takes.as_micros().max(1);
        let times = usize::try_from(times).unwrap_or(usize::MAX).max(1);
        lane.most.saturating_mul(times).min(lane.longest)
    }

    /// Whether one more may stand in it.
    fn has_room(&mut self, lane: &Lane, now: Instant) -> bool {
        self.look(now);
        self.placed + self.waiting < lane.most + self.room(lane)
    }

    fn join(&mut self, lane: &Lane, now: Instant) -> bool {
        if !self.has_room(lane, now) {
            return false;
        }
        if self.waiting == 0 {
            self.since = Some(now);
        }
        self.waiting += 1;
        true
    }

    fn leave(&mut self, now: Instant) {
        self.look(now);
        self.waiting = self.waiting.saturating_sub(1);
        if self.waiting == 0 {
            self.since = Some(now);
        }
    }

    /// How long it pays to wait: where more stand than may since the line stays, about as long as two
    /// answers take.
    fn patience(&mut self, lane: &Lane, now: Instant) -> Duration {
        self.look(now);
        if self.placed + self.waiting > lane.most + self.room(lane) {
            (self.takes * 2).max(BRIEF).min(lane.patience)
        } else {
            lane.patience
        }
    }

    /// An answer took so long.
    fn took(&mut self, time: Duration) {
        self.takes = (self.takes * (WEIGHT - 1) + time) / WEIGHT;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut line = locked(&self.line);
        line.placed = line.placed.saturating_sub(1);
        line.took(self.began.elapsed());
    }
}

/// A place in the line, given back also by a client that leaves.
struct Waiting<'a>(&'a Lane);

impl<'a> Waiting<'a> {
    fn join(lane: &'a Lane) -> Option<Self> {
        let joined = lane.line().join(lane, Instant::now());
        joined.then(|| Self(lane))
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.line().leave(Instant::now());
    }
}

/// The line, whatever became of who held it last: it is only numbers.
fn locked(line: &Mutex<Line>) -> MutexGuard<'_, Line> {
    line.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The refusal when no place is left.
pub(super) fn busy() -> Refusal {
    Refusal::new(
        ErrorCode::Unavailable,
        "The service is busy; try again later.",
    )
    .header(header::RETRY_AFTER, RETRY_AFTER)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::{Lane, Line, Load, STANDING};

    const SECOND: Duration = Duration::from_secs(1);

    fn lane(most: usize, longest: usize) -> Lane {
        Lane::new(most, longest, SECOND)
    }

    /// A line behind places that are all taken, in which somebody waits from this moment on.
    fn joined(lane: &Lane, now: Instant) -> Line {
        let mut line = Line {
            placed: lane.most,
            ..Line::default()
        };
        assert!(line.join(lane, now));
        line
    }

    /// The same, where answers have taken so long.
    fn after(takes: Duration, lane: &Lane, now: Instant) -> Line {
        let mut line = joined(lane, now);
        for _ in 0..200 {
            line.took(takes);
        }
        line
    }

    #[test]
    fn a_burst_is_waited_for_and_in_a_line_that_stays_as_many_wait_as_are_answered() {
        let (lane, now) = (lane(2, 8), Instant::now());
        let mut line = after(SECOND / 10, &lane, now);
        let early = now + STANDING / 2;
        assert!((0..7).all(|_| line.join(&lane, early)));
        assert!(!line.join(&lane, early), "a line has an end");
        assert_eq!(line.patience(&lane, early), SECOND);
        let stays = now + STANDING;
        // Too many stand there now, and they wait as long as two answers take.
        let brief = line.patience(&lane, stays);
        assert!((SECOND / 6..=SECOND / 5).contains(&brief), "{brief:?}");
        for _ in 0..7 {
            line.leave(stays);
        }
        assert!(line.join(&lane, stays));
        assert!(!line.join(&lane, stays));
        assert_eq!(line.patience(&lane, stays), SECOND);
        // A place that was given to one who waits makes room at once.
        line.placed -= 1;
        assert!(line.join(&lane, stays));
        assert!(!line.join(&lane, stays));
    }

    #[test]
    fn a_line_that_was_empty_for_a_moment_stays_and_one_that_was_empty_for_long_is_gone() {
        let (lane, now) = (lane(1, 8), Instant::now());
        let mut line = after(SECOND / 10, &lane, now);
        let stays = now + STANDING;
        line.leave(stays);
        let moment = stays + STANDING / 2;
        assert!(line.join(&lane, moment));
        assert!(!line.join(&lane, moment));
        line.leave(moment);
        let gone = moment + STANDING;
        assert!((0..8).all(|_| line.join(&lane, gone)));
    }

    #[test]
    fn a_line_that_stays_is_long_where_answers_are_quick() {
        let (lane, now) = (lane(2, 256), Instant::now());
        let mut line = after(SECOND / 1_000, &lane, now);
        let stays = now + STANDING;
        let mut waiting = 1;
        while line.join(&lane, stays) {
            waiting += 1;
        }
        assert!((95..=110).contains(&waiting), "{waiting}");
    }

    #[tokio::test]
    async fn what_walks_through_the_graph_holds_nobody_else_up() {
        let load = Load::new(2, 0);
        let place = load.enter().await.unwrap();
        let _walking = load.change(place).await.unwrap();
        let place = load.enter().await.unwrap();
        assert!(load.check().is_ok());
        let usual = load.enter().await.unwrap();
        assert!(load.check().is_err());
        assert_eq!(load.state(), (3, 0));
        drop(usual);
        let refused = load.change(place).await.is_err();
        assert!(refused, "half as many walk");
        assert!(load.enter().await.is_ok());
    }
}
