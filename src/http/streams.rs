//! What goes on: operations whose answers come one after another, over whichever transport.
//!
//! Three ways out of one door: `socket` speaks graphql-transport-ws, `events` server-sent events
//! with a connection for each operation or one for all of them, `parts` is the form of multipart
//! answers. `operations` holds those of one connection, `pump` sends what they tell for as long as
//! somebody reads. Here is what they share: their limits, and the stop. An answer is made when
//! there is room to send it, so that a slow reader costs no memory; after a while he is told that
//! he is cut off, and where to resume. Not here: what is told (`graphql`).

use std::{sync::Arc, time::Duration};

use futures_util::{StreamExt, stream::BoxStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::{App, load::busy, refusal::Refusal};
use crate::graphql::{Answer, ErrorCode, Opened, Question};
use crate::store::Viewer;

pub(super) mod events;
mod form;
mod operations;
mod pump;
mod reservations;
pub(super) mod socket;

pub(super) use form::Form;
use reservations::Reservations;

/// What streams may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StreamLimits {
    /// The most connections that stay open for operations, WebSockets and shared event streams.
    pub connections: usize,
    /// The most operations under way on one of them.
    pub operations: usize,
    /// The most subscriptions under way in all.
    pub subscriptions: usize,
    /// How long a WebSocket may take to say who it is.
    pub init: Duration,
    /// How often a sign of life is given.
    pub keep_alive: Duration,
    /// How long a reader may take nothing before he is cut off.
    pub patience: Duration,
}

impl Default for StreamLimits {
    fn default() -> Self {
        Self {
            connections: 1_000,
            operations: 100,
            subscriptions: 2_000,
            init: Duration::from_secs(3),
            keep_alive: Duration::from_secs(12),
            patience: Duration::from_secs(10),
        }
    }
}

/// The streams of a service; clones share them.
#[derive(Clone, Debug)]
pub struct Streams {
    limits: StreamLimits,
    connections: Arc<Semaphore>,
    subscriptions: Arc<Semaphore>,
    stop: Arc<watch::Sender<bool>>,
    reservations: Arc<Reservations>,
}

impl Default for Streams {
    fn default() -> Self {
        Self::new(StreamLimits::default())
    }
}

/// A place among the connections; dropping it frees the place.
#[derive(Debug)]
struct Place(#[expect(dead_code, reason = "held until dropped")] OwnedSemaphorePermit);

impl Streams {
    /// Streams within these limits.
    #[must_use]
    pub fn new(limits: StreamLimits) -> Self {
        let places = |most: usize| Arc::new(Semaphore::new(most.min(MOST)));
        Self {
            limits,
            connections: places(limits.connections),
            subscriptions: places(limits.subscriptions),
            stop: Arc::new(watch::Sender::new(false)),
            reservations: Arc::default(),
        }
    }

    /// Ends every stream with the word for it, and resolves when the last connection is closed.
    pub async fn stop(&self) {
        self.stop.send_replace(true);
        let all = u32::try_from(self.limits.connections.min(MOST)).unwrap_or(u32::MAX);
        // The semaphore is never closed.
        let _ = self.connections.acquire_many(all).await;
    }

    /// How many connections are held open for operations, and how many subscriptions are under way.
    pub(super) fn state(&self) -> (usize, usize) {
        let taken = |most: usize, places: &Semaphore| {
            most.min(MOST).saturating_sub(places.available_permits())
        };
        let open = taken(self.limits.connections, &self.connections);
        (open, taken(self.limits.subscriptions, &self.subscriptions))
    }

    /// Resolves when the service stops.
    fn stopped(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut stop = self.stop.subscribe();
        async move {
            if stop.wait_for(|stopped| *stopped).await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    /// A place for a connection that stays open.
    fn connect(&self) -> Result<Place, Refusal> {
        let place = Arc::clone(&self.connections).try_acquire_owned();
        place.map(Place).map_err(|_| busy())
    }

    /// The events, counted among the subscriptions under way for as long as they are read.
    fn counted(
        &self,
        events: BoxStream<'static, Answer>,
    ) -> Result<BoxStream<'static, Answer>, Refusal> {
        let place = Arc::clone(&self.subscriptions).try_acquire_owned();
        let place = place.map(Place).map_err(|_| busy())?;
        let held = move |answer| {
            let _held = &place;
            answer
        };
        Ok(events.map(held).boxed())
    }
}

/// The most that a semaphore of ours counts.
const MOST: usize = u32::MAX as usize >> 4;

/// Opens an operation: within its deadline, in its turn, counted when it goes on.
pub(super) async fn open(app: &App, question: Question, viewer: Viewer) -> Result<Opened, Refusal> {
    let work = async {
        let place = app.options.load.enter().await?;
        let operation = match app.door.admit(question, &viewer).await {
            Ok(operation) => operation,
            Err(refused) => return Ok(Opened::Answer(refused)),
        };
        let _place = if operation.is_costly() {
            app.options.load.change(place).await?
        } else {
            place
        };
        Ok(app.door.run(operation, viewer).await)
    };
    let opened = tokio::time::timeout(app.options.deadline, work).await;
    match opened.unwrap_or_else(|_| Err(too_long()))? {
        Opened::Events(events) => Ok(Opened::Events(app.options.streams.counted(events)?)),
        answer @ Opened::Answer(_) => Ok(answer),
    }
}

/// The refusal of a request that took too long.
pub(super) fn too_long() -> Refusal {
    Refusal::new(
        ErrorCode::Timeout,
        "The request took too long and was stopped.",
    )
}
