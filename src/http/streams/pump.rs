//! Sends what operations tell into the body of an answer, for as long as somebody reads it.
//!
//! Between the operations and the body lie two chunks at most. Who takes none for too long is cut
//! off: the place for the last word is kept from the beginning, so that it is there when he reads
//! on. Who has gone ends his operations.

use std::pin::pin;

use axum::body::{Body, Bytes};
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};
use tokio::sync::mpsc::{Receiver, Sender, channel, error::SendTimeoutError};

use super::{
    Streams,
    form::Form,
    operations::{Operations, Told},
    reservations::Order,
};
use crate::graphql::ErrorCode;
use crate::http::envelope::RequestId;

/// What is on its way to a reader.
const CHUNKS: usize = 2;

/// Where chunks go, and whose they are.
pub(super) struct Pump {
    pub(super) form: Form,
    pub(super) streams: Streams,
    pub(super) id: RequestId,
}

/// Why a stream ends before its operations do.
#[derive(Debug)]
enum Cut {
    /// The reader took nothing for too long; the chunk that waited for him.
    Slow(Bytes),
    /// The service stops.
    Stopping,
    /// He has gone.
    Gone,
}

/// A body, and what fills it.
pub(super) fn chunks() -> (Sender<Bytes>, Receiver<Bytes>) {
    channel(CHUNKS + 1)
}

/// The body that hands chunks on.
pub(super) fn body(chunks: Receiver<Bytes>) -> Body {
    let chunks = stream::unfold(chunks, |mut chunks| async move {
        let chunk = chunks.recv().await?;
        Some((Ok::<_, std::convert::Infallible>(chunk), chunks))
    });
    Body::from_stream(chunks)
}

/// The errors that tell why a stream ended early, and where to resume.
pub(super) fn cut_errors(
    code: ErrorCode,
    message: &str,
    id: &RequestId,
    resume: Option<&str>,
) -> Value {
    let mut extensions = json!({ "code": code.as_str(), "requestId": id.as_str() });
    if let Some(resume) = resume {
        extensions["resume"] = resume.into();
    }
    json!([{ "message": message, "extensions": extensions }])
}

/// The word for a reader who took nothing for too long.
pub(super) const SLOW: &str = "The answers were not taken in time and the stream was cut off; go on behind extensions.resume.";

/// The word for a service that stops.
pub(super) const STOPPING: &str =
    "The service stops; go on behind extensions.resume when it is there again.";

impl Pump {
    /// Sends until all is told, and no order can come any more.
    pub(super) async fn run(
        self,
        mut operations: Operations,
        mut orders: Option<Receiver<Order>>,
        chunks: Sender<Bytes>,
    ) {
        let Ok(last) = chunks.clone().reserve_owned().await else {
            return;
        };
        let cut = self.send(&mut operations, &mut orders, &chunks).await;
        // What has been told is counted to where he resumes, so it goes before the word.
        let (code, message, told) = match cut {
            Some(Cut::Gone) => return,
            Some(Cut::Slow(told)) => (ErrorCode::Timeout, SLOW, told),
            Some(Cut::Stopping) => (ErrorCode::Unavailable, STOPPING, Bytes::new()),
            None => {
                last.send(self.form.ending());
                return;
            }
        };
        let mut word = told.to_vec();
        for (name, resume) in operations.places() {
            let errors = cut_errors(code, message, &self.id, resume).to_string();
            word.extend_from_slice(&self.form.cut(name, &errors));
        }
        word.extend_from_slice(&self.form.ending());
        last.send(word.into());
    }

    /// Sends until all is told, or says why it could not.
    async fn send(
        &self,
        operations: &mut Operations,
        orders: &mut Option<Receiver<Order>>,
        chunks: &Sender<Bytes>,
    ) -> Option<Cut> {
        let limits = self.streams.limits;
        let mut stopped = pin!(self.streams.stopped());
        let mut signs = tokio::time::interval(limits.keep_alive);
        signs.reset();
        let mut chunk = self.form.opening();
        loop {
            let room = self.hand_over(chunks, chunk);
            if let Err(cut) = self.meanwhile(room, operations, orders).await {
                return Some(cut);
            }
            chunk = tokio::select! {
                biased;
                () = &mut stopped => return Some(Cut::Stopping),
                () = chunks.closed() => return Some(Cut::Gone),
                order = next(orders), if orders.is_some() => match order {
                    Some(order) => order.carry_out(operations, limits.operations),
                    None => return Some(Cut::Gone),
                },
                Some((name, told)) = operations.next(), if operations.under_way() > 0 => {
                    let chunk = self.form.told(&name, &told);
                    if orders.is_none() && matches!(told, Told::Done | Told::Failed(_)) {
                        return self.hand_over(chunks, chunk).await.err();
                    }
                    chunk
                }
                _ = signs.tick() => self.form.sign(),
            };
        }
    }
}

impl Pump {
    /// Waits for room, and carries out what is ordered meanwhile: whoever begins operations on a
    /// stream before he reads it does not wait for its reader.
    async fn meanwhile(
        &self,
        room: impl Future<Output = Result<(), Cut>>,
        operations: &mut Operations,
        orders: &mut Option<Receiver<Order>>,
    ) -> Result<(), Cut> {
        let mut room = pin!(room);
        loop {
            tokio::select! {
                biased;
                handed = &mut room => return handed,
                order = next(orders), if orders.is_some() => match order {
                    Some(order) => {
                        order.carry_out(operations, self.streams.limits.operations);
                    }
                    None => return Err(Cut::Gone),
                },
            }
        }
    }

    /// Hands a chunk over, if there is one, as soon as there is room.
    async fn hand_over(&self, chunks: &Sender<Bytes>, chunk: Bytes) -> Result<(), Cut> {
        if chunk.is_empty() {
            return Ok(());
        }
        let sent = chunks
            .send_timeout(chunk, self.streams.limits.patience)
            .await;
        sent.map_err(|failed| match failed {
            SendTimeoutError::Timeout(chunk) => Cut::Slow(chunk),
            SendTimeoutError::Closed(_) => Cut::Gone,
        })
    }
}

async fn next(orders: &mut Option<Receiver<Order>>) -> Option<Order> {
    match orders {
        Some(orders) => orders.recv().await,
        None => std::future::pending().await,
    }
}
