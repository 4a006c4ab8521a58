//! How many requests are answered at once, and how many wait.
//!
//! A request that was read takes a place among those under way, or waits in a short line for
//! one. When the line is full, or its patience is at an end, it is refused politely and at
//! once, so that those within still get their answers. Not here: how long a request may take
//! (`endpoint`), how many connections there are (`serve`).

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use std::time::Duration;

use axum::http::{HeaderValue, header};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::refusal::Refusal;
use crate::graphql::ErrorCode;

/// How long a request waits for its place.
const PATIENCE: Duration = Duration::from_secs(1);

/// After how many seconds a refused client may try again.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("1");

/// The places, shared by all requests.
#[derive(Clone, Debug)]
pub struct Load {
    most: usize,
    places: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    line: usize,
}

/// A place among the requests under way; dropping it frees the place.
#[derive(Debug)]
pub(super) struct Place(#[expect(dead_code, reason = "held until dropped")] OwnedSemaphorePermit);

impl Load {
    /// So many requests at once, and so many in the line behind them.
    #[must_use]
    pub fn new(at_once: usize, line: usize) -> Self {
        let most = at_once.min(Semaphore::MAX_PERMITS);
        Self {
            most,
            places: Arc::new(Semaphore::new(most)),
            waiting: Arc::new(AtomicUsize::new(0)),
            line,
        }
    }

    /// How many requests are being answered, and how many wait.
    pub(super) fn state(&self) -> (usize, usize) {
        let under_way = self.most.saturating_sub(self.places.available_permits());
        (under_way, self.waiting.load(Ordering::Relaxed))
    }

    /// Takes a place, or says that there is none.
    pub(super) async fn enter(&self) -> Result<Place, Refusal> {
        if let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
            return Ok(Place(place));
        }
        let waiting = Waiting::join(&self.waiting, self.line).ok_or_else(busy)?;
        let place = tokio::time::timeout(PATIENCE, Arc::clone(&self.places).acquire_owned()).await;
        drop(waiting);
        match place {
            Ok(Ok(place)) => Ok(Place(place)),
            _ => Err(busy()),
        }
    }
}

/// A place in the line, given back also by a client that leaves.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn join(waiting: &'a AtomicUsize, line: usize) -> Option<Self> {
        let joined = Self(waiting);
        // Dropping the one too many gives its count back.
        (waiting.fetch_add(1, Ordering::Relaxed) < line).then_some(joined)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The refusal when no place is left.
pub(super) fn busy() -> Refusal {
    Refusal::new(
        ErrorCode::Unavailable,
        "The service is busy; try again later.",
    )
    .header(header::RETRY_AFTER, RETRY_AFTER)
}
