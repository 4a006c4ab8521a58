//! Serves a router on a listener until it is told to stop.
//!
//! A client has only so long to send the head of a request, or it is cut off; a body counts
//! towards the deadline of its request. There are at most so many connections: who comes
//! then waits to be accepted. A stop takes no new connections, finishes the requests under
//! way and gives up on those that take longer than the grace.

use std::{
    pin::{Pin, pin},
    sync::Arc,
    time::Duration,
};

use axum::{Router, body::Body};
use hyper::{Request, body::Incoming, server::conn::http1, service::HttpService};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
};
use tower::ServiceExt;

use super::client::Peer;

mod patient;

use patient::Patient;

/// How long serving waits when the system has no place for another connection.
const PAUSE: Duration = Duration::from_millis(200);

/// What a connection may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    /// The most at a time.
    pub most: usize,
    /// How long the head of a request may take, from its first byte or from the answer before.
    pub head: Duration,
    /// How long a client may take none of what is sent to it.
    pub patience: Duration,
    /// How long a stop waits for the requests under way.
    pub grace: Duration,
}

/// Serves until `stop` resolves and the requests under way are done.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    connections: Connections,
    stop: impl Future<Output = ()> + Send,
) {
    let (stopping, stopped) = watch::channel(false);
    let places = Arc::new(Semaphore::new(connections.most.min(Semaphore::MAX_PERMITS)));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(connections.head);
    tokio::pin!(stop);
    loop {
        let (stream, peer, place) = tokio::select! {
            next = next(&listener, &places) => next,
            () = &mut stop => break,
        };
        let router = router.clone();
        let service =
            TowerToHyperService::new(router.map_request(move |mut request: Request<Incoming>| {
                request.extensions_mut().insert(peer);
                request.map(Body::new)
            }));
        let stream = TokioIo::new(Patient::new(stream, connections.patience));
        let connection = http.serve_connection(stream, service).with_upgrades();
        let stopped = stopped.clone();
        tokio::spawn(async move {
            if let Err(error) = held(connection, stopped).await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
    drop((listener, stopped));
    stopping.send_replace(true);
    // Each connection holds a receiver until it ends.
    if tokio::time::timeout(connections.grace, stopping.closed())
        .await
        .is_err()
    {
        tracing::warn!("stopped before every request under way was answered");
    }
}

/// A connection until its end, which a stop brings after the request under way.
async fn held<C: Stoppable>(connection: C, mut stopped: watch::Receiver<bool>) -> C::Output {
    let mut connection = pin!(connection);
    tokio::select! {
        done = connection.as_mut() => return done,
        _ = stopped.wait_for(|stopped| *stopped) => {}
    }
    connection.as_mut().stop();
    connection.await
}

/// A connection that can be asked to end soon.
trait Stoppable: Future {
    fn stop(self: Pin<&mut Self>);
}

impl<S> Stoppable for http1::UpgradeableConnection<TokioIo<Patient>, S>
where
    S: HttpService<Incoming, ResBody = Body>,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    fn stop(self: Pin<&mut Self>) {
        self.graceful_shutdown();
    }
}

/// The next connection, with its place among them.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, Peer, Option<OwnedSemaphorePermit>) {
    // The semaphore is never closed.
    let place = Arc::clone(places).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, address)) => {
                // Answers are small and whole: waiting to fill a packet only delays them.
                let _ = stream.set_nodelay(true);
                return (stream, Peer(address.ip()), place);
            }
            Err(error) => {
                tracing::warn!(%error, "no connection could be accepted");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}
