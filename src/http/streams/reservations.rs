//! Event streams that one client opens for all its operations.
//!
//! A client reserves a stream and is given a token that cannot be guessed; whoever shows it, and
//! is the same viewer, may read the stream and give it orders. A reservation ends with its stream,
//! and one that is never read ends like a reader who takes nothing. Not here: HTTP (`events`).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::body::Bytes;
use futures_util::stream::BoxStream;
use tokio::sync::{
    mpsc::{Receiver, Sender, channel},
    oneshot,
};

use super::{
    Streams,
    form::Form,
    operations::{Operations, Told},
    pump::{Pump, chunks},
};
use crate::graphql::ErrorCode;
use crate::http::{envelope::RequestId, refusal::Refusal};
use crate::store::Viewer;

/// How many orders wait for a stream that is busy.
const ORDERS: usize = 16;

/// The streams that are reserved, by their tokens.
#[derive(Default)]
pub(super) struct Reservations(Mutex<HashMap<String, Reservation>>);

impl std::fmt::Debug for Reservations {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reservations").finish_non_exhaustive()
    }
}

struct Reservation {
    viewer: Viewer,
    orders: Sender<Order>,
    chunks: Option<Receiver<Bytes>>,
}

/// What a client wants of its stream.
pub(super) enum Order {
    /// Begin an operation, and say whether it was begun.
    Begin {
        name: String,
        told: BoxStream<'static, Told>,
        begun: oneshot::Sender<Result<(), Refusal>>,
    },
    /// End one.
    End { name: String },
}

impl Order {
    /// Carries it out; nothing is told of it on the stream.
    pub(super) fn carry_out(self, operations: &mut Operations, most: usize) -> Bytes {
        match self {
            Self::End { name } => operations.end(&name),
            Self::Begin { name, told, begun } => {
                let refusal = if operations.has(&name) {
                    Some(Refusal::new(
                        ErrorCode::Conflict,
                        "An operation of this name is under way.",
                    ))
                } else {
                    (operations.under_way() >= most).then(too_many)
                };
                // Whoever has gone does not mind.
                if let Some(refusal) = refusal {
                    drop(begun.send(Err(refusal)));
                } else {
                    operations.begin(name, told);
                    let _ = begun.send(Ok(()));
                }
            }
        }
        Bytes::new()
    }
}

/// The refusal of an operation too many on one connection.
pub(super) fn too_many() -> Refusal {
    Refusal::new(
        ErrorCode::RateLimited,
        "Too many operations are under way on this connection.",
    )
}

impl Streams {
    /// Reserves a stream for a viewer; its token.
    pub(super) fn reserve(&self, viewer: Viewer, id: &RequestId) -> Result<String, Refusal> {
        let place = self.connect()?;
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(|_| Refusal::internal())?;
        let token = hex::encode(random);
        let (orders, given) = channel(ORDERS);
        let (sender, receiver) = chunks();
        let reservation = Reservation {
            viewer,
            orders,
            chunks: Some(receiver),
        };
        self.reservations.lock().insert(token.clone(), reservation);
        let pump = Pump {
            form: Form::NamedEvents,
            streams: self.clone(),
            id: id.clone(),
        };
        let (reservations, of) = (Arc::clone(&self.reservations), token.clone());
        tokio::spawn(async move {
            pump.run(Operations::new(), Some(given), sender).await;
            reservations.lock().remove(&of);
            drop(place);
        });
        Ok(token)
    }

    /// The chunks of a reserved stream, for its one reader.
    pub(super) fn attach(&self, token: &str, viewer: &Viewer) -> Result<Receiver<Bytes>, Refusal> {
        let mut all = self.reservations.lock();
        let reservation = all.get_mut(token).filter(|one| one.viewer == *viewer);
        let chunks = &mut reservation.ok_or_else(unknown)?.chunks;
        chunks.take().ok_or_else(|| {
            Refusal::new(
                ErrorCode::Conflict,
                "The stream of this token is being read.",
            )
        })
    }

    /// Whether a stream of this token is there.
    pub(in crate::http) fn knows(&self, token: &str) -> bool {
        self.reservations.lock().contains_key(token)
    }

    /// Where the orders to a reserved stream go.
    pub(super) fn orders(&self, token: &str, viewer: &Viewer) -> Result<Sender<Order>, Refusal> {
        let all = self.reservations.lock();
        let reservation = all.get(token).filter(|one| one.viewer == *viewer);
        Ok(reservation.ok_or_else(unknown)?.orders.clone())
    }
}

impl Reservations {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Reservation>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A token that is unknown, and one that is another viewer's, look alike.
pub(super) fn unknown() -> Refusal {
    Refusal::new(ErrorCode::NotFound, "There is no stream of this token.")
}
